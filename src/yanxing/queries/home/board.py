"""The board of a plan: committees × activities, each cell saying how far it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.statistics.attended import ATTENDED, AWAY, Scope
from yanxing.queries.statistics.participation import percent

Kind = Literal["done", "short", "unclear", "ahead", "listed", "none"]


@dataclass(frozen=True, slots=True)
class Cell:
    """人次 of the sessions that are over; before that the day of the next one, or how many people are on
    the list (`listed`). `none`: nobody of the committee is meant."""

    activity_id: int
    expected: int
    came: int
    excused: int
    away: int
    listed: int
    next_on: date | None

    @property
    def kind(self) -> Kind:
        if self.expected:
            if self.away:
                return "short"
            return "done" if self.came + self.excused == self.expected else "unclear"
        if self.next_on is not None:
            return "ahead"
        return "listed" if self.listed else "none"

    @property
    def words(self) -> str:
        if self.kind == "short":
            return _("缺 %(n)d") % {"n": self.away}
        if self.kind == "unclear":
            return f"{self.came + self.excused}/{self.expected}"
        if self.next_on is not None and self.kind == "ahead":
            return f"{self.next_on.month}月{self.next_on.day}日"
        return _("%(n)d 人") % {"n": self.listed} if self.kind == "listed" else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A committee with its cells in the order of the activities."""

    unit_id: int
    name: str
    cells: Sequence[Cell]

    @property
    def expected(self) -> int:
        return sum(each.expected for each in self.cells)

    @property
    def came(self) -> int:
        return sum(each.came for each in self.cells)

    @property
    def away(self) -> int:
        return sum(each.away for each in self.cells)

    @property
    def rate(self) -> str:
        """到课率: 实到人次 ÷ 应到人次."""
        return percent(self.came, self.expected)


@dataclass(frozen=True, slots=True)
class AreaLines:
    area_id: int
    name: str
    lines: Sequence[Line]

    @property
    def sums(self) -> Sequence[str]:
        """Of each column: committees without a gap / committees that were asked."""
        columns = zip(*(line.cells for line in self.lines), strict=True)
        return [_column(cells) for cells in columns]

    @property
    def expected(self) -> int:
        return sum(line.expected for line in self.lines)

    @property
    def came(self) -> int:
        return sum(line.came for line in self.lines)

    @property
    def rate(self) -> str:
        return percent(self.came, self.expected)

    @property
    def away(self) -> int:
        return sum(line.away for line in self.lines)


@dataclass(frozen=True, slots=True)
class Board:
    """`activities`: (id, title, clause), in the order of the plan."""

    activities: Sequence[tuple[int, str, str]]
    areas: Sequence[AreaLines]

    @property
    def lines(self) -> list[Line]:
        return [line for area in self.areas for line in area.lines]


def _column(cells: Sequence[Cell]) -> str:
    asked = [each for each in cells if each.expected]
    if asked:
        return f"{sum(not each.away for each in asked)}/{len(asked)}"
    listed = sum(each.listed for each in cells)
    return _("%(n)d 人") % {"n": listed} if listed else ""


_BOARD = f"""
WITH attended AS ({ATTENDED}),
held AS (
    SELECT unit_id, activity_id, count(*) AS expected, count(*) FILTER (WHERE came) AS came,
        count(*) FILTER (WHERE excused) AS excused, count(*) FILTER (WHERE {AWAY}) AS away
    FROM attended GROUP BY unit_id, activity_id
), coming AS (
    SELECT activity_id, min(starts_at) AS at FROM records_session
    WHERE state IN ('draft', 'announced') AND ends_at > %(now)s GROUP BY activity_id
), settled AS (
    SELECT DISTINCT ON (run) id, run FROM records_settledrun WHERE document_id = %(document)s
    ORDER BY run, id DESC
), listed AS (
    SELECT a.id AS activity_id, r.unit_id, count(*) AS people
    FROM records_activity a JOIN settled s ON s.run = a.audience_run
    JOIN records_runrow r ON r.settled_id = s.id AND r.status = 'eligible'
    WHERE a.document_id = %(document)s AND r.unit_id = ANY(%(units)s::bigint[])
        AND a.id NOT IN (SELECT activity_id FROM held)
    GROUP BY a.id, r.unit_id
)
SELECT ar.subject_id, COALESCE(ar.name, ''), u.subject_id, u.short_name, a.id, a.title, a.clause,
    COALESCE(h.expected, 0), COALESCE(h.came, 0), COALESCE(h.excused, 0), COALESCE(h.away, 0),
    COALESCE(l.people, 0), n.at
FROM records_unit u
CROSS JOIN records_activity a
LEFT JOIN held h ON h.unit_id = u.subject_id AND h.activity_id = a.id
LEFT JOIN listed l ON l.unit_id = u.subject_id AND l.activity_id = a.id
LEFT JOIN coming n ON n.activity_id = a.id
LEFT JOIN records_unitspell sp ON sp.unit_id = u.subject_id AND sp.since <= %(day)s
    AND (sp.until IS NULL OR sp.until > %(day)s)
LEFT JOIN records_unit ar ON ar.subject_id = sp.parent_id AND ar.kind = 'area'
WHERE a.document_id = %(document)s AND u.kind = 'neighbourhood' AND u.closed_on IS NULL
    AND u.subject_id = ANY(%(units)s::bigint[])
ORDER BY ar.position NULLS LAST, ar.subject_id, u.position, u.subject_id, a.id
"""  # noqa: S608 - no value of a user in it


def board_of(document_id: int, units: Collection[int], now: datetime) -> Board:
    """Of the neighbourhoods within `units`. One query, whatever their number."""
    values = Scope(units, now, document=document_id).values()
    with connection.cursor() as cursor:
        cursor.execute(_BOARD, values)
        rows = cursor.fetchall()
    activities = {row[4]: (row[4], row[5], row[6]) for row in rows}
    areas: dict[tuple[int, str], dict[tuple[int, str], list[Cell]]] = {}
    for row in rows:
        of_area = areas.setdefault((row[0] or 0, row[1]), {})
        of_area.setdefault((row[2], row[3]), []).append(_cell(row[4], row[7:]))
    return Board(
        list(activities.values()),
        [
            AreaLines(pk, name, [Line(unit, short, cells) for (unit, short), cells in units_of.items()])
            for (pk, name), units_of in areas.items()
        ],
    )


def _cell(activity_id: int, row: tuple[int, int, int, int, int, datetime | None]) -> Cell:
    expected, came, excused, away, listed, at = row
    return Cell(
        activity_id, expected, came, excused, away, listed, at.astimezone(OFFICE).date() if at else None
    )
