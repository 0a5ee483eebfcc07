"""The screen in the hall: the code, the clock, who has come. Asks for itself anew every few seconds."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from yanxing.access.clock import OFFICE
from yanxing.access.tokens import qr_svg
from yanxing.queries.signin.codes import hall_code
from yanxing.queries.signin.counts import attendance_of
from yanxing.queries.signin.sessions import Meeting, desk_meeting
from yanxing.web.accounts.address import public_address, reached_locally
from yanxing.web.door import Visit


def hall(request: Visit, session_id: int) -> HttpResponse:
    """The whole screen."""
    meeting = desk_meeting(request.actor, session_id)
    return render(request, "signin/hall.html", {**_shown(request, meeting), "title": meeting.name})


def hall_live(request: Visit, session_id: int) -> HttpResponse:
    """What changes on it."""
    meeting = desk_meeting(request.actor, session_id)
    return render(request, "signin/hall_live.html", _shown(request, meeting))


def _shown(request: Visit, meeting: Meeting) -> dict[str, Any]:
    stage = meeting.times.stage(request.now)
    showing = meeting.is_open and stage == "open"
    code = hall_code(meeting.id, request.now) if showing else None
    address = public_address(request, reverse("scan", args=[code.token])) if code else ""
    now = request.now.astimezone(OFFICE)
    return {
        "meeting": meeting,
        "stage": stage,
        "code": code,
        "qr": qr_svg(address) if code else "",
        "only_here": reached_locally(request),
        "attendance": attendance_of(meeting.id, on=now.date()),
        "seconds": now.hour * 3600 + now.minute * 60 + now.second,
        "until_deadline": max(0, int((meeting.times.deadline - now).total_seconds())),
        "until_start": max(0, int((meeting.times.starts - now).total_seconds())),
    }
