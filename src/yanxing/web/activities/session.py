"""One session: arrangement, people, changes, messages, evaluation; a worker sees only the first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yanxing.access.predicates import an_officer, an_officer_or_secretary, an_officer_who_acts
from yanxing.access.refusal import Refused
from yanxing.actions.activities import copy_message
from yanxing.queries.activities import evaluation, group_texts, listing, record
from yanxing.queries.activities.schedule import was_words
from yanxing.queries.activities.words import full_name_of
from yanxing.queries.attendance.marks import markable
from yanxing.web.activities.showing import address_of
from yanxing.web.activities.trainings import crumbs
from yanxing.web.door import Visit

TABS = {"plan": "安排", "people": "名单", "changes": "变更", "messages": "群消息", "evaluation": "评价"}
SIGN_IN = (("hall", "签到大屏"), ("desk-session", "签到台"), ("missing", "未到名单"))


def page(request: Visit, /, **kwargs: Any) -> HttpResponse:
    session = record.session_record(request.actor, kwargs["session_id"])
    tabs = _tabs(request)
    tab = request.GET.get("tab", "plan")
    tab = tab if tab in tabs else "plan"
    row = listing.row_of(session, request.now)
    shown: dict[str, Any] = {
        "title": full_name_of(session),
        "crumbs": crumbs((session.activity.title, f"/trainings/activities/{session.activity_id}/"))
        if an_officer_or_secretary(request.actor)
        else [(_("日程"), "/schedule/")],
        "chip": (row.chip, row.state_words),
        "session": session,
        "row": row,
        "tab": tab,
        "tabs": tabs,
        "was": was_words(session),
        "facts": record.facts_of(session),
        "arranges": an_officer_who_acts(request.actor),
        "sign_in": _sign_in_pages(session.pk) if an_officer_who_acts(request.actor) else [],
    }
    shown.update(_TABS[tab](request, session))
    return render(request, "activities/session.html", shown)


def _tabs(request: Visit) -> dict[str, str]:
    if an_officer(request.actor):  # the database shows evaluations to nobody else
        return {code: _(words) for code, words in TABS.items()}
    if an_officer_or_secretary(request.actor):
        return {code: _(words) for code, words in TABS.items() if code != "evaluation"}
    first = TABS["plan"]
    return {"plan": _(first)}


def _plan(request: Visit, session: Any) -> dict[str, Any]:
    visit = record.visit_of(session)
    return {
        "materials": record.materials_of(session, visit),
        "visit": visit,
        "came": record.who_came(request.actor, session) if visit else None,
        "own": record.own_standing(request.actor, session, request.now),
    }


def _people(request: Visit, session: Any) -> dict[str, Any]:
    people = record.people_rows(request.actor, session)
    off = request.GET.get("off", "")
    return {
        "people": people,
        "off": next((each for each in people if str(each.id) == off), None),
        "changeable": an_officer_who_acts(request.actor) and session.state in {"draft", "announced"},
        "markable": markable(request.actor, session, request.now),
        "removed": listing.removed_people(request.actor, session),
        "addable": record.addable(request.actor, session) if request.GET.get("add") is not None else None,
    }


def _changes(_request: Visit, session: Any) -> dict[str, Any]:
    return {"changes": listing.changes_of(session)}


def _messages(request: Visit, session: Any) -> dict[str, Any]:
    units = record.units_expected(request.actor, session)
    kinds = group_texts.kinds_for(session, changed=bool(getattr(session, "told_changes", ())))
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else (kinds[0] if kinds else "")
    unit_id = _unit(request, [pk for pk, _name in units])
    return {
        "kinds": [(code, _(group_texts.KINDS[code])) for code in kinds],
        "kind": kind,
        "units": [(str(pk), name) for pk, name in units],
        "unit_id": unit_id,
        "for_all": an_officer(request.actor),
        "text": group_texts.group_text(
            request.actor,
            session,
            kind,
            now=request.now,
            unit_id=unit_id,
            address=address_of(request, session.pk),
        )
        if kind
        else "",
        "log_address": f"{reverse('session-copied', args=[session.pk])}?kind={kind}&unit={unit_id or ''}",
        "copies": [
            (each, _(group_texts.KINDS[each.kind])) for each in record.copies_of(request.actor, session)
        ],
    }


def _unit(request: Visit, units: list[int]) -> int | None:
    """The unit asked for; a secretary without a choice gets her first."""
    asked = request.GET.get("unit", "")
    if asked.isdecimal() and len(asked) < 18 and int(asked) in request.actor.units:
        return int(asked)
    return None if an_officer(request.actor) else (units[0] if units else None)


def _evaluation(request: Visit, session: Any) -> dict[str, Any]:
    return {"result": evaluation.results_of(request.actor, session), "fewest": evaluation.FEWEST}


_TABS = {
    "plan": _plan,
    "people": _people,
    "changes": _changes,
    "messages": _messages,
    "evaluation": _evaluation,
}


def _sign_in_pages(session_id: int) -> list[tuple[str, str]]:
    found = []
    for name, words in SIGN_IN:
        try:
            found.append((reverse(name, args=[session_id]), _(words)))
        except NoReverseMatch:
            continue
    return found


def copied(request: Visit, /, **kwargs: Any) -> HttpResponse:
    """The page tells that the text was copied; nothing is shown."""
    if request.method != "POST":
        raise Refused(_("请回到群消息页，点“复制群消息”。"), code="post")
    unit = request.GET.get("unit", "")
    copy_message(
        session_id=kwargs["session_id"],
        kind=request.GET.get("kind", ""),
        unit_id=int(unit) if unit.isdecimal() and len(unit) < 18 else None,
        address=address_of(request, kwargs["session_id"]),
        actor=request.actor,
        now=request.now,
    )
    return HttpResponse(status=204)
