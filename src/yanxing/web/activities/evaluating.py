"""测评: three questions under one thumb."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.activities import evaluate_session
from yanxing.queries.activities.record import own_standing
from yanxing.queries.activities.scope import session_seen
from yanxing.queries.activities.words import full_name_of, name_of
from yanxing.web.activities.forms import EvaluationForm
from yanxing.web.door import Visit


def evaluate(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    standing = own_standing(request.actor, session, request.now)
    if standing is None:
        raise NotYours
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            evaluate_session(
                session_id=session.pk,
                score=int(given["score"]),
                teacher_score=int(given["teacher_score"]),
                useful=int(given["useful"]),
                remark=given["remark"],
                actor=request.actor,
                now=request.now,
            )
            messages.success(request, _("谢谢，已收到您的测评。"))
            return redirect("session", session_id=session.pk)
        except Refused as refused:
            form.add_error(None, refused.text)
    shown = {
        "title": _("测评"),
        "lead": full_name_of(session),
        "session": session,
        "form": form,
        "standing": standing,
        "crumbs": [(name_of(session), f"/trainings/sessions/{session.pk}/")],
    }
    return render(request, "activities/evaluate.html", shown, status=422 if form.errors else 200)
