"""The figures on the tabs of a document."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.queries.policies.readiness import warnings_of
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.policies.shapes import shapes_of
from yanxing.records.models import PolicyDocument, PolicyValue


@dataclass(frozen=True, slots=True)
class Counts:
    """`open`: warnings nobody has confirmed; None once the document is in force."""

    values: int
    readings: int
    changes: int
    open: int | None


def counts_of(document: PolicyDocument) -> Counts:
    """Three queries."""
    loaded = pinned(document)
    if not loaded.ok:
        return Counts(0, 0, 0, None)
    policy = loaded.usable
    draft = document.state == PolicyDocument.State.DRAFT
    return Counts(
        len(shapes_of(policy)),
        len(policy.readings or {}),
        PolicyValue.objects.filter(document=document).count(),
        sum(not each.by for each in warnings_of(document)) if draft else None,
    )
