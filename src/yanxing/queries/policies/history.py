"""What was entered for a document, by whom and when; and how it differs from the document before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.differences import PolicyChange, policy_changes
from yanxing.queries.policies.resolved import Entry, Sayings, pinned, with_sayings
from yanxing.queries.policies.shapes import Shape, shape_named
from yanxing.records.models import PolicyDocument, PolicyValue


@dataclass(frozen=True, slots=True)
class Entered:
    """One entry as shown: what it made of the value, since when, who decided and who typed it in."""

    id: int
    label: str
    shown: str
    valid_from: date
    decided_by: str
    decided_on: date
    recorded_by: str
    recorded_at: datetime
    reason: str


def entry_counts(document: PolicyDocument) -> dict[tuple[str, str], int]:
    """(section, name) → how often something was entered. One query."""
    rows = PolicyValue.objects.filter(document=document).values_list("kind", "name")
    return {(kind, name): count for kind, name, count, _ in rows.annotate(Count("id"), Max("id"))}


def entries_of(document: PolicyDocument, shape: Shape, policy: Policy) -> list[Entered]:
    """Of one value, the latest first. One query."""
    rows = PolicyValue.objects.filter(document=document, kind=shape.section, name=shape.name)
    return [_entered(row, policy) for row in rows.select_related("recorded_by").order_by("-id")]


def all_entries(document: PolicyDocument) -> list[Entered]:
    """Of the whole document, the latest first. One query."""
    policy = pinned(document).usable
    rows = PolicyValue.objects.filter(document=document).select_related("recorded_by").order_by("-id")
    return [_entered(row, policy) for row in rows]


def _entered(row: PolicyValue, policy: Policy) -> Entered:
    entry = Entry(row.kind, row.name, row.value, row.valid_from)
    with_it = with_sayings(policy, Sayings((entry,), ()), row.valid_from)
    shape: Any = shape_named(with_it, row.kind, row.name)
    return Entered(
        row.pk,
        shape.label if shape else row.name,
        shape.shown if shape else "",
        row.valid_from,
        row.decided_by,
        row.decided_on,
        row.recorded_by.display_name,
        row.recorded_at,
        row.reason,
    )


def amended_changes(document: PolicyDocument) -> tuple[PolicyDocument | None, tuple[PolicyChange, ...]]:
    """The document that this one amends, and every place where the two differ. At most one query."""
    if document.amends_id is None:
        return None, ()
    before = PolicyDocument.objects.get(pk=document.amends_id)
    old, new = pinned(before), pinned(document)
    if not (old.ok and new.ok):
        return before, ()
    return before, policy_changes(old.usable, new.usable)
