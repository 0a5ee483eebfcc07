"""Doors for tests: a page client that logs in as a named person and tells the record which door was used."""

from __future__ import annotations

import time
from collections.abc import Callable
from json import dumps
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.street.people import Street


@pytest.fixture
def street(db: None) -> Street:
    """Units and people of a small street, inside the test's own transaction."""
    from tests.street.people import make_street

    return make_street()


@pytest.fixture
def page(db: None, came_through: Callable[[str], None]) -> Callable[..., Any]:
    """page(account, proved=True) → a Django client logged in as that account. Reading an answer counts as
    coming through the page's door."""
    from django.test import Client

    class PageClient(Client):
        def request(self, **request: Any) -> Any:
            came_through("page")
            return super().request(**request)

    def log_in(account: Any = None, *, proved: bool = False) -> Client:
        client = PageClient(raise_request_exception=True)
        if account is not None:
            client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
            if proved:
                session = client.session
                session["proved_at"] = time.time()
                session.save()
        return client

    return log_in


@pytest.fixture
def call(db: None, came_through: Callable[[str], None]) -> Callable[..., Any]:
    """call(account, "GET", "/people", json=None, may_write=False) → the API's answer to a token of the
    account. Counts as coming through the API's door."""
    from django.test import Client

    def ask(account: Any, method: str, path: str, json: Any = None, *, may_write: bool = False) -> Any:
        came_through("api")
        return Client().generic(
            method,
            f"/api/v1{path}",
            data=b"" if json is None else dumps(json).encode(),
            content_type="application/json",
            headers={"authorization": f"Bearer {token_of(account, may_write=may_write)}"} if account else {},
        )

    return ask


def token_of(account: Any, *, may_write: bool = False) -> str:
    """A fresh token of the account."""
    from tests.street.people import NOW, TODAY

    from yanxing.access.acting import acting
    from yanxing.access.actor import actor_of
    from yanxing.actions.accounts.api_tokens import issue_api_token

    actor = actor_of(account.pk, on=TODAY, sensitive_ok=True)
    assert actor is not None
    with acting(actor):
        return issue_api_token(name="对接", may_write=may_write, days=30, actor=actor, now=NOW)
