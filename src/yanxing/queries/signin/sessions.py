"""Sessions as somebody at the desk, in the hall or with a phone may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.predicates import an_officer
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.words import called
from yanxing.queries.signin.timing import OPENS_BEFORE, Times
from yanxing.records.models import Session


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session with a time."""

    id: int
    name: str
    topic: str
    venue: str
    times: Times
    state: str
    asks_sign_out: bool
    unit_id: int
    street: str = ""

    @property
    def is_open(self) -> bool:
        return self.state == "announced"


def meeting_of(session: Session) -> Meeting:
    """`session` with its activity (and the activity's unit) loaded; it has a time."""
    activity = session.activity
    if session.starts_at is None or session.ends_at is None:
        raise ValueError("a session without a time is not a meeting yet")
    return Meeting(
        id=session.pk,
        name=called(activity.title, session.form or activity.form, session.ordinal),
        topic=session.topic or "",
        venue=session.venue or "",
        times=Times(session.starts_at, session.ends_at, session.sign_in_ahead),
        state=session.state,
        asks_sign_out=activity.asks_sign_out,
        unit_id=activity.unit_id,
        street=activity.unit.name,
    )


def timed(sessions: QuerySet[Session]) -> QuerySet[Session]:
    return sessions.filter(starts_at__isnull=False, ends_at__isnull=False).select_related("activity__unit")


def at_desk(actor: Actor) -> QuerySet[Session]:
    """Sessions whose desk or hall screen this actor may run: the street's, or the one they help with."""
    reach = Q(subject_id__in=actor.desk_sessions)
    if actor.has("desk") or an_officer(actor):
        reach |= Q(activity__unit_id__in=actor.units)
    return timed(Session.objects.filter(reach).exclude(state="draft"))


def desk_meeting(actor: Actor, session_id: int) -> Meeting:
    """Raises `NotYours` for a session of another street or another helper's."""
    found = at_desk(actor).filter(pk=session_id).first()
    if found is None:
        raise NotYours
    return meeting_of(found)


def desk_meetings(actor: Actor, *, on: date) -> list[Meeting]:
    """The day's sessions at this actor's desk, earliest first."""
    return [meeting_of(s) for s in _on(at_desk(actor), on)]


def _on(sessions: QuerySet[Session], day: date) -> QuerySet[Session]:
    begins = datetime.combine(day, time.min, OFFICE)
    return sessions.filter(starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1)).order_by(
        "starts_at", "pk"
    )


@dataclass(frozen=True, slots=True)
class Mine:
    """A session I am expected at, with what stands of me."""

    meeting: Meeting
    signed_at: datetime | None
    signed_out_at: datetime | None
    way: str
    excused: bool
    expected: bool = True

    @property
    def state(self) -> str | None:
        return self.meeting.times.state(self.signed_at) if self.signed_at else None


_MINE = """
SELECT s.subject_id, a.title, COALESCE(s.form, a.form), s.ordinal, s.topic, s.venue, s.starts_at, s.ends_at,
    s.sign_in_ahead, s.state, a.asks_sign_out, a.unit_id, i.at, i.way, o.at,
    EXISTS (SELECT FROM records_excused x WHERE x.session_id = s.subject_id AND x.person_id = %(person)s),
    e.id IS NOT NULL
FROM records_session s
JOIN records_activity a ON a.id = s.activity_id
LEFT JOIN records_expected e ON e.session_id = s.subject_id AND e.person_id = %(person)s
    AND e.removed_at IS NULL
LEFT JOIN records_checkin i
    ON i.session_id = s.subject_id AND i.person_id = %(person)s AND i.direction = 'in'
LEFT JOIN records_checkin o
    ON o.session_id = s.subject_id AND o.person_id = %(person)s AND o.direction = 'out'
WHERE s.starts_at IS NOT NULL AND s.ends_at IS NOT NULL AND s.state <> 'draft' AND {which}
ORDER BY s.starts_at, s.subject_id
"""
_TODAY = _MINE.format(which="s.starts_at >= %(begins)s AND s.starts_at < %(ends)s AND e.id IS NOT NULL")
_ONE = _MINE.format(which="s.subject_id = %(session)s")


def my_day(actor: Actor, *, on: date) -> list[Mine]:
    """Today's sessions the actor is expected at, earliest first."""
    begins = datetime.combine(on, time.min, OFFICE)
    return _mine(_TODAY, {"person": actor.person_id, "begins": begins, "ends": begins + timedelta(days=1)})


def my_session(actor: Actor, session_id: int) -> Mine:
    """One session and what stands of me there. Raises `NotYours` when there is none."""
    found = _mine(_ONE, {"person": actor.person_id, "session": session_id})
    if not found:
        raise NotYours
    return found[0]


def _mine(statement: str, values: dict[str, Any]) -> list[Mine]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall()
    return [_as_mine(row) for row in rows]


def _as_mine(row: tuple[Any, ...]) -> Mine:
    meeting = Meeting(
        id=row[0],
        name=called(row[1], row[2], row[3]),
        topic=row[4] or "",
        venue=row[5] or "",
        times=Times(row[6], row[7], row[8]),
        state=row[9],
        asks_sign_out=row[10],
        unit_id=row[11],
    )
    return Mine(meeting, row[12], row[14], row[13] or "", row[15], row[16])


_OPEN = """
SELECT s.subject_id FROM records_session s
LEFT JOIN records_expected e ON e.session_id = s.subject_id AND e.person_id = %(person)s
    AND e.removed_at IS NULL
WHERE s.state = 'announced' AND s.starts_at <= %(latest)s AND s.ends_at >= %(now)s
ORDER BY e.id IS NULL, s.starts_at, s.subject_id
"""


def open_sessions(person_id: int | None, *, now: datetime) -> list[int]:
    """Sessions one can sign in to now, those the person is expected at first."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, {"person": person_id, "now": now, "latest": now + OPENS_BEFORE})
        return [row[0] for row in cursor.fetchall()]
