"""The people of a session: for the desk's search, paper sheets, the list of who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from yanxing.access.actor import Actor
from yanxing.access.keyring import check_in_key
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.access.tokens import personal_code
from yanxing.queries.signin.sessions import Meeting, at_desk, meeting_of, timed
from yanxing.queries.signin.timing import State
from yanxing.records.models import Session

_PEOPLE = """
SELECT p.subject_id, p.name, COALESCE(p.staff_number, ''), e.unit_id, u.short_name, c.at,
    COALESCE(c.way, ''), x.person_id IS NOT NULL
FROM records_expected e
JOIN records_person p ON p.subject_id = e.person_id
JOIN records_unit u ON u.subject_id = e.unit_id
LEFT JOIN records_checkin c
    ON c.session_id = e.session_id AND c.person_id = e.person_id AND c.direction = 'in'
LEFT JOIN records_excused x ON x.session_id = e.session_id AND x.person_id = e.person_id
WHERE e.session_id = %(session)s AND e.removed_at IS NULL
    AND (%(units)s::bigint[] IS NULL OR e.unit_id = ANY(%(units)s::bigint[]))
    AND (%(like)s::text IS NULL OR upper(p.name) LIKE upper(%(like)s) OR p.pinyin LIKE %(like)s
        OR replace(p.pinyin, ' ', '') LIKE %(like)s OR p.initials LIKE %(like)s
        OR p.staff_number ILIKE %(like)s)
ORDER BY u.position, u.subject_id, p.pinyin, p.subject_id
LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One who is expected, and what stands of them."""

    person_id: int
    name: str
    staff_number: str
    unit_id: int
    unit: str
    signed_at: datetime | None
    way: str
    excused: bool

    @property
    def missing(self) -> bool:
        return self.signed_at is None and not self.excused

    @property
    def code(self) -> str:
        """The personal code, as printed."""
        return personal_code(check_in_key(), self.person_id)


def people_of(
    session_id: int, *, units: Iterable[int] | None = None, search: str = "", most: int = 5000
) -> list[Entry]:
    """Who is expected, by unit; of these units only, or of all. The caller has found the session in reach."""
    plain = "".join(search.split()).lower().replace("\\", "").replace("%", "").replace("_", "")
    values: dict[str, Any] = {
        "session": session_id,
        "units": None if units is None else sorted(units),
        "like": f"%{plain}%" if plain else None,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, values)
        return [Entry(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of a session's people somebody sees: all of them (`units` None), or their own units'."""

    meeting: Meeting
    units: frozenset[int] | None

    def narrowed(self, unit_id: int | None) -> frozenset[int] | None:
        """To one unit. Raises `NotYours` for one that is out of reach."""
        if unit_id is None:
            return self.units
        if self.units is not None and unit_id not in self.units:
            raise NotYours
        return frozenset({unit_id})


def reach_of(actor: Actor, session_id: int) -> Reach:
    """The desk and the officers see a session's people; a secretary the own unit's. Else `NotYours`."""
    found = at_desk(actor).filter(pk=session_id).first()
    if found is not None:
        return Reach(meeting_of(found), None)
    if a_secretary(actor) and not an_officer(actor):
        own = timed(Session.objects.filter(pk=session_id, expected__unit_id__in=actor.units))
        mine = own.exclude(state="draft").distinct().first()
        if mine is not None:
            return Reach(meeting_of(mine), actor.units)
    raise NotYours


_SHARED = """
SELECT c.fingerprint, p.name, u.short_name, c.at, c.way
FROM records_checkin c
JOIN records_person p ON p.subject_id = c.person_id
JOIN records_expected e ON e.session_id = c.session_id AND e.person_id = c.person_id
JOIN records_unit u ON u.subject_id = e.unit_id
WHERE c.session_id = %(session)s AND c.direction = 'in' AND c.fingerprint IN (
    SELECT fingerprint FROM records_checkin
    WHERE session_id = %(session)s AND direction = 'in' AND fingerprint <> ''
    GROUP BY fingerprint HAVING count(DISTINCT person_id) > 1)
ORDER BY c.fingerprint, c.at
"""


@dataclass(frozen=True, slots=True)
class OnePhone:
    """同一手机为两人签到: who they are and when, earliest first. A fact to look at, not a verdict."""

    people: tuple[tuple[str, str, datetime, str], ...]  # name, unit, time, way


def shared_phones(session_id: int) -> list[OnePhone]:
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, {"session": session_id})
        rows = cursor.fetchall()
    phones: dict[str, list[tuple[str, str, datetime, str]]] = {}
    for fingerprint, *person in rows:
        phones.setdefault(fingerprint, []).append((person[0], person[1], person[2], person[3]))
    return [OnePhone(tuple(people)) for people in phones.values()]


def state_of(meeting: Meeting, entry: Entry) -> State | None:
    return meeting.times.state(entry.signed_at) if entry.signed_at else None
