"""The year is settled once and kept; whatever it rests on brings it up to date at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.attendance import close_session, correct_attendance
from yanxing.queries.hours.standing import standing_for
from yanxing.queries.hours.year import Figures
from yanxing.records.models import LeaveSpell, Session

TODAY = NOW.date()


@pytest.fixture
def closed(street: Street) -> Session:
    both_in_force(street)
    session = past_lecture(street, street.liting, street.zhaolei)
    comes(session, street.liting)
    with acting(street.actor(street.xuzhiqiang)):
        close_session(session_id=session.pk, actor=street.actor(street.xuzhiqiang), now=NOW)
    return session


def of(street: Street, who: Any) -> Figures:
    found = standing_for(street.street.pk, TODAY)
    assert found is not None
    return found.figures[who.person_id]


def test_it_is_settled_once(street: Street, closed: Session) -> None:
    first = standing_for(street.street.pk, TODAY)
    with CaptureQueriesContext(connection) as seen:
        again = standing_for(street.street.pk, TODAY)
        few = standing_for(street.street.pk, TODAY, [street.liting.person_id or 0])
    assert (again is first, few is first, len(seen)) == (True, True, 2)


def test_a_correction_counts_at_once(street: Street, closed: Session) -> None:
    officer = street.actor(street.xuzhiqiang)
    before = of(street, street.liting).done
    assert (before > 0, of(street, street.zhaolei).done) == (True, 0)
    with acting(officer):
        correct_attendance(
            session_id=closed.pk, person_id=street.liting.person_id or 0, says="absent",
            reason="代人签到", actor=officer, now=NOW,
        )  # fmt: skip
    assert of(street, street.liting).done == 0


def test_leave_counts_at_once_and_an_end_taken_back_too(street: Street, closed: Session) -> None:
    assert of(street, street.liting).target == Fraction(40)
    spell = LeaveSpell.objects.create(
        person=street.liting.person, kind="sick", since=date(2024, 3, 1), until=date(2024, 6, 1)
    )
    assert of(street, street.liting).target == Fraction(30)
    LeaveSpell.objects.filter(pk=spell.pk).update(until=date(2024, 5, 1))
    assert of(street, street.liting).target == Fraction(34)


def test_the_page_of_a_secretary_asks_little(
    street: Street, closed: Session, page: Callable[..., Any]
) -> None:
    secretary = page(street.wangmin)
    for address in ("/hours/", "/board/team-hours/"):
        secretary.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert secretary.get(address).status_code == 200
        assert len(seen) <= 12
