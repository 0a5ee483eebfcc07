"""The flows of the tests, a desk with its people, and short ways to speak to a matter."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from yanxing.engine.flow import Desk, Matter, People, Result, Word, start, step, tick
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.calendars import office_calendar
from yanxing.policy.reading import read_policy

OFFICE = office_calendar()


def _policy() -> Policy:
    path = Path(__file__).parent / "flows.yaml"
    policy, findings = read_policy(path.read_bytes(), path.name)
    assert [found.text() for found in findings] == []
    assert policy is not None
    return policy


POLICY = _policy()
HOLDERS = {
    ("street_officer", "north"): ("nora",),
    ("street_officer", "south"): ("sam", "sue"),
    ("street_officer", ""): ("stan",),
    ("district_officer", ""): ("dan",),
    ("city_officer", ""): ("cid",),
    ("officer", "u1"): ("olga",),
    ("secretary", "u1"): ("vera",),
    ("branch_officer", "u1"): ("ben",),
    ("head", "org1"): ("h1",),
    ("head", "org2"): ("h2",),
}
DESK = Desk(policy=POLICY, calendar=OFFICE, people=People(holders=HOLDERS))


def desk(**people: Any) -> Desk:
    return Desk(policy=POLICY, calendar=OFFICE, people=People(**{"holders": HOLDERS, **people}))


def at(day: str, clock: str = "09:00", year: int = 2024) -> datetime:
    return datetime.fromisoformat(f"{year}-{day}T{clock}")


def last(day: str) -> datetime:
    """The last moment of a day."""
    return at(day, "23:59:59.999999")


def transfer(
    subject: str = "wen", months: int = 36, papers: tuple[str, ...] = ("application", "appraisal")
) -> Matter:
    facts = {
        "id": "m1",
        "subject": subject,
        "home_street": "north",
        "target_street": "south",
        "service_months": Fraction(months),
        "papers": frozenset(papers),
    }
    return start(POLICY, "transfer", facts, at("09-27", "08:30"))


def consents(subject: str = "wen") -> Matter:
    """A transfer handed in on Friday 27 September 2024, waiting for both streets."""
    return say(transfer(subject), "applicant", subject, "submit", at("09-27")).matter


def say(matter: Matter, party: str, actor: str, answer: str, when: datetime, **more: Any) -> Result:
    desk_ = more.pop("desk", DESK)
    return step(desk_, matter, Word(party=party, actor=actor, answer=answer, **more), when)


def ticked(matter: Matter, when: datetime) -> Matter:
    return tick(POLICY, matter, when, calendar=OFFICE).matter
