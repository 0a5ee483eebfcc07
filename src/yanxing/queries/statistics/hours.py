"""Hours of many people against the year's target."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yanxing.queries.hours.standing import standing_for
from yanxing.queries.hours.year import ZERO
from yanxing.records.models import Person


@dataclass(frozen=True, slots=True)
class PersonHours:
    """`target` is None where the policy cannot tell it or does not ask it."""

    person_id: int
    name: str
    unit_id: int
    unit: str
    done: Fraction
    target: Fraction | None

    @property
    def short_by(self) -> Fraction:
        return ZERO if self.target is None else max(self.target - self.done, ZERO)

    @property
    def reached(self) -> bool:
        return self.target is not None and self.done >= self.target


def hours_of_units(street_id: int, units: Collection[int], on: date) -> list[PersonHours]:
    """People of these units who are still here, by unit and name. Empty without an hours policy in force."""
    people = list(
        Person.objects.filter(subject__home_unit_id__in=units, left_on=None, is_external=False)
        .filter(erased_at=None)
        .order_by("subject__home_unit__position", "subject__home_unit_id", "pinyin", "pk")
        .values_list("pk", "name", "subject__home_unit_id", "subject__home_unit__short_name")
    )
    year = standing_for(street_id, on, [row[0] for row in people])
    if year is None:
        return []
    found = []
    for pk, name, unit_id, unit in people:
        figures = year.figures.get(pk)
        if figures is not None:
            found.append(PersonHours(pk, name, unit_id, unit, figures.done, figures.target))
    return found
