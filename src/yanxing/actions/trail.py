"""Every act leaves a row in the trail, in its own transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from yanxing.access import clock
from yanxing.access.actor import Actor
from yanxing.records.models import AuditEntry


def record(
    act: str,
    *,
    actor: Actor,
    now: datetime,
    about: tuple[str, object] = ("", ""),
    unit_id: int | None = None,
    reason: str = "",
    **detail: Any,
) -> None:
    """`about` = (kind, id), e.g. ("session", 17). `detail` holds codes and ids, no names, no secrets."""
    write([entry(act, actor=actor, now=now, about=about, unit_id=unit_id, reason=reason, **detail)])


def write(entries: list[AuditEntry]) -> None:
    """Without RETURNING: whoever writes the trail may not read it."""
    AuditEntry.objects.bulk_create(entries, ignore_conflicts=True)


def entry(
    act: str,
    *,
    actor: Actor,
    now: datetime,
    about: tuple[str, object] = ("", ""),
    unit_id: int | None = None,
    reason: str = "",
    **detail: Any,
) -> AuditEntry:
    """The row, for acts that write many in one statement."""
    return AuditEntry(
        at=now,
        real_at=clock.real_now(),
        account_id=actor.account_id,
        person_id=actor.person_id,
        post_id=actor.posts[0].id if actor.posts else None,
        door=actor.door,
        act=act,
        object_kind=about[0],
        object_id=str(about[1]),
        unit_id=unit_id,
        reason=reason,
        detail=detail,
    )
