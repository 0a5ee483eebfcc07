"""The page a slip leads to: a password of one's own, and the phone stays in if wanted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.accounts.slips import find_slip, redeem_slip
from yanxing.queries.accounts.authenticators import has_authenticator
from yanxing.web.accounts.address import client_address
from yanxing.web.accounts.device import enrolled_page
from yanxing.web.accounts.forms import SlipCodeForm, SlipForm
from yanxing.web.accounts.login import ask_for_code
from yanxing.web.accounts.refusing import show
from yanxing.web.accounts.session import begin
from yanxing.web.accounts.tries import Tries
from yanxing.web.door import Visit

TRIES = Tries("slip", most=120, seconds=900)


def type_code(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """For those who cannot scan: the code typed in."""
    form = SlipCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            TRIES.take(client_address(request))
            find_slip(form.cleaned_data["code"])
        except Refused as refused:
            show(refused, form)
        else:
            return HttpResponseRedirect(reverse("slip", kwargs={"code": form.cleaned_data["code"].strip()}))
    shown = {"title": _("启用账号"), "form": form}
    return render(request, "accounts/slip_code.html", shown, status=422 if form.is_bound else 200)


def slip(request: Visit, /, **address: Any) -> HttpResponse:
    code: str = address["code"]
    try:
        TRIES.take(client_address(request))
        found = find_slip(code)
    except Refused as refused:
        shown: dict[str, Any] = {"title": _("启用账号"), "form": SlipCodeForm(), "refused": refused}
        return render(request, "accounts/slip_code.html", shown, status=409)
    form = SlipForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with transaction.atomic():
                account = redeem_slip(code=code, password=form.cleaned_data["password"], now=request.now)
        except Refused as refused:
            show(refused, form)
        else:
            if has_authenticator(account):
                return ask_for_code(
                    request, account, found.account.username, enrol=form.cleaned_data["enrol"]
                )
            return _inside(request, account, enrol=form.cleaned_data["enrol"])
    reset = found.purpose == "reset"
    shown = {
        "title": _("重设密码") if reset else _("启用账号"),
        "form": form,
        "name": found.account.display_name,
        "username": found.account.username,
    }
    answer = render(request, "accounts/slip.html", shown, status=422 if form.is_bound else 200)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _inside(request: Visit, account: int, *, enrol: bool) -> HttpResponse:
    actor = begin(request, account, way="slip", now=request.now)
    if enrol:
        return enrolled_page(request, actor, "/")
    messages.success(request, _("密码设好了。以后用工号和这个密码登录。"))
    return HttpResponseRedirect("/")
