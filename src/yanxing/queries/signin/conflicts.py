"""补传 that did not count as it was sent: for the officer to look at after the hall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yanxing.queries.signin.codes import slot_start
from yanxing.records.models import OfflineConflict


@dataclass(frozen=True, slots=True)
class Conflict:
    """`seen_at`: the time of the code the phone kept; `recorded`: signed in at receipt all the same."""

    name: str
    why: str
    seen_at: datetime | None
    received_at: datetime
    recorded: bool


def conflicts_of(session_id: int) -> list[Conflict]:
    """For a session the caller has found in reach."""
    rows = OfflineConflict.objects.filter(session_id=session_id).select_related("person")
    return [
        Conflict(
            row.person.name,
            row.get_why_display(),
            slot_start(row.slot) if row.slot is not None else None,
            row.received_at,
            row.recorded,
        )
        for row in rows.order_by("received_at", "pk")
    ]
