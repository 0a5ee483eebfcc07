"""Closing a session: the policy decides, hours follow, once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.attendance import Closing, close_session, note_exception
from yanxing.engine.stored import dump_row
from yanxing.queries.attendance.deciding import sentence_of
from yanxing.queries.policies.settling import settled_again
from yanxing.records.models import Account, AttendanceOutcome, Posting, Session


def close(street: Street, session: Session, who: Account | None = None) -> Closing:
    actor = street.actor(who or street.xuzhiqiang)
    with acting(actor):
        return close_session(session_id=session.pk, actor=actor, now=NOW)


@pytest.fixture
def session(street: Street) -> Session:
    both_in_force(street)
    return past_lecture(street, street.liting, street.wangmin, street.chenjianguo, street.zhaolei)


def statuses(session: Session) -> dict[str, tuple[str, bool]]:
    rows = AttendanceOutcome.objects.filter(session=session, is_current=True)
    return {each.person.name: (each.status, each.full) for each in rows.select_related("person")}


def test_each_gets_what_the_plan_says(street: Street, session: Session) -> None:
    comes(session, street.liting, "13:45")
    comes(session, street.wangmin, "13:50")
    comes(session, street.chenjianguo, "14:01")
    closing = close(street, session)
    assert statuses(session) == {
        "李婷": ("on_time", True),
        "王敏": ("lateish", True),
        "陈建国": ("late", False),
        "赵磊": ("absent", False),
    }
    assert closing.counts == {"on_time": 1, "lateish": 1, "late": 1, "absent": 1}
    assert closing.hours == 2 * Fraction(150, 45)
    session.refresh_from_db()
    assert (session.state, session.closed_by, session.closed_at) == ("closed", street.xuzhiqiang, NOW)


def test_hours_are_exact_and_posted_once(street: Street, session: Session) -> None:
    comes(session, street.liting)
    assert close(street, session).fresh
    assert not close(street, session).fresh
    posting = Posting.objects.get()
    assert (posting.key, posting.numerator, posting.denominator) == (
        f"hours:{session.pk}:{street.liting.person_id}", 10, 3,
    )  # fmt: skip
    assert (posting.account.subject_id, posting.account.year, posting.dated.isoformat()) == (
        street.liting.person_id, 2024, "2024-09-12",
    )  # fmt: skip
    assert AttendanceOutcome.objects.filter(session=session).count() == 4


def test_who_left_early_gets_no_hours(street: Street, session: Session) -> None:
    comes(session, street.liting)
    desk = street.actor(street.desk)
    with acting(desk):
        note_exception(
            session_id=session.pk, person_id=street.liting.person_id or 0, says="left_early",
            reason="接孩子", at=session.ends_at and session.ends_at.replace(minute=0), actor=desk, now=NOW,
        )  # fmt: skip
    close(street, session)
    assert statuses(session)["李婷"] == ("left_early", False)
    assert not Posting.objects.exists()


def test_the_stored_run_works_out_the_same_again(street: Street, session: Session) -> None:
    comes(session, street.liting, "13:50")
    close(street, session)
    outcome = AttendanceOutcome.objects.select_related("settled__document").get(person=street.liting.person)
    assert outcome.settled is not None
    again = settled_again(outcome.settled)
    row = again.settlement.runs["attendance_kept"].rows[f"{session.pk}-{outcome.person_id}"]
    assert sentence_of(again.policy, row) == outcome.sentence == "13:50 签到，签到偏晚。"
    assert dump_row(row) == outcome.reasons


@pytest.mark.parametrize("name", ["wangmin", "liting", "desk", "auditor", "admin", "stranger"])
def test_only_an_officer_closes(street: Street, session: Session, name: str) -> None:
    with pytest.raises(NotYours):
        close(street, session, getattr(street, name))


def test_not_before_it_is_over(street: Street, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(ends_at=NOW.replace(hour=16))
    with pytest.raises(Refused, match="还没有到结束时间"):
        close(street, session)
    assert not AttendanceOutcome.objects.exists()
