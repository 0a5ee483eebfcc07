"""The worker's phone: the scanned address, today's sessions, the typed code."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.refusal import Refused
from yanxing.actions.signin.coding import sign_in_by_code, sign_in_by_typed_code
from yanxing.actions.signin.signing import Direction, Signed
from yanxing.queries.signin.codes import read_scan, receipt_of
from yanxing.queries.signin.sessions import my_day, my_session
from yanxing.web.accounts.address import client_address
from yanxing.web.door import Visit
from yanxing.web.signin.browser import browser_of, mark_browser, new_browser

_STATUS = {"too_many": 429, "forged": 422, "not_a_code": 422, "mistyped": 422}


def scan(request: Visit, token: str) -> HttpResponse:
    """/s/<token>/: a GET shows one big button and writes nothing; a POST signs in or out."""
    if request.method == "POST":
        return mark_browser(request, _sign(request, token))
    receipt = request.GET.get("r", "")
    browser = browser_of(request) or new_browser()
    try:
        seen = read_scan(token, now=request.now, receipt=receipt, browser=browser)
    except Refused as refused:
        return _refused(request, refused)
    receipt = receipt_of(token, seen.seen_at, browser)
    if request.actor.account_id is None:
        back = f"{reverse('scan', args=[token])}?r={receipt}"
        answer = HttpResponseRedirect(f"{reverse('login')}?next={quote(back)}")
        return mark_browser(request, answer, browser)
    mine = my_session(request.actor, seen.session_id)
    shown = {"title": _("签到"), "mine": mine, "token": token, "receipt": receipt, "now": request.now}
    return mark_browser(request, render(request, "signin/scan.html", shown), browser)


def _sign(request: Visit, token: str) -> HttpResponse:
    if request.actor.account_id is None:
        return _refused(request, Refused(_("登录已过期，没有记录签到。请重新登录后再扫一次。"), code="login"))
    direction: Direction = "out" if request.POST.get("direction") == "out" else "in"
    try:
        signed = sign_in_by_code(
            token=token,
            actor=request.actor,
            now=request.now,
            receipt=request.POST.get("receipt", ""),
            fingerprint=browser_of(request),
            direction=direction,
        )
    except Refused as refused:
        return _refused(request, refused)
    return _answer(request, signed)


def sign_in_page(request: Visit) -> HttpResponse:
    """Today's sessions and the box for the six digits."""
    if request.method == "POST":
        return mark_browser(request, _typed(request))
    return mark_browser(request, _today(request))


def _typed(request: Visit) -> HttpResponse:
    typed = request.POST.get("code", "")
    try:
        signed = sign_in_by_typed_code(
            typed=typed,
            address=client_address(request),
            actor=request.actor,
            now=request.now,
            fingerprint=browser_of(request),
        )
    except Refused as refused:
        if request.htmx:
            return _refused(request, refused)
        return _today(request, refused=refused, typed=typed)
    return _answer(request, signed)


def _today(request: Visit, refused: Refused | None = None, typed: str = "") -> HttpResponse:
    shown: dict[str, Any] = {
        "title": _("签到"),
        "day": my_day(request.actor, on=request.now.astimezone(OFFICE).date()),
        "refused": refused,
        "typed": typed,
        "now": request.now,
    }
    return render(request, "signin/today.html", shown, status=_status(refused) if refused else 200)


def _answer(request: Visit, signed: Signed) -> HttpResponse:
    if request.htmx:  # the phone's own page asks: a fragment, without the frame and what it costs
        return HttpResponse(render_to_string("signin/answer.html", {"signed": signed}))
    return render(request, "signin/answered.html", {"title": _("签到"), "signed": signed})


def _refused(request: Visit, refused: Refused) -> HttpResponse:
    shown = {"title": _("签到"), "refused": refused}
    if request.htmx:
        return HttpResponse(render_to_string("signin/not_signed.html", shown), status=_status(refused))
    return render(request, "signin/refused.html", shown, status=_status(refused))


def _status(refused: Refused) -> int:
    return _STATUS.get(refused.code, 409)
