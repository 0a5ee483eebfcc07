"""The home page: each post sees what is on, what waits and how far things are."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import a_secretary, a_worker, an_officer, reads_the_trail, runs_the_system
from yanxing.access.refusal import NotYours
from yanxing.queries.home.todo import to_dos
from yanxing.queries.home.worker import hours_in_ledger, standings_of
from yanxing.queries.hours.statement import street_of
from yanxing.queries.hours.year import hours_words, year_for
from yanxing.queries.signin.sessions import Mine, desk_meetings, my_day
from yanxing.web.door import Visit
from yanxing.web.home.board import board_shown
from yanxing.web.home.house import audit_shown, house_shown
from yanxing.web.home.team import team_shown

STANDING_CHIPS = {"eligible": "good", "nearly": "near", "ineligible": "no", "unknown": "unknown"}


def home(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """Someone with several posts sees them together."""
    actor = request.actor
    shown: dict[str, Any] = {"title": _("首页"), "today": request.now.astimezone(OFFICE).date()}
    if a_worker(actor) or a_secretary(actor) or an_officer(actor):
        sections = to_dos(actor, request.now)
        shown |= {"sections": sections, "waiting": sum(len(each.items) for each in sections)}
    if a_worker(actor):
        shown["worker"] = _worker(request)
    if a_secretary(actor):
        shown["team"] = team_shown(request)
    if an_officer(actor):
        shown |= {"board": board_shown(request), "officer": True}
    if actor.has("desk") or actor.desk_sessions:
        shown["desk"] = desk_meetings(actor, on=shown["today"])
        shown["now"] = request.now
    if runs_the_system(actor):
        shown["house"] = house_shown(request)
    if reads_the_trail(actor):
        shown["audit"] = audit_shown(request)
    return render(request, "home/home.html", shown)


def _worker(request: Visit) -> dict[str, Any]:
    """Of the person: what is on today, hours, standing. Three queries; for who leads a team only the first:
    that page has enough to do, the rest comes after it."""
    actor = request.actor
    assert actor.person_id is not None  # noqa: S101 - a worker is somebody on the roster
    today = request.now.astimezone(OFFICE).date()
    shown: dict[str, Any] = {"day": [_on_today(request, mine) for mine in my_day(actor, on=today)]}
    if not a_secretary(actor):
        shown["hours"] = hours_words(hours_in_ledger(actor.person_id, today.year))
        shown["standings"] = [(each, STANDING_CHIPS[each.status]) for each in standings_of(actor.person_id)]
    return shown


def _on_today(request: Visit, mine: Mine) -> dict[str, Any]:
    """`may_sign`, `may_ask`: which buttons there are; `words`: what is to be done."""
    times, now = mine.meeting.times, request.now
    live = mine.meeting.state == "announced" and not mine.signed_at and not mine.excused
    return {
        "mine": mine,
        "words": _left(mine, now) if live and times.stage(now) == "open" else "",
        "may_sign": live and times.stage(now) == "open",
        "may_ask": live and now < times.starts,
    }


def _left(mine: Mine, now: Any) -> str:
    """请于 13:45 前完成签到，还有 15 分钟."""
    times = mine.meeting.times
    seconds = (times.deadline - now).total_seconds()
    by = {"by": f"{times.deadline.astimezone(OFFICE):%H:%M}"}
    if seconds <= 0:
        return _("签到截止时间 %(by)s 已过，请马上签到") % by
    minutes = int(-(-seconds // 60))
    left = _("%(n)d 分钟") % {"n": minutes}
    if minutes >= 60:
        left = _("%(h)d 小时 %(m)d 分钟") % {"h": minutes // 60, "m": minutes % 60}
    return _("请于 %(by)s 前完成签到，还有 %(left)s") % {**by, "left": left}


def my_hours(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    """The hours card with the year's target, worked out by the policy; loaded after the page."""
    actor = request.actor
    if actor.person_id is None:
        raise NotYours
    today = request.now.astimezone(OFFICE).date()
    street = street_of(actor, today)
    year = year_for(street, today, [actor.person_id]) if street is not None else None
    figures = year.figures(actor.person_id) if year is not None else None
    shown = {
        "title": _("学时"),
        "person_id": actor.person_id,
        "done": hours_words(figures.done if figures else hours_in_ledger(actor.person_id, today.year)),
        "target": hours_words(figures.target) if figures and figures.target is not None else "",
        "short_by": hours_words(figures.short_by) if figures else "",
        "reached": figures is not None and figures.reached,
        "done_exact": str(float(figures.done)) if figures else "0",
        "target_exact": str(float(figures.target)) if figures and figures.target is not None else "0",
        "explained": figures is not None,
    }
    return render(request, "home/hours.html" if request.htmx else "home/hours_page.html", shown)
