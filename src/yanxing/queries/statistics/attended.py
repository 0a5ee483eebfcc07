"""One person at one session that is over: came, excused, away, not yet known. Under every figure."""

from __future__ import annotations

ATTENDED = """
SELECT e.person_id, e.unit_id, e.session_id, s.activity_id, s.starts_at,
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
"""
"""How a session was closed counts; until it is closed, the sign-in itself. Narrow it with `AND …` behind it.

Needs the values `now` (office time) and `units` (those in reach)."""

AWAY = "NOT came AND NOT excused AND NOT unclear"
"""Expected, and neither there nor excused."""
