"""The list of sessions with what comes next, and the dictionary of forms."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.queries.activities import listing
from yanxing.web.door import Visit

STATES = (
    ("open", "有待定的"),
    ("draft", "安排中"),
    ("announced", "已通知"),
    ("closed", "已结束"),
    ("cancelled", "已取消"),
)
A_PAGE = 30


def trainings(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    state = request.GET.get("state", "")
    counts = listing.states_count(request.actor)
    sessions = listing.sessions_listed(request.actor, state=state if state in dict(STATES) else "")
    page = Paginator(sessions, A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "activities/trainings.html",
        {
            "title": _("培训"),
            "activities": listing.activities_listed(request.actor),
            "page": page,
            "rows": [listing.row_of(each, request.now) for each in page],
            "states": [("", _("全部"), sum(number for code, number in counts.items() if code != "open"))]
            + [(code, _(words), counts.get(code, 0)) for code, words in STATES],
            "arranges": an_officer_who_acts(request.actor),
        },
    )


def forms_dictionary(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    return render(
        request,
        "activities/forms.html",
        {"title": _("培训形式"), "crumbs": crumbs(), "forms": listing.used_forms(request.actor)},
    )


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("培训"), "/trainings/"), *more]
