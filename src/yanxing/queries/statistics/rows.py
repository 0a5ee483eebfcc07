"""The rows behind a figure: the same statement, the same scope, so that the count is the number of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, overload

from django.db import connection
from django.utils.translation import gettext_lazy

from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import called
from yanxing.queries.statistics.attended import ATTENDED, AWAY, Scope

TIMES: Mapping[str, str] = {
    "expected": "true",
    "came": "came",
    "excused": "excused",
    "away": AWAY,
    "unclear": "unclear",
}
"""What a figure in 人次 counts → which rows are in it."""
PEOPLE: Mapping[str, str] = {
    "people": "true",
    "active": "bool_or(came)",
    "inactive": "NOT bool_or(came)",
}
"""What a figure in 人 counts → of which persons."""
WORDS = {
    "expected": gettext_lazy("应到"),
    "came": gettext_lazy("实到"),
    "excused": gettext_lazy("请假"),
    "away": gettext_lazy("未到"),
    "unclear": gettext_lazy("待核"),
    "people": gettext_lazy("应参加"),
    "active": gettext_lazy("参加过"),
    "inactive": gettext_lazy("从未参加"),
}
_STATUS = {
    "on_time": gettext_lazy("按时"),
    "lateish": gettext_lazy("签到偏晚"),
    "late": gettext_lazy("迟到"),
    "left_early": gettext_lazy("早退"),
    "absent": gettext_lazy("缺勤"),
    "leave": gettext_lazy("请假"),
    "unknown": gettext_lazy("待核"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`what`: session and how it ended, or how often somebody came."""

    person_id: int
    name: str
    number: str
    unit: str
    day: datetime | None
    what: str
    how: str
    session_id: int | None = None


_TIMES = """
SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), u.short_name, t.starts_at, a.title, t.form,
    s.ordinal, t.came, t.excused, t.unclear, t.status, t.session_id
FROM ({attended}) t
JOIN records_person p ON p.subject_id = t.person_id
JOIN records_unit u ON u.subject_id = t.unit_id
JOIN records_session s ON s.subject_id = t.session_id
JOIN records_activity a ON a.id = t.activity_id
WHERE {which}
ORDER BY t.starts_at DESC, t.session_id, u.position, u.subject_id, p.pinyin, p.subject_id
LIMIT %(most)s OFFSET %(first)s
"""
_PEOPLE = """
SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), u.short_name, g.expected, g.came
FROM (SELECT person_id, (array_agg(unit_id ORDER BY starts_at DESC))[1] AS unit_id, count(*) AS expected,
        count(*) FILTER (WHERE came) AS came
    FROM ({attended}) t GROUP BY person_id HAVING {which}) g
JOIN records_person p ON p.subject_id = g.person_id
JOIN records_unit u ON u.subject_id = g.unit_id
ORDER BY u.position, u.subject_id, p.pinyin, p.subject_id
LIMIT %(most)s OFFSET %(first)s
"""
_COUNT_TIMES = "SELECT count(*) FROM ({attended}) t WHERE {which}"
_COUNT_PEOPLE = "SELECT count(*) FROM (SELECT 1 FROM ({attended}) t GROUP BY person_id HAVING {which}) people"


class Rows:
    """A lazy list for a paginator. `what`: a key of TIMES or PEOPLE; raises `KeyError` for another."""

    def __init__(self, scope: Scope, what: str) -> None:
        self.scope, self.what = scope, what
        self.in_people = what in PEOPLE
        self.which = PEOPLE[what] if self.in_people else TIMES[what]

    def count(self) -> int:
        statement = _COUNT_PEOPLE if self.in_people else _COUNT_TIMES
        with connection.cursor() as cursor:
            cursor.execute(self._filled(statement), self.scope.values())
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    @overload
    def __getitem__(self, key: int) -> Line: ...
    @overload
    def __getitem__(self, key: slice) -> list[Line]: ...
    def __getitem__(self, key: int | slice) -> Line | list[Line]:
        if isinstance(key, int):
            return self[key : key + 1][0]
        first = key.start or 0
        most = None if key.stop is None else max(key.stop - first, 0)
        statement = _PEOPLE if self.in_people else _TIMES
        with connection.cursor() as cursor:
            cursor.execute(self._filled(statement), self.scope.values(first=first, most=most))
            return [self._line(row) for row in cursor.fetchall()]

    def __iter__(self) -> Iterator[Line]:
        return iter(self[0:])

    def _filled(self, statement: str) -> str:
        return statement.format(attended=ATTENDED, which=self.which)

    def _line(self, row: tuple[Any, ...]) -> Line:
        person_id, name, number, unit = row[:4]
        if self.in_people:
            return Line(person_id, name, number, unit, None, f"{row[5]}/{row[4]}", "")
        day, what = row[4].astimezone(OFFICE), called(row[5], row[6], row[7])
        return Line(person_id, name, number, unit, day, what, _how(row[8:12]), row[12])


def _how(row: tuple[bool, bool, bool, str]) -> str:
    came, excused, _unclear, status = row
    if status:
        return str(_STATUS[status])
    return str(WORDS["came"] if came else WORDS["excused"] if excused else WORDS["away"])
