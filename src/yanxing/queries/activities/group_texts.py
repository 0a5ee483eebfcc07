"""The group messages of a session, as the one who copies them may send them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer, demand
from yanxing.access.refusal import Refused
from yanxing.queries.activities import messages
from yanxing.queries.activities.messages import Team, Told, told_of
from yanxing.queries.activities.scope import expected_seen
from yanxing.queries.activities.words import contact_of
from yanxing.records.models import CheckIn, Excuse, Expected, Session, SessionChange, Unit

KINDS: Mapping[str, str] = {"announce": "通知", "reminder": "提醒", "change": "变更", "cancel": "取消"}


def kinds_for(session: Session, *, changed: bool) -> list[str]:
    """Which texts make sense for a session as it stands."""
    if session.state == Session.State.CANCELLED:
        return ["cancel"]
    if session.state != Session.State.ANNOUNCED:
        return []
    return ["announce", "reminder", *(["change"] if changed else [])]


def missing_of(session: Session, actor: Actor) -> QuerySet[Expected]:
    """应到 who have neither signed in nor leave, of the people the actor sees."""
    came = CheckIn.objects.filter(session=session, person=OuterRef("person"), direction="in")
    leave = Excuse.objects.filter(session=session, person=OuterRef("person"), granted=True, withdrawn=False)
    return expected_seen(actor).filter(~Exists(came), ~Exists(leave), session=session)


def group_text(
    actor: Actor, session: Session, kind: str, *, now: datetime, unit_id: int | None = None, address: str = ""
) -> str:
    """`unit_id`: the version for that unit's own people, with their names; None: for all, units only.

    Raises `NotYours` for a unit out of reach, and for the version for all when asked by a secretary.
    """
    demand(an_officer(actor) if unit_id is None else unit_id in actor.units)
    contact = contact_of(actor)
    told = told_of(session)
    if kind == "cancel":
        last = session.changes.filter(kind="cancelled").order_by("-pk").first()
        reason = last.reason if last else ""
        team = Team(_unit_name(unit_id), ()) if unit_id else None
        return messages.cancellation(told, reason=reason, contact=contact, address=address, team=team)
    if kind == "change":
        return _changed(actor, session, unit_id, contact, address)
    if kind == "reminder":
        missing = missing_of(session, actor)
        if unit_id is not None:
            team = _team(missing, unit_id)
            return messages.reminder(told, contact=contact, address=address, team=team)
        by_unit = (
            missing.values_list("unit__short_name")
            .annotate(number=Count("pk"))
            .order_by("unit__position", "unit")
        )
        late = list(by_unit) if session.starts_at and now.date() >= session.starts_at.date() else []
        return messages.reminder(told, contact=contact, address=address, missing=late)
    people = expected_seen(actor).filter(session=session)
    team = _team(people, unit_id) if unit_id else None
    return messages.announcement(told, contact=contact, address=address, team=team)


def _changed(actor: Actor, session: Session, unit_id: int | None, contact: str, address: str) -> str:
    last = session.changes.exclude(kind="cancelled").order_by("-pk").first()
    if last is None:
        raise Refused(_("这一场没有变更，不用发变更消息。"), code="no_change")
    team = _team(expected_seen(actor).filter(session=session), unit_id) if unit_id else None
    before, after = as_it_was(session, last), told_of(session)
    return messages.change(
        last.kind, before, after, reason=last.reason, contact=contact, address=address, team=team
    )


def as_it_was(session: Session, change: SessionChange) -> Told:
    """What was told of the session before a change."""
    was = change.before
    moments = {name: datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at") if was.get(name)}
    return told_of(session, venue=was.get("venue"), **moments)


def change_text(
    session: Session, kind: str, new: Mapping[str, Any], *, reason: str, actor: Actor, address: str
) -> str:
    """The text of a change about to be made: the preview and what is kept in the trace are the same."""
    before, contact = told_of(session), contact_of(actor)
    if kind == "cancelled":
        return messages.cancellation(before, reason=reason, contact=contact, address=address)
    after = told_of(
        session, starts_at=new.get("starts_at"), ends_at=new.get("ends_at"), venue=new.get("venue")
    )
    return messages.change(kind, before, after, reason=reason, contact=contact, address=address)


def _team(people: QuerySet[Expected], unit_id: int) -> Team:
    names = (
        people.filter(unit=unit_id)
        .order_by("person__pinyin", "person")
        .values_list("person__name", flat=True)
    )
    return Team(_unit_name(unit_id), list(names))


def _unit_name(unit_id: int) -> str:
    return Unit.objects.values_list("short_name", flat=True).get(pk=unit_id)
