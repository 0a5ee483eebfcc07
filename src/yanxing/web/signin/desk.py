"""The sign-in desk: today's sessions."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.signin.sessions import desk_meetings
from yanxing.web.door import Visit


def desk(request: Visit) -> HttpResponse:
    """Sessions of the day that this actor runs."""
    meetings = desk_meetings(request.actor, on=request.now.astimezone(OFFICE).date())
    shown = {"title": _("签到台"), "meetings": meetings, "now": request.now}
    return render(request, "signin/desk.html", shown)
