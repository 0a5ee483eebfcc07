"""Language and larger letters, for anyone, also without JavaScript."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect

from yanxing.actions.accounts.preferences import set_elder_pages
from yanxing.web.accounts.address import safe_next
from yanxing.web.door import Visit

YEAR = 365 * 24 * 3600


def language(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if request.method != "POST" or chosen not in dict(settings.LANGUAGES):
        raise Http404
    answer = HttpResponseRedirect(safe_next(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", secure=settings.HTTPS
    )
    return answer


def letters(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """大字: kept in this browser, and with the account where there is one."""
    if request.method != "POST":
        raise Http404
    larger = request.POST.get("elder") == "1"
    if request.actor.account_id is not None:
        set_elder_pages(larger=larger, actor=request.actor)
    answer = HttpResponseRedirect(safe_next(request))
    answer.set_cookie("elder", "1" if larger else "0", max_age=YEAR, samesite="Lax", secure=settings.HTTPS)
    return answer
