"""Online evidence, visits and course materials: what is added to a session afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.activities import add_online_evidence, record_visit
from yanxing.actions.filing import store_file
from yanxing.queries.activities import choices, record
from yanxing.queries.activities.meeting_list import matched_rows, read_meeting
from yanxing.queries.activities.scope import session_seen
from yanxing.queries.activities.words import name_of
from yanxing.web.activities.changing import refusal
from yanxing.web.activities.forms import MaterialForm, MeetingForm, VisitForm
from yanxing.web.activities.showing import WIDEST, meeting
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit
from yanxing.web.look.paste import read_block


def _stored(request: Visit, session: Any, given: Any, purpose: str) -> int | None:
    """The uploaded file of a form, kept with the session; None when none was given."""
    if not given:
        return None
    file = store_file(
        data=given.read(),
        name=given.name,
        purpose=purpose,
        subject_id=session.pk,
        unit_id=session.activity.unit_id,
        actor=request.actor,
        now=request.now,
    )
    return int(file.pk)


def evidence(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    form = MeetingForm(request.POST or None, request.FILES or None)
    shown = _shown(session, form, _("线上参加记录"))
    shown["evidence"] = record.evidence_of(session)
    status = 200
    if request.method == "POST" and form.is_valid():
        rows = matched_rows(session, read_meeting(read_block(form.cleaned_data["block"], WIDEST)))
        shown["pasted"] = meeting(rows)
        shown["clean"] = bool(rows) and not any(row.error for row in rows)
        if "save" in request.POST and shown["clean"]:
            try:
                with transaction.atomic():  # a file without what it proves goes out again
                    file_id = _stored(request, session, form.cleaned_data["file"], "evidence")
                    made = add_online_evidence(
                        session_id=session.pk,
                        rows=rows,
                        file_id=file_id,
                        actor=request.actor,
                        now=request.now,
                    )
                messages.success(request, _("已记 %(number)d 人的线上时长。") % {"number": len(made)})
                return redirect("session-evidence", session_id=session.pk)
            except Refused as refused:
                refusal(form, refused)
    return render(request, "activities/evidence.html", shown, status=422 if form.errors else status)


def visit(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    there = record.visit_of(session)
    first = (
        {
            "host_site": there.host_site,
            "host_unit": there.host_unit_id,
            "topics": there.topics,
            "takeaways": there.takeaways,
        }
        if there
        else {"host_site": session.venue, "topics": session.topic}
    )
    units = choices.neighbourhoods(request.actor)
    form = VisitForm(request.POST or None, request.FILES or None, initial=first, units=units)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                record_visit(
                    session_id=session.pk,
                    host_site=given["host_site"],
                    topics=given["topics"],
                    takeaways=given["takeaways"],
                    host_unit_id=int(given["host_unit"]) if given["host_unit"] else None,
                    report_id=_stored(request, session, given["report"], "material"),
                    actor=request.actor,
                    now=request.now,
                )
            messages.success(request, _("参访记录已保存。"))
            return redirect("session", session_id=session.pk)
        except Refused as refused:
            refusal(form, refused)
    shown = _shown(session, form, _("参访记录")) | {"act": _("保存参访记录"), "files": True}
    return render(request, "activities/form.html", shown, status=422 if form.errors else 200)


def material(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _stored(request, session, form.cleaned_data["file"], "material")
            messages.success(request, _("课件已放好。"))
            return redirect("session", session_id=session.pk)
        except Refused as refused:
            refusal(form, refused)
    shown = _shown(session, form, _("放课件")) | {"act": _("放课件"), "files": True}
    return render(request, "activities/form.html", shown, status=422 if form.errors else 200)


def _shown(session: Any, form: Any, title: str) -> dict[str, Any]:
    place = f"/trainings/sessions/{session.pk}/"
    return {
        "title": title,
        "crumbs": crumbs((name_of(session), place)),
        "form": form,
        "session": session,
        "back": place,
    }
