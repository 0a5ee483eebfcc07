"""Who has the year's hours, who will have them by what is announced, who will fall short."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer
from yanxing.queries.hours.standing import Standing, standing_for
from yanxing.queries.hours.statement import street_of
from yanxing.queries.hours.year import ZERO, hours_words
from yanxing.records.models import Expected, Person, Session

GROUPS = ("reached", "planned", "short", "unknown")


@dataclass(frozen=True, slots=True)
class Line:
    """One person, in 学时. `planned` = of announced sessions they are expected at."""

    person_id: int
    name: str
    number: str
    unit_id: int
    unit: str
    target: Fraction | None
    done: Fraction
    planned: Fraction

    @property
    def group(self) -> str:
        if self.target is None:
            return "unknown"
        if self.done >= self.target:
            return "reached"
        return "planned" if self.done + self.planned >= self.target else "short"

    @property
    def short_by(self) -> Fraction:
        """What will be missing at the end of the year."""
        return ZERO if self.target is None else max(self.target - self.done - self.planned, ZERO)

    @property
    def shown(self) -> Mapping[str, str]:
        figures = {"done": self.done, "planned": self.planned, "short_by": self.short_by}
        shown = {name: hours_words(each) for name, each in figures.items()}
        return shown | {"target": "" if self.target is None else hours_words(self.target)}


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit_id: int
    unit: str
    people: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """`lines` of all whom the policy asks hours of; `sessions`, `offered`: announced and not closed yet."""

    year: int
    lines: Sequence[Line]
    sessions: int
    offered: Fraction

    @property
    def counts(self) -> Mapping[str, int]:
        return Counter(each.group for each in self.lines)

    @property
    def mean(self) -> Fraction:
        total = sum((each.done for each in self.lines), ZERO)
        return total / len(self.lines) if self.lines else ZERO

    @property
    def units(self) -> list[UnitLine]:
        """In order of the lines."""
        of: dict[int, list[Line]] = defaultdict(list)
        for each in self.lines:
            of[each.unit_id].append(each)
        return [
            UnitLine(unit, lines[0].unit, len(lines), Counter(each.group for each in lines))
            for unit, lines in of.items()
        ]


def forecast_of(actor: Actor, now: datetime) -> Forecast | None:
    """An officer's street, a secretary's own units. None without an hours policy in force.

    A fixed number of queries.
    """
    today = now.date()
    street = street_of(actor, today)
    if street is None:
        return None
    people = _people(actor)
    year = standing_for(street, today, None if an_officer(actor) else people)
    if year is None:
        return None
    expected = _expected(year.year, None if an_officer(actor) else list(people))
    planned: dict[int, Fraction] = defaultdict(Fraction)
    for person, session in expected:
        planned[person] += year.offers.get(session, ZERO)
    sessions = {session for _person, session in expected}
    return Forecast(
        year.year,
        [line for each in people.values() if (line := _line(year, each, planned)) is not None],
        len(sessions),
        sum((year.offers.get(each, ZERO) for each in sessions), ZERO),
    )


def _people(actor: Actor) -> Mapping[int, Person]:
    """Whoever is or was in the actor's units, in order of the units."""
    rows = Person.objects.filter(
        subject__home_unit_id__in=actor.units, is_external=False, erased_at=None
    ).select_related("subject__home_unit")
    ordered = rows.order_by("subject__home_unit__position", "subject__home_unit_id", "pk")
    return {each.pk: each for each in ordered}


def _expected(year: int, persons: list[int] | None) -> list[tuple[int, int]]:
    """(person, session) of announced sessions of the year that are not closed. One query."""
    rows = Expected.objects.filter(
        removed_at=None, session__state=Session.State.ANNOUNCED, session__starts_at__year=year
    )
    if persons is not None:
        rows = rows.filter(person_id__in=persons)
    return list(rows.values_list("person_id", "session_id"))


def _line(year: Standing, person: Person, planned: Mapping[int, Fraction]) -> Line | None:
    """None for whom the policy does not ask this year."""
    figures, home = year.figures.get(person.pk), person.subject.home_unit
    if figures is None or figures.state == "not_graded" or home is None:
        return None
    return Line(
        person.pk, person.name, person.staff_number or "", home.pk, home.short_name,
        figures.target, figures.done, planned.get(person.pk, ZERO),
    )  # fmt: skip
