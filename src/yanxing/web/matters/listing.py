"""The list of matters."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.actions.matters import tick_matters
from yanxing.queries.matters.listing import SHOWS, counts, lines_of, matters
from yanxing.web.door import Visit

ON_A_PAGE = 50


def matters_page(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    tick_matters(actor=request.actor, now=request.now)
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    rows = matters(request.actor, request.now.date(), show).select_related("document", "unit", "person")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    counted = counts(request.actor, request.now.date())
    words = {"": _("全部"), "todo": _("待我办理"), "open": _("进行中"), "done": _("已办结")}
    return render(
        request,
        "matters/matters.html",
        {
            "title": _("办理事项"),
            "choices": [(code, words[code], counted[code]) for code in words],
            "page": page,
            "lines": lines_of(request.actor, list(page), request.now),
        },
    )
