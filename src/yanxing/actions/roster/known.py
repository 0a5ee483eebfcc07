"""The roster as it stands, in memory: whom a row could mean, and what of them is on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from yanxing.access.actor import Actor
from yanxing.actions.roster.cells import Value
from yanxing.actions.roster.naming import stem
from yanxing.records.models import (
    Appointment,
    Credential,
    IdentitySecret,
    Person,
    Subject,
    SubjectFact,
    TierSpell,
    Unit,
    UnitSpell,
)

_COLUMNS = (
    "name", "staff_number", "gender", "born_on", "education", "political_status", "entered_on", "left_on",
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """People and units by id; what is only planned has an id below zero.

    `values` of a person: our fields in JSON's own types; secrets as `id_number` → blind index in hex.
    """

    people: dict[int, dict[str, Value | int]] = field(default_factory=dict)
    by_staff: dict[str, int] = field(default_factory=dict)
    by_index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_place: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    units: dict[int, dict[str, Value | int]] = field(default_factory=dict)
    by_stem: dict[tuple[str, str], int] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    """Planned id → where in the files the row stands."""
    foreign_numbers: frozenset[str] = frozenset()
    """Staff numbers of people out of reach."""

    def add_person(self, key: int, values: dict[str, Value | int]) -> None:
        self.people[key] = values
        if staff := values.get("staff_number"):
            self.by_staff[str(staff)] = key
        for kind in ("id_number", "phone"):
            if index := values.get(kind):
                self.by_index[str(index)].append(key)
        if isinstance(unit := values.get("unit"), int):
            self.by_place[unit, str(values["name"])].append(key)

    def add_unit(self, key: int, values: dict[str, Value | int]) -> None:
        self.units[key] = values
        kind = "area" if values.get("kind") == "area" else ""
        self.by_stem.setdefault((kind, stem(str(values["name"]))), key)
        if short := values.get("short_name"):
            self.by_stem.setdefault((kind, stem(str(short))), key)

    def unit_called(self, name: str, kind: str = "") -> int | None:
        """An area and a neighbourhood may share a stem (蓝天片区, 蓝天): `kind` "area" asks for the area."""
        return self.by_stem.get((kind if kind == "area" else "", stem(name)))


def load(actor: Actor, *, on: date, numbers: Iterable[str] = ()) -> Known:
    """Everybody within the actor's reach, in a fixed number of queries."""
    known = Known()
    _load_units(known, actor, on)
    reach = list(actor.units)
    people: dict[int, dict[str, Value | int]] = {}
    mine = Person.objects.filter(subject__home_unit_id__in=reach, erased_at=None, is_external=False)
    for pk, home, *values in mine.values_list("subject_id", "subject__home_unit_id", *_COLUMNS):
        people[pk] = _given(zip(_COLUMNS, values, strict=True)) | {"unit": home}
    _load_spells(people, reach, on)
    for pk, values in people.items():
        known.add_person(pk, values)
    others = Person.objects.filter(staff_number__in=list(numbers)).exclude(subject__home_unit_id__in=reach)
    known.foreign_numbers = frozenset(str(n) for n in others.values_list("staff_number", flat=True))
    return known


def _given(pairs: Iterable[tuple[str, object]]) -> dict[str, Value | int]:
    return {
        name: value.isoformat() if isinstance(value, date) else value  # type: ignore[misc]
        for name, value in pairs
        if value not in (None, "")
    }


def in_force(on: date) -> Q:
    """Of a dated row: on this day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def _load_units(known: Known, actor: Actor, on: date) -> None:
    parents = dict(
        UnitSpell.objects.filter(in_force(on), unit_id__in=actor.units).values_list("unit_id", "parent_id")
    )
    columns = ("name", "short_name", "kind", "code", "subject_line")
    rows = Unit.objects.filter(pk__in=actor.units, closed_on=None).order_by("pk")
    for pk, *values in rows.values_list("pk", *columns):
        unit = _given(zip(columns, values, strict=True))
        if pk in parents:
            unit["area"] = parents[pk]
        known.add_unit(pk, unit)


def _load_spells(people: Mapping[int, dict[str, Value | int]], reach: list[int], on: date) -> None:
    mine = {"person__subject__home_unit_id__in": reach}
    # Of somebody who left, what was held to the end.
    current = Q(until__isnull=True) | Q(until__gt=on) | Q(until__gt=F("person__left_on"))
    for pk, code in (
        Appointment.objects.filter(current, **mine).order_by("code").values_list("person_id", "code")
    ):
        if pk in people and code not in (posts := people[pk].setdefault("posts", [])):  # type: ignore[operator]
            posts.append(code)  # type: ignore[union-attr]
    for pk, tier in TierSpell.objects.filter(current, **mine).values_list("person_id", "tier"):
        if pk in people:
            people[pk]["tier"] = tier
    _load_credentials(people, reach)
    for pk, kind, index in IdentitySecret.objects.filter(**mine).values_list(
        "person_id", "kind", "blind_index"
    ):
        if pk in people:
            people[pk][kind] = bytes(index).hex()


def _load_credentials(people: Mapping[int, dict[str, Value | int]], reach: list[int]) -> None:
    said = SubjectFact.objects.filter(
        name="credentials",
        subject__kind=Subject.Kind.PERSON,
        subject__home_unit_id__in=reach,
    )
    for pk, value in said.order_by("id").values_list("subject_id", "value"):
        if pk in people and value == []:
            people[pk]["all_post"] = False
    held = Credential.objects.filter(revoked_on=None, person__subject__home_unit_id__in=reach).exclude(
        kind="other"
    )
    for pk, kind, level, number, issued, until in held.values_list(
        "person_id", "kind", "level", "number", "issued_on", "registered_until"
    ):
        if pk not in people:
            continue
        if kind == "all_post":
            people[pk]["all_post"] = True
        else:
            said_of = zip(_SOCIAL_WORKER, (level, number, issued, until), strict=True)
            people[pk] |= _given(said_of)


_SOCIAL_WORKER = ("social_worker", "social_worker_number", "social_worker_issued", "social_worker_until")
