"""The board: time line, committees × activities, and behind each cell the names with why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import an_officer_who_acts, demand_unit
from yanxing.queries.activities.words import contact_of
from yanxing.queries.home.board import AreaLines, Board, board_of
from yanxing.queries.home.cell import CellPeople, cell_of
from yanxing.queries.home.phases import phases_of, plan_in_force
from yanxing.queries.policies.reach import document_for
from yanxing.report.sheets.cells import Cell
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import workbook
from yanxing.web.look.timeline import Span
from yanxing.web.policies.tabs import head_of


def board_shown(request: Visit, document: Any = None) -> dict[str, Any] | None:
    """The context of the board of a document, or of the newest plan in force; None without one."""
    today = request.now.astimezone(OFFICE).date()
    document = document or plan_in_force(request.actor, today)
    if document is None:
        return None
    board = board_of(document.pk, request.actor.units, request.now)
    chosen = _open(request.GET.get("open"), board)
    return {
        "document": document,
        "spans": [Span(each.name, each.note, each.first, each.last) for each in phases_of(document, today)],
        "board": board,
        "areas": [(area, area.area_id in chosen, _toggled(chosen, area.area_id)) for area in board.areas],
        "all_open": len(chosen) == len(board.areas),
        "today": today,
        "acts": an_officer_who_acts(request.actor),
    }


def _open(asked: str | None, board: Board) -> set[int]:
    """Ids of the areas shown with their committees: as the address says, else the first one with gaps."""
    areas = [area.area_id for area in board.areas]
    if len(areas) == 1 or asked == "all":
        return set(areas)
    if asked is None:
        return {area.area_id for area in board.areas if area.away} & set(_first_with_gaps(board.areas))
    return {int(each) for each in asked.split(",") if each.isdecimal()} & set(areas)


def _first_with_gaps(areas: Sequence[AreaLines]) -> list[int]:
    return next(([area.area_id] for area in areas if area.away), [])


def _toggled(chosen: set[int], area_id: int) -> str:
    """What the address says after a click on the area: `0` for none open."""
    return ",".join(map(str, sorted(chosen ^ {area_id}))) or "none"


def policy_board(request: Visit, /, document_id: int, **_kwargs: Any) -> HttpResponse:
    """进度, the first tab of a document."""
    document = document_for(request.actor, document_id, request.now.date())
    shown = board_shown(request, document) or {}
    return render(
        request, "home/policy_board.html", head_of(request, document, "policy-board") | {"board": shown}
    )


def board_cell(
    request: Visit, /, document_id: int, activity_id: int, unit_id: int, **_kwargs: Any
) -> HttpResponse:
    """Names, reasons and the ready text of one cell."""
    document = document_for(request.actor, document_id, request.now.date())
    demand_unit(request.actor, unit_id)
    people = cell_of(document, activity_id, unit_id, request.now)
    shown = {
        "title": f"{people.unit.short_name}·{people.activity.title}",
        "crumbs": [(document.title, reverse("policy-board", args=[document_id]))],
        "cell": people,
        "text": _text(request, people),
    }
    return render(request, "home/cell.html", shown)


def _text(request: Visit, people: CellPeople) -> str:
    """For the street's group: the unit and a number, nobody's name."""
    if not people.away:
        return ""
    words = {
        "what": people.activity.title,
        "n": people.missed,
        "unit": people.unit.short_name,
        "contact": contact_of(request.actor),
    }
    return (
        _(
            "各位书记、主任：%(what)s缺 %(n)d 人次，请核对签到和请假情况，有差错的请尽快告诉经办人更正。\n"
            "缺人单位：%(unit)s。\n联系人：%(contact)s。"
        )
        % words
    )


def board_export(request: Visit, /, document_id: int, **_kwargs: Any) -> HttpResponse:
    """The matrix as seen, every committee, as a workbook."""
    document = document_for(request.actor, document_id, request.now.date())
    board = board_of(document.pk, request.actor.units, request.now)
    heads = [_("片区"), _("居委会"), *(title for _pk, title, _clause in board.activities)]
    rows: list[list[Cell]] = [
        [area.name, line.name, *(each.words or _done(each.kind) for each in line.cells), line.came,
         line.expected, line.rate]
        for area in board.areas
        for line in area.lines
    ]  # fmt: skip
    heads += [_("实到人次"), _("应到人次"), _("到课率")]
    name = _("%(title)s进度") % {"title": document.title}
    return workbook(_("进度"), name, heads, rows, name, request.now)


def _done(kind: str) -> str:
    return _("已完成") if kind == "done" else "–"
