"""早退、确已到场、未到场, noted on the spot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.clock import OFFICE
from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import Refused
from yanxing.actions.attendance import note_exception, withdraw_exception
from yanxing.queries.activities.words import full_name_of, name_of
from yanxing.queries.attendance.marks import Marked, marks_of
from yanxing.records.models import AttendanceMark, Session
from yanxing.web.boxes import HourBox
from yanxing.web.door import Visit

SAYS = AttendanceMark.Says


class ExceptionForm(forms.Form):
    """Time as 15:20, of the session's own day."""

    MORE: tuple[tuple[str, Any], ...] = ()
    """Choices beside those of a mark."""

    says = forms.ChoiceField(label=gettext_lazy("情况"), choices=SAYS.choices, widget=forms.RadioSelect)
    at = forms.TimeField(
        label=gettext_lazy("时间"), required=False, input_formats=["%H:%M", "%H:%M:%S"],
        widget=HourBox(),
        help_text=gettext_lazy("早退写离开的时间，确已到场写到场的时间。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, withdrawable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [each for each in SAYS.choices if withdrawable or each[0] != SAYS.WITHDRAWN]
        self.fields["says"] = forms.ChoiceField(
            label=gettext_lazy("情况"), choices=[*kept, *self.MORE], widget=forms.RadioSelect
        )

    def moment(self, session: Session) -> datetime | None:
        """The time on the day the session begins."""
        at = self.cleaned_data["at"]
        if at is None or session.starts_at is None:
            return None
        return datetime.combine(session.starts_at.astimezone(OFFICE).date(), at, OFFICE)

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.text)


def note(request: Visit, /, session_id: int, person_id: int, **_kwargs: Any) -> HttpResponse:
    marked = marks_of(request.actor, session_id, person_id)
    form = ExceptionForm(request.POST or None, withdrawable=marked.withdrawable)
    if request.method == "POST" and form.is_valid():
        try:
            _note(request, form, marked)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("已记下。"))
            return HttpResponseRedirect(_back(request, marked.session))
    return render(
        request,
        "hours/exception.html",
        {
            "title": _("记%(name)s的到课情况") % {"name": marked.person.name},
            "crumbs": [(name_of(marked.session), _back(request, marked.session))],
            "form": form,
            "marked": marked,
            "name": full_name_of(marked.session),
        },
        status=422 if form.is_bound else 200,
    )


def _note(request: Visit, form: ExceptionForm, marked: Marked) -> None:
    said = {
        "session_id": marked.session.pk,
        "person_id": marked.person.pk,
        "reason": form.cleaned_data["reason"],
        "actor": request.actor,
        "now": request.now,
    }
    if form.cleaned_data["says"] == SAYS.WITHDRAWN:
        withdraw_exception(**said)
    else:
        note_exception(says=form.cleaned_data["says"], at=form.moment(marked.session), **said)


def _back(request: Visit, session: Session) -> str:
    if an_officer_who_acts(request.actor):
        return reverse("close-session", args=[session.pk])
    try:
        name = "session" if request.actor.has("secretary", "clerk") else "desk"
        return reverse(name, args=[session.pk] if name == "session" else [])
    except NoReverseMatch:
        return reverse("home")
