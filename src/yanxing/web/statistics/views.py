"""Participation, trainings by kind, certificate rates; every figure leads to its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours
from yanxing.queries.statistics.certificates import (
    KINDS,
    LEVELS,
    Holder,
    HolderRows,
    holdings,
    holdings_by_year,
)
from yanxing.queries.statistics.kinds import kinds_of_training
from yanxing.queries.statistics.manual import manual_figures
from yanxing.queries.statistics.participation import Part, Participation, participation
from yanxing.queries.statistics.rows import PEOPLE, TIMES, WORDS, Rows
from yanxing.web.door import Visit
from yanxing.web.look.chart import Chart, ChartRow
from yanxing.web.statistics.scope import Asked, asked

ON_A_PAGE = 50
SHOWN = 8
"""Committees in a chart: more cannot be read."""


def frame(request: Visit, here: str, **more: Any) -> dict[str, Any]:
    """Title, tabs and the time the figures are of."""
    tabs = [
        ("statistics", _("参与")),
        ("statistics-kinds", _("人数、人次")),
        ("statistics-hours", _("学时")),
        ("statistics-certificates", _("持证率")),
    ]
    if an_officer_who_acts(request.actor):
        tabs.append(("statistics-templates", _("填上级报表")))
    at = request.now.astimezone(OFFICE)
    return {
        "title": _("统计"),
        "tabs": [(words, reverse(name), name == here) for name, words in tabs],
        "as_of": _("数据截至 %(at)s") % {"at": f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"},
        "acts": an_officer_who_acts(request.actor),
        **more,
    }


def years(request: Visit) -> list[tuple[str, str, None]]:
    """Chips for the year: this one, the one before, all."""
    this = request.now.astimezone(OFFICE).year
    return [
        ("", _("%(y)d年") % {"y": this}, None),
        (str(this - 1), _("%(y)d年") % {"y": this - 1}, None),
        ("all", _("各年"), None),
    ]


def rows_url(which: Asked, what: str, **more: Any) -> str:
    return f"{reverse('statistics-rows')}?{which.query(what=what, **more)}"


def participation_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """By committee and area."""
    which = asked(request)
    found = participation(which.scope, _("合计"))
    shown = frame(
        request,
        "statistics",
        found=found,
        total=[(words, value, rows_url(which, what)) for words, value, what in _figures(found.total)],
        charts=_charts(found, which),
        lines=_lines(found, which),
        years=years(request),
        query=which.query(),
        areas=[("", _("全部片区"), None)]
        + [(str(area.area_id), area.name, len(units)) for area, units in found.areas if area.area_id],
        narrowed=which.area or which.unit,
    )
    return render(request, "statistics/participation.html", shown)


def _figures(part: Part) -> list[tuple[str, int, str]]:
    return [
        (_("应到人次"), part.expected, "expected"),
        (_("实到人次"), part.came, "came"),
        (_("应参加人数"), part.people, "people"),
        (_("参加过的人数"), part.active, "active"),
        (_("从未参加的人数"), part.inactive, "inactive"),
    ]


def _lines(found: Participation, which: Asked) -> list[dict[str, Any]]:
    """Areas and units, one under the other, each figure with the address of its rows."""
    lines = []
    for area, units in found.areas:
        if area.area_id and len(found.areas) > 1:
            lines.append(_line(area, which, {"area": area.area_id}, group=True))
        lines += [_line(unit, which, {"unit": unit.unit_id}) for unit in units]
    if len(lines) > 1:
        lines.append(_line(found.total, which, {}, group=True))
    return lines


def _line(part: Part, which: Asked, narrower: dict[str, Any], *, group: bool = False) -> dict[str, Any]:
    whats = ("expected", "came", "excused", "away", "unclear", "people", "active", "inactive")
    return {
        "part": part,
        "group": group,
        "cells": [(getattr(part, what), rows_url(which, what, **narrower), WORDS[what]) for what in whats],
    }


def _charts(found: Participation, which: Asked) -> list[Chart]:
    asked_units = [part for part in found.parts if part.expected]
    if not asked_units:
        return []
    lowest = sorted(asked_units, key=lambda part: part.came / part.expected)[:SHOWN]
    head = {"name": lowest[0].name, "rate": lowest[0].rate}
    charts = [
        Chart(
            _("%(name)s到课率最低，%(rate)s") % head if len(asked_units) > 1 else _("到课率 %(rate)s") % head,
            _("实到人次 ÷ 应到人次，最低的 %(n)d 个居委会，全部见下表") % {"n": SHOWN}
            if len(asked_units) > SHOWN
            else _("实到人次 ÷ 应到人次，按居委会"),
            [
                ChartRow(part.name, _rate(part), part.rate, rows_url(which, "expected", unit=part.unit_id))
                for part in lowest
            ],
            "rows",
            _("居委会"),
            _("到课率"),
            0,
            "%",
        )
    ]
    areas = [area for area, _units in found.areas if area.area_id and area.expected]
    if len(areas) > 1:
        charts.append(
            Chart(
                _("参加过的人占应参加的人 %(rate)s") % {"rate": found.total.active_rate},
                _("参与率 = 参加过的人 ÷ 应参加的人，按片区"),
                [
                    ChartRow(
                        area.name,
                        Decimal(area.active_rate.rstrip("%")),
                        f"{area.active}/{area.people}",
                        rows_url(which, "active", area=area.area_id),
                    )
                    for area in areas
                ],
                "rows",
                _("片区"),
                _("参加过的人／应参加的人"),
                0,
                "%",
            )
        )
    return charts


def _rate(part: Part) -> Decimal:
    return Decimal(part.rate.rstrip("%"))


def kinds_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """场次, 人次 and 人 of each kind of training, and what was typed in."""
    which = asked(request)
    total, kinds = kinds_of_training(which.scope)
    shown = frame(
        request,
        "statistics-kinds",
        lines=[
            (each, rows_url(which, "came", form=each.form), rows_url(which, "active", form=each.form))
            for each in kinds
        ],
        total=(total, rows_url(which, "came"), rows_url(which, "active")),
        years=years(request),
        manual=manual_figures(request.actor.units),
        query=which.query(),
    )
    return render(request, "statistics/kinds.html", shown)


def certificates_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """By unit, level and year."""
    which = asked(request)
    kind = request.GET.get("kind", "social_worker")
    kind = kind if kind in KINDS else "social_worker"
    total, units = holdings(which.scope.units, kind, which.scope.day)
    by_year, undated = holdings_by_year(which.scope.units, kind, which.scope.day)

    def url(what: str, **more: Any) -> str:
        return f"{reverse('statistics-holders')}?{which.query(what=what, kind=kind, year=None, **more)}"

    shown = frame(
        request,
        "statistics-certificates",
        kind=kind,
        kind_words=KINDS[kind],
        kinds=[("" if code == "social_worker" else code, words, None) for code, words in KINDS.items()],
        levels=LEVELS.values() if kind == "social_worker" else (),
        lines=[_holding(each, url, unit=each.unit_id) for each in units],
        total=_holding(total, url),
        undated=undated,
        chart=Chart(
            _("%(kind)s持证率 %(rate)s") % {"kind": KINDS[kind], "rate": total.rate or "–"},
            _("年末持证人数 ÷ 年末在职人数，今年算到今天；没有日期的不计入"),
            [
                ChartRow(
                    _("%(y)d年") % {"y": each.year},
                    Decimal((each.rate or "0%").rstrip("%")),
                    f"{each.rate or '–'}（{each.holders}/{each.people}）",
                    url("holders", on=each.day.isoformat()),
                )
                for each in by_year
            ],
            "line",
            _("年份"),
            _("持证率"),
            0,
            "%",
        ),
    )
    return render(request, "statistics/certificates.html", shown)


def _holding(each: Any, url: Any, **narrower: Any) -> dict[str, Any]:
    return {
        "holding": each,
        "people": url("people", **narrower),
        "holders": url("holders", **narrower),
        "without": url("without", **narrower),
        "levels": [(count, url(level, **narrower)) for level, count in each.levels],
    }


def rows_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The rows of one figure; as many as it says."""
    which, what = asked(request), request.GET.get("what", "")
    if what not in TIMES and what not in PEOPLE:
        raise NotYours
    rows = Rows(which.scope, what)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = frame(
        request,
        "",
        page=page,
        rows=list(page.object_list),
        in_people=rows.in_people,
        query=which.query(what=what),
        crumbs=[(_("统计"), f"{reverse('statistics')}?{which.query()}")],
    )
    unit = _("人") if rows.in_people else _("人次")
    shown["title"] = f"{WORDS[what]} {page.paginator.count} {unit}"
    return render(request, "statistics/rows.html", shown)


def holders_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The persons of one certificate figure."""
    which, what, kind = asked(request), request.GET.get("what", ""), request.GET.get("kind", "")
    if kind not in KINDS or what not in ("people", "holders", "without", *LEVELS):
        raise NotYours
    on, dated = _on(request, which)
    rows = HolderRows(which.scope.units, kind, on, what, dated=dated)
    page: Page[Holder] = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]
    words = {"people": _("在职"), "holders": _("持证"), "without": _("未持证")} | dict(LEVELS)
    shown = frame(
        request,
        "",
        page=page,
        rows=[(each, LEVELS.get(each.level, "")) for each in page.object_list],
        kind_words=KINDS[kind],
        crumbs=[
            (_("统计"), reverse("statistics")),
            (_("持证率"), f"{reverse('statistics-certificates')}?{which.query(kind=kind, year=None)}"),
        ],
        on=on if dated else None,
    )
    shown["title"] = f"{KINDS[kind]}·{words[what]} {page.paginator.count} 人"
    return render(request, "statistics/holders.html", shown)


def _on(request: Visit, which: Asked) -> tuple[date, bool]:
    """The day of a year's figure, which counts only what has a day; otherwise today."""
    try:
        return date.fromisoformat(request.GET["on"]), True
    except (KeyError, ValueError):
        return which.scope.day, False
