"""One person at one session that is over: came, excused, away, not yet known. Under every figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yanxing.access.clock import OFFICE

ATTENDED = """
SELECT e.person_id, e.unit_id, e.session_id, s.activity_id, s.starts_at, COALESCE(s.form, a.form) AS form,
    CASE WHEN o.id IS NULL THEN c.id IS NOT NULL
        ELSE o.status IN ('on_time', 'lateish', 'late', 'left_early') END AS came,
    CASE WHEN o.id IS NULL THEN c.id IS NULL AND x.person_id IS NOT NULL
        ELSE o.status = 'leave' END AS excused,
    COALESCE(o.status = 'unknown', false) AS unclear,
    COALESCE(o.status, '') AS status, COALESCE(o.sentence, '') AS sentence
FROM records_expected e
JOIN records_session s ON s.subject_id = e.session_id
JOIN records_activity a ON a.id = s.activity_id
LEFT JOIN records_attendanceoutcome o
    ON o.session_id = e.session_id AND o.person_id = e.person_id AND o.is_current
LEFT JOIN records_checkin c
    ON c.session_id = e.session_id AND c.person_id = e.person_id AND c.direction = 'in'
LEFT JOIN records_excused x ON x.session_id = e.session_id AND x.person_id = e.person_id
WHERE e.removed_at IS NULL AND s.state IN ('announced', 'closed') AND s.ends_at <= %(now)s
    AND e.unit_id = ANY(%(units)s::bigint[])
    AND (%(document)s::bigint IS NULL OR a.document_id = %(document)s)
    AND (%(activity)s::bigint IS NULL OR a.id = %(activity)s)
    AND (%(form)s::text IS NULL OR COALESCE(s.form, a.form) = %(form)s)
    AND (%(since)s::timestamptz IS NULL OR s.starts_at >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR s.starts_at < %(until)s)
"""
"""How a session was closed counts; until it is closed, the sign-in itself. Takes the values of `Scope`."""

AWAY = "NOT came AND NOT excused AND NOT unclear"
"""Expected, and neither there nor excused."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted. `units`: those in reach; `year`: of the sessions' beginning, None for all."""

    units: Collection[int]
    now: datetime
    document: int | None = None
    activity: int | None = None
    form: str | None = None
    year: int | None = None

    @property
    def day(self) -> date:
        return self.now.astimezone(OFFICE).date()

    def values(self, **more: Any) -> dict[str, Any]:
        """For a statement with `ATTENDED` in it."""
        year = self.year
        return {
            "units": sorted(self.units),
            "now": self.now,
            "day": self.day,
            "document": self.document,
            "activity": self.activity,
            "form": self.form,
            "since": None if year is None else datetime(year, 1, 1, tzinfo=OFFICE),
            "until": None if year is None else datetime(year + 1, 1, 1, tzinfo=OFFICE),
            **more,
        }
