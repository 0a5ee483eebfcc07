"""应到: somebody added or taken off, each with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.activities import excuse_from_expected, expect_person
from yanxing.queries.activities.scope import session_seen
from yanxing.web.door import Visit


def expect(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    place = f"/trainings/sessions/{session.pk}/?tab=people"
    person = request.POST.get("person", "")
    if request.method != "POST" or not person.isdecimal():
        return redirect(f"{place}&add=1")
    try:
        expect_person(
            session_id=session.pk,
            person_id=int(person[:18]),
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            now=request.now,
        )
    except Refused as refused:
        messages.error(request, refused.text)
        return redirect(f"{place}&add=1")
    messages.success(request, _("已加入应到名单。"))
    return redirect(place)


def unexpect(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    place = f"/trainings/sessions/{session.pk}/?tab=people"
    if request.method == "POST":
        try:
            excuse_from_expected(
                session_id=session.pk,
                person_id=kwargs["person_id"],
                reason=request.POST.get("reason", ""),
                actor=request.actor,
                now=request.now,
            )
            messages.success(request, _("已从应到名单里去掉，原因留在记录里。"))
        except Refused as refused:
            messages.error(request, refused.text)
    return redirect(place)
