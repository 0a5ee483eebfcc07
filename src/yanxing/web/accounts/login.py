"""Logging in with a password and, where one is set up, a code; logging out."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.contrib.auth import authenticate, logout
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.clock import real_now
from yanxing.actions.accounts.authenticators import code_is_right
from yanxing.actions.accounts.entering import Way, note_leaving
from yanxing.queries.accounts.authenticators import has_authenticator
from yanxing.queries.accounts.entering import anyone_there, last_failure, login_name
from yanxing.web.accounts.address import client_address, safe_next
from yanxing.web.accounts.demo_logins import demo_logins
from yanxing.web.accounts.device import enrolled_page, forget_this_device
from yanxing.web.accounts.forms import CodeForm, LoginForm
from yanxing.web.accounts.session import begin
from yanxing.web.door import Visit

WAITING = 5 * 60
"""Seconds between the password and the code."""


def enter(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    if request.method != "POST":
        return _first_page(request)
    form = LoginForm(request.POST)
    if not form.is_valid():
        return _login_page(request, form, 422)
    name = login_name(form.cleaned_data["username"])
    user = authenticate(request, username=name, password=form.cleaned_data["password"])
    if user is None:
        form.add_error(None, _("工号（用户名）或密码不对。忘了密码，请本居民区负责人或街道经办人当面重设。"))
        return _login_page(request, form, 422)
    return _after_password(request, int(user.pk), name, enrol=form.cleaned_data["enrol"])


def _first_page(request: Visit) -> HttpResponse:
    if not anyone_there():
        return HttpResponseRedirect(reverse("first-start"))
    if request.actor.account_id is not None:
        return HttpResponseRedirect(safe_next(request))
    return _login_page(request, LoginForm(), 200)


def _login_page(request: Visit, form: LoginForm, status: int) -> HttpResponse:
    shown = {"title": _("登录"), "form": form, "next": safe_next(request, ""), "logins": demo_logins()}
    return render(request, "accounts/login.html", shown, status=status)


def _after_password(request: Visit, account_id: int, name: str, *, enrol: bool) -> HttpResponse:
    target = safe_next(request)
    if has_authenticator(account_id):
        return ask_for_code(request, account_id, name, target, enrol=enrol)
    return _inside(request, account_id, "password", target, enrol=enrol)


def ask_for_code(
    request: Visit, account_id: int, name: str, target: str = "/", *, enrol: bool
) -> HttpResponse:
    """Nobody is in yet: whoever has an authenticator shows it, after a password and after a slip."""
    request.session.flush()
    request.session["entering"] = [account_id, name, time.time(), target, enrol]
    return HttpResponseRedirect(reverse("login-code"))


def _inside(request: Visit, account_id: int, way: Way, target: str, *, enrol: bool) -> HttpResponse:
    actor = begin(request, account_id, way=way, now=request.now)
    return enrolled_page(request, actor, target) if enrol else HttpResponseRedirect(target)


def second_step(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The code after the password; wrong ones count like wrong passwords."""
    account_id, name, since, target, enrol = request.session.get("entering") or (0, "", 0.0, "/", False)
    if time.time() - since > WAITING:
        return HttpResponseRedirect(reverse("login"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if is_locked(request, name):
            return locked(request, None, {"username": name})
        if code_is_right(account_id=account_id, code=form.cleaned_data["code"]):
            request.session.pop("entering")
            return _inside(request, account_id, "code", target, enrol=enrol)
        count_failure(request, name)
        form.add_error("code", _("验证码不对，或已经用过。请等手机上换出下一个数字。"))
    shown = {"title": _("再验证一步"), "form": form}
    return render(request, "accounts/code.html", shown, status=422 if form.is_bound else 200)


def leave(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    answer = HttpResponseRedirect(reverse("login"))
    if request.actor.account_id is not None:
        forget_this_device(request, answer)
        note_leaving(actor=request.actor, now=request.now)
    logout(request)
    return answer


def is_locked(request: HttpRequest, username: str) -> bool:
    from axes.handlers.proxy import AxesProxyHandler  # noqa: PLC0415 - reads the settings when imported

    return bool(AxesProxyHandler.is_locked(request, {"username": username}))


def count_failure(request: HttpRequest, username: str) -> None:
    """A wrong code or PIN counts like a wrong password: account and address together."""
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def locked(
    request: HttpRequest, _original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many wrong passwords for this account from this address: until when, and what to do."""
    name = (credentials or {}).get("username") or ""
    last = last_failure(name, client_address(request))
    cool = get_cool_off(request) or timedelta(minutes=15)
    left = (last + cool - real_now()) if last else cool
    shown = {"title": _("先等一会儿"), "minutes": max(1, -(-int(left.total_seconds()) // 60)), "name": name}
    return render(request, "pages/locked.html", shown, status=429)
