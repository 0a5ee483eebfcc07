"""Who is missing, live: for the desk and the officers by unit, for a secretary the own team by name."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import a_secretary
from yanxing.queries.signin.conflicts import conflicts_of
from yanxing.queries.signin.sessions import Meeting
from yanxing.queries.signin.sheet import Entry, people_of, reach_of, shared_phones
from yanxing.web.door import Visit


def missing(request: Visit, session_id: int) -> HttpResponse:
    """The list, the ready text for the group, phones that signed two people in, what did not count."""
    reach = reach_of(request.actor, session_id)
    people = people_of(session_id, units=reach.units)
    absent = [entry for entry in people if entry.missing]
    shown = {
        "title": _("未到人员"),
        "lead": reach.meeting.name,
        "crumbs": [(_("签到台"), "/desk/")] if reach.units is None else [(_("首页"), "/")],
        "meeting": reach.meeting,
        "whole": reach.units is None,
        "people": people,
        "signed": [entry for entry in people if entry.signed_at],
        "excused": sum(entry.excused and entry.signed_at is None for entry in people),
        "absent": absent,
        "by_unit": _by_unit(absent),
        "text": _names(reach.meeting, absent) if reach.units else _units(reach.meeting, absent),
        "may_sign": a_secretary(request.actor),
        "phones": shared_phones(session_id) if reach.units is None else [],
        "conflicts": conflicts_of(session_id) if reach.units is None else [],
    }
    name = "signin/missing_live.html" if request.htmx else "signin/missing.html"
    return render(request, name, shown)


def _by_unit(absent: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    units: dict[str, list[Entry]] = {}
    for entry in absent:
        units.setdefault(entry.unit, []).append(entry)
    return list(units.items())


def _units(meeting: Meeting, absent: Sequence[Entry]) -> str:
    """For the street's group: units and numbers, no person's name."""
    if not absent:
        return _("各位书记、主任：%(what)s应到人员已全部签到或请假。") % {"what": meeting.name}
    lines = _("、").join(f"{unit} {len(people)} 人" for unit, people in _by_unit(absent))
    return _(
        "各位书记、主任：%(what)s（%(time)s，%(venue)s）尚有 %(number)s 人未签到。\n未到单位：%(units)s。\n"
        "请提醒本居民区人员于 %(deadline)s 前到场签到。"
    ) % {**_words(meeting, absent), "units": lines}


def _names(meeting: Meeting, absent: Sequence[Entry]) -> str:
    """For the own team's group: the names."""
    if not absent:
        return _("各位同事：%(what)s我们居民区已全部签到或请假。") % {"what": meeting.name}
    names = _("、").join(entry.name for entry in absent)
    return _(
        "各位同事：%(what)s（%(time)s，%(venue)s）还没有签到的：%(names)s。\n请于 %(deadline)s 前到场签到，"
        "有事请尽快请假。"
    ) % {**_words(meeting, absent), "names": names}


def _words(meeting: Meeting, absent: Sequence[Entry]) -> dict[str, str]:
    times = meeting.times
    return {
        "what": meeting.name,
        "time": f"{times.starts.astimezone(OFFICE):%H:%M}",
        "deadline": f"{times.deadline.astimezone(OFFICE):%H:%M}",
        "venue": meeting.venue or _("地点待定"),
        "number": str(len(absent)),
    }
