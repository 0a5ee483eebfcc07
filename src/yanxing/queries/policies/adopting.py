"""The page on which a draft is made the office's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yanxing.queries.policies.bindings import bindings_of
from yanxing.queries.policies.readiness import approval_of, unset_values
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.policies.shapes import Shape, label, shapes_of
from yanxing.records.models import CollectionBinding, PaperDecision, PolicyDocument

_STATES = PolicyDocument.State


def steps_of(document: PolicyDocument) -> list[dict[str, str]]:
    """The step line: 拟稿 → 送审 → 线下审定 → 实施中."""
    at = {
        _STATES.DRAFT: 0,
        _STATES.SUBMITTED: 3 if approval_of(document) else 2,
        _STATES.IN_FORCE: 3,
        _STATES.CLOSED: 4,
    }[_STATES(document.state)]
    names = [_("拟稿"), _("送审"), _("线下审定"), _("实施中")]
    return [
        {"name": name, "state": "done" if n < at else "now" if n == at else "next"}
        for n, name in enumerate(names)
    ]


def decisions_of(document: PolicyDocument) -> Sequence[PaperDecision]:
    """All answers on paper, the last first. One query."""
    rows = PaperDecision.objects.filter(document=document).select_related("recorded_by", "scan")
    return list(rows.order_by("-id"))


def bound_collections(document: PolicyDocument) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """(collection, noun, label, choices) in the order of the file."""
    policy = pinned(document).usable
    bound = bindings_of(document)
    choices = [(str(value), str(words)) for value, words in CollectionBinding.Noun.choices]
    return [
        (kind, bound.get(kind, CollectionBinding.Noun.TYPED), label(policy, kind), choices)
        for kind in map(str, policy.facts or {})
    ]


def open_values(document: PolicyDocument, on: date) -> list[tuple[Shape, bool]]:
    """Values nobody has set, and whether each blocks adoption (or only the step that uses it)."""
    blocking, later = unset_values(document, on)
    shapes: dict[str, Any] = {each.name: each for each in shapes_of(pinned(document).usable)}
    return [(shapes[n], True) for n in blocking] + [(shapes[n], False) for n in later]
