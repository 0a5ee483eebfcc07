"""The state of the house for its administrator: accounts, posts, jobs, the seal. No business data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

STALE = timedelta(minutes=3)
"""The worker seals every minute; with jobs waiting and no seal for this long it may be down."""


@dataclass(frozen=True, slots=True)
class House:
    """`waiting`: accounts never activated; `slips`: issued and neither used nor over; `vacant`: posts nobody
    holds today; `single`: held by one person only, without a B 角."""

    active: int
    waiting: int
    slips: int
    vacant: int
    single: int
    jobs_failed: int
    jobs_waiting: int
    sealed_at: datetime | None


_HOUSE = """
WITH held AS (
    SELECT p.id, count(h.id) AS holders FROM records_post p
    LEFT JOIN records_postholding h
        ON h.post_id = p.id AND h.since <= %(day)s AND (h.until IS NULL OR h.until > %(day)s)
    WHERE p.closed_on IS NULL GROUP BY p.id
)
SELECT (SELECT count(*) FROM records_account WHERE is_active AND activated_at IS NOT NULL),
    (SELECT count(*) FROM records_account WHERE is_active AND activated_at IS NULL),
    (SELECT count(*) FROM records_activationslip
        WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > %(real_now)s),
    (SELECT count(*) FROM held WHERE holders = 0), (SELECT count(*) FROM held WHERE holders = 1),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'),
    (SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %(real_now)s)),
    (SELECT max(sealed_at) FROM records_auditseal)
"""


def house_of(day: date, real_now: datetime) -> House:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HOUSE, {"day": day, "real_now": real_now})
        return House(*cursor.fetchone())
