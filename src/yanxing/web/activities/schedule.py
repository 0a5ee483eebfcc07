"""The schedule by day and month; on paper too."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer, an_officer_who_acts
from yanxing.queries.activities.schedule import month_of
from yanxing.web.door import Visit

_MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")


def _month(request: Visit) -> date:
    """Of the address, ?month=2024-09; this month for anything else."""
    found = _MONTH.fullmatch(request.GET.get("month", ""))
    return date(int(found[1]), int(found[2]), 1) if found else request.now.date().replace(day=1)


def schedule(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    month = month_of(request.actor, _month(request), request.now)
    shown = {
        "title": _("日程"),
        "month": month,
        "all": an_officer(request.actor),
        "arranges": an_officer_who_acts(request.actor),
        "weekdays": "一二三四五六日",
    }
    return render(request, "activities/schedule.html", shown)


def printed(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    month = month_of(request.actor, _month(request), request.now)
    shown = {
        "title": _("%(month)s日程") % {"month": month.words},
        "month": month,
        "back": f"/schedule/?month={month.first:%Y-%m}",
        "foot_left": request.actor.title or request.actor.name,
    }
    return render(request, "activities/schedule_print.html", shown)
