"""One box for everything within reach: people, units, sessions, documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Value
from django.db.models.functions import Replace

from yanxing.access.actor import Actor
from yanxing.queries.people.listing import Listed, asked_for, listed
from yanxing.queries.people.reach import people_of, units_of
from yanxing.records.models import Unit

MOST = 20


@dataclass(frozen=True, slots=True)
class Found:
    people: list[Listed]
    units: list[Unit]

    def __bool__(self) -> bool:
        return bool(self.people or self.units)


def search(actor: Actor, words: str, *, on: date) -> Found:
    """At most twenty of each. Nothing for fewer than one character."""
    text = words.strip()[:40]
    if not text:
        return Found([], [])
    people = (
        people_of(actor)
        .annotate(letters=Replace("pinyin", Value(" "), Value("")))
        .filter(asked_for(text))
        .order_by("pinyin", "pk")[:MOST]
    )
    units = units_of(actor).filter(Q(name__icontains=text) | Q(code=text))[:MOST]
    return Found(listed(people, on=on), list(units))
