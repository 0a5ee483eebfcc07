"""学时 of a unit or street: who has them, who will, who will fall short."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.queries.hours.forecast import GROUPS, Forecast, Line, forecast_of
from yanxing.queries.hours.year import hours_words
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import workbook
from yanxing.web.look.chart import Chart, ChartRow

ON_A_PAGE = 50
STEP = 10
"""学时 of a bar of the chart."""

CHIPS = {"reached": "good", "planned": "doing", "short": "near", "unknown": "unknown"}


def words_of(group: str) -> str:
    return {
        "reached": _("已达标"),
        "planned": _("按计划能达标"),
        "short": _("会缺"),
        "unknown": _("信息待补"),
    }[group]


def hours(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    forecast = forecast_of(request.actor, request.now)
    shown: dict[str, Any] = {"title": _("学时"), "forecast": forecast}
    if forecast is not None:
        shown |= _shown(request, forecast)
    return render(request, "hours/forecast.html", shown)


def _shown(request: Visit, forecast: Forecast) -> dict[str, Any]:
    counts = forecast.counts
    lines = _chosen(request, forecast)
    units = forecast.units
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    return {
        "lead": _("%(year)d年，还有 %(n)d 场已通知的培训，共 %(hours)s 学时")
        % {"year": forecast.year, "n": forecast.sessions, "hours": hours_words(forecast.offered)},
        "people": len(forecast.lines),
        "mean": hours_words(forecast.mean),
        "counts": counts,
        "choices": [
            ("", _("全部"), len(forecast.lines)),
            *((each, words_of(each), counts[each]) for each in GROUPS if counts[each]),
        ],
        "page": page,
        "rows": [(each, CHIPS[each.group], words_of(each.group)) for each in page],
        "units": units,
        "unit": next((each.unit for each in units if str(each.unit_id) == request.GET.get("unit")), ""),
        "chart": _chart(forecast),
        "message": _message(forecast),
    }


def _chosen(request: Visit, forecast: Forecast) -> list[Line]:
    group, unit = request.GET.get("group", ""), request.GET.get("unit", "")
    return [each for each in forecast.lines if group in {"", each.group} and unit in {"", str(each.unit_id)}]


def _chart(forecast: Forecast) -> Chart:
    """People by what they have done, in steps of ten; the last bar is open."""
    full = max((each.target for each in forecast.lines if each.target), default=None)
    top = int(full) // STEP * STEP if full else 4 * STEP
    edges = list(range(0, top + STEP, STEP))
    names = [
        _("不满 %(n)d") % {"n": STEP},
        *(f"{edge}—{edge + STEP - 1}" for edge in edges[1:-1]),
        _("%(n)d 及以上") % {"n": top},
    ]
    found = [0] * len(edges)
    for each in forecast.lines:
        found[min(int(each.done) // STEP, len(edges) - 1)] += 1
    rows = [
        ChartRow(name, count, marked=n == len(edges) - 1)
        for n, (name, count) in enumerate(zip(names, found, strict=True))
    ]
    most = max(range(len(found)), key=lambda n: found[n])
    within = 0 < most < len(found) - 1
    title = (_("%(n)d 人在 %(name)s 学时之间") if within else _("%(n)d 人%(name)s 学时")) % {
        "n": found[most],
        "name": names[most],
    }
    return Chart(title, _("人数，按已得学时分段"), rows, "bar", _("学时"), _("人数"))


def _message(forecast: Forecast) -> str:
    """For the group: units and numbers, nobody's name."""
    short = [(each.unit, each.counts.get("short", 0)) for each in forecast.units]
    said = "、".join(_("%(unit)s %(n)d 人") % {"unit": unit, "n": n} for unit, n in short if n)
    plan = {"n": forecast.sessions, "hours": hours_words(forecast.offered)}
    tail = _("今年还有 %(n)d 场已通知的培训，共 %(hours)s 学时，请提醒参加。") % plan
    if not said:
        return _("按已通知的培训，各居民区今年都能完成学时。") + tail
    return _("按已通知的培训，今年学时仍会不够的：%(units)s。") % {"units": said} + tail


def export(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """What is seen, as a workbook."""
    forecast = forecast_of(request.actor, request.now)
    lines = _chosen(request, forecast) if forecast is not None else []
    year = forecast.year if forecast is not None else request.now.year
    return workbook(
        _("学时"),
        _("%(year)d年培训学时") % {"year": year},
        [
            _("姓名"), _("工号"), _("居民区"), _("应完成"), _("已完成"), _("已通知的培训"), _("年底会缺"),
            _("情况"),
        ],
        [
            [
                each.name, each.number, each.unit, each.target, each.done, each.planned, each.short_by,
                words_of(each.group),
            ]
            for each in lines
        ],
        _("%(year)d年培训学时") % {"year": year},
        request.now,
    )  # fmt: skip
