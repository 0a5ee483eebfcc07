"""The door of every page: who it is, whether they may, one transaction with actor and scope."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.actor import NOBODY, Actor, Login, actor_of
from yanxing.access.predicates import Predicate
from yanxing.access.refusal import NotYours, ProveAgain, Refused

SHOWN_AGAIN = frozenset({409, 422})
PROOF_LASTS = 10 * 60  # seconds of real time


class Visit(HttpRequest):
    """A request that came through the door: who acts, and the office's time of this request."""

    actor: Actor
    now: datetime
    htmx: Any


View = Callable[..., HttpResponse]
"""(Visit, **what the address holds) → answer"""


def actor_for(request: HttpRequest, now: datetime) -> Actor:
    """Of the login session; one query beside Django's own for session."""
    account = request.session.get(SESSION_KEY)
    if not account:
        return NOBODY
    proved = time.time() - float(request.session.get("proved_at", 0)) < PROOF_LASTS
    login = Login(request.session.get(HASH_SESSION_KEY, ""), request.session.get("device"))
    return actor_of(int(account), on=now.date(), sensitive_ok=proved, login=login) or NOBODY


def door(view: View, who: Predicate, *, counts: bool = False) -> Callable[..., HttpResponse]:
    """Wraps a view: a visitor without login is asked to log in, a stranger gets 404, a refusal is a page.

    A form that is shown again (409, 422) has written nothing, even where an action had begun to; `counts`:
    except here, where wrong tries are counted.
    """

    @wraps(view)
    def through(request: Visit, **kwargs: Any) -> HttpResponse:
        request.now = clock.now()
        request.actor = actor_for(request, request.now)
        if not who(request.actor):
            if request.actor.account_id is None:
                return HttpResponseRedirect(f"{reverse('login')}?next={quote(request.get_full_path())}")
            raise Http404
        try:
            with acting(request.actor):
                answer = view(request, **kwargs)
                if answer.status_code in SHOWN_AGAIN and not counts:
                    transaction.set_rollback(True)
                return answer
        except NotYours:
            raise Http404 from None
        except ProveAgain:
            return HttpResponseRedirect(f"{reverse('prove')}?next={quote(back_to(request))}")
        except Refused as refused:
            return refusal_page(request, refused)

    return through


def back_to(request: HttpRequest) -> str:
    """Where a form came from: its own page, for a POST that has to be repeated."""
    return request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")


def refusal_page(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A refusal that no form caught: said on a page, with the way back. 409, nothing was written."""
    return render(request, "pages/refused.html", {"refused": refused, "back": back_to(request)}, status=409)
