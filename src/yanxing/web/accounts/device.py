"""An enrolled phone: its long cookie, and its key handed to the page once."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand_proof
from yanxing.actions.accounts.devices import LASTS, enrol_device, revoke_device
from yanxing.queries.accounts.devices import device_of_token
from yanxing.web.accounts.address import safe_next
from yanxing.web.door import Visit

COOKIE = "yx_device"
_SALT = "yanxing.device"
_KINDS = (
    ("MicroMessenger", "微信"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("HarmonyOS", "鸿蒙手机"),
    ("Android", "安卓手机"), ("Windows", "Windows 电脑"), ("Macintosh", "苹果电脑"), ("Linux", "Linux 电脑"),
)  # fmt: skip


def enrolled_page(request: HttpRequest, actor: Actor, target: str) -> HttpResponse:
    """Enrols the phone of somebody who has just come in, and hands its key to the page."""
    agent = request.headers.get("User-Agent", "")
    enrolled = enrol_device(
        label=label_of(agent),
        fingerprint=hashlib.sha256(agent.encode()).hexdigest(),
        actor=replace(actor, sensitive_ok=True),
        now=now_of(request),
    )
    request.session["device"] = enrolled.device_id
    shown = {
        "title": _("这部手机已记住"),
        "device": {"id": enrolled.public_id, "key": enrolled.key, "account": actor.username},
        "target": target,
    }
    answer = render(request, "accounts/enrolled.html", shown)
    answer["Cache-Control"] = "no-store"
    answer.set_signed_cookie(
        COOKIE,
        enrolled.token,
        salt=_SALT,
        max_age=int(LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    return answer


def now_of(request: HttpRequest) -> datetime:
    return request.now  # type: ignore[attr-defined,no-any-return] # every view comes through the door


def device_account(request: HttpRequest) -> tuple[int, int] | None:
    """(device, account) of a genuine cookie of a phone that stays in."""
    token = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=int(LASTS.total_seconds()))
    return device_of_token(token) if token else None


def forget_this_device(request: Visit, answer: HttpResponse) -> None:
    """Whoever leaves an enrolled phone leaves it for good: the next one to open it is nobody."""
    found = device_account(request)
    if found is not None and found[1] == request.actor.account_id:
        revoke_device(device_id=found[0], actor=request.actor, now=request.now)
    answer.delete_cookie(COOKIE, samesite="Lax")


def enrol(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """From one's own account page: this phone shall stay in."""
    if request.method != "POST":
        raise Http404
    demand_proof(request.actor)
    return enrolled_page(request, request.actor, safe_next(request, reverse("my-account")))


def revoke(request: Visit, /, **address: Any) -> HttpResponse:
    if request.method != "POST":
        raise Http404
    revoke_device(device_id=address["device_id"], actor=request.actor, now=request.now)
    messages.success(request, _("已取消。那部手机下次要重新登录。"))
    return HttpResponseRedirect(safe_next(request, reverse("my-account")))


def label_of(agent: str) -> str:
    """What a phone is called in the list, from what its browser says of itself."""
    found = [name for mark, name in _KINDS if mark in agent]
    return "·".join(found[:2]) or "浏览器"
