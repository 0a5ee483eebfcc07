"""应到、实到、请假、未到 of a session: in all, by area, by neighbourhood. One query whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

_COUNTS = """
SELECT COALESCE(ar.name, ''), u.short_name, u.subject_id, count(*), count(c.id),
    count(*) FILTER (WHERE c.id IS NULL AND x.person_id IS NOT NULL)
FROM records_expected e
JOIN records_unit u ON u.subject_id = e.unit_id
LEFT JOIN records_unitspell sp ON sp.unit_id = u.subject_id AND sp.since <= %(day)s
    AND (sp.until IS NULL OR sp.until > %(day)s)
LEFT JOIN records_unit ar ON ar.subject_id = sp.parent_id AND ar.kind = 'area'
LEFT JOIN records_checkin c
    ON c.session_id = e.session_id AND c.person_id = e.person_id AND c.direction = 'in'
LEFT JOIN records_excused x ON x.session_id = e.session_id AND x.person_id = e.person_id
WHERE e.session_id = %(session)s AND e.removed_at IS NULL
GROUP BY ar.subject_id, ar.name, ar.position, u.subject_id, u.short_name, u.position
ORDER BY ar.position NULLS LAST, ar.subject_id, u.position, u.subject_id
"""


@dataclass(frozen=True, slots=True)
class Count:
    """Whoever is excused and came all the same has come."""

    name: str
    expected: int
    signed: int
    excused: int
    unit_id: int | None = None

    @property
    def missing(self) -> int:
        return self.expected - self.signed - self.excused

    @property
    def complete(self) -> bool:
        return self.missing == 0


@dataclass(frozen=True, slots=True)
class Area:
    sum: Count
    units: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Attendance:
    sum: Count
    areas: tuple[Area, ...]


def attendance_of(session_id: int, *, on: date) -> Attendance:
    """For a session the caller has already found within the actor's reach."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"session": session_id, "day": on})
        rows = cursor.fetchall()
    areas: dict[str, list[Count]] = {}
    for area, unit, unit_id, expected, signed, excused in rows:
        areas.setdefault(area, []).append(Count(unit, expected, signed, excused, unit_id))
    made = tuple(Area(_sum(name, units), tuple(units)) for name, units in areas.items())
    return Attendance(_sum("", [area.sum for area in made]), made)


def _sum(name: str, counts: Iterable[Count]) -> Count:
    each = list(counts)
    return Count(
        name, sum(c.expected for c in each), sum(c.signed for c in each), sum(c.excused for c in each)
    )
