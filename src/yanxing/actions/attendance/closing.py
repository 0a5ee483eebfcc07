"""结束登记: the policy decides how it ended for each; who stayed throughout gets hours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import hold_session
from yanxing.actions.attendance.crediting import credit
from yanxing.actions.attendance.keeping import kept, outcomes_of
from yanxing.queries.attendance.deciding import judged
from yanxing.records.models import AttendanceOutcome, Session


@dataclass(frozen=True, slots=True)
class Closing:
    """`fresh`: this call closed it; otherwise somebody had. `counts`: status → people; `hours`: credited
    in all (学时), None where no policy in force counts hours."""

    session: Session
    fresh: bool
    counts: Mapping[str, int]
    hours: Fraction | None = None


def close_session(*, session_id: int, actor: Actor, now: datetime) -> Closing:
    """Closes a session that is over. A second call, or a second officer at the same moment, changes nothing.

    Raises `Refused` with the code `early`, `draft`, `cancelled` or `no_policy`.
    """
    session = hold_session(actor, session_id)
    if session.state == Session.State.CLOSED:
        return Closing(session, fresh=False, counts=_counts(session))
    _demand_over(session, now)
    # First the session: whoever signs in holds it FOR SHARE, so all who were acknowledged are read below.
    session.state = Session.State.CLOSED
    session.closed_at, session.closed_by_id = now, actor.by
    session.revision += 1
    session.save(update_fields=["state", "closed_at", "closed_by", "revision"])
    rule, settled = judged(session)
    run = kept(rule, settled, actor, now)
    made = AttendanceOutcome.objects.bulk_create(outcomes_of(session, rule, settled, run, now))
    hours = credit(session, [each.person_id for each in made], actor=actor, now=now)
    counts = dict(Counter(str(each.status) for each in made))
    trail.record(
        "session.close", actor=actor, now=now, about=("session", session.pk),
        unit_id=session.activity.unit_id, counts=counts, settled_run=run.pk,
        hours=None if hours is None else str(hours),
    )  # fmt: skip
    return Closing(session, fresh=True, counts=counts, hours=hours)


def _demand_over(session: Session, now: datetime) -> None:
    if session.state == Session.State.CANCELLED:
        raise Refused(_("这一场已取消，不用结束登记。"), code="cancelled")
    if session.state == Session.State.DRAFT:
        raise Refused(_("这一场还没有发通知，没有应到名单，不能结束登记。"), code="draft")
    if session.ends_at is None or session.ends_at > now:
        raise Refused(_("这一场还没有到结束时间，散场以后再结束登记。"), code="early")


def _counts(session: Session) -> Mapping[str, int]:
    current = AttendanceOutcome.objects.filter(session=session, is_current=True)
    return Counter(current.values_list("status", flat=True))
