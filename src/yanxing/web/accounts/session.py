"""The login session: begun by a password, a code, a slip, a link or an enrolled phone."""

from __future__ import annotations

import time
from datetime import datetime

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, login
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from yanxing.access.actor import Actor, actor_of
from yanxing.access.refusal import NotYours
from yanxing.actions.accounts.entering import Way, note_entry
from yanxing.queries.accounts.authenticators import needs_authenticator

BACKEND = "django.contrib.auth.backends.ModelBackend"
PROVING = frozenset({"password", "code", "slip"})
"""Ways in that also prove who it is; an enrolled phone and a personal link do not."""


def begin(
    request: HttpRequest, account_id: int, *, way: Way, now: datetime, device_id: int | None = None
) -> Actor:
    """Logs the account in under a new session key. Raises `NotYours` for a closed account."""
    user = ModelBackend().get_user(account_id)
    actor = actor_of(account_id, on=now.date())
    if user is None or actor is None:
        raise NotYours
    login(request, user, backend=BACKEND)
    if way in PROVING:
        request.session["proved_at"] = time.time()
    if device_id is not None:
        request.session["device"] = device_id
    if not settings.DEMO and needs_authenticator(actor):
        request.session["set_up_first"] = True
    note_entry(way=way, actor=actor, now=now)
    return actor


def keep_in(request: HttpRequest, account_id: int) -> None:
    """The session a password was changed in goes on, under a new key; all others have ended."""
    user = ModelBackend().get_user(account_id)
    if user is not None:
        request.session.cycle_key()
        request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        request.session.pop("device", None)
