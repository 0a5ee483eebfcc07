"""Neighbourhoods as facts: what they are called and which area they belong to."""

from __future__ import annotations

from django.db.models import OuterRef, Q, Subquery

from yanxing.queries.facts.asking import Asked, Raw, row_id
from yanxing.queries.facts.typed import over
from yanxing.records.models import Unit, UnitSpell


def units(asked: Asked) -> list[Raw]:
    """The neighbourhoods of the street that are not closed; two queries whatever their number."""
    parent = (
        UnitSpell.objects.filter(
            Q(until=None) | Q(until__gt=asked.as_of), unit=OuterRef("pk"), since__lte=asked.as_of
        )
        .filter(parent__kind=Unit.Kind.AREA)
        .values("parent__name")[:1]
    )
    found = (
        Unit.objects.filter(pk__in=asked.units, kind=Unit.Kind.NEIGHBOURHOOD)
        .exclude(closed_on__lte=asked.as_of)
        .annotate(area_name=Subquery(parent))
        .order_by("position", "pk")
        .values_list("pk", "short_name", "code", "area_name")
    )
    rows: list[Raw] = [
        {"id": row_id(pk)}
        | {
            name: cell
            for name, cell in {"name": name, "title": name, "code": code, "area": area}.items()
            if asked.field(name)
        }
        for pk, name, code, area in found
    ]
    return over(asked, rows)
