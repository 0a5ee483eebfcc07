"""How many hours people have this year, by the ledger; exact, so that ten thirds thrice are ten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import connection

STEPS = (0, 10, 20, 30, 40)
"""Where the bands begin, in 学时."""

_PEOPLE = """
SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), u.short_name, l.denominator, l.total
FROM records_person p
JOIN records_subject sub ON sub.id = p.subject_id
JOIN records_unit u ON u.subject_id = sub.home_unit_id
LEFT JOIN (
    SELECT la.subject_id, po.denominator, sum(po.numerator)::bigint AS total
    FROM records_posting po JOIN records_ledgeraccount la ON la.id = po.account_id
    WHERE la.year = %(year)s GROUP BY la.subject_id, po.denominator
) l ON l.subject_id = p.subject_id
WHERE p.is_external = false AND p.erased_at IS NULL AND (p.left_on IS NULL OR p.left_on > %(day)s)
    AND sub.home_unit_id = ANY(%(units)s::bigint[])
ORDER BY u.position, u.subject_id, p.pinyin, p.subject_id
"""


@dataclass(frozen=True, slots=True)
class Held:
    person_id: int
    name: str
    number: str
    unit: str
    hours: Fraction


def hours_held(units: Collection[int], year: int, day: object) -> list[Held]:
    """Everybody in post within the units, by unit and name. One query."""
    people: dict[int, tuple[str, str, str]] = {}
    hours: dict[int, Fraction] = {}
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"units": sorted(units), "year": year, "day": day})  # type: ignore[dict-item]
        for person, name, number, unit, below, total in cursor.fetchall():
            people[person] = (name, number, unit)
            hours[person] = hours.get(person, Fraction(0)) + (Fraction(total, below) if below else 0)
    return [Held(person, *named, hours[person]) for person, named in people.items()]


def in_band(held: Sequence[Held], step: int) -> list[Held]:
    """Those from this step up to below the next; the last has no end."""
    later = [each for each in STEPS if each > step]
    return [each for each in held if each.hours >= step and (not later or each.hours < later[0])]


def bands(held: Sequence[Held]) -> Mapping[int, int]:
    """step → persons."""
    return {step: len(in_band(held, step)) for step in STEPS}
