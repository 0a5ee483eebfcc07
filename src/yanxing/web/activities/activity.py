"""One activity: its clause, audience and sessions; opening one of the office's own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer, an_officer_who_acts
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.activities import change_activity, open_activity
from yanxing.actions.activities.starting import Target
from yanxing.queries.activities import choices, listing
from yanxing.queries.activities.audience import newest_run
from yanxing.queries.activities.scope import activity_seen
from yanxing.web.activities.forms import ActivityForm
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit


def page(request: Visit, /, **kwargs: Any) -> HttpResponse:
    activity = activity_seen(request.actor, kwargs["activity_id"])
    sessions = listing.sessions_listed(request.actor, activity_id=activity.pk)
    by_policy = activity.document_id is not None
    return render(
        request,
        "activities/activity.html",
        {
            "title": activity.title,
            "crumbs": crumbs(),
            "activity": activity,
            "form_words": activity.get_form_display(),
            "window": listing.window_words(activity),
            "rows": [listing.row_of(each, request.now) for each in sessions],
            "run": newest_run(activity) if by_policy and an_officer(request.actor) else None,
            "target": "" if by_policy else choices.target_words(activity.target),
            "arranges": an_officer_who_acts(request.actor),
        },
    )


def new(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    street = choices.street_of(request.actor)
    if street is None:
        raise NotYours
    form = ActivityForm(request.POST or None, units=choices.neighbourhoods(request.actor))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            activity = open_activity(
                unit_id=street,
                title=given["title"],
                form=given["form"],
                target=_target(form),
                window=form.window(),
                counts_hours=given["counts_hours"],
                asks_sign_out=given["asks_sign_out"],
                actor=request.actor,
                now=request.now,
            )
            return redirect("activity", activity_id=activity.pk)
        except Refused as refused:
            form.add_error(refused.field, refused.text)
    return _form(request, form, _("新活动"), _("建立活动"), crumbs())


def edit(request: Visit, /, **kwargs: Any) -> HttpResponse:
    activity = activity_seen(request.actor, kwargs["activity_id"])
    by_policy = activity.document_id is not None
    there = {
        "title": activity.title,
        "form": activity.form,
        "window_from": activity.window_from,
        "window_until": activity.window_until,
        "counts_hours": activity.counts_hours,
        "asks_sign_out": activity.asks_sign_out,
        **activity.target,
    }
    form = ActivityForm(
        request.POST or None, initial=there, units=choices.neighbourhoods(request.actor), by_policy=by_policy
    )
    for fixed in ("title", "window_from", "window_until"):
        form.fields.pop(fixed, None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change_activity(
            activity_id=activity.pk,
            form=given["form"],
            counts_hours=given["counts_hours"],
            asks_sign_out=given["asks_sign_out"],
            target=None if by_policy else _target(form),
            actor=request.actor,
            now=request.now,
        )
        return redirect("activity", activity_id=activity.pk)
    return _form(
        request,
        form,
        _("更改活动"),
        _("保存"),
        crumbs((activity.title, f"/trainings/activities/{activity.pk}/")),
    )


def _target(form: ActivityForm) -> Target:
    given = form.cleaned_data
    return Target([int(each) for each in given["units"]], given["posts"], given["tiers"])


def _form(
    request: Visit, form: ActivityForm, title: str, act: str, place: list[tuple[str, str]]
) -> HttpResponse:
    shown = {"title": title, "crumbs": place, "form": form, "act": act, "back": place[-1][1]}
    return render(request, "activities/form.html", shown, status=422 if form.errors else 200)
