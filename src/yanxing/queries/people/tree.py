"""Street → areas → committees, with how many work there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q

from yanxing.access.actor import Actor
from yanxing.queries.people.listing import in_force
from yanxing.queries.people.reach import units_of
from yanxing.records.models import Subject, Unit, UnitSpell


@dataclass(slots=True)
class Branch:
    """A unit of the tree. `people`: who is counted in it, `below`: in it and all under it."""

    id: int
    name: str
    short_name: str
    kind: str
    kind_words: str
    code: str
    since: date | None
    parent: int | None = None
    people: int = 0
    below: int = 0
    depth: int = 0
    children: list[Branch] = field(default_factory=list)


def tree_of(actor: Actor, *, on: date) -> list[Branch]:
    """The units in reach, each after its parent; three statements."""
    counts = dict(
        Subject.objects.filter(
            Q(person__left_on__isnull=True) | Q(person__left_on__gte=on),
            kind="person",
            home_unit_id__in=list(actor.units),
            person__erased_at=None,
            person__is_external=False,
        )
        .values_list("home_unit_id")
        .annotate(n=Count("pk"))
    )
    branches = {
        unit.pk: Branch(
            unit.pk, unit.name, unit.short_name, unit.kind, Unit.Kind(unit.kind).label, unit.code or "", None,
            people=counts.get(unit.pk, 0),
        )
        for unit in units_of(actor)
    }  # fmt: skip
    for spell in UnitSpell.objects.filter(in_force(on), unit_id__in=branches):
        branches[spell.unit_id].parent, branches[spell.unit_id].since = spell.parent_id, spell.since
    return _ordered(branches)


def _ordered(branches: dict[int, Branch]) -> list[Branch]:
    children: dict[int | None, list[Branch]] = defaultdict(list)
    for branch in branches.values():
        children[branch.parent if branch.parent in branches else None].append(branch)
    found: list[Branch] = []

    def add(branch: Branch, depth: int) -> int:
        branch.depth = depth
        found.append(branch)
        branch.children = children[branch.id]
        branch.below = branch.people + sum(add(child, depth + 1) for child in branch.children)
        return branch.below

    for root in children[None]:
        add(root, 0)
    return found


def choices_of(actor: Actor) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Neighbourhoods and offices in reach, and areas: (id, short name); one statement."""
    units, areas = [], []
    for unit in units_of(actor):
        if unit.kind == Unit.Kind.AREA:
            areas.append((str(unit.pk), unit.short_name))
        elif unit.kind in (Unit.Kind.NEIGHBOURHOOD, Unit.Kind.OFFICE):
            units.append((str(unit.pk), unit.short_name))
    return units, areas


def parents_of(actor: Actor, unit: Unit | None) -> list[tuple[str, str]]:
    """Where a unit may be put: the street and its areas; an area only in the street."""
    kinds = ["street"] if unit is not None and unit.kind == Unit.Kind.AREA else ["street", "area"]
    return [(str(each.pk), each.name) for each in units_of(actor) if each.kind in kinds]


def spells_of(unit: Unit) -> list[UnitSpell]:
    """Where the unit belonged, latest first."""
    return list(unit.spells.select_related("parent").order_by("-since"))
