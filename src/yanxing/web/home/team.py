"""A secretary's part of the home page."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.home.team import TeamSession, team_today
from yanxing.queries.hours.statement import street_of
from yanxing.queries.hours.year import ZERO, hours_words
from yanxing.queries.statistics.attended import Scope
from yanxing.queries.statistics.hours import hours_of_units
from yanxing.queries.statistics.participation import participation
from yanxing.web.door import Visit


def team_shown(request: Visit) -> dict[str, Any]:
    """One query."""
    return {"sessions": [(each, _text(each)) for each in team_today(request.actor, on=_today(request))]}


def _today(request: Visit) -> Any:
    return request.now.astimezone(OFFICE).date()


def _text(session: TeamSession) -> str:
    """For the own team's group: names are known there."""
    if not session.missing:
        return ""
    return _(
        "各位同事：%(what)s（%(at)s，%(where)s）还没有签到的：%(names)s。\n"
        "请于 %(by)s 前到场签到，有事请尽快请假。"
    ) % {
        "what": session.name,
        "at": f"{session.times.starts.astimezone(OFFICE):%H:%M}",
        "where": session.venue or _("地点待定"),
        "names": "、".join(session.missing),
        "by": f"{session.times.deadline.astimezone(OFFICE):%H:%M}",
    }


def team_hours(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """How the team has taken part, and who still lacks hours; loaded after the page."""
    actor = request.actor
    street = street_of(actor, _today(request))
    people = hours_of_units(street, actor.units, _today(request)) if street is not None else []
    short = [each for each in people if each.short_by > ZERO]
    short.sort(key=lambda each: (-each.short_by, each.name))
    total = sum((each.short_by for each in short), Fraction(0))
    shown = {
        "title": _("参加情况"),
        "parts": participation(Scope(actor.units, request.now)).parts,
        "people": len(people),
        "reached": sum(each.reached for each in people),
        "unknown": sum(each.target is None for each in people),
        "short": [(each, hours_words(each.short_by), hours_words(each.done)) for each in short],
        "total": hours_words(total),
    }
    return render(request, "home/team_hours.html" if request.htmx else "home/team_hours_page.html", shown)
