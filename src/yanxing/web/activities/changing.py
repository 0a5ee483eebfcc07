"""改期、换场地、取消、延期: what it will say and to whom, then one click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused, Stale
from yanxing.actions.activities import cancel_session, change_venue, move_session, postpone_sessions
from yanxing.queries.activities import listing
from yanxing.queries.activities.group_texts import change_text
from yanxing.queries.activities.scope import activity_seen, session_seen
from yanxing.queries.activities.words import full_name_of, minutes_between, minutes_of, name_of, when_words
from yanxing.web.activities.forms import CancelForm, MoveForm, PostponeForm, VenueForm
from yanxing.web.activities.showing import address_of
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit

Act = Callable[..., Any]


def move(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    starts, ends = (
        each.astimezone(OFFICE) if each else None for each in (session.starts_at, session.ends_at)
    )
    there = {
        "day": starts.date() if starts else None,
        "starts": starts.time() if starts else None,
        "ends": ends.time() if ends else None,
    }
    form = MoveForm(request.POST or None, initial=there)
    new: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        new = dict(zip(("starts_at", "ends_at"), form.moments(), strict=True))
    return _change(request, session, form, "moved", _("改期"), new, move_session)


def venue(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    form = VenueForm(request.POST or None)
    new = {"venue": form.cleaned_data["venue"]} if form.is_bound and form.is_valid() else {}
    return _change(request, session, form, "venue", _("换场地"), new, change_venue)


def cancel(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, kwargs["session_id"])
    return _change(
        request, session, CancelForm(request.POST or None), "cancelled", _("取消"), {}, cancel_session
    )


def _change(
    request: Visit, session: Any, form: Any, kind: str, word: str, new: dict[str, Any], act: Act
) -> HttpResponse:
    """First post: preview of the text and of who is concerned; with `sure`: the act."""
    demand(session.state in {"draft", "announced"} or request.method == "POST")
    place = f"/trainings/sessions/{session.pk}/"
    shown: dict[str, Any] = {
        "title": _("%(word)s：%(what)s") % {"word": word, "what": full_name_of(session)},
        "form": form,
        "crumbs": crumbs((name_of(session), place)),
        "act": word,
        "session": session,
        "kind": kind,
        "back": place,
        "revision": request.POST.get("revision", session.revision),
    }
    status = 200
    if form.is_bound and form.is_valid():
        shown.update(_preview(request, session, kind, new, form.cleaned_data["reason"]))
        if "sure" in request.POST:
            given = {"confirmed": "confirmed" in request.POST} if kind != "cancelled" else {}
            try:
                act(
                    session_id=session.pk,
                    revision=revision_of(request),
                    reason=form.cleaned_data["reason"],
                    actor=request.actor,
                    now=request.now,
                    address=address_of(request, session.pk),
                    **new,
                    **given,
                )
                messages.success(request, _("%(word)s已办好，请复制群消息告诉大家。") % {"word": word})
                return redirect(f"{place}?tab=changes")
            except Refused as refused:
                shown.update(refusal(form, refused))
                status = 422
                if isinstance(refused, Stale):  # what is shown now is the newest: the next click is about it
                    status, shown["revision"] = 409, session.revision
    return render(
        request,
        "activities/change.html",
        shown,
        status=409 if status == 409 else 422 if form.errors else status,
    )


def _preview(request: Visit, session: Any, kind: str, new: dict[str, Any], reason: str) -> dict[str, Any]:
    units = list(listing.people_of(request.actor, session).values_list("unit", flat=True))
    before = minutes_of(session)
    after = before
    if kind == "moved":
        breaks = (minutes_between(session.starts_at, session.ends_at) or 0) - (before or 0)
        after = (minutes_between(new["starts_at"], new["ends_at"]) or 0) - breaks
    if kind == "cancelled":
        after = 0
    return {
        "preview": change_text(
            session, kind, new, reason=reason, actor=request.actor, address=address_of(request, session.pk)
        ),
        "concerned": listing.by_unit(units),
        "people": len(units),
        "minutes": (before, after),
    }


def refusal(form: Any, refused: Refused) -> dict[str, Any]:
    """What a form shows of a refusal: warnings to confirm, or the error at its field."""
    if refused.code == "confirm":
        return {"warnings": refused.text.split("；")}
    form.add_error(refused.field if refused.field in form.fields else None, refused.text)
    return {}


def revision_of(request: Visit) -> int:
    """Of the form; 0, which no session has, for whatever is not a number."""
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def postpone(request: Visit, /, **kwargs: Any) -> HttpResponse:
    """延期 of several sessions, for all units alike. The revisions travel with the form."""
    activity = activity_seen(request.actor, kwargs["activity_id"])
    sessions = [
        each
        for each in listing.sessions_listed(request.actor, activity_id=activity.pk)
        if each.state in {"draft", "announced"} and each.starts_at
    ]
    form = PostponeForm(request.POST or None)
    form.fields["sessions"].choices = [  # type: ignore[attr-defined]
        (f"{each.pk}.{each.revision}", f"{full_name_of(each)}　{when_words(each.starts_at, each.ends_at)}")
        for each in sessions
    ]
    place = f"/trainings/activities/{activity.pk}/"
    shown: dict[str, Any] = {
        "title": _("延期：%(what)s") % {"what": activity.title},
        "form": form,
        "act": _("延期"),
        "crumbs": crumbs((activity.title, place)),
        "back": place,
        "empty": not sessions,
    }
    if form.is_bound:
        chosen = _keep_stale(form, request.POST.getlist("sessions"))
        if form.is_valid():
            shown["previews"] = _postponed(request, sessions, chosen, form.cleaned_data)
        if form.is_valid() and "sure" in request.POST:
            try:
                made = postpone_sessions(
                    activity_id=activity.pk,
                    revisions=chosen,
                    days=form.cleaned_data["days"],
                    reason=form.cleaned_data["reason"],
                    confirmed="confirmed" in request.POST,
                    address=request.build_absolute_uri("/trainings/sessions/"),
                    actor=request.actor,
                    now=request.now,
                )
                messages.success(
                    request, _("已延期 %(number)d 场，请逐场复制群消息。") % {"number": len(made)}
                )
                return redirect(place)
            except Refused as refused:
                shown.update(refusal(form, refused))
    status = 422 if form.errors or "warnings" in shown else 200
    return render(request, "activities/postpone.html", shown, status=status)


def _postponed(
    request: Visit, sessions: list[Any], chosen: dict[int, int], given: dict[str, Any]
) -> list[tuple[str, int]]:
    """The text of each chosen session and how many people it concerns."""
    by = timedelta(days=given["days"])
    return [
        (
            change_text(
                each,
                "postponed",
                {"starts_at": each.starts_at + by, "ends_at": each.ends_at + by},
                reason=given["reason"],
                actor=request.actor,
                address=address_of(request, each.pk),
            ),
            each.expected_count,
        )
        for each in sessions
        if each.pk in chosen and each.ends_at
    ]


def _keep_stale(form: Any, given: list[str]) -> dict[int, int]:
    """Session → revision as the form was made; a choice that is no longer offered stays, so that the action
    can say that it is stale."""
    chosen: dict[int, int] = {}
    for each in given:
        pk, _dot, revision = each.partition(".")
        if pk.isdecimal() and revision.isdecimal() and len(each) < 30:
            chosen[int(pk)] = int(revision)
            if each not in dict(form.fields["sessions"].choices):
                form.fields["sessions"].choices.append((each, each))
    return chosen
