"""执行口径: what the policy took a silent text to mean, and whether the office stands by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from yanxing.engine.explanation.citation import printed
from yanxing.engine.grammar.walking import nodes
from yanxing.queries.policies.resolved import confirmed_readings, pinned, pinned_text
from yanxing.records.models import PolicyDocument, ReadingConfirmation

_SHORT = 44


@dataclass(frozen=True, slots=True)
class Said:
    """A reading: our words, and the office's once somebody has confirmed it. `clauses`: where it is used."""

    id: str
    says: str
    ours: str
    why: str
    clauses: tuple[str, ...]
    by: str = ""
    on: date | None = None

    @property
    def short(self) -> str:
        """Its first sentence, for the page of the document."""
        first = self.says.split("。", 1)[0]
        return first if len(first) <= _SHORT else f"{first[: _SHORT - 1]}…"

    @property
    def confirmed(self) -> bool:
        return bool(self.by)


def readings_of(document: PolicyDocument, rows: Sequence[ReadingConfirmation] | None = None) -> list[Said]:
    """In the order of the file. One query, unless the confirmations are there already."""
    policy = pinned(document).usable
    confirmed = {row.reading: row for row in (confirmed_readings(document) if rows is None else rows)}
    clauses = _clauses(document.source)
    return [
        _said(
            str(name),
            str(each.says),
            str(each.why or ""),
            clauses.get(str(name), ()),
            confirmed.get(str(name)),
        )
        for name, each in (policy.readings or {}).items()
    ]


def _said(name: str, ours: str, why: str, clauses: tuple[str, ...], row: ReadingConfirmation | None) -> Said:
    if row is None:
        return Said(name, ours, ours, why, clauses)
    day = timezone.localtime(row.confirmed_at).date()
    return Said(name, row.says, ours, why, clauses, row.confirmed_by.display_name, day)


@lru_cache(maxsize=16)
def _clauses(source: str) -> dict[str, tuple[str, ...]]:
    """reading → printed numbers of the clauses that rest on it, in the order of the file."""
    policy = pinned_text(source).usable
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for node in nodes(policy):
        reading, clause = getattr(node, "reading", None), getattr(node, "clause", None)
        if reading and clause and (number := printed(policy, clause)[0]):
            found[str(reading)][number] = None
    return {name: tuple(numbers) for name, numbers in found.items()}
