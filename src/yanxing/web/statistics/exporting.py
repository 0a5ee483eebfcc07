"""Statistics as workbooks: what is seen, with the time it is of."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.refusal import NotYours
from yanxing.queries.statistics.kinds import kinds_of_training
from yanxing.queries.statistics.participation import Part, participation
from yanxing.queries.statistics.rows import PEOPLE, TIMES, WORDS, Rows
from yanxing.report.sheets.cells import Cell
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import workbook
from yanxing.web.statistics.scope import asked


def participation_sheet(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    found = participation(asked(request).scope, _("合计"))
    heads = [
        _("片区"), _("居委会"), _("应到人次"), _("实到人次"), _("请假人次"), _("未到人次"), _("待核人次"),
        _("到课率"), _("应参加人数"), _("参加过的人数"), _("从未参加的人数"), _("参与率"),
    ]  # fmt: skip
    rows = [_row(area.name, part) for area, parts in found.areas for part in parts]
    rows.append(_row(_("合计"), found.total, ""))
    return workbook(_("参与"), _("各居委会参与情况"), heads, rows, _("各居委会参与情况"), request.now)


def _row(area: str, part: Part, name: str | None = None) -> list[Cell]:
    return [
        area, part.name if name is None else name, part.expected, part.came, part.excused, part.away,
        part.unclear, part.rate, part.people, part.active, part.inactive, part.active_rate,
    ]  # fmt: skip


def kinds_sheet(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    total, kinds = kinds_of_training(asked(request).scope)
    rows: list[list[Cell]] = [[each.name, each.sessions, each.times, each.persons] for each in kinds]
    rows.append([_("合计"), total.sessions, total.times, total.persons])
    heads = [_("培训形式"), _("场次"), _("人次"), _("人数")]
    return workbook(_("人数、人次"), _("培训人数和人次"), heads, rows, _("培训人数和人次"), request.now)


def rows_sheet(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The rows of a figure, all of them."""
    which, what = asked(request), request.GET.get("what", "")
    if what not in TIMES and what not in PEOPLE:
        raise NotYours
    rows = Rows(which.scope, what)
    cells: list[list[Cell]] = [
        [line.name, line.number, line.unit, *([line.what] if rows.in_people else _held(line))]
        for line in rows
    ]
    heads = [_("姓名"), _("工号"), _("居委会")]
    heads += [_("实到／应到（次）")] if rows.in_people else [_("日期"), _("场次"), _("结果")]
    return workbook(str(WORDS[what]), str(WORDS[what]), heads, cells, str(WORDS[what]), request.now)


def _held(line: Any) -> list[Cell]:
    return [line.day.astimezone(OFFICE).date(), line.what, line.how]
