"""Facts that no column of ours holds: typed in, dated, the latest counts."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yanxing.queries.facts.asking import Asked, Raw, row_id, subject_id
from yanxing.records.models import SubjectFact

_UNKNOWN = "待补"
"""How a raw cell says that something is known to be unknown; see docs/policy/facts.md."""


def latest_facts(asked: Asked, subjects: list[int]) -> dict[int, dict[str, Any]]:
    """subject → fact → the value said last. One query."""
    rows = (
        SubjectFact.objects.filter(subject_id__in=subjects, name__in=list(asked.types))
        .order_by("name", "subject_id", "-id")
        .distinct("name", "subject_id")
        .values_list("subject_id", "name", "value")
    )
    found: dict[int, dict[str, Any]] = {}
    for subject, name, value in rows:
        found.setdefault(subject, {})[name] = value
    return found


def over(asked: Asked, rows: list[Raw]) -> list[Raw]:
    """The rows with what was typed in about them. What a column of ours knows is not made unknown by it."""
    said = latest_facts(asked, [pk for row in rows if (pk := subject_id(str(row["id"]))) is not None])
    for row in rows:
        for name, value in said.get(subject_id(str(row["id"])) or 0, {}).items():
            own = row.get(name)
            if value is None:
                row[name] = own or _UNKNOWN
            elif isinstance(own, list) and isinstance(value, list) and name != "leaves":
                row[name] = [*own, *(each for each in value if each not in own)]
            elif not own or name not in _OWN:
                row[name] = value
    return rows


_OWN = frozenset({"name", "unit", "posts", "entered", "born", "left"})
"""Columns of ours that a typed fact only fills, never changes: they are corrected where they are kept."""


def typed(asked: Asked) -> list[Raw]:
    """Rows of a collection that lives only in typed facts: a JSON map under `collection.<name>` of a
    subject, which is the row."""
    rows = (
        SubjectFact.objects.filter(Q(subject__home_unit_id__in=asked.units), name=f"row.{asked.collection}")
        .order_by("subject_id", "-id")
        .distinct("subject_id")
        .values_list("subject_id", "value")
    )
    return [{**value, "id": row_id(pk)} for pk, value in rows if isinstance(value, dict)]
