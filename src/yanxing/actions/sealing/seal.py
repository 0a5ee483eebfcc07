"""The sealer: one process chains what has been written, batch by batch, with a key outside the database.

Entries are written unchained, so that no two acts wait for each other. What the sealer sees is finished: an
entry appears when its transaction does. One that took its number early and finished late is found by looking
an hour back. It runs as the worker role, which may read the trail and add seals, and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice

from django.db import connection, transaction

from yanxing.access.clock import real_now
from yanxing.access.keyring import audit_key
from yanxing.actions.sealing.digests import FIRST, head, rows_of, sealed
from yanxing.records.models import AuditEntry, AuditSeal

BATCH = 5000
LOOK_BACK = timedelta(hours=1)
"""No act takes that long. Were there one, `verify` would name its entries as unsealed."""
_LOCK = 7303


def seal_finished(now: datetime | None = None) -> int:
    """Seals all there is to seal at `now` (real time). Answers the number of entries."""
    done = 0
    while True:
        with transaction.atomic():
            number = _one_batch(now or real_now())
        done += number
        if number < BATCH:
            return done


def _one_batch(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])  # one sealer at a time
    ids = _unsealed(now)
    if not ids:
        return 0
    last = AuditSeal.objects.order_by("-ordinal").first()
    batch = sealed(rows_of(AuditEntry.objects.filter(pk__in=ids)))
    ordinal = last.ordinal + 1 if last else 1
    AuditSeal.objects.create(
        ordinal=ordinal,
        first_entry=ids[0],
        last_entry=max(ids[-1], last.last_entry if last else 0),  # the highest number reached so far
        entries=len(ids),
        digest=batch.digest,
        head=head(audit_key(), bytes(last.head) if last else FIRST, ordinal, batch.digest, now),
        entry_ids=batch.marks,
        sealed_at=now,
    )
    return len(ids)


def _unsealed(now: datetime) -> list[int]:
    """Numbers of entries in no seal, ascending. Below what was reached an hour ago all is settled."""
    settled = AuditSeal.objects.filter(sealed_at__lt=now - LOOK_BACK).order_by("-ordinal")
    floor = settled.values_list("last_entry", flat=True).first() or 0
    recent = AuditSeal.objects.filter(sealed_at__gte=now - LOOK_BACK).values_list("entry_ids", flat=True)
    known = {pk for marks in recent for pk, _mark in marks}
    found = AuditEntry.objects.filter(pk__gt=floor).order_by("id").values_list("id", flat=True)
    return list(islice((pk for pk in found.iterator(chunk_size=5000) if pk not in known), BATCH))
