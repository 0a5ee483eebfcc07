"""更正 after the closing: what was is noted, the policy decides again, hours go back and come anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import is_own
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions import trail
from yanxing.actions.activities.locking import hold_session
from yanxing.actions.attendance.crediting import credit, take_back
from yanxing.actions.attendance.keeping import kept, outcomes_of
from yanxing.actions.attendance.marking import checked_at, latest_mark, save_mark
from yanxing.queries.attendance.deciding import judged
from yanxing.records.models import AttendanceMark, AttendanceOutcome, Session

DECIDE_AGAIN = "again"
"""Nothing is noted: the policy decides again on what is there now, e.g. a leave granted after the closing."""


@dataclass(frozen=True, slots=True)
class Correction:
    """How it stood and how it stands; hours in 学时, None without an hours policy."""

    before: AttendanceOutcome
    after: AttendanceOutcome
    hours_before: Fraction
    hours_after: Fraction | None


def correct_attendance(
    *,
    session_id: int,
    person_id: int,
    says: str,
    reason: str,
    actor: Actor,
    now: datetime,
    at: datetime | None = None,
    version: int | None = None,
) -> Correction:
    """`says` as for `note_exception`, `withdrawn` for what was signed to count again, or DECIDE_AGAIN.

    `version`: of the outcome the form showed. Raises `Refused` (with a field) or `Stale`.
    """
    session = hold_session(actor, session_id)
    before = _standing(session, person_id, actor, version)
    _note(session, before, says, reason, at, actor, now)
    rule, settled = judged(session, [person_id])
    run = kept(rule, settled, actor, now)
    (after,) = outcomes_of(session, rule, settled, run, now)
    AttendanceOutcome.objects.filter(pk=before.pk).update(is_current=False)
    after.version = before.version + 1
    after.unit_id = before.unit_id
    after.save()
    taken = take_back(session, person_id, actor=actor, now=now)
    given = credit(session, [person_id], actor=actor, now=now)
    trail.record(
        "attendance.correct", actor=actor, now=now, about=("session", session.pk), unit_id=after.unit_id,
        reason=reason, person=person_id, before=before.status, after=str(after.status),
        hours=[str(taken), None if given is None else str(given)],
    )  # fmt: skip
    return Correction(before, after, taken, given)


def _standing(session: Session, person_id: int, actor: Actor, version: int | None) -> AttendanceOutcome:
    if session.state != Session.State.CLOSED:
        raise Refused(_("这一场还没有结束登记，直接记在签到情况里就可以。"), code="open")
    if is_own(actor, person_id=person_id):
        raise Refused(_("本人的到课情况不能自己更正，请找另一位经办人。"), code="own")
    found = AttendanceOutcome.objects.filter(session=session, person_id=person_id, is_current=True).first()
    if found is None:
        raise NotYours
    if version is not None and found.version != version:
        raise Stale(_("这个人的到课情况刚刚有人更正过，请看一下现在的情况再办。"), code="stale")
    return found


def _note(
    session: Session, before: AttendanceOutcome, says: str, reason: str, at: datetime | None,
    actor: Actor, now: datetime,
) -> None:  # fmt: skip
    if says == DECIDE_AGAIN:
        if not reason.strip():
            raise Refused(_("请写明原因。"), field="reason")
        return
    last = latest_mark(session.pk, before.person_id)
    taken_back = says == AttendanceMark.Says.WITHDRAWN
    if taken_back and (last is None or last.says == AttendanceMark.Says.WITHDRAWN):
        raise Refused(_("没有可以撤销的记录，本来就按签到算。"), field="says")
    if says == AttendanceMark.Says.LEFT_EARLY and at is None:
        raise Refused(_("请写明什么时候离开的。"), field="at")
    mark = AttendanceMark(
        session=session, person_id=before.person_id, says=says, reason=reason.strip(),
        at=None if taken_back else checked_at(session, says, at),
        reverses=last if taken_back else None, marked_by_id=actor.by, marked_at=now,
    )  # fmt: skip
    save_mark(mark, before.unit_id, actor, now)
