"""Planned units become rows: subject, unit, where it belongs from which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yanxing.actions.roster.cells import Value
from yanxing.actions.roster.moving_units import belong_to
from yanxing.actions.roster.trying import Planned
from yanxing.records.models import Subject, Unit, UnitSpell


@dataclass(slots=True)
class WrittenUnits:
    """`ids`: planned id → real one. `touched`: every unit that is new or changed."""

    ids: dict[int, int] = field(default_factory=dict)
    made: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)


def write_units(planned: Planned, street: Unit, as_of: date) -> WrittenUnits:
    """Areas first, then what lies in them."""
    written = WrittenUnits()
    units = planned.known.units
    new = [key for key in units if key < 0]
    new.sort(key=lambda key: units[key].get("kind") != "area")
    subjects = Subject.objects.bulk_create([Subject(kind=Subject.Kind.UNIT) for _ in new])
    made: list[Unit] = []
    for position, (key, subject) in enumerate(zip(new, subjects, strict=True), 1):
        written.ids[key] = subject.pk
        made.append(_unit(subject, units[key], position))
    Unit.objects.bulk_create(made)
    for subject in subjects:
        subject.home_unit_id = subject.pk
    Subject.objects.bulk_update(subjects, ["home_unit"])
    spells = [
        UnitSpell(unit_id=written.ids[key], parent_id=_parent(units[key], written.ids, street), since=as_of)
        for key in new
    ]
    UnitSpell.objects.bulk_create(spells)
    written.made = [subject.pk for subject in subjects]
    written.touched = [*written.made, *_change(planned, written.ids, as_of)]
    return written


def _unit(subject: Subject, values: dict[str, Value | int], position: int) -> Unit:
    return Unit(
        subject=subject,
        kind=str(values["kind"]),
        name=str(values["name"]),
        short_name=str(values.get("short_name") or values["name"])[:20],
        code=str(values["code"]) if values.get("code") else None,
        subject_line=str(values.get("subject_line", "")),
        position=min(position, 32_000),
    )


def _parent(values: dict[str, Value | int], ids: dict[int, int], street: Unit) -> int:
    area = values.get("area")
    return ids.get(area, area) if isinstance(area, int) else street.pk


def _change(planned: Planned, ids: dict[int, int], as_of: date) -> list[int]:
    touched: list[int] = []
    for row, plan in planned.plans:
        if row.kind != "units" or plan.outcome != "changed" or plan.person is None or plan.person < 0:
            continue
        unit = Unit.objects.get(pk=plan.person)
        for code, (_old, new) in plan.changes.items():
            if code == "area" and isinstance(new, int):
                belong_to(unit, ids.get(new, new), as_of)
            elif code in ("code", "subject_line"):
                setattr(unit, code, new)
        unit.save(update_fields=["code", "subject_line"])
        touched.append(unit.pk)
    return touched
