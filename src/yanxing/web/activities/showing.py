"""Pasted rows as the parts of a page show them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.queries.activities import course_table, meeting_list
from yanxing.queries.activities.course_table import CourseRow
from yanxing.queries.activities.meeting_list import MeetingRow
from yanxing.web.look.paste import Cell, Paste, Row

WIDEST = 40  # columns of a pasted block that are read at all


def courses(rows: Sequence[CourseRow]) -> Paste:
    """Every cell with its error, and what saving would do with the row."""
    return Paste(
        [_(course_table.HEADS[name]) for name in course_table.COLUMNS],
        [
            Row(
                row.number,
                tuple(Cell(row.cells[name], row.errors.get(name, "")) for name in course_table.COLUMNS),
                _next(row),
            )
            for row in rows
        ],
    )


def _next(row: CourseRow) -> str:
    if row.errors:
        return _("要改")
    if row.session is None:
        return _("新的一场，登记授课人") if row.teacher_is_new else _("新的一场")
    return _("已有，第 %(number)d 讲") % {"number": row.session.ordinal}


def meeting(rows: Sequence[MeetingRow]) -> Paste:
    names = list(meeting_list.HEADS)
    return Paste(
        [_(words) for words in meeting_list.HEADS.values()],
        [
            Row(
                row.number,
                tuple(
                    Cell(cell, row.error[1] if row.error and row.error[0] == name else "")
                    for name, cell in zip(names, row.cells, strict=True)
                ),
                _("要改") if row.error else _("可保存"),
            )
            for row in rows
        ],
    )


def address_of(request: HttpRequest, session_id: int) -> str:
    """The page of a session as it can be opened from a group."""
    return request.build_absolute_uri(reverse("session", args=[session_id]))
