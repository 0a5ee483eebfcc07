"""A session of 350 people closed: at once, with a fixed number of queries."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.attending import HOURS, in_force
from tests.street.people import NOW
from tests.street.roster import Whole, whole_street

from yanxing.access.acting import acting
from yanxing.actions.attendance import Closing, close_session
from yanxing.queries.hours.forecast import forecast_of
from yanxing.records.models import (
    Activity,
    CheckIn,
    Expected,
    Person,
    PolicyDocument,
    Posting,
    Session,
    Subject,
)


@pytest.fixture
def whole(db: None) -> Whole:
    whole = whole_street()
    in_force(whole.street, whole.officer)
    in_force(whole.street, whole.officer, HOURS)
    return whole


def meeting(whole: Whole, people: list[Person], ordinal: int) -> Session:
    activity, _ = Activity.objects.get_or_create(
        code="lectures", title="专家授课", form="lecture", unit=whole.street,
        document=PolicyDocument.objects.get(unit=whole.street, code__startswith="zhongshan"),
    )  # fmt: skip
    starts = NOW.replace(hour=14, minute=0) - timedelta(days=8 + ordinal)
    session = Session.objects.create(
        subject=Subject.objects.create(kind="session", home_unit=whole.street), activity=activity,
        ordinal=ordinal, topic="协商治理", state="announced", starts_at=starts,
        ends_at=starts + timedelta(minutes=150),
    )  # fmt: skip
    Expected.objects.bulk_create(
        Expected(session=session, person=each, unit_id=each.subject.home_unit_id or 0) for each in people
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            session=session, person=each, at=starts - timedelta(minutes=20 - n % 25),
            received_at=starts, way="code",
        )
        for n, each in enumerate(people) if n % 10
    )  # fmt: skip
    return session


def closing(whole: Whole, session: Session) -> tuple[Closing, int, float]:
    actor = whole.actor()
    with acting(actor), CaptureQueriesContext(connection) as seen:
        began = time.process_time()
        done = close_session(session_id=session.pk, actor=actor, now=NOW)
        return done, len(seen), time.process_time() - began


def test_closed_at_once(whole: Whole) -> None:
    people = list(Person.objects.select_related("subject"))
    _few, few, _time = closing(whole, meeting(whole, people[:3], 1))
    done, many, seconds = closing(whole, meeting(whole, people, 2))
    assert sum(done.counts.values()) == len(people)
    assert (
        Posting.objects.filter(session__ordinal=2).count() == done.counts["on_time"] + done.counts["lateish"]
    )
    assert many == few
    assert seconds < 1.0  # of this process: other tests may be busy on the same cores
    began = time.process_time()
    assert forecast_of(whole.actor(), NOW) is not None
    assert time.process_time() - began < 1.0
