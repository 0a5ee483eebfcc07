"""A closed session: everybody's status, and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.scope import session_seen
from yanxing.queries.activities.words import full_name_of, name_of, when_words
from yanxing.queries.attendance.outcomes import Ended, ended, outcome_seen, why_hours, why_of
from yanxing.queries.hours.year import ZERO, hours_words
from yanxing.records.models import AttendanceOutcome, Session
from yanxing.web.door import Visit
from yanxing.web.hours.sheets import workbook


def outcomes(request: Visit, /, session_id: int, **_kwargs: Any) -> HttpResponse:
    session, found = _found(request, session_id)
    labels = dict(AttendanceOutcome.Status.choices)
    chips = [(code, str(labels[code]), found.counts[code]) for code in labels if found.counts.get(code)]
    return render(
        request,
        "hours/outcomes.html",
        {
            "title": _("到课情况"),
            "crumbs": [
                (_("培训"), reverse("trainings")),
                (name_of(session), reverse("session", args=[session.pk])),
            ],
            "session": session,
            "name": full_name_of(session),
            "when": when_words(session.starts_at, session.ends_at),
            "choices": [("", _("全部"), sum(found.counts.values())), *chips],
            "rows": [(each, hours_words(found.hours.get(each.person_id, ZERO))) for each in found.rows],
            "corrects": an_officer_who_acts(request.actor),
        },
    )


def _found(request: Visit, session_id: int) -> tuple[Session, Ended]:
    session = session_seen(request.actor, session_id)
    if session.state != Session.State.CLOSED:
        raise NotYours
    return session, ended(request.actor, session, request.GET.get("status", ""))


def export(request: Visit, /, session_id: int, **_kwargs: Any) -> HttpResponse:
    """What is seen, as a workbook."""
    session, found = _found(request, session_id)
    name = full_name_of(session)
    return workbook(
        _("到课情况"),
        f"{name} {when_words(session.starts_at, session.ends_at)}",
        [_("姓名"), _("工号"), _("居民区"), _("到课情况"), _("说明"), _("学时")],
        [
            [
                each.person.name, each.person.staff_number or "", each.unit.short_name,
                each.get_status_display(), each.sentence, found.hours.get(each.person_id, ZERO),
            ]
            for each in found.rows
        ],
        f"{name}到课情况",
        request.now,
    )  # fmt: skip


def why(request: Visit, /, outcome_id: int, **_kwargs: Any) -> HttpResponse:
    """From what was stored and the policy it was settled by."""
    outcome = outcome_seen(request.actor, outcome_id)
    you = outcome.person_id == request.actor.person_id
    return render(
        request,
        "hours/outcome_why.html",
        {
            "title": _("为什么是“%(status)s”") % {"status": outcome.get_status_display()},
            "outcome": outcome,
            "name": full_name_of(outcome.session),
            "attended": why_of(outcome, you=you),
            "hours": why_hours(outcome, you=you),
            "you": you,
        },
    )
