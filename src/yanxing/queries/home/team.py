"""A secretary's team today: who is not yet signed in, and how it has taken part so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import called
from yanxing.queries.signin.timing import Times


@dataclass(frozen=True, slots=True)
class TeamSession:
    """A session of today at which people of the team are expected."""

    id: int
    name: str
    topic: str
    venue: str
    times: Times
    expected: int
    signed: int
    excused: int
    missing: Sequence[str] = field(default_factory=tuple)
    state: str = "announced"

    @property
    def unsigned(self) -> int:
        return self.expected - self.signed - self.excused


_TEAM = """
SELECT s.subject_id, a.title, COALESCE(s.form, a.form), s.ordinal, COALESCE(s.topic, ''),
    COALESCE(s.venue, ''), s.starts_at, s.ends_at, s.sign_in_ahead, s.state,
    count(*), count(c.id), count(*) FILTER (WHERE c.id IS NULL AND x.person_id IS NOT NULL),
    array_agg(p.name ORDER BY p.pinyin, p.subject_id) FILTER (WHERE c.id IS NULL AND x.person_id IS NULL)
FROM records_session s
JOIN records_activity a ON a.id = s.activity_id
JOIN records_expected e ON e.session_id = s.subject_id AND e.removed_at IS NULL
JOIN records_person p ON p.subject_id = e.person_id
LEFT JOIN records_checkin c
    ON c.session_id = e.session_id AND c.person_id = e.person_id AND c.direction = 'in'
LEFT JOIN records_excused x ON x.session_id = e.session_id AND x.person_id = e.person_id
WHERE s.state IN ('announced', 'closed') AND s.starts_at >= %(begins)s AND s.starts_at < %(ends)s
    AND e.unit_id = ANY(%(units)s::bigint[])
GROUP BY s.subject_id, a.id
ORDER BY s.starts_at, s.subject_id
"""


def team_today(actor: Actor, *, on: date) -> list[TeamSession]:
    """Sessions of a day with the team's count and the names of who is missing. One query."""
    begins = datetime.combine(on, time.min, OFFICE)
    values: dict[str, Any] = {
        "begins": begins,
        "ends": begins + timedelta(days=1),
        "units": sorted(actor.units),
    }
    with connection.cursor() as cursor:
        cursor.execute(_TEAM, values)
        rows = cursor.fetchall()
    return [
        TeamSession(
            row[0], called(row[1], row[2], row[3]), row[4], row[5], Times(row[6], row[7], row[8]),
            row[10], row[11], row[12], tuple(row[13] or ()), row[9],
        )
        for row in rows
    ]  # fmt: skip
