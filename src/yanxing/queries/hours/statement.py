"""学时明细: every session a person was expected at this year, how it ended, what it gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.words import full_name_of
from yanxing.queries.attendance.deciding import session_day
from yanxing.queries.hours.year import ZERO, Figures, hours_words, year_for
from yanxing.queries.policies.reach import streets_of
from yanxing.records.models import AttendanceOutcome, Person, Posting

CHIPS = {
    "on_time": "good",
    "lateish": "good",
    "late": "near",
    "left_early": "near",
    "absent": "no",
    "leave": "rest",
    "unknown": "unknown",
}
"""Status → kind of chip."""


@dataclass(frozen=True, slots=True)
class Line:
    """One session. `chip_status`: the code behind `status`. `corrected`: how it stood before, in words."""

    outcome_id: int
    day: date
    name: str
    chip_status: str
    status: str
    sentence: str
    hours: Fraction
    corrected: str = ""

    @property
    def shown(self) -> str:
        return hours_words(self.hours)


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting of the ledger, as it was written."""

    day: date
    name: str
    hours: Fraction
    is_reversal: bool
    reversed: bool

    @property
    def shown(self) -> str:
        return hours_words(self.hours)


@dataclass(frozen=True, slots=True)
class Statement:
    """`figures` is None without an hours policy in force. `total` = what the ledger holds."""

    person: Person
    unit: str
    year: int
    figures: Figures | None
    lines: Sequence[Line]
    entries: Sequence[Entry]

    @property
    def total(self) -> Fraction:
        return sum((each.hours for each in self.entries), ZERO)

    @property
    def corrected(self) -> bool:
        return any(each.is_reversal for each in self.entries)


def person_seen(actor: Actor, person_id: int) -> Person:
    """Oneself; an officer or secretary: people of their units. Raises `NotYours`."""
    seen = Q(pk=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    if an_officer(actor) or a_secretary(actor):
        seen |= Q(subject__home_unit_id__in=actor.units)
    person = Person.objects.filter(seen, pk=person_id).select_related("subject__home_unit").first()
    if person is None:
        raise NotYours
    return person


def street_of(actor: Actor, on: date) -> int | None:
    """The street whose policies count for this actor."""
    return min(streets_of(actor, on), default=None)


def statement_of(actor: Actor, person_id: int, on: date) -> Statement:
    """Raises `NotYours` for somebody else's people."""
    person = person_seen(actor, person_id)
    street = street_of(actor, on)
    year = year_for(street, on, [person.pk]) if street is not None else None
    number = year.year if year is not None else on.year
    entries = _entries(person, number)
    return Statement(
        person,
        person.subject.home_unit.name if person.subject.home_unit else "",
        number,
        year.figures(person.pk) if year is not None else None,
        _lines(person, number),
        entries,
    )


def _entries(person: Person, year: int) -> list[Entry]:
    rows = Posting.objects.filter(account__subject_id=person.pk, account__year=year)
    return [
        Entry(
            each.dated,
            each.text,
            Fraction(each.numerator, each.denominator),
            each.reverses_id is not None,
            hasattr(each, "reversed_by"),
        )
        for each in rows.select_related("reversed_by").order_by("dated", "pk")
    ]


def _lines(person: Person, year: int) -> list[Line]:
    """One query each for outcomes and postings."""
    rows = (
        AttendanceOutcome.objects.filter(person=person, session__starts_at__year=year)
        .select_related("session__activity")
        .order_by("-session__starts_at", "-pk")
    )
    outcomes = list(rows)
    before = {(each.session_id, each.version + 1): each.get_status_display() for each in outcomes}
    given = hours_by_session(person.pk)
    return [
        Line(
            each.pk,
            session_day(each.session),
            full_name_of(each.session),
            each.status,
            each.get_status_display(),
            each.sentence,
            given.get(each.session_id, ZERO),
            before.get((each.session_id, each.version), ""),
        )
        for each in outcomes
        if each.is_current
    ]


def hours_by_session(person_id: int) -> dict[int, Fraction]:
    """session → what stands in the ledger for it. One query."""
    found: dict[int, Fraction] = {}
    rows = Posting.objects.filter(account__subject_id=person_id, session__isnull=False)
    for session, numerator, denominator in rows.values_list("session_id", "numerator", "denominator"):
        found[session] = found.get(session, ZERO) + Fraction(numerator, denominator)
    return found
