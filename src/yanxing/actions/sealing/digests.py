"""How an entry of the trail is written for the seal: every column, one spelling, one line."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

MARK = 16
"""Characters of an entry's own digest kept in its seal, to name the one that changed."""

FIRST = bytes(32)
"""What stands before the first head."""

COLUMNS = (
    "id", "at", "real_at", "account_id", "person_id", "post_id", "door", "act", "object_kind", "object_id",
    "unit_id", "reason", "detail", "transaction",
)  # fmt: skip


class Sealed(NamedTuple):
    """A batch as the seal keeps it: (id, mark) of each entry in order, and the digest over all of them."""

    marks: list[list[Any]]
    digest: bytes


def rows_of(entries: Any) -> Iterable[Sequence[Any]]:
    """The columns of a queryset of entries, ordered by id."""
    rows: Iterable[Sequence[Any]] = entries.order_by("id").values_list(*COLUMNS)
    return rows


def sealed(rows: Iterable[Sequence[Any]]) -> Sealed:
    whole, marks = hashlib.sha256(), []
    for row in rows:
        digest = hashlib.sha256(line(row)).digest()
        whole.update(digest)
        marks.append([row[0], digest.hex()[:MARK]])
    return Sealed(marks, whole.digest())


def line(row: Sequence[Any]) -> bytes:
    """`row` in the order of COLUMNS; times as UTC to the microsecond, the detail with sorted keys."""
    values = [_utc(value) if isinstance(value, datetime) else value for value in row]
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def head(key: bytes, before: bytes, ordinal: int, digest: bytes, sealed_at: datetime) -> bytes:
    """The head of one batch: it holds the head before it, so that none can be taken out."""
    message = b"|".join([before.hex().encode(), str(ordinal).encode(), digest.hex().encode()])
    return hmac.digest(key, message + b"|" + _utc(sealed_at).encode(), "sha256")


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
