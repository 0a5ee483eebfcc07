"""A course table pasted from a spreadsheet, read row by row; nothing is written here (PRG-07)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import TypeVar

from django.utils.translation import gettext as _

from yanxing.queries.activities.course_cells import (
    Wrong,
    day_and_hours,
    day_of,
    hours_of,
    is_open,
    moment_of,
    teacher_of,
    way_of,
)
from yanxing.queries.activities.words import name_of
from yanxing.records.models import Activity, Session, Teacher

COLUMNS = ("topic", "teacher", "date", "hours", "venue", "way", "audience")
HEADS: Mapping[str, str] = {
    "topic": "课程",
    "teacher": "授课人",
    "date": "日期",
    "hours": "时间",
    "venue": "地点",
    "way": "方式",
    "audience": "对象",
}
_KNOWN: Mapping[str, tuple[str, ...]] = {
    "topic": (
        "课程",
        "课程名称",
        "课程内容",
        "主题",
        "授课内容",
        "授课主题",
        "内容",
        "科目",
        "题目",
        "培训内容",
        "培训课程",
    ),
    "teacher": (
        "授课人",
        "授课老师",
        "授课教师",
        "教师",
        "老师",
        "主讲",
        "主讲人",
        "讲师",
        "授课专家",
        "师资",
    ),
    "date": ("日期", "培训日期", "授课日期", "上课日期"),
    "hours": ("时间", "培训时间", "授课时间", "上课时间", "时段", "起止时间"),
    "venue": ("地点", "场地", "培训地点", "授课地点", "上课地点", "教室"),
    "way": ("方式", "形式", "授课方式", "授课形式", "培训方式", "培训形式"),
    "audience": ("对象", "培训对象", "参加对象", "参加人员", "备注", "说明"),
    "skip": ("序号", "讲次", "场次", "期次", "次序", "编号"),
}
MOST_ROWS = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A row as read. `cells` = what stood there by column; `errors` = sentence by column.

    `session` is the one already there that the row speaks of.
    """

    number: int
    cells: Mapping[str, str]
    topic: str | None = None
    teacher_name: str = ""
    organisation: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str | None = None
    mode: str = "in_person"
    form: str | None = None
    audience_note: str = ""
    teacher_id: int | None = None
    teacher_is_new: bool = False
    session: Session | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def columns_of(first: Sequence[str]) -> list[str] | None:
    """The columns a header row names; None when it is no header."""
    found = [next((name for name, words in _KNOWN.items() if _plain(cell) in words), "") for cell in first]
    return found if sum(1 for each in found if each) >= 2 else None


def _plain(cell: str) -> str:
    return "".join(cell.split()).rstrip(":：")


def read_table(lines: Sequence[Sequence[str]], year: int) -> list[CourseRow]:
    """Rows of cells as pasted, with or without a header. At most MOST_ROWS; more is an error of the last."""
    if not lines:
        return []
    named = columns_of(lines[0])
    columns = named or list(COLUMNS)
    body = lines[1:] if named else lines
    rows = [
        _row(number, dict(zip(columns, line, strict=False)), year)
        for number, line in enumerate(body[:MOST_ROWS], 2 if named else 1)
    ]
    if len(body) > MOST_ROWS:
        rows[-1] = replace(
            rows[-1], errors={"topic": _("一次最多贴 %(most)d 行，请分几次") % {"most": MOST_ROWS}}
        )
    return rows


def _row(number: int, given: Mapping[str, str], year: int) -> CourseRow:
    cells = {name: given.get(name, "").strip() for name in COLUMNS}
    day_cell, hours_cell = cells["date"], cells["hours"]
    if is_open(day_cell):
        day_cell, hours_cell = day_and_hours(hours_cell)
    elif is_open(hours_cell):
        day_cell, hours_cell = day_and_hours(day_cell) if day_and_hours(day_cell)[0] else (day_cell, "")
    errors: dict[str, str] = {}
    day = _read(errors, "date", lambda: day_of(day_cell, year), None)
    no_hours: tuple[time | None, time | None] = (None, None)
    no_way: tuple[str, str | None] = (Session.Mode.IN_PERSON, None)
    start, end = _read(errors, "hours", lambda: hours_of(hours_cell), no_hours)
    mode, form = _read(errors, "way", lambda: way_of(cells["way"]), no_way)
    if start and day is None and "date" not in errors:
        errors["date"] = _("写了钟点，还缺日期；日期未定的，钟点也写“待定”")
    for name, most in (("topic", 120), ("venue", 120), ("audience", 120), ("teacher", 60)):
        if len(cells[name]) > most:
            errors[name] = _("超过 %(most)d 个字，请缩短") % {"most": most}
    name, organisation = teacher_of(cells["teacher"])
    return CourseRow(
        number,
        cells,
        None if is_open(cells["topic"]) else cells["topic"],
        name,
        organisation,
        moment_of(day, start),
        moment_of(day, end),
        None if is_open(cells["venue"]) else cells["venue"],
        mode,
        form,
        cells["audience"],
        errors=errors,
    )


def _read(errors: dict[str, str], column: str, read: Callable[[], T], other: T) -> T:
    try:
        return read()
    except Wrong as wrong:
        errors[column] = str(wrong)
        return other


def settled_rows(activity: Activity, rows: Sequence[CourseRow]) -> list[CourseRow]:
    """The rows with their teachers and the sessions they speak of looked up. Two queries, for any number."""
    teachers = list(Teacher.objects.filter(unit=activity.unit_id))
    there = list(
        activity.sessions.exclude(state=Session.State.CANCELLED)
        .select_related("activity")
        .order_by("ordinal")
    )
    often = Counter(row.topic for row in rows if row.topic)
    seen: dict[tuple[str | None, datetime | None], int] = {}
    taken: set[int] = set()
    found = []
    for row in rows:
        row = _with_teacher(row, teachers)  # noqa: PLW2901
        row = _with_session(row, there, taken, alone=often[row.topic or ""] == 1)  # noqa: PLW2901
        key = (row.topic, row.starts_at)
        if row.topic and key in seen:
            row = _bad(row, "topic", _("与第 %(row)d 行重复，请删去一行") % {"row": seen[key]})  # noqa: PLW2901
        seen.setdefault(key, row.number)
        found.append(row)
    return found


def _bad(row: CourseRow, column: str, text: str) -> CourseRow:
    return replace(row, errors={**row.errors, column: text})


def _with_teacher(row: CourseRow, teachers: Sequence[Teacher]) -> CourseRow:
    if not row.teacher_name:
        return row
    same = [each for each in teachers if each.name == row.teacher_name]
    if row.organisation:
        same = [each for each in same if each.organisation == row.organisation]
    if len(same) > 1:
        where = "、".join(f"{each.name}（{each.organisation}）" for each in same)
        return _bad(
            row,
            "teacher",
            _("有 %(number)d 位同名授课人，请写明单位：%(where)s") % {"number": len(same), "where": where},
        )
    if not same:
        return replace(row, teacher_is_new=True)
    return replace(row, teacher_id=same[0].pk)


def _with_session(row: CourseRow, there: Sequence[Session], taken: set[int], *, alone: bool) -> CourseRow:
    free = [each for each in there if each.pk not in taken]
    exact = [each for each in free if each.topic == row.topic and each.starts_at == row.starts_at]
    named = [each for each in free if row.topic and each.topic == row.topic]
    match = exact[0] if exact else named[0] if alone and len(named) == 1 else None
    if match is None:
        return row
    taken.add(match.pk)
    row = replace(row, session=match)
    if match.state != Session.State.DRAFT:
        for column, differs in (
            ("hours", (row.starts_at, row.ends_at) != (match.starts_at, match.ends_at)),
            ("venue", row.venue != match.venue),
            ("teacher", row.teacher_is_new or row.teacher_id != match.teacher_id),
        ):
            if differs:
                return _bad(
                    row,
                    column,
                    _("%(what)s已通知，请在那一场用“改期”“换场地”办理") % {"what": name_of(match)},
                )
        return replace(row, mode=match.mode, form=match.form, audience_note=match.audience_note)
    return row
