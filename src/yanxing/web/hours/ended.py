"""A closed session: everybody's status, and why."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer_who_acts
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.scope import session_seen
from yanxing.queries.activities.words import full_name_of, when_words
from yanxing.queries.attendance.outcomes import Ended, credited, ended, outcome_seen, why_hours, why_of
from yanxing.queries.hours.year import ZERO, hours_words
from yanxing.records.models import AttendanceOutcome, Session
from yanxing.web.door import Visit
from yanxing.web.hours.heads import of_session
from yanxing.web.hours.sheets import workbook

ON_A_PAGE = 50


def outcomes(request: Visit, /, session_id: int, **_kwargs: Any) -> HttpResponse:
    session, found = _found(request, session_id)
    labels = dict(AttendanceOutcome.Status.choices)
    chips = [(code, str(labels[code]), found.counts[code]) for code in labels if found.counts.get(code)]
    page = Paginator(found.rows, ON_A_PAGE).get_page(request.GET.get("page"))
    hours = credited(session, [each.person_id for each in page])
    return render(
        request,
        "hours/outcomes.html",
        {
            **of_session(session, _("到课情况")),
            "choices": [("", _("全部"), sum(found.counts.values())), *chips],
            "page": page,
            "rows": [(each, hours_words(hours.get(each.person_id, ZERO))) for each in page],
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
    rows = list(found.rows)
    hours = credited(session, [each.person_id for each in rows])
    return workbook(
        _("到课情况"),
        f"{name} {when_words(session.starts_at, session.ends_at)}",
        [_("姓名"), _("工号"), _("居民区"), _("到课情况"), _("说明"), _("学时")],
        [
            [
                each.person.name, each.person.staff_number or "", each.unit.short_name,
                each.get_status_display(), each.sentence, hours.get(each.person_id, ZERO),
            ]
            for each in rows
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
