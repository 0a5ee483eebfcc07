"""迟到、早退、缺勤 by unit and person, for a period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.queries.attendance.breaches import (
    Period,
    line_of,
    message_of,
    people_in_breach,
    times_by_status,
    units_in_breach,
)
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import workbook

ON_A_PAGE = 50


def breaches(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    period = _period(request)
    units = units_in_breach(request.actor, period)
    times = times_by_status(units)
    rows = people_in_breach(request.actor, period, request.GET.get("status", ""), _unit(request))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    labels = {"late": _("迟到"), "left_early": _("早退"), "absent": _("缺勤")}
    return render(
        request,
        "hours/breaches.html",
        {
            "title": _("迟到、早退、缺勤"),
            "crumbs": [(_("学时"), reverse("hours"))],
            "lead": _("%(period)s，人次") % {"period": period.words},
            "choices": [
                ("", _("全部"), sum(times.values())),
                *((code, words, times[code]) for code, words in labels.items()),
            ],
            "period": period,
            "units": units,
            "page": page,
            "lines": [line_of(each) for each in page],
            "message": message_of(units, period),
        },
    )


def _period(request: Visit) -> Period:
    """From the address; the year so far when nothing readable is there."""
    since, last = _day(request.GET.get("since", "")), _day(request.GET.get("last", ""))
    if since is None and last is None:
        return Period(date(request.now.year, 1, 1), request.now.date())
    return Period(since, last)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _unit(request: Visit) -> int | None:
    said = request.GET.get("unit", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 18 else None


def export(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """What is seen, as a workbook."""
    period = _period(request)
    rows = people_in_breach(request.actor, period, request.GET.get("status", ""), _unit(request))
    lines = [line_of(each) for each in rows]
    return workbook(
        _("到课纪律"),
        _("%(period)s迟到、早退、缺勤（人次）") % {"period": period.words},
        [_("姓名"), _("居民区"), _("迟到"), _("早退"), _("缺勤"), _("合计")],
        [[each.name, each.unit, each.late, each.left_early, each.absent, each.total] for each in lines],
        _("迟到早退缺勤"),
        request.now,
    )
