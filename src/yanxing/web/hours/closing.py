"""结束登记: what the plan would say of everybody, then the button."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.attendance import close_session
from yanxing.queries.activities.scope import session_seen
from yanxing.queries.attendance.deciding import judged
from yanxing.queries.attendance.watching import standing_of
from yanxing.queries.hours.statement import CHIPS
from yanxing.queries.hours.year import hours_words
from yanxing.records.models import AttendanceOutcome, Session
from yanxing.web.door import Visit
from yanxing.web.hours.heads import of_session


def close(request: Visit, /, session_id: int, **_kwargs: Any) -> HttpResponse:
    session = session_seen(request.actor, session_id)
    if session.state == Session.State.CLOSED:
        return HttpResponseRedirect(reverse("outcomes", args=[session_id]))
    if request.method == "POST":
        closing = close_session(session_id=session_id, actor=request.actor, now=request.now)
        _say(request, closing.fresh, closing.hours)
        return HttpResponseRedirect(reverse("outcomes", args=[session_id]))
    return render(request, "hours/close.html", _shown(request, session))


def _say(request: Visit, fresh: bool, hours: Any) -> None:
    if not fresh:
        messages.info(request, _("这一场已经结束登记过了，没有重复计学时。"))
    elif hours is None:
        messages.warning(request, _("已结束登记。没有实施中的学时办法，所以没有计学时。"))
    else:
        messages.success(request, _("已结束登记，共计入 %(hours)s 学时。") % {"hours": hours_words(hours)})


def _shown(request: Visit, session: Session) -> dict[str, Any]:
    shown: dict[str, Any] = {
        **of_session(session, _("结束登记")),
        "over": session.ends_at is not None and session.ends_at <= request.now,
    }
    if session.state != Session.State.ANNOUNCED:
        return shown | {
            "problem": _("这一场现在是“%(state)s”，不能结束登记。") % {"state": session.get_state_display()}
        }
    try:
        rule, settled = judged(session)
    except Refused as refused:
        return shown | {"problem": refused.text}
    people = standing_of(session, rule, settled)
    counts = Counter(each.status for each in people)
    return shown | {
        "figures": _figures(counts),
        "people": sorted((each for each in people if not each.full), key=lambda each: each.order),
        "no_sign_out": [each for each in people if each.no_sign_out],
        "policy": rule.document.title,
    }


def _figures(counts: Counter[str]) -> list[tuple[str, str, int]]:
    labels = dict(AttendanceOutcome.Status.choices)
    return [(CHIPS[code], str(labels[code]), counts[code]) for code in labels if counts[code]]
