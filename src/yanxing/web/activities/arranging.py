"""Arranging: the course table pasted, one session typed, what is 待定 filled, the announcement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions.activities import announce_session, fill_session, paste_sessions
from yanxing.queries.activities import course_table, listing
from yanxing.queries.activities import messages as texts
from yanxing.queries.activities.audience import audience_of
from yanxing.queries.activities.scope import activity_seen, session_seen
from yanxing.queries.activities.teachers import teacher_choices
from yanxing.queries.activities.words import contact_of, full_name_of, name_of, open_fields
from yanxing.web.activities.changing import refusal, revision_of
from yanxing.web.activities.forms import SessionForm, TableForm
from yanxing.web.activities.showing import WIDEST, address_of, courses
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit
from yanxing.web.look.paste import read_block


def paste(request: Visit, /, **kwargs: Any) -> HttpResponse:
    """First read and shown with an error beside each wrong cell; saved once all is clean."""
    activity = activity_seen(request.actor, kwargs["activity_id"])
    form = TableForm(request.POST or None)
    shown: dict[str, Any] = {
        "title": _("粘贴课程表"),
        "crumbs": _crumbs(activity),
        "form": form,
        "activity": activity,
    }
    status = 200
    if request.method == "POST" and form.is_valid():
        year = (activity.window_from or request.now.date()).year
        lines = read_block(form.cleaned_data["block"], WIDEST)
        rows = course_table.settled_rows(activity, course_table.read_table(lines, year))
        shown["pasted"] = courses(rows)
        shown["clean"] = bool(rows) and not any(row.errors for row in rows)
        if "save" in request.POST:
            try:
                saved = paste_sessions(
                    activity_id=activity.pk,
                    rows=rows,
                    new_teachers=form.cleaned_data["new_teachers"],
                    confirmed="confirmed" in request.POST,
                    actor=request.actor,
                    now=request.now,
                )
                words = {"new": len(saved.created), "changed": len(saved.changed), "same": saved.unchanged}
                messages.success(
                    request, _("新增 %(new)d 场，更新 %(changed)d 场，%(same)d 场没有变化。") % words
                )
                return redirect("activity", activity_id=activity.pk)
            except Refused as refused:
                status = 422
                shown.update(refusal(form, refused))
    return render(request, "activities/paste.html", shown, status=422 if form.errors else status)


def new(request: Visit, /, **kwargs: Any) -> HttpResponse:
    activity = activity_seen(request.actor, kwargs["activity_id"])
    form = SessionForm(request.POST or None, teachers=teacher_choices(request.actor))
    shown: dict[str, Any] = {
        "title": _("添加一场"),
        "crumbs": _crumbs(activity),
        "form": form,
        "act": _("添加这一场"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            session = fill_session(
                activity_id=activity.pk,
                values=form.values(),
                confirmed="confirmed" in request.POST,
                actor=request.actor,
                now=request.now,
            )
            return redirect("session", session_id=session.pk)
        except Refused as refused:
            shown.update(refusal(form, refused))
    return _typed(request, shown)


def fill(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    starts, ends = (
        each.astimezone(OFFICE) if each else None for each in (session.starts_at, session.ends_at)
    )
    there = {
        "topic": session.topic,
        "teacher": session.teacher_id,
        "venue": session.venue,
        "mode": session.mode,
        "form": session.form,
        "meeting_link": session.meeting_link,
        "minutes_counted": session.minutes_counted,
        "audience_note": session.audience_note,
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
    }
    form = SessionForm(request.POST or None, initial=there, teachers=teacher_choices(request.actor))
    shown: dict[str, Any] = {
        "title": _("补填安排"),
        "form": form,
        "act": _("保存安排"),
        "revision": session.revision,
        "crumbs": crumbs((name_of(session), f"/trainings/sessions/{session.pk}/")),
    }
    if request.method == "POST" and form.is_valid():
        try:
            fill_session(
                session_id=session.pk,
                revision=revision_of(request),
                values=form.values(),
                confirmed="confirmed" in request.POST,
                actor=request.actor,
                now=request.now,
                address=address_of(request, session.pk),
            )
            return redirect("session", session_id=session.pk)
        except Refused as refused:
            shown.update(refusal(form, refused))
    return _typed(request, shown)


def _typed(request: Visit, shown: dict[str, Any]) -> HttpResponse:
    shown["back"] = shown["crumbs"][-1][1]
    status = 422 if shown["form"].errors or "warnings" in shown else 200
    return render(request, "activities/form.html", shown, status=status)


def announce(request: Visit, /, **kwargs: Any) -> HttpResponse:
    """Who will be expected and what will be told, before it is told."""
    session = session_seen(request.actor, kwargs["session_id"])
    if request.method == "POST":
        announced = announce_session(
            session_id=session.pk, revision=revision_of(request), actor=request.actor, now=request.now
        )
        messages.success(request, _("%(what)s已通知，可以复制群消息了。") % {"what": name_of(announced)})
        return redirect(f"/trainings/sessions/{session.pk}/?tab=messages")
    demand(session.state == "draft")
    shown: dict[str, Any] = {
        "title": _("通知%(what)s") % {"what": full_name_of(session)},
        "session": session,
        "crumbs": crumbs((name_of(session), f"/trainings/sessions/{session.pk}/")),
        "row": listing.row_of(session, request.now),
        "open": open_fields(session),
    }
    if session.starts_at and session.ends_at:
        shown.update(_expected(request, session))
    return render(request, "activities/announce.html", shown)


def _expected(request: Visit, session: Any) -> dict[str, Any]:
    try:
        audience = audience_of(session.activity, session.starts_at.astimezone(OFFICE).date())
    except Refused as refused:
        return {"refused": refused.text}
    told = texts.told_of(session)
    return {
        "units": listing.by_unit(audience.units.values()),
        "people": len(audience.units),
        "left_out": audience.left_out,
        "text": texts.announcement(
            told, contact=contact_of(request.actor), address=address_of(request, session.pk)
        ),
    }


def _crumbs(activity: Any) -> list[tuple[str, str]]:
    return crumbs((activity.title, f"/trainings/activities/{activity.pk}/"))
