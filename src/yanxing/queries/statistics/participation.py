"""Participation by committee and area (ENR-03): 人次 and 人, always told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from yanxing.queries.statistics.attended import ATTENDED, AWAY, Scope


@dataclass(frozen=True, slots=True)
class Part:
    """人次: `expected` = `came` + `excused` + `away` + `unclear`. 人: `people` were asked, `active` came at
    least once; each person once, whatever the number of units and sessions."""

    name: str
    unit_id: int | None = None
    area_id: int | None = None
    expected: int = 0
    came: int = 0
    excused: int = 0
    away: int = 0
    unclear: int = 0
    people: int = 0
    active: int = 0

    @property
    def inactive(self) -> int:
        return self.people - self.active

    @property
    def rate(self) -> str:
        """到课率, by 人次."""
        return percent(self.came, self.expected)

    @property
    def active_rate(self) -> str:
        """参与率, by 人."""
        return percent(self.active, self.people)


@dataclass(frozen=True, slots=True)
class Participation:
    """`areas`: (the area, its units) in their order; units without an area come last, under an empty name."""

    total: Part
    areas: Sequence[tuple[Part, Sequence[Part]]]

    @property
    def parts(self) -> list[Part]:
        return [part for _area, parts in self.areas for part in parts]


_UNITS = """
SELECT u.subject_id, u.short_name, ar.subject_id, COALESCE(ar.name, '')
FROM records_unit u
LEFT JOIN records_unitspell sp ON sp.unit_id = u.subject_id AND sp.since <= %(day)s
    AND (sp.until IS NULL OR sp.until > %(day)s)
LEFT JOIN records_unit ar ON ar.subject_id = sp.parent_id AND ar.kind = 'area'
WHERE u.subject_id = ANY(%(units)s::bigint[]) AND u.kind = 'neighbourhood' AND u.closed_on IS NULL
ORDER BY ar.position NULLS LAST, ar.subject_id, u.position, u.subject_id
"""
_SUMS = f"""
SELECT GROUPING(ar.subject_id, t.unit_id), ar.subject_id, t.unit_id, count(*), count(*) FILTER (WHERE came),
    count(*) FILTER (WHERE excused), count(*) FILTER (WHERE {AWAY}), count(*) FILTER (WHERE unclear),
    count(DISTINCT person_id), count(DISTINCT person_id) FILTER (WHERE came)
FROM ({ATTENDED}) t
LEFT JOIN records_unitspell sp ON sp.unit_id = t.unit_id AND sp.since <= %(day)s
    AND (sp.until IS NULL OR sp.until > %(day)s)
LEFT JOIN records_unit ar ON ar.subject_id = sp.parent_id AND ar.kind = 'area'
GROUP BY GROUPING SETS ((ar.subject_id, t.unit_id), (ar.subject_id), ())
"""  # noqa: S608 - no value of a user in it
_UNIT, _AREA, _ALL = 0, 1, 3


def participation(scope: Scope, total: str = "") -> Participation:
    """Every neighbourhood in scope, also those nobody of whom was asked. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, scope.values())
        units = cursor.fetchall()
        cursor.execute(_SUMS, scope.values())
        sums = {(row[0], row[2] if row[0] == _UNIT else row[1]): row[3:] for row in cursor.fetchall()}
    areas: dict[tuple[int | None, str], list[Part]] = {}
    for unit_id, name, area_id, area in units:
        found = Part(name, unit_id, area_id, *sums.get((_UNIT, unit_id), ()))
        areas.setdefault((area_id, area), []).append(found)
    return Participation(
        Part(total, None, None, *sums.get((_ALL, None), ())),
        [
            (Part(name, None, area_id, *sums.get((_AREA, area_id), ())), parts)
            for (area_id, name), parts in areas.items()
        ],
    )


def percent(part: int, of: int) -> str:
    """Half up to a tenth: 91.7%. Nothing where there is nothing to divide by."""
    if not of:
        return ""
    tenths = (part * 2000 + of) // (2 * of)
    return f"{tenths // 10}.{tenths % 10}%"
