"""One's own account: posts, phones, password, authenticator, API tokens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import demand_proof
from yanxing.access.refusal import Refused
from yanxing.actions.accounts.api_tokens import issue_api_token, revoke_api_token
from yanxing.actions.accounts.passwords import change_password
from yanxing.queries.accounts.authenticators import has_authenticator
from yanxing.queries.accounts.devices import devices_of
from yanxing.queries.accounts.tokens import tokens_of
from yanxing.web.accounts.account_forms import TokenForm
from yanxing.web.accounts.forms import NewPasswordForm
from yanxing.web.accounts.refusing import show
from yanxing.web.accounts.session import keep_in
from yanxing.web.door import Visit


def my_account(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    actor = request.actor
    shown = {
        "title": _("我的账号"),
        "devices": devices_of(actor),
        "here": request.session.get("device"),
        "tokens": tokens_of(actor),
        "authenticator": has_authenticator(actor.account_id or 0),
    }
    return render(request, "accounts/mine.html", shown)


def my_password(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    demand_proof(request.actor)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                change_password(password=form.cleaned_data["password"], actor=request.actor, now=request.now)
        except Refused as refused:
            show(refused, form)
        else:
            keep_in(request, request.actor.account_id or 0)
            messages.success(request, _("密码已改。其他手机和电脑上的登录都已退出。"))
            return HttpResponseRedirect(reverse("my-account"))
    shown = {"title": _("改密码"), "form": form, "crumbs": [(_("我的账号"), reverse("my-account"))]}
    return render(request, "accounts/password.html", shown, status=422 if form.is_bound else 200)


def my_token(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    demand_proof(request.actor)
    form = TokenForm(request.POST if request.method == "POST" else None)
    shown = {
        "title": _("接口令牌"), "form": form, "secret": "", "crumbs": [(_("我的账号"), reverse("my-account"))]
    }  # fmt: skip
    if form.is_valid():
        try:
            with transaction.atomic():
                shown["secret"] = issue_api_token(**form.cleaned_data, actor=request.actor, now=request.now)
        except Refused as refused:
            show(refused, form)
    status = 422 if form.is_bound and not shown["secret"] else 200
    answer = render(request, "accounts/token.html", shown, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def drop_token(request: Visit, /, **address: Any) -> HttpResponse:
    if request.method == "POST":
        revoke_api_token(token_id=address["token_id"], actor=request.actor, now=request.now)
        messages.success(request, _("令牌已作废。"))
    return HttpResponseRedirect(reverse("my-account"))
