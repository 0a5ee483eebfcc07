"""One's own authenticator: set up with a QR, its recovery codes shown once, dropped after a proof."""

from __future__ import annotations

from typing import Any

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import demand_proof
from yanxing.access.proof import provisioning_address
from yanxing.access.refusal import Refused
from yanxing.access.tokens import qr_svg, spaced
from yanxing.actions.accounts.authenticators import drop_authenticator, enrol_authenticator
from yanxing.queries.accounts.authenticators import has_authenticator
from yanxing.web.accounts.forms import CodeForm
from yanxing.web.accounts.refusing import show
from yanxing.web.door import Visit


def authenticator(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    demand_proof(request.actor)
    if has_authenticator(request.actor.account_id or 0):
        shown = {"title": _("手机验证器"), "crumbs": _crumbs(), "chip": ("good", _("已启用"))}
        return render(request, "accounts/authenticator.html", shown)
    form = CodeForm(request.POST if request.method == "POST" else None)
    secret = request.session.setdefault("new_authenticator", generate_totp_secret())
    if form.is_valid():
        try:
            with transaction.atomic():
                codes = enrol_authenticator(
                    secret=secret, code=form.cleaned_data["code"], actor=request.actor, now=request.now
                )
        except Refused as refused:
            show(refused, form)
        else:
            return _enrolled(request, codes)
    return _set_up(request, form, secret)


def _set_up(request: Visit, form: CodeForm, secret: str) -> HttpResponse:
    shown = {
        "title": _("设置手机验证器"),
        "form": form,
        "qr": qr_svg(provisioning_address(request.actor.username, secret), label=_("验证器二维码")),
        "secret": spaced(secret, 4),
        "must": request.session.get("set_up_first", False),
    }
    return render(request, "accounts/authenticator_new.html", shown, status=422 if form.is_bound else 200)


def _enrolled(request: Visit, codes: list[str]) -> HttpResponse:
    request.session.pop("new_authenticator", None)
    request.session.pop("set_up_first", None)
    shown = {"title": _("请记下备用码"), "codes": [spaced(code, 4) for code in codes]}
    answer = render(request, "accounts/recovery_codes.html", shown)
    answer["Cache-Control"] = "no-store"
    return answer


def drop(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    if request.method == "POST":
        drop_authenticator(actor=request.actor, now=request.now)
        messages.success(request, _("已停用手机验证器。"))
    return HttpResponseRedirect(reverse("my-account"))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("我的账号"), reverse("my-account"))]
