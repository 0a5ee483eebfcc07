"""Closing a session: the policy decides, hours follow, once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.street.attending import PLAN, at, both_in_force, comes, past_lecture
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions.attendance import (
    DECIDE_AGAIN,
    Closing,
    close_session,
    correct_attendance,
    note_exception,
)
from yanxing.engine.stored import dump_row
from yanxing.queries.attendance.reading import reading_of
from yanxing.queries.matters.todo import matters_to_do
from yanxing.queries.policies.settling import settled_again
from yanxing.records.models import (
    Account,
    AttendanceOutcome,
    Excuse,
    Matter,
    PolicyDocument,
    Posting,
    Session,
)


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
    reading = reading_of(again.policy, "attendance_kept")
    assert reading.sentence(row) == outcome.sentence == "13:50 签到，签到偏晚。"
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


def granted(street: Street, session: Session, who: Account, number: str) -> None:
    unit = who.person and who.person.subject.home_unit
    matter = Matter.objects.create(
        document=PolicyDocument.objects.get(code=PLAN), flow="excuse", number=number, person=who.person,
        unit=unit, opened_by=who, opened_at=NOW, state="done", stored={},
    )  # fmt: skip
    with acting(street.actor(who)):
        Excuse.objects.create(
            matter=matter, session=session, person=who.person, kind="公务", reason="会", granted=True
        )


def test_excused_and_came_all_the_same(street: Street, session: Session) -> None:
    """李婷 has leave and stays away; 赵磊 has leave and comes."""
    granted(street, session, street.liting, "请假1")
    granted(street, session, street.zhaolei, "请假2")
    comes(session, street.zhaolei)
    close(street, session)
    found = statuses(session)
    assert (found["李婷"], found["赵磊"]) == (("leave", False), ("on_time", True))


def test_leave_granted_after_the_closing(street: Street, session: Session) -> None:
    close(street, session)
    granted(street, session, street.liting, "请假1")
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        (todo,) = matters_to_do(officer, NOW)
        assert todo[0] == "李婷的请假在结束登记以后才批准：专家授课 第 5 讲"
        done = correct_attendance(
            session_id=session.pk, person_id=street.liting.person_id or 0, says=DECIDE_AGAIN,
            reason="书记补批", actor=officer, now=NOW,
        )  # fmt: skip
        assert (done.before.status, done.after.status) == ("absent", "leave")
        assert matters_to_do(officer, NOW) == []


def test_corrected_twice_the_ledger_adds_up(street: Street, session: Session) -> None:
    """In time → left early → in time again: two reversals at most, the sum is what stands."""
    comes(session, street.liting)
    close(street, session)
    officer = street.actor(street.xuzhiqiang)
    person_id = street.liting.person_id or 0
    with acting(officer):
        first = correct_attendance(
            session_id=session.pk, person_id=person_id, says="left_early", reason="漏记",
            at=at(session, "15:00"), actor=officer, now=NOW,
        )  # fmt: skip
        second = correct_attendance(
            session_id=session.pk, person_id=person_id, says="withdrawn", reason="记错了人",
            actor=officer, now=NOW,
        )  # fmt: skip
    assert (first.hours_before, first.hours_after) == (Fraction(10, 3), 0)
    assert (second.hours_before, second.hours_after) == (0, Fraction(10, 3))
    key = f"hours:{session.pk}:{person_id}"
    assert list(Posting.objects.order_by("pk").values_list("key", "numerator")) == [
        (key, 10), (f"back:{key}", -10), (f"{key}:3", 10),
    ]  # fmt: skip
    with acting(officer), pytest.raises(Stale):
        correct_attendance(
            session_id=session.pk, person_id=person_id, says="absent", reason="晚了一步", version=1,
            actor=officer, now=NOW,
        )  # fmt: skip


def test_said_in_time_after_signing_late(street: Street, session: Session) -> None:
    comes(session, street.liting, "14:10")
    desk = street.actor(street.desk)
    with acting(desk):
        note_exception(
            session_id=session.pk, person_id=street.liting.person_id or 0, says="present",
            reason="13:40 到，码扫不出", at=at(session, "13:40"), actor=desk, now=NOW,
        )  # fmt: skip
    close(street, session)
    assert statuses(session)["李婷"] == ("on_time", True)


def test_nobody_notes_their_own(street: Street, session: Session) -> None:
    own = street.actor(street.wangmin)
    other = street.actor(street.chenjianguo)
    for actor, wanted in ((own, Refused), (other, NotYours)):
        with acting(actor), pytest.raises(wanted):
            note_exception(
                session_id=session.pk, person_id=street.wangmin.person_id or 0, says="present",
                reason="到了", actor=actor, now=NOW,
            )  # fmt: skip
