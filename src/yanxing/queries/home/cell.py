"""Behind a cell of the board: names and reasons of one committee and one activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.refusal import NotYours
from yanxing.engine.explanation.citation import printed
from yanxing.queries.activities.words import called
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.statistics.attended import ATTENDED, Scope
from yanxing.records.models import Activity, PolicyDocument, RunRow, SettledRun, Unit

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class One:
    """A person, in how many sessions (0: on a list), and why, a sentence a session."""

    person_id: int | None
    name: str
    number: str
    chip: tuple[str, str]
    sentences: Sequence[str]
    times: int = 0


@dataclass(frozen=True, slots=True)
class CellPeople:
    """人次 where sessions were held; otherwise the people on the list (`listed`)."""

    unit: Unit
    activity: Activity
    expected: int
    came: int
    away: Sequence[One]
    excused: Sequence[One]
    unclear: Sequence[One]
    listed: Sequence[One]
    clause: tuple[str, str]

    @property
    def missed(self) -> int:
        """人次 of those who were away."""
        return sum(one.times for one in self.away)


_CELL = f"""
SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), x.session_id, a.title, COALESCE(s.form, a.form),
    s.ordinal, s.starts_at, s.sign_in_ahead, x.came, x.excused, x.unclear, x.status, x.sentence
FROM ({ATTENDED}) x
JOIN records_person p ON p.subject_id = x.person_id
JOIN records_session s ON s.subject_id = x.session_id
JOIN records_activity a ON a.id = x.activity_id
ORDER BY p.pinyin, p.subject_id, s.starts_at
"""  # noqa: S608 - no value of a user in it


def cell_of(document: PolicyDocument, activity_id: int, unit_id: int, now: datetime) -> CellPeople:
    """Five queries. Raises `NotYours` for another document's activity; the caller has checked the unit."""
    activity = Activity.objects.filter(pk=activity_id, document=document).first()
    unit = Unit.objects.filter(pk=unit_id, kind=Unit.Kind.NEIGHBOURHOOD).first()
    if activity is None or unit is None:
        raise NotYours
    with connection.cursor() as cursor:
        cursor.execute(_CELL, Scope([unit_id], now, activity=activity_id).values())
        rows = cursor.fetchall()
    text = pinned(document)
    clause = printed(text.usable, activity.clause) if text.ok and activity.clause else ("", "")
    return CellPeople(
        unit,
        activity,
        len(rows),
        sum(row[9] for row in rows),
        _ones([row for row in rows if not (row[9] or row[10] or row[11])], "near", _("缺 %(n)d 次")),
        _ones([row for row in rows if row[10]], "rest", _("请假 %(n)d 次")),
        _ones([row for row in rows if row[11]], "unknown", _("待核 %(n)d 次")),
        [] if rows else _listed(document, activity, unit_id),
        clause,
    )


def _ones(rows: Sequence[Row], kind: str, words: str) -> list[One]:
    """One entry a person, in the order of the rows."""
    people: dict[int, list[Row]] = {}
    for row in rows:
        people.setdefault(row[0], []).append(row)
    return [
        One(pk, own[0][1], own[0][2], (kind, words % {"n": len(own)}), [_why(row) for row in own], len(own))
        for pk, own in people.items()
    ]


def _why(row: Row) -> str:
    """As the closing said it; before that what the house knows."""
    if row[13]:
        return str(row[13])
    starts = row[7].astimezone(OFFICE)
    words = {"on": f"{starts.month}月{starts.day}日", "what": called(row[4], row[5], row[6])}
    if row[10]:
        return _("%(on)s%(what)s请假获准。") % words
    return _("%(on)s%(what)s没有签到，也没有请假记录。") % words


def _listed(document: PolicyDocument, activity: Activity, unit_id: int) -> list[One]:
    """Who is on the activity's list; nobody where it has none yet."""
    last = SettledRun.objects.filter(document=document, run=activity.audience_run).order_by("-pk").only("pk")
    rows = RunRow.objects.filter(settled=last.first(), unit_id=unit_id, status="eligible")
    return [
        One(
            row.subject_id,
            row.subject.person.name if row.subject and hasattr(row.subject, "person") else row.key,
            "",
            ("good", _("符合")),
            (row.sentence,),
        )
        for row in rows.select_related("subject__person").order_by("subject__person__pinyin", "pk")
    ]
