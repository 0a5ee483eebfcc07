"""Participation by committee (ENR-03): persons and person-times, always told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from yanxing.queries.statistics.attended import ATTENDED, AWAY


@dataclass(frozen=True, slots=True)
class Part:
    """人次: `expected` = `came` + `excused` + `away` + `unclear`. 人: `people` were asked, `active` came at
    least once."""

    unit_id: int
    name: str
    area_id: int | None
    area: str
    expected: int
    came: int
    excused: int
    away: int
    people: int
    active: int

    @property
    def unclear(self) -> int:
        return self.expected - self.came - self.excused - self.away

    @property
    def inactive(self) -> int:
        return self.people - self.active


_PARTS = f"""
WITH attended AS ({ATTENDED} AND (%(document)s::bigint IS NULL OR a.document_id = %(document)s)
        AND (%(activity)s::bigint IS NULL OR a.id = %(activity)s)),
person AS (
    SELECT unit_id, person_id, count(*) AS expected, count(*) FILTER (WHERE came) AS came,
        count(*) FILTER (WHERE excused) AS excused, count(*) FILTER (WHERE {AWAY}) AS away
    FROM attended GROUP BY unit_id, person_id
), part AS (
    SELECT unit_id, sum(expected)::int AS expected, sum(came)::int AS came, sum(excused)::int AS excused,
        sum(away)::int AS away, count(*) AS people, count(*) FILTER (WHERE came > 0) AS active
    FROM person GROUP BY unit_id
)
SELECT u.subject_id, u.short_name, ar.subject_id, COALESCE(ar.name, ''), COALESCE(p.expected, 0),
    COALESCE(p.came, 0), COALESCE(p.excused, 0), COALESCE(p.away, 0), COALESCE(p.people, 0),
    COALESCE(p.active, 0)
FROM records_unit u
LEFT JOIN part p ON p.unit_id = u.subject_id
LEFT JOIN records_unitspell sp ON sp.unit_id = u.subject_id AND sp.since <= %(day)s
    AND (sp.until IS NULL OR sp.until > %(day)s)
LEFT JOIN records_unit ar ON ar.subject_id = sp.parent_id AND ar.kind = 'area'
WHERE u.subject_id = ANY(%(units)s::bigint[])
    AND (p.unit_id IS NOT NULL OR (u.kind = 'neighbourhood' AND u.closed_on IS NULL))
ORDER BY ar.position NULLS LAST, ar.subject_id, u.position, u.subject_id
"""  # noqa: S608 - no value of a user in it


def participation(
    units: Collection[int], now: datetime, *, document_id: int | None = None, activity_id: int | None = None
) -> list[Part]:
    """Every neighbourhood within `units`, by area; also those nobody of whom was asked. One query."""
    values: dict[str, Any] = {
        "units": sorted(units), "now": now, "day": now.date(), "document": document_id,
        "activity": activity_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, values)
        return [Part(*row) for row in cursor.fetchall()]


def summed(name: str, parts: Iterable[Part]) -> Part:
    """Of several units. A person counts in one unit at a session; who moved in between counts in both."""
    each = list(parts)
    return Part(0, name, None, "", *(sum(getattr(part, field) for part in each) for field in _SUMMED))


_SUMMED = ("expected", "came", "excused", "away", "people", "active")


def by_area(parts: Sequence[Part]) -> list[tuple[Part, list[Part]]]:
    """(sum of the area, its units), in the order given; units outside areas under an empty name."""
    areas: dict[tuple[int | None, str], list[Part]] = {}
    for part in parts:
        areas.setdefault((part.area_id, part.area), []).append(part)
    return [(_as_area(summed(name, units), pk), units) for (pk, name), units in areas.items()]


def _as_area(part: Part, area_id: int | None) -> Part:
    return Part(0, part.name, area_id, part.name, *(getattr(part, field) for field in _SUMMED))


def percent(part: int, of: int) -> str:
    """Half up to a tenth: 91.7%. Nothing where there is nothing to divide by."""
    if not of:
        return ""
    tenths = (part * 2000 + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}%"
