"""Exceptions by whoever is on the spot: 早退, 确已到场, 未到场; a mistake is answered by a later row."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.records.models import AttendanceMark, Expected, Session

SAYS = AttendanceMark.Says


def note_exception(
    *,
    session_id: int,
    person_id: int,
    says: str,
    reason: str,
    actor: Actor,
    now: datetime,
    at: datetime | None = None,
) -> AttendanceMark:
    """`says`: left_early (at when; now if not told), present or absent. Before the session is closed.

    By an officer or the desk for anybody, by a secretary for her own unit, by nobody for themselves. Raises
    `Refused` with a field, or the code `closed` or `own`.
    """
    session, unit_id = held_open(session_id, person_id, actor)
    mark = AttendanceMark(
        session=session, person_id=person_id, says=says, reason=reason.strip(), marked_by_id=actor.by,
        marked_at=now, at=checked_at(session, says, at or (now if says == SAYS.LEFT_EARLY else None)),
    )  # fmt: skip
    return save_mark(mark, unit_id, actor, now)


def withdraw_exception(
    *, session_id: int, person_id: int, reason: str, actor: Actor, now: datetime
) -> AttendanceMark:
    """Takes the mark that stands back: what was signed counts again."""
    session, unit_id = held_open(session_id, person_id, actor)
    last = latest_mark(session_id, person_id)
    if last is None or last.says == SAYS.WITHDRAWN:
        raise Refused(_("没有可以撤销的记录。"), code="nothing")
    mark = AttendanceMark(
        session=session, person_id=person_id, says=SAYS.WITHDRAWN, reason=reason.strip(), reverses=last,
        marked_by_id=actor.by, marked_at=now,
    )  # fmt: skip
    return save_mark(mark, unit_id, actor, now)


def latest_mark(session_id: int, person_id: int) -> AttendanceMark | None:
    """The one that counts."""
    return AttendanceMark.objects.filter(session_id=session_id, person_id=person_id).order_by("-pk").first()


def held_open(session_id: int, person_id: int, actor: Actor) -> tuple[Session, int]:
    """The session, held so that it is not closed meanwhile, and where the person is counted."""
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("activity")
        .filter(pk=session_id)
        .first()
    )
    expected = Expected.objects.filter(session=session_id, person_id=person_id, removed_at=None).first()
    if session is None or expected is None:
        raise NotYours
    demand(may_mark(actor, session, expected))
    if person_id == actor.person_id:
        raise Refused(_("本人的到课情况不能自己记，请找签到台或街道经办人。"), code="own")
    if session.state == Session.State.CLOSED:
        raise Refused(_("这一场已经结束登记。有出入的，由街道经办人更正。"), code="closed")
    if session.state != Session.State.ANNOUNCED:
        raise Refused(_("这一场还没有通知或已取消，不用记。"), code="closed")
    return session, expected.unit_id


def may_mark(actor: Actor, session: Session, expected: Expected) -> bool:
    """An officer or desk of the street, a helper at this desk, the secretary of the person's unit."""
    if session.pk in actor.desk_sessions:
        return True
    if actor.has("officer", "desk"):
        return session.activity.unit_id in actor.units
    return actor.has("secretary", "clerk") and expected.unit_id in actor.units


def checked_at(session: Session, says: str, at: datetime | None) -> datetime | None:
    """A time inside the session for whoever left; none where none is needed."""
    if says not in {SAYS.LEFT_EARLY, SAYS.PRESENT, SAYS.ABSENT}:
        raise Refused(_("请选一种情况。"), field="says")
    if says != SAYS.LEFT_EARLY or at is None or session.starts_at is None or session.ends_at is None:
        return None if says == SAYS.ABSENT else at
    if not session.starts_at <= at < session.ends_at:
        raise Refused(_("离开时间要在开始和结束之间。"), field="at")
    return at


def save_mark(mark: AttendanceMark, unit_id: int, actor: Actor, now: datetime) -> AttendanceMark:
    if not mark.reason:
        raise Refused(_("请写明原因。"), field="reason")
    mark.save()
    trail.record(
        "attendance.mark", actor=actor, now=now, about=("session", mark.session_id), unit_id=unit_id,
        reason=mark.reason, person=mark.person_id, says=str(mark.says),
    )  # fmt: skip
    return mark
