"""Whom a notice goes to: kinds of units in the words of offices (各居民区、机关各部门), or single units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from yanxing.queries.policies.reach import units_below
from yanxing.records.models import Unit

KINDS: Mapping[str, str] = {
    "各居民区": Unit.Kind.NEIGHBOURHOOD,
    "各居委会": Unit.Kind.NEIGHBOURHOOD,
    "各片区": Unit.Kind.AREA,
    "机关各部门": Unit.Kind.OFFICE,
    "各科室": Unit.Kind.OFFICE,
}
_SEPARATORS = re.compile(r"[、,，;；\s]+")


def phrases(text: str) -> list[str]:
    """Addressees as typed, one each."""
    return [each for each in _SEPARATORS.split(text.strip().rstrip("：:")) if each]


def units_of(street_id: int, addressees: Sequence[str], on: date) -> tuple[list[Unit], list[str]]:
    """The units meant, each once, in order; and the words nobody is meant by. Two queries."""
    units = list(
        Unit.objects.filter(pk__in=units_below(street_id, on), closed_on=None).order_by("position", "pk")
    )
    found: dict[int, Unit] = {}
    strange: list[str] = []
    for words in addressees:
        kind = KINDS.get(words)
        meant = [each for each in units if each.kind == kind or words in (each.name, each.short_name)]
        found |= {each.pk: each for each in meant}
        if not meant:
            strange.append(words)
    return list(found.values()), strange
