"""The sign-in desk: the day's sessions; scanning badges; looking people up by name."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.refusal import Refused
from yanxing.actions.signin.desk import SignedPerson, sign_in_at_desk
from yanxing.actions.signin.signing import Direction
from yanxing.queries.signin.counts import attendance_of
from yanxing.queries.signin.sessions import desk_meeting, desk_meetings
from yanxing.queries.signin.sheet import people_of
from yanxing.web.door import Visit

_FOUND = 12


def desk(request: Visit) -> HttpResponse:
    """Sessions of the day that this actor runs."""
    meetings = desk_meetings(request.actor, on=request.now.astimezone(OFFICE).date())
    shown = {"title": _("签到台"), "meetings": meetings, "now": request.now}
    return render(request, "signin/desk.html", shown)


def desk_session(request: Visit, session_id: int) -> HttpResponse:
    """The box a scanner types into, what came of the last scan, and the search by name."""
    meeting = desk_meeting(request.actor, session_id)
    signed, refused = _scanned(request, session_id) if request.method == "POST" else (None, None)
    status = 422 if refused else 200
    answer = {"done": signed, "refused": refused}
    if request.htmx and request.method == "POST":
        return HttpResponse(render_to_string("signin/desk_answer.html", answer), status=status)
    words = request.GET.get("q", "").strip()
    shown: dict[str, Any] = {
        "title": meeting.name,
        "crumbs": [(_("签到台"), "/desk/")],
        "meeting": meeting,
        "found": people_of(session_id, search=words, most=_FOUND) if words else [],
        "words": words,
        "sum": attendance_of(session_id, on=request.now.astimezone(OFFICE).date()).sum,
        **answer,
    }
    return render(request, "signin/desk_session.html", shown, status=status)


def _scanned(request: Visit, session_id: int) -> tuple[SignedPerson | None, Refused | None]:
    direction: Direction = "out" if request.POST.get("direction") == "out" else "in"
    picked = request.POST.get("person", "")
    try:
        done = sign_in_at_desk(
            session_id=session_id,
            actor=request.actor,
            now=request.now,
            personal_code=request.POST.get("code", ""),
            person_id=int(picked) if picked.isdecimal() and len(picked) < 18 else None,
            kept_for=timedelta(seconds=_seconds(request.POST.get("kept", ""))),
            direction=direction,
        )
    except Refused as refused:
        return None, refused
    return done, None


def _seconds(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0
