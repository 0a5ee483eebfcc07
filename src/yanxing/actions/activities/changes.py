"""改期、延期、换场地、取消: one act each, with a reason, the message text and a row in the trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import (
    demand_confirmed,
    demand_open,
    demand_revision,
    done_already,
    hold_activity,
    hold_session,
    stored,
)
from yanxing.queries.activities.group_texts import change_text
from yanxing.queries.activities.warnings import slot_of, warnings_of
from yanxing.queries.activities.words import minutes_between, name_of
from yanxing.records.models import Session, SessionChange

MOST_DAYS = 365


@transaction.atomic
def move_session(
    *,
    session_id: int,
    revision: int,
    starts_at: datetime,
    ends_at: datetime,
    reason: str,
    actor: Actor,
    now: datetime,
    confirmed: bool = False,
    address: str = "",
) -> SessionChange:
    """改期: another day or hour for one session. Minutes that count follow the new length."""
    session = hold_session(actor, session_id)
    if ends_at <= starts_at:
        raise Refused(_("结束时间要晚于开始时间。"), field="ends")
    new = {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "minutes_counted": _minutes(session, starts_at, ends_at),
    }
    return _change(
        session, revision, "moved", new, reason, actor=actor, now=now, confirmed=confirmed, address=address
    )


@transaction.atomic
def change_venue(
    *,
    session_id: int,
    revision: int,
    venue: str,
    reason: str,
    actor: Actor,
    now: datetime,
    confirmed: bool = False,
    address: str = "",
) -> SessionChange:
    """换场地: the same hour in another place."""
    session = hold_session(actor, session_id)
    place = venue.strip()
    if not place or len(place) > 120:
        raise Refused(_("请写新的地点，不超过 120 个字。"), field="venue")
    return _change(
        session,
        revision,
        "venue",
        {"venue": place},
        reason,
        actor=actor,
        now=now,
        confirmed=confirmed,
        address=address,
    )


@transaction.atomic
def cancel_session(
    *, session_id: int, revision: int, reason: str, actor: Actor, now: datetime, address: str = ""
) -> SessionChange:
    """取消: nobody comes, no hours; what was signed stays in the trace."""
    session = hold_session(actor, session_id)
    new = {"state": str(Session.State.CANCELLED)}
    return _change(
        session, revision, "cancelled", new, reason, actor=actor, now=now, confirmed=True, address=address
    )


@transaction.atomic
def postpone_sessions(
    *,
    activity_id: int,
    revisions: Mapping[int, int],
    days: int,
    reason: str,
    actor: Actor,
    now: datetime,
    confirmed: bool = False,
    address: str = "",
) -> list[SessionChange]:
    """延期: several sessions of an activity moved by as many days, for all units alike; all or none.

    `revisions` = session id → the revision the form was made from. `address` = what the id of a session
    is put behind to open its page.
    """
    activity = hold_activity(actor, activity_id)
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("延期天数写 1 到 %(most)d。") % {"most": MOST_DAYS}, field="days")
    if not revisions:
        raise Refused(_("请至少选一场。"), field="sessions")
    sessions = [hold_session(actor, pk) for pk in sorted(revisions)]
    if any(each.activity_id != activity.pk for each in sessions):
        raise Refused(_("选中的场次不属于这个活动，请刷新页面再选。"), field="sessions")
    done = [_postponed_already(each, revisions[each.pk], days, actor) for each in sessions]
    if all(done):
        return [each for each in done if each]
    plans = [(each, _shifted(each, days)) for each in sessions]
    slots = [slot_of(each, **new) for each, new in plans]
    demand_confirmed(warnings_of(activity, slots), confirmed=confirmed)
    return [
        _change(
            each,
            revisions[each.pk],
            "postponed",
            new,
            reason,
            actor=actor,
            now=now,
            confirmed=True,
            address=f"{address}{each.pk}/" if address else "",
        )
        for each, new in plans
    ]


def _postponed_already(session: Session, revision: int, days: int, actor: Actor) -> SessionChange | None:
    """The same form a moment ago: its change says from where it moved, so that it is not moved twice."""
    last = session.changes.order_by("-pk").first()
    if last is None or not last.before.get("starts_at"):
        return None
    by = timedelta(days=days)
    after = {
        name: (datetime.fromisoformat(last.before[name]) + by).isoformat()
        for name in ("starts_at", "ends_at")
    }
    return done_already(session, revision, "postponed", after, actor)


def _shifted(session: Session, days: int) -> dict[str, Any]:
    if session.starts_at is None or session.ends_at is None:
        raise Refused(_("%(what)s时间还是待定，不用延期。") % {"what": name_of(session)}, field="sessions")
    by = timedelta(days=days)
    return {"starts_at": session.starts_at + by, "ends_at": session.ends_at + by}


def _minutes(session: Session, starts_at: datetime, ends_at: datetime) -> int | None:
    """Breaks that were taken out stay out; null stays null, and then start and end decide."""
    before = minutes_between(session.starts_at, session.ends_at)
    after = minutes_between(starts_at, ends_at)
    if session.minutes_counted is None or before is None or after is None:
        return None
    return max(after - (before - session.minutes_counted), 0)


def _change(
    session: Session,
    revision: int,
    kind: str,
    new: dict[str, Any],
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    confirmed: bool,
    address: str,
) -> SessionChange:
    """Double click = the change of the first; stale form = `Stale`; one row, one audit entry."""
    twin = done_already(session, revision, kind, stored(new), actor)
    if twin is not None:
        return twin
    demand_revision(session, revision)
    demand_open(session)
    why = reason.strip()
    if not why or len(why) > 200:
        raise Refused(_("请写明原因，不超过 200 个字；大家会看到。"), field="reason")
    if all(getattr(session, name) == value for name, value in new.items()):
        raise Refused(_("和现在的安排一样，没有要改的。"), code="same")
    demand_confirmed(
        warnings_of(session.activity, [slot_of(session, **_slot_part(new))], times="starts_at" in new),
        confirmed=confirmed,
    )
    before = {**stored({name: getattr(session, name) for name in new}), "revision": revision}
    text = change_text(session, kind, new, reason=why, actor=actor, address=address)
    for name, value in new.items():
        setattr(session, name, value)
    session.revision += 1
    session.save(update_fields=[*new, "revision"])
    made = SessionChange.objects.create(
        session=session,
        kind=kind,
        before=before,
        after=stored(new),
        reason=why,
        message=text,
        changed_by_id=actor.by,
        changed_at=now,
    )
    trail.record(
        f"session.{kind}",
        actor=actor,
        now=now,
        about=("session", session.pk),
        unit_id=session.activity.unit_id,
        reason=why,
        change=made.pk,
    )
    return made


def _slot_part(new: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in new.items() if name in {"starts_at", "ends_at", "venue"}}
