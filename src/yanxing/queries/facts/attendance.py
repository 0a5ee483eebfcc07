"""Sessions, sign-ins, leaves and postings as facts for policies.

Two policies ask differently: a plan wants the moments of signing in and out and judges them itself; the hours
policy wants what came of it (`attendance`), as the plan decided when the session was closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import full_name_of, minutes_of
from yanxing.queries.facts.asking import Asked, Raw, Source, row_id
from yanxing.records.models import (
    Activity,
    AttendanceOutcome,
    CollectionBinding,
    LeaveSpell,
    Posting,
    Session,
)

LESSON = 45
"""Minutes of one 学时 (reading A12)."""

LIKE: Mapping[str, str] = {
    Activity.Form.DEBATE: "lecture",
    Activity.Form.GUIDED: "lecture",
    Activity.Form.ON_SITE: "visit",
}
"""Forms of ours that a policy of fewer words counts among another; any other is a training."""

FORMS = dict(Activity.Form.choices)
FULL = "full"
STATUSES = dict(AttendanceOutcome.Status.choices) | {FULL: "全程"}


def sessions(asked: Asked) -> list[Raw]:
    """Announced and closed sessions with a time. One query."""
    rows = Session.objects.filter(
        state__in=[Session.State.ANNOUNCED, Session.State.CLOSED],
        starts_at__isnull=False,
        ends_at__isnull=False,
        activity__unit_id__in=asked.units,
    ).select_related("activity")
    if asked.within.sessions is not None:
        rows = rows.filter(pk__in=asked.within.sessions)
    forms = asked.codes("form", FORMS)
    return [_session(asked, each, forms) for each in rows.order_by("starts_at", "pk")]


def _session(asked: Asked, session: Session, forms: Mapping[str, str]) -> Raw:
    form = session.form or session.activity.form
    minutes = minutes_of(session)
    cells: Raw = {
        "title": full_name_of(session),
        "begins": wall_clock(session.starts_at),
        "ends": wall_clock(session.ends_at),
        "on_day": wall_clock(session.starts_at),
        "form": forms.get(form) or forms.get(LIKE.get(form, Activity.Form.TRAINING)),
        "minutes_long": minutes,
        "hours": _hours(asked, session, form, minutes),
        "marked": session.activity.counts_hours,
    }
    return {"id": row_id(session.pk)} | {name: cell for name, cell in cells.items() if asked.field(name)}


def _hours(asked: Asked, session: Session, form: str, minutes: int | None) -> Fraction | None:
    """A policy that counts minutes itself is told hours only where the office says that there are none."""
    if not session.activity.counts_hours and form != Activity.Form.CARE:
        return Fraction(0)
    if asked.field("minutes_long") or minutes is None:
        return None
    return Fraction(minutes, LESSON)


def wall_clock(moment: datetime | None) -> datetime | None:
    """The office's time without a zone, as policies read it."""
    return moment and moment.astimezone(OFFICE).replace(tzinfo=None)


_SIGNED = """
SELECT e.session_id, e.person_id, i.at, o.at, v.joined_at, v.minutes, m.says, m.at,
    x.person_id IS NOT NULL, s.starts_at, s.sign_in_ahead
FROM records_expected e
JOIN records_session s ON s.subject_id = e.session_id
JOIN records_activity a ON a.id = s.activity_id
LEFT JOIN records_checkin i
    ON i.session_id = e.session_id AND i.person_id = e.person_id AND i.direction = 'in'
LEFT JOIN records_checkin o
    ON o.session_id = e.session_id AND o.person_id = e.person_id AND o.direction = 'out'
LEFT JOIN LATERAL (SELECT joined_at, minutes FROM records_onlineevidence
    WHERE session_id = e.session_id AND person_id = e.person_id ORDER BY id DESC LIMIT 1) v ON true
LEFT JOIN LATERAL (SELECT says, at FROM records_attendancemark
    WHERE session_id = e.session_id AND person_id = e.person_id ORDER BY id DESC LIMIT 1) m ON true
LEFT JOIN records_excused x ON x.session_id = e.session_id AND x.person_id = e.person_id
WHERE e.removed_at IS NULL AND s.state IN ('announced', 'closed') AND s.starts_at IS NOT NULL
    AND s.ends_at IS NOT NULL AND a.unit_id = ANY(%(units)s)
    AND (%(sessions)s::bigint[] IS NULL OR e.session_id = ANY(%(sessions)s::bigint[]))
    AND (%(persons)s::bigint[] IS NULL OR e.person_id = ANY(%(persons)s::bigint[]))
    AND (s.state = 'closed' OR %(sessions)s::bigint[] IS NOT NULL)
ORDER BY e.session_id, e.person_id
"""


def attendances(asked: Asked) -> list[Raw]:
    """One row for each person expected at a session that is over. One query.

    Sessions under way count only where they are asked for by name: until one is closed, nobody is absent.
    """
    return _signed(asked) if asked.field("signed_in") else _decided(asked)


def attendance_row(session_id: int, person_id: int) -> str:
    """The id of the row of a person at a session."""
    return f"{session_id}-{person_id}"


def person_in(row: str) -> int:
    """The person of a row."""
    return int(row.partition("-")[2])


def _signed(asked: Asked) -> list[Raw]:
    within = asked.within
    with connection.cursor() as cursor:
        cursor.execute(
            _SIGNED,
            {
                "units": list(asked.units),
                "sessions": None if within.sessions is None else list(within.sessions),
                "persons": None if within.persons is None else list(within.persons),
            },
        )
        rows = cursor.fetchall()
    return [_signed_row(_Signed(*row)) for row in rows]


class _Signed(NamedTuple):
    """A line of `_SIGNED`: signed in and out; joined online for so long; the last mark; excused or not."""

    session: int
    person: int
    came: datetime | None
    went: datetime | None
    joined: datetime | None
    minutes: int | None
    says: str | None
    at: datetime | None
    excused: bool
    starts: datetime
    ahead: int


def _signed_row(row: _Signed) -> Raw:
    came, went = _moments(row)
    moments = {"signed_in": wall_clock(came), "signed_out": wall_clock(went)}
    return {
        "id": attendance_row(row.session, row.person),
        "session": row_id(row.session),
        "person": row_id(row.person),
        # Whoever was excused and came all the same has come.
        "excused": row.excused and came is None,
        **{name: moment for name, moment in moments.items() if moment is not None},
    }


def _moments(row: _Signed) -> tuple[datetime | None, datetime | None]:
    """When somebody came and left. What a person on the spot noted goes before what was signed."""
    if row.says == "absent":
        return None, None
    came, went = row.came, row.went
    if came is None and (row.joined is not None or row.minutes is not None):
        # A list of the meeting that only has minutes is taken to begin with the meeting.
        came = row.joined or row.starts
        went = came + timedelta(minutes=row.minutes) if row.minutes is not None else went
    if row.says == "present":
        came = row.at or came or row.starts - timedelta(minutes=row.ahead)
    return came, row.at if row.says == "left_early" else went


def _decided(asked: Asked) -> list[Raw]:
    theirs = asked.codes("attendance", STATUSES)
    place = asked.field("session", "activity")
    rows: list[Raw] = []
    for session, person, status, full in outcomes(asked).values_list(
        "session_id", "person_id", "status", "full"
    ):
        row: Raw = {"id": attendance_row(session, person), "person": row_id(person)}
        row["attendance"] = theirs.get(FULL if full else status)
        if place is not None:
            row[place] = row_id(session)
        rows.append(row)
    return rows


def outcomes(asked: Asked) -> QuerySet[AttendanceOutcome]:
    rows = AttendanceOutcome.objects.filter(is_current=True, session__activity__unit_id__in=asked.units)
    if asked.within.sessions is not None:
        rows = rows.filter(session_id__in=asked.within.sessions)
    if asked.within.persons is not None:
        rows = rows.filter(person_id__in=asked.within.persons)
    return rows.order_by("session_id", "person_id")


def leaves(asked: Asked) -> list[Raw]:
    """Spells of leave that have begun, each a row of its own; the last day is included. One query."""
    rows = LeaveSpell.objects.filter(
        Q(person__subject__home_unit_id__in=asked.units), since__lte=asked.as_of
    ).order_by("person_id", "since")
    if asked.within.persons is not None:
        rows = rows.filter(person_id__in=asked.within.persons)
    return [
        {
            "id": row_id(each.pk),
            "person": row_id(each.person_id),
            "begins": each.since,
            "ends": each.until - timedelta(days=1),
        }
        for each in rows
    ]


def postings(asked: Asked) -> list[Raw]:
    """What stands in the ledgers of the collection, one event a posting. One query."""
    ledgers = [
        str(name) for name, each in (asked.policy.ledgers or {}).items() if each.about == asked.collection
    ]
    rows = Posting.objects.filter(
        account__ledger__in=ledgers,
        account__subject__home_unit_id__in=asked.units,
        reverses=None,
        reversed_by=None,
    ).select_related("account")
    if asked.within.persons is not None:
        rows = rows.filter(account__subject_id__in=asked.within.persons)
    amount = asked.field("hours", "amount")
    return [
        {"id": each.key, "actor": row_id(each.account.subject_id or 0), "kind": "credit", "date": each.dated}
        | ({amount: Fraction(each.numerator, each.denominator)} if amount else {})
        for each in rows.order_by("pk")
    ]


SOURCES: Mapping[str, Source] = {
    CollectionBinding.Noun.SESSIONS: sessions,
    CollectionBinding.Noun.ATTENDANCES: attendances,
    CollectionBinding.Noun.LEAVES: leaves,
    CollectionBinding.Noun.POSTINGS: postings,
}
