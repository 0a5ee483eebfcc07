"""Certificate rates by level, unit and year (STA-02), and the persons behind each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db import connection
from django.utils.translation import gettext_lazy

from yanxing.queries.statistics.participation import percent

KINDS = {"social_worker": gettext_lazy("社会工作者职业资格"), "all_post": gettext_lazy("全岗通")}
LEVELS = {
    "assistant": gettext_lazy("助理"),
    "intermediate": gettext_lazy("中级"),
    "senior": gettext_lazy("高级"),
}
_HERE = """
p.is_external = false AND p.erased_at IS NULL AND (p.left_on IS NULL OR p.left_on > %(day)s)
    AND (p.entered_on <= %(day)s OR (p.entered_on IS NULL AND NOT %(dated)s))
    AND sub.home_unit_id = ANY(%(units)s::bigint[])
"""
_BEST = """
SELECT DISTINCT ON (person_id) person_id, level FROM records_credential
WHERE kind = %(kind)s AND (revoked_on IS NULL OR revoked_on > %(day)s)
    AND (issued_on <= %(day)s OR (issued_on IS NULL AND NOT %(dated)s))
ORDER BY person_id, array_position(ARRAY['senior','intermediate','assistant'], level::text) NULLS LAST
"""
"""A person with several levels counts once, at the highest. What has no day (of issue, of entry) counts,
except where `dated` asks for days."""


@dataclass(frozen=True, slots=True)
class Holding:
    """`people` in service on the day; `holders` of the certificate, by highest level."""

    unit_id: int | None
    name: str
    people: int
    holders: int
    assistant: int
    intermediate: int
    senior: int

    @property
    def rate(self) -> str:
        return percent(self.holders, self.people)

    @property
    def missing(self) -> int:
        return self.people - self.holders

    @property
    def levels(self) -> list[tuple[str, int]]:
        return [("assistant", self.assistant), ("intermediate", self.intermediate), ("senior", self.senior)]


_UNITS = f"""
SELECT GROUPING(u.subject_id), u.subject_id, u.short_name, count(*), count(b.person_id),
    count(*) FILTER (WHERE b.level = 'assistant'), count(*) FILTER (WHERE b.level = 'intermediate'),
    count(*) FILTER (WHERE b.level = 'senior')
FROM records_person p
JOIN records_subject sub ON sub.id = p.subject_id
JOIN records_unit u ON u.subject_id = sub.home_unit_id
LEFT JOIN ({_BEST}) b ON b.person_id = p.subject_id
WHERE {_HERE}
GROUP BY GROUPING SETS ((u.position, u.subject_id, u.short_name), ())
ORDER BY u.position, u.subject_id
"""  # noqa: S608 - no value of a user in it


def holdings(units: Collection[int], kind: str, day: date) -> tuple[Holding, Sequence[Holding]]:
    """(all together, by unit). One query."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"units": sorted(units), "kind": kind, "day": day, "dated": False})
        rows = cursor.fetchall()
    total = next((Holding(None, "", *row[3:]) for row in rows if row[0]), Holding(None, "", 0, 0, 0, 0, 0))
    return total, [Holding(row[1], row[2], *row[3:]) for row in rows if not row[0]]


@dataclass(frozen=True, slots=True)
class YearOfHolding:
    """At the end of a year (this year: today). `undated`: certificates without a day of issue, in no year."""

    year: int
    day: date
    people: int
    holders: int

    @property
    def rate(self) -> str:
        return percent(self.holders, self.people)


_YEARS = """
WITH here AS (
    SELECT p.subject_id, p.entered_on, p.left_on FROM records_person p
    JOIN records_subject sub ON sub.id = p.subject_id
    WHERE p.is_external = false AND p.erased_at IS NULL AND sub.home_unit_id = ANY(%(units)s::bigint[])
)
SELECT d.day, count(DISTINCT h.subject_id), count(DISTINCT c.person_id)
FROM unnest(%(days)s::date[]) AS d(day)
LEFT JOIN here h ON h.entered_on <= d.day AND (h.left_on IS NULL OR h.left_on > d.day)
LEFT JOIN records_credential c ON c.person_id = h.subject_id AND c.kind = %(kind)s
    AND c.issued_on <= d.day AND (c.revoked_on IS NULL OR c.revoked_on > d.day)
GROUP BY d.day ORDER BY d.day
"""
_UNDATED = """
SELECT count(DISTINCT c.person_id) FROM records_credential c
JOIN records_person p ON p.subject_id = c.person_id JOIN records_subject sub ON sub.id = p.subject_id
WHERE c.kind = %(kind)s AND c.issued_on IS NULL AND c.revoked_on IS NULL AND p.is_external = false
    AND p.erased_at IS NULL AND sub.home_unit_id = ANY(%(units)s::bigint[])
"""


def holdings_by_year(
    units: Collection[int], kind: str, today: date, years: int = 5
) -> tuple[Sequence[YearOfHolding], int]:
    """(the last years, how many persons' certificates have no day of issue). Two queries."""
    days = [date(year, 12, 31) for year in range(today.year - years + 1, today.year)] + [today]
    values: dict[str, Any] = {"units": sorted(units), "kind": kind, "days": days}
    with connection.cursor() as cursor:
        cursor.execute(_YEARS, values)
        found = [YearOfHolding(row[0].year, *row) for row in cursor.fetchall()]
        cursor.execute(_UNDATED, values)
        return found, cursor.fetchone()[0]


_WHICH = {
    "people": "true",
    "holders": "b.person_id IS NOT NULL",
    "without": "b.person_id IS NULL",
    **{level: f"b.level = '{level}'" for level in LEVELS},
}
_ROWS = f"""
FROM records_person p
JOIN records_subject sub ON sub.id = p.subject_id
JOIN records_unit u ON u.subject_id = sub.home_unit_id
LEFT JOIN ({_BEST}) b ON b.person_id = p.subject_id
WHERE {_HERE} AND """


@dataclass(frozen=True, slots=True)
class Holder:
    person_id: int
    name: str
    number: str
    unit: str
    level: str
    holds: bool


class HolderRows:
    """A lazy list for a paginator. `what`: people, holders, without or a level; `KeyError` for another."""

    def __init__(
        self, units: Collection[int], kind: str, day: date, what: str, *, dated: bool = False
    ) -> None:
        self.values: dict[str, Any] = {"units": sorted(units), "kind": kind, "day": day, "dated": dated}
        self.which = _WHICH[what]

    def count(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {_ROWS}{self.which}", self.values)
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    @overload
    def __getitem__(self, key: int) -> Holder: ...
    @overload
    def __getitem__(self, key: slice) -> list[Holder]: ...
    def __getitem__(self, key: int | slice) -> Holder | list[Holder]:
        if isinstance(key, int):
            return self[key : key + 1][0]
        first = key.start or 0
        most = None if key.stop is None else max(key.stop - first, 0)
        statement = (
            "SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), u.short_name, COALESCE(b.level, ''), "
            f"b.person_id IS NOT NULL {_ROWS}{self.which} "
            "ORDER BY u.position, u.subject_id, p.pinyin, p.subject_id LIMIT %(most)s OFFSET %(first)s"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, {**self.values, "first": first, "most": most})
            return [Holder(*row) for row in cursor.fetchall()]
