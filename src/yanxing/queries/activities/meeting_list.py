"""The list an online meeting gives out: name, staff number, minutes, joined at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.records.models import Expected, OnlineEvidence, Session

HEADS: Mapping[str, str] = {"name": "姓名", "number": "工号", "minutes": "时长（分钟）", "joined": "入会时间"}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "昵称", "用户昵称", "成员", "参会人", "名称", "成员名称"),
    "number": ("工号", "编号", "员工编号"),
    "minutes": (
        "时长",
        "时长（分钟）",
        "时长(分钟)",
        "参会时长",
        "累计时长",
        "累计参会时长",
        "分钟",
        "在线时长",
    ),
    "joined": ("入会时间", "首次入会时间", "加入时间", "进入时间"),
}
_MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M")


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A row of the list; `error` names the column it belongs to and the sentence."""

    number: int
    name: str
    staff_number: str = ""
    minutes: int | None = None
    joined_at: datetime | None = None
    cells: tuple[str, ...] = ()
    person_id: int | None = None
    error: tuple[str, str] | None = None


def read_meeting(lines: Sequence[Sequence[str]]) -> list[MeetingRow]:
    """Rows as pasted, with or without a header: name, staff number, minutes, joined at."""
    if not lines:
        return []
    first = ["".join(cell.split()) for cell in lines[0]]
    named = [next((name for name, words in _KNOWN.items() if cell in words), "") for cell in first]
    is_head = sum(1 for each in named if each) >= 2
    columns, body = (named, lines[1:]) if is_head else (list(HEADS), lines)
    return [
        _row(number, dict(zip(columns, line, strict=False)))
        for number, line in enumerate(body, 2 if is_head else 1)
    ]


def _row(number: int, given: Mapping[str, str]) -> MeetingRow:
    cells = tuple(given.get(name, "").strip() for name in HEADS)
    name, staff_number, minutes_cell, joined_cell = cells
    minutes = _minutes(minutes_cell)
    joined = _moment(joined_cell)
    error = None
    if minutes is None:
        error = ("minutes", _("“%(cell)s”不是时长，请写分钟数，如 95") % {"cell": minutes_cell})
    elif joined_cell and joined is None:
        error = ("joined", _("“%(cell)s”不是时间，请写成 2024-06-12 13:55") % {"cell": joined_cell})
    return MeetingRow(number, name, staff_number, minutes, joined, cells, error=error)


def _minutes(cell: str) -> int | None:
    """95, 95分钟, 1小时35分, 01:35:00 (hours, minutes, seconds)."""
    words = cell.replace(" ", "")
    if words.isdecimal():
        return int(words)
    parts = re.fullmatch(r"(\d+)[:：](\d{1,2})[:：]\d{1,2}", words)
    if parts:
        return int(parts[1]) * 60 + int(parts[2])
    found = re.fullmatch(r"(?:(\d+)(?:小时|时))?(?:(\d+)(?:分钟|分))?(?:\d+秒)?", words)
    if not words or found is None or not (found[1] or found[2]):
        return None
    return int(found[1] or 0) * 60 + int(found[2] or 0)


def _moment(cell: str) -> datetime | None:
    for form in _MOMENTS:
        try:
            return datetime.strptime(cell, form).replace(tzinfo=OFFICE)
        except ValueError:
            continue
    return None


def matched_rows(session: Session, rows: Sequence[MeetingRow]) -> list[MeetingRow]:
    """Each row with its person among 应到: by staff number, else by name if only one bears it. One query."""
    people = list(
        Expected.objects.filter(session=session, removed_at__isnull=True).values_list(
            "person_id", "person__name", "person__staff_number", "unit__short_name"
        )
    )
    seen: dict[int, int] = {}
    found = []
    for row in rows:
        row = _matched(row, people)  # noqa: PLW2901
        if row.person_id is not None and row.person_id in seen and row.error is None:
            twice = _("与第 %(row)d 行是同一个人，请合并时长") % {"row": seen[row.person_id]}
            row = replace(row, error=("name", twice))  # noqa: PLW2901
        if row.person_id is not None:
            seen.setdefault(row.person_id, row.number)
        found.append(row)
    return found


def _matched(row: MeetingRow, people: Sequence[tuple[int, str, str | None, str]]) -> MeetingRow:
    if row.error:
        return row
    if row.staff_number:
        same = [each for each in people if each[2] == row.staff_number]
        if not same:
            return replace(
                row,
                error=("number", _("工号 %(number)s 不在这一场的应到名单里") % {"number": row.staff_number}),
            )
        if row.name and same[0][1] not in row.name:
            words = {"number": row.staff_number, "name": same[0][1]}
            return replace(row, error=("name", _("工号 %(number)s 是%(name)s，请核对") % words))
        return replace(row, person_id=same[0][0])
    same = [each for each in people if each[1] == row.name]
    if len(same) == 1:
        return replace(row, person_id=same[0][0])
    if same:
        where = "、".join(unit for _id, _name, _number, unit in same)
        return replace(
            row,
            error=(
                "name",
                _("应到名单里有 %(count)d 位%(name)s（%(where)s），请补工号")
                % {"count": len(same), "name": row.name, "where": where},
            ),
        )
    return replace(
        row,
        error=("name", _("“%(name)s”不在这一场的应到名单里；昵称请改成姓名或补工号") % {"name": row.name}),
    )


def known_evidence(session: Session) -> set[tuple[int, int | None]]:
    """(person, minutes) of the latest evidence of each person."""
    rows = OnlineEvidence.objects.filter(session=session).order_by("pk")
    latest = dict(rows.values_list("person_id", "minutes"))
    return set(latest.items())
