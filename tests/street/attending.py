"""Policies in force and people who came, for tests of closing, hours and leave."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from tests.street.meetings import lecture
from tests.street.people import NOW, TODAY, Street

from yanxing.policy.load import load
from yanxing.queries.policies.bindings import guessed
from yanxing.records.models import (
    Account,
    CheckIn,
    CollectionBinding,
    Person,
    PolicyDocument,
    Session,
    Subject,
    Unit,
)

POLICIES = Path(__file__).parents[2] / "policies"
PLAN = "zhongshan/empowerment-2024"
HOURS = "baoshan/training-hours"


@cache
def _text(code: str) -> str:
    return (POLICIES / f"{code}.yaml").read_text("utf-8")


@cache
def _bound(code: str) -> dict[str, str]:
    return guessed(load(POLICIES / f"{code}.yaml").usable)


def in_force(unit: Unit, by: Account, code: str = PLAN, on: date = date(2024, 5, 11)) -> PolicyDocument:
    """The shipped policy as the street's own, adopted as written."""
    source = _text(code)
    document = PolicyDocument.objects.create(
        subject=Subject.objects.create(kind="document", home_unit=unit),
        unit=unit, code=code, title=code, source=source, digest=sha256(source.encode()).hexdigest(),
        schema_version=1, state="in_force", in_force_on=on, loaded_by=by, loaded_at=NOW,
    )  # fmt: skip
    CollectionBinding.objects.bulk_create(
        CollectionBinding(document=document, collection=kind, noun=noun)
        for kind, noun in _bound(code).items()
    )
    return document


def both_in_force(street: Street) -> tuple[PolicyDocument, PolicyDocument]:
    """The plan and the hours policy."""
    return (
        in_force(street.street, street.xuzhiqiang),
        in_force(street.street, street.xuzhiqiang, HOURS, date(2024, 1, 1)),
    )


def past_lecture(street: Street, *expected: Account, days: int = 8, **more: object) -> Session:
    """A lecture of 150 minutes that began at 14:00 some days ago; of the plan when there is one."""
    starts = NOW.replace(hour=14, minute=0) - timedelta(days=days)
    made = lecture(street, *expected, starts=starts, **{"ordinal": 5, **more})
    made.activity.document = PolicyDocument.objects.filter(code=PLAN, unit=street.street).first()
    made.activity.save()
    return made


def comes(session: Session, who: Account | Person, clock: str = "13:40", direction: str = "in") -> CheckIn:
    """Signs in (or out) at that time of the session's day."""
    person = who if isinstance(who, Person) else who.person
    assert person is not None
    return CheckIn.objects.create(
        session=session, person=person, direction=direction, at=at(session, clock),
        received_at=at(session, clock), way="code",
    )  # fmt: skip


def at(session: Session, clock: str) -> datetime:
    """A time of the session's day, by the office's clock."""
    hour, minute = map(int, clock.split(":"))
    assert session.starts_at is not None
    return session.starts_at.astimezone(NOW.tzinfo).replace(hour=hour, minute=minute)


__all__ = ["HOURS", "NOW", "PLAN", "TODAY", "at", "both_in_force", "comes", "in_force", "past_lecture"]
