"""The plan a home shows, and its phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.engine.programme import span_of
from yanxing.queries.policies.reach import documents_for
from yanxing.queries.policies.resolved import Entry, Sayings, pinned, with_sayings
from yanxing.queries.policies.shapes import label
from yanxing.records.models import PolicyDocument, PolicyValue


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase from `first` to `last`, both included; `note` = its days and how far off it is."""

    name: str
    note: str
    first: date
    last: date


def plan_in_force(actor: Actor, on: date) -> PolicyDocument | None:
    """The newest plan in force with activities. Two queries."""
    rows = documents_for(actor, on).filter(state="in_force", activities__isnull=False)
    return rows.distinct().order_by("-in_force_on", "-pk").first()


def phases_of(document: PolicyDocument, on: date) -> Sequence[Phase]:
    """In their order; with the windows the street has entered. One query."""
    text = pinned(document)
    if not text.ok or text.usable.programme is None:
        return []
    windows = PolicyValue.objects.filter(document=document, kind="window").order_by("pk")
    entries = tuple(Entry(row.kind, row.name, row.value, row.valid_from) for row in windows)
    policy = with_sayings(text.usable, Sayings(entries, ()), on)
    found = []
    for name in text.usable.programme.phases:
        span = span_of(policy, name)
        if span is not None:
            note = f"{_days(span.first, span.last)}·{_how_far(span.first, span.last, on)}"
            found.append(Phase(label(policy, str(name)), note, span.first, span.last))
    return found


def _days(first: date, last: date) -> str:
    if first.month == last.month:
        return f"{first.month}月{first.day}日—{last.day}日"
    return f"{first.month}月{first.day}日—{last.month}月{last.day}日"


def _how_far(first: date, last: date, on: date) -> str:
    if last < on:
        return _("已结束")
    if first > on:
        return _("%(n)d 天后开始") % {"n": (first - on).days}
    return _("还有 %(n)d 天") % {"n": (last - on).days}
