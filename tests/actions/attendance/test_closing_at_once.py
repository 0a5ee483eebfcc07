"""Two officers close the same session at the same moment: it is closed once, hours are credited once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.people import NOW, TODAY, account, holds, make_street

from yanxing.access.acting import acting
from yanxing.access.actor import actor_of
from yanxing.actions.attendance import close_session
from yanxing.records.models import AttendanceOutcome, Posting


def test_closed_once(committed: str) -> None:
    street = make_street()
    other = account("linfang", "林芳")
    holds(other, street.street, "officer", "自治办经办人", "B")
    both_in_force(street)
    session = past_lecture(street, street.liting, street.wangmin)
    comes(session, street.liting)
    ready = Barrier(2)

    def closes(account_id: int) -> bool:
        try:
            actor = actor_of(account_id, on=TODAY)
            assert actor is not None
            ready.wait(20)
            with acting(actor):
                return close_session(session_id=session.pk, actor=actor, now=NOW).fresh
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        fresh = list(pool.map(closes, [street.xuzhiqiang.pk, other.pk]))
    assert sorted(fresh) == [False, True]
    assert (AttendanceOutcome.objects.count(), Posting.objects.count()) == (2, 1)
