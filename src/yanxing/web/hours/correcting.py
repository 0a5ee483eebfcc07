"""更正: first what would come of it, then the button."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yanxing.access.refusal import Refused
from yanxing.actions.attendance import DECIDE_AGAIN, Correction, correct_attendance
from yanxing.queries.activities.words import full_name_of, name_of
from yanxing.queries.attendance.marks import marks_of
from yanxing.queries.attendance.outcomes import outcome_seen
from yanxing.queries.hours.year import hours_words
from yanxing.records.models import AttendanceOutcome
from yanxing.web.door import Visit
from yanxing.web.hours.exceptions import ExceptionForm


class CorrectionForm(ExceptionForm):
    MORE = ((DECIDE_AGAIN, gettext_lazy("按现在的签到和请假重新认定")),)


def correct(request: Visit, /, outcome_id: int, **_kwargs: Any) -> HttpResponse:
    outcome = outcome_seen(request.actor, outcome_id)
    marked = marks_of(request.actor, outcome.session_id, outcome.person_id)
    form = CorrectionForm(request.POST or None, withdrawable=marked.withdrawable)
    correction = None
    if request.method == "POST" and form.is_valid():
        save = request.POST.get("save") == "1"
        try:
            correction = _tried(request, form, outcome, save=save)
        except Refused as refused:
            form.refuse(refused)
        else:
            if save:
                messages.success(request, _("已更正，本人在学时明细里可以看到。"))
                return HttpResponseRedirect(reverse("outcomes", args=[outcome.session_id]))
    return render(
        request,
        "hours/correct.html",
        {
            "title": _("更正%(name)s的到课情况") % {"name": outcome.person.name},
            "crumbs": [(name_of(outcome.session), reverse("outcomes", args=[outcome.session_id]))],
            "form": form,
            "marked": marked,
            "outcome": outcome,
            "name": full_name_of(outcome.session),
            "preview": _shown(correction) if correction is not None else None,
        },
        status=422 if form.is_bound and correction is None else 200,
    )


def _tried(request: Visit, form: ExceptionForm, outcome: AttendanceOutcome, *, save: bool) -> Correction:
    """What comes of it; kept only if it is to be saved."""
    with transaction.atomic():
        correction = correct_attendance(
            session_id=outcome.session_id,
            person_id=outcome.person_id,
            says=form.cleaned_data["says"],
            reason=form.cleaned_data["reason"],
            at=form.moment(outcome.session),
            version=outcome.version,
            actor=request.actor,
            now=request.now,
        )
        transaction.set_rollback(not save)
    return correction


def _shown(correction: Correction) -> dict[str, Any]:
    after = correction.hours_after
    return {
        "before": correction.before,
        "after": correction.after,
        "hours_before": hours_words(correction.hours_before),
        "hours_after": hours_words(after) if after is not None else _("不计"),
    }
