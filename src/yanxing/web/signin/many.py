"""Paper sheets (反选) and signing in for one's own team (代签)."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import a_secretary, demand
from yanxing.access.refusal import Refused
from yanxing.actions.signin.many import sign_in_for_team, sign_in_from_paper
from yanxing.queries.signin.sheet import Reach, people_of, reach_of
from yanxing.web.door import Visit


def paper(request: Visit, session_id: int) -> HttpResponse:
    """The printed list on the screen: tick who is absent, give the sheet's time, look, then write."""
    reach = reach_of(request.actor, session_id)
    unit = _number(request.POST.get("unit") or request.GET.get("unit", ""))
    if request.method != "POST":
        return _paper_form(request, reach, unit)
    try:
        at = _time(request.POST.get("at", ""))
        sheet = sign_in_from_paper(
            session_id=session_id,
            unit_id=unit,
            listed=_numbers(request.POST, "listed"),
            absent=_numbers(request.POST, "absent"),
            at=at,
            actor=request.actor,
            now=request.now,
            dry_run="sure" not in request.POST,
        )
    except Refused as refused:
        return _paper_form(request, reach, unit, refused=refused)
    if "sure" not in request.POST:
        return _paper_form(request, reach, unit, sheet=sheet)
    messages.success(request, _("已按纸质签到表记录 %(number)s 人签到。") % {"number": sheet.signs})
    return HttpResponseRedirect(reverse("missing", args=[session_id]))


def _paper_form(request: Visit, reach: Reach, unit: int | None, **more: Any) -> HttpResponse:
    everybody = people_of(reach.meeting.id, units=reach.units)
    shown = {
        "title": _("录入纸质签到表"),
        "crumbs": [(reach.meeting.name, reverse("missing", args=[reach.meeting.id]))],
        "meeting": reach.meeting,
        "units": list(dict.fromkeys((entry.unit_id, entry.unit) for entry in everybody)),
        "unit": unit,
        "people": [
            entry
            for entry in everybody
            if unit in {None, entry.unit_id} and entry.person_id != request.actor.person_id
        ],
        "absent": _numbers(request.POST, "absent"),
        "at": request.POST.get("at", ""),
        **more,
    }
    if unit is not None:
        reach.narrowed(unit)
    return render(request, "signin/paper.html", shown, status=422 if "refused" in more else 200)


def team(request: Visit, session_id: int) -> HttpResponse:
    """代签: who of the own team is not signed in yet, and why somebody else does it."""
    demand(a_secretary(request.actor))
    reach = reach_of(request.actor, session_id)
    if request.method != "POST":
        return _team_form(request, reach)
    try:
        made = sign_in_for_team(
            session_id=session_id,
            people=_numbers(request.POST, "people"),
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            now=request.now,
        )
    except Refused as refused:
        return _team_form(request, reach, refused=refused)
    messages.success(request, _("已代签 %(number)s 人。") % {"number": made})
    return HttpResponseRedirect(reverse("missing", args=[session_id]))


def _team_form(request: Visit, reach: Reach, **more: Any) -> HttpResponse:
    units = request.actor.units if reach.units is None else reach.units
    shown = {
        "title": _("代签"),
        "crumbs": [(reach.meeting.name, reverse("missing", args=[reach.meeting.id]))],
        "meeting": reach.meeting,
        "people": [
            entry
            for entry in people_of(reach.meeting.id, units=units)
            if entry.signed_at is None and entry.person_id != request.actor.person_id
        ],
        "chosen": _numbers(request.POST, "people"),
        "reason": request.POST.get("reason", ""),
        **more,
    }
    return render(request, "signin/team.html", shown, status=422 if "refused" in more else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _numbers(given: QueryDict, name: str) -> set[int]:
    return {number for text in given.getlist(name) if (number := _number(text)) is not None}


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().replace("：", ":"))
    except ValueError:
        raise Refused(_("请照纸质签到表填写签到时间，如 13:40。"), field="at") from None
