"""One code sent sixteen times at once is one row and no error: over threads, and over HTTP."""

from __future__ import annotations

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from tests.street.meetings import lecture
from tests.street.people import NOW, make_street

SIXTEEN = 16


def test_sixteen_threads_make_one_row(committed: str) -> None:
    from django.db import connection

    from yanxing.access.acting import acting
    from yanxing.actions.signin.coding import sign_in
    from yanxing.records.models import AuditEntry, CheckIn

    street = make_street()
    session = lecture(street, street.liting)
    actor = street.actor(street.liting)
    start = Barrier(SIXTEEN)

    def once(_number: int) -> tuple[bool, Any]:
        start.wait()
        try:
            with acting(actor):
                signed = sign_in(session_id=session.pk, actor=actor, now=NOW)
            return signed.fresh, signed.at
        finally:
            connection.close()

    with ThreadPoolExecutor(SIXTEEN) as pool:
        answers = list(pool.map(once, range(SIXTEEN)))
    assert sorted(fresh for fresh, _ in answers) == [False] * 15 + [True]
    assert {at for _, at in answers} == {NOW}
    assert CheckIn.objects.count() == 1
    with acting(street.actor(street.auditor)):
        assert [e.act for e in AuditEntry.objects.all()] == ["signin.in"]


def test_sixteen_requests_make_one_row_and_no_error(site: str) -> None:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from yanxing.access import clock
    from yanxing.access.keyring import check_in_key
    from yanxing.access.tokens import sign_code, slot_of
    from yanxing.records.models import CheckIn

    street = make_street()
    now = clock.now()
    session = lecture(street, street.liting, starts=now + timedelta(minutes=30))
    login = SessionStore()
    login[SESSION_KEY] = str(street.liting.pk)
    login[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    login[HASH_SESSION_KEY] = street.liting.get_session_auth_hash()
    login.create()
    token = sign_code(check_in_key(), session.pk, slot_of(now))
    secret = "c" * 32
    start = Barrier(SIXTEEN)

    def once(_number: int) -> tuple[int, str]:
        request = urllib.request.Request(  # noqa: S310
            f"{site}/s/{token}/",
            data=b"",
            headers={"Cookie": f"yx_session={login.session_key}; yx_csrf={secret}", "X-CSRFToken": secret},
        )
        start.wait()
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
            return answer.status, answer.read().decode()

    with ThreadPoolExecutor(SIXTEEN) as pool:
        answers = list(pool.map(once, range(SIXTEEN)))
    row = CheckIn.objects.get()
    assert {status for status, _ in answers} == {200}
    assert all(f"{row.at.astimezone(clock.OFFICE):%H:%M} 已签到" in text for _, text in answers)


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_who_closes_waits_for_sign_ins_and_later_ones_see_it_closed(committed: str, state: str) -> None:
    """The closing changes the session first; a sign-in that waits for it then finds it closed."""
    from django.db import connection, transaction

    from yanxing.access.acting import acting
    from yanxing.access.refusal import Refused
    from yanxing.actions.signin.coding import sign_in
    from yanxing.records.models import CheckIn, Session

    street = make_street()
    session = lecture(street, street.liting)
    actor = street.actor(street.liting)

    def late() -> str:
        try:
            with acting(actor):
                sign_in(session_id=session.pk, actor=actor, now=NOW)
            return "signed"
        except Refused as refused:
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Session.objects.filter(pk=session.pk).update(state=state)
            waiting = pool.submit(late)
            assert not _done(waiting, timedelta(seconds=0.5))
            assert CheckIn.objects.count() == 0
        assert waiting.result(20) == state
    assert CheckIn.objects.count() == 0


def _done(waiting: Any, patience: timedelta) -> bool:
    from concurrent.futures import TimeoutError as Late

    begun = datetime.now().astimezone()
    try:
        waiting.result(patience.total_seconds())
    except Late:
        return False
    return datetime.now().astimezone() - begun < patience
