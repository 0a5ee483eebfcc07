"""The API's door: a bearer token of an account, one transaction with actor and scope, clear answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.actor import Actor, actor_of
from yanxing.access.predicates import Predicate
from yanxing.access.refusal import NotYours, ProveAgain, Refused
from yanxing.queries.accounts.tokens import bearer_of


class Trouble(Schema):
    """Every answer that is not the thing asked for: a code for machines, a text for people."""

    code: str
    text: str
    field: str | None = None


REFUSALS = {400: Trouble, 401: Trouble, 403: Trouble, 404: Trouble, 409: Trouble, 422: Trouble}
"""Declared on every operation, so that the OpenAPI document tells the truth."""


class Token(HttpBearer):
    """Authorization: Bearer yx_…"""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        bearer = bearer_of(token)
        if bearer is None:
            return None
        now = clock.now()
        actor = actor_of(bearer.account_id, on=now.date(), door="api")
        if actor is None:
            return None
        request.now = now  # type: ignore[attr-defined]
        request.actor = actor  # type: ignore[attr-defined]
        request.may_write = bearer.may_write  # type: ignore[attr-defined]
        return actor


api = NinjaAPI(
    title="雁行", version="1", urls_namespace="api", docs_url=None, auth=Token(),
    description="与页面同样的名词、同样的范围：令牌能看到的，不多于它的账号。",
)  # fmt: skip


class ReadOnly(Exception):  # noqa: N818
    """The token may only read."""


def operation(who: Predicate, *, writes: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Whoever the sentence does not hold for gets 404, as on the pages; `writes` wants a token that may."""

    def narrowed(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def through(request: Any, *args: Any, **kwargs: Any) -> Any:
            if not who(request.actor):
                raise NotYours
            if writes and not request.may_write:
                raise ReadOnly
            with acting(request.actor):
                return view(request, *args, **kwargs)

        through.who = who  # type: ignore[attr-defined]
        return through

    return narrowed


def _answer(
    request: HttpRequest, status: int, code: str, text: str, field: str | None = None
) -> HttpResponse:
    return api.create_response(request, {"code": code, "text": text, "field": field}, status=status)


@api.exception_handler(Http404)
@api.exception_handler(NotYours)
def _unknown(request: HttpRequest, _error: Exception) -> HttpResponse:
    return _answer(request, 404, "not_found", "没有找到，或者不在这个令牌的范围内。")


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, _error: Exception) -> HttpResponse:
    return _answer(request, 401, "no_token", "没有令牌，或令牌已失效。请在“我的”里另发一个。")


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """What the framework itself could not read, such as a body that is no JSON."""
    return _answer(request, 422, "unreadable", "请求的内容读不出来，请按接口说明发送 JSON。")


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _answer(request, 409, error.code, error.text, error.field)


@api.exception_handler(ProveAgain)
def _prove(request: HttpRequest, _error: ProveAgain) -> HttpResponse:
    return _answer(request, 403, "prove_again", "这一步要本人在页面上再验证一次，接口不能办。")


@api.exception_handler(ReadOnly)
def _read_only(request: HttpRequest, _error: ReadOnly) -> HttpResponse:
    return _answer(request, 403, "read_only", "这个令牌只能读。要写入，请在“我的”里另发一个可以写入的令牌。")


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0] if error.errors else {}
    place = ".".join(map(str, first.get("loc", ())))
    return _answer(request, 422, "invalid", f"{place} 填得不对：{first.get('msg', '')}", place or None)
