"""A session held for a change: reached by an officer of its street, in the state the form was made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.records.models import Activity, Session, SessionChange


def hold_activity(actor: Actor, activity_id: int) -> Activity:
    """The activity, locked; sessions are added to it one after another."""
    demand(an_officer_who_acts(actor))
    activity = Activity.objects.select_for_update(of=("self",)).filter(pk=activity_id).first()
    if activity is None:
        raise NotYours
    demand_unit(actor, activity.unit_id)
    return activity


def hold_session(actor: Actor, session_id: int) -> Session:
    """The session, locked. Raises `NotYours` for whoever does not arrange it."""
    demand(an_officer_who_acts(actor))
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("activity", "teacher")
        .filter(pk=session_id)
        .first()
    )
    if session is None:
        raise NotYours
    demand_unit(actor, session.activity.unit_id)
    return session


def demand_revision(session: Session, revision: int) -> None:
    """Raises `Stale` when somebody else changed the session since the form was made."""
    if session.revision != revision:
        raise Stale(_("这一场刚被别人改过。请看过现在的安排，再改一次。"), code="stale")


def done_already(
    session: Session, revision: int, kind: str, after: dict[str, Any], actor: Actor
) -> SessionChange | None:
    """The change that this very form made a moment ago: a second click is not a second change."""
    last = session.changes.order_by("-pk").first()
    if last is None or last.changed_by_id != actor.account_id or last.before.get("revision") != revision:
        return None
    return last if last.kind == kind and last.after == after else None


def demand_open(session: Session) -> None:
    """Raises `Refused` for a session that is over or called off."""
    if session.state in {Session.State.CLOSED, Session.State.CANCELLED}:
        raise Refused(_("这一场%(state)s，不能再改。") % {"state": session.get_state_display()}, code="over")


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they stand in the trace of changes: moments as text."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def demand_confirmed(warnings: list[str], *, confirmed: bool) -> None:
    """Raises `Refused` with code "confirm" until the person has said that it shall be so."""
    if warnings and not confirmed:
        raise Refused("；".join(warnings), code="confirm")
