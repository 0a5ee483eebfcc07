"""What was noted about a person at a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer, at_the_desk
from yanxing.access.refusal import NotYours
from yanxing.records.models import AttendanceMark, CheckIn, Expected, Person, Session


@dataclass(frozen=True, slots=True)
class Marked:
    """Latest first."""

    session: Session
    person: Person
    unit: str
    check_ins: Sequence[CheckIn]
    marks: Sequence[AttendanceMark]

    @property
    def withdrawable(self) -> bool:
        return bool(self.marks) and self.marks[0].says != AttendanceMark.Says.WITHDRAWN


def marks_of(actor: Actor, session_id: int, person_id: int) -> Marked:
    """For whoever may note one (see `actions.attendance.marking.may_mark`). Raises `NotYours`."""
    seen = Q(session_id__in=actor.desk_sessions)
    if an_officer(actor) or actor.has("desk"):
        seen |= Q(session__activity__unit_id__in=actor.units)
    elif a_secretary(actor):
        seen |= Q(unit_id__in=actor.units)
    rows = Expected.objects.filter(seen, session_id=session_id, person_id=person_id, removed_at=None)
    found = rows.select_related("session__activity", "person", "unit").first()
    if found is None:
        raise NotYours
    own = {"session_id": session_id, "person_id": person_id}
    return Marked(
        found.session,
        found.person,
        found.unit.short_name,
        list(CheckIn.objects.filter(**own).order_by("at")),
        list(AttendanceMark.objects.filter(**own).select_related("marked_by").order_by("-pk")),
    )


def markable(actor: Actor, session: Session, now: datetime) -> bool:
    """Whether a list of the session leads to the page where this actor notes how somebody attended."""
    begun = session.starts_at is not None and session.starts_at <= now
    return begun and session.state == Session.State.ANNOUNCED and (at_the_desk(actor) or a_secretary(actor))
