"""What the administrators of the system and of the audit see first."""

from __future__ import annotations

from typing import Any

from yanxing.access.clock import OFFICE, real_now
from yanxing.queries.home.house import STALE, house_of
from yanxing.queries.trail import Asked, find_entries, seal_state
from yanxing.web.door import Visit
from yanxing.web.trail.words import act_words

SHOWN = 12


def house_shown(request: Visit) -> dict[str, Any]:
    """Accounts, posts, jobs, the seal. One query."""
    now = real_now()
    house = house_of(request.now.astimezone(OFFICE).date(), now)
    late = house.sealed_at is not None and now - house.sealed_at > STALE and house.jobs_waiting > 0
    return {"house": house, "late": late}


def audit_shown(request: Visit) -> dict[str, Any]:
    """The acts of the day, how far they are sealed, who had something revealed."""
    today = request.now.astimezone(OFFICE).date()
    found = find_entries(request.actor, Asked(since=today, until=today))
    reveals = find_entries(request.actor, Asked(act="secret.reveal", since=today, until=today))
    return {
        "count": found.page.paginator.count,
        "rows": [(row, act_words(row.entry.act)) for row in found.rows[:SHOWN]],
        "reveals": reveals.rows[:SHOWN],
        "revealed": reveals.page.paginator.count,
        "seal": seal_state(real_now()),
        "today": today.isoformat(),
    }
