"""Persons of the roster as facts: who, where, since when, with which posts and certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from yanxing.queries.facts.asking import Asked, Raw, row_id
from yanxing.queries.facts.typed import over
from yanxing.records.models import Appointment, Credential, LeaveSpell, Person, TierSpell, Unit

POSTS = dict(Appointment.Code.choices)
CREDENTIALS = dict(Credential.Kind.choices)
TIERS = dict(TierSpell.Tier.choices)
GENDERS = dict(Person.Gender.choices)
EDUCATION = dict(Person.Education.choices)


def people(asked: Asked) -> list[Raw]:
    """Whoever has or had a post in a neighbourhood of the street; five queries whatever their number.

    Whoever left is still a row: the policy says for whom that matters. Certificates and leaves are complete
    in our tables, so that none means none; a typed fact that is unknown says otherwise.
    """
    appointments = _appointments(asked)
    persons = _persons(asked, appointments)
    rows = [_row(asked, person, appointments[person.pk]) for person in persons]
    return over(asked, rows)


def _appointments(asked: Asked) -> Mapping[int, list[Appointment]]:
    rows = Appointment.objects.filter(
        unit_id__in=asked.units, unit__kind=Unit.Kind.NEIGHBOURHOOD, since__lte=asked.as_of
    ).select_related("unit")
    if asked.within.persons is not None:
        rows = rows.filter(person_id__in=asked.within.persons)
    of: dict[int, list[Appointment]] = defaultdict(list)
    for row in rows.order_by("person_id", "-is_main", "since", "id"):
        of[row.person_id].append(row)
    return of


def _persons(asked: Asked, appointments: Iterable[int]) -> QuerySet[Person]:
    leaves = LeaveSpell.objects.filter(since__lte=asked.as_of).order_by("since")
    tiers = TierSpell.objects.filter(since__lte=asked.as_of).exclude(until__lte=asked.as_of)
    held = Credential.objects.filter(Q(issued_on=None) | Q(issued_on__lte=asked.as_of)).exclude(
        revoked_on__lte=asked.as_of
    )
    wanted = {
        "leaves": Prefetch("leaves", leaves, "spells_of_leave"),
        "tier": Prefetch("tiers", tiers, "tier_now"),
        "credentials": Prefetch("credentials", held, "held"),
    }
    return (
        Person.objects.filter(pk__in=list(appointments), is_external=False, erased_at=None)
        .prefetch_related(*(prefetch for name, prefetch in wanted.items() if asked.field(name)))
        .order_by("pk")
    )


def _row(asked: Asked, person: Any, appointments: list[Appointment]) -> Raw:
    now = _in_force(asked, appointments)
    unit = now[0].unit
    columns: Raw = {
        "name": person.name,
        "staff_no": person.staff_number,
        "staff_number": person.staff_number,
        "unit": row_id(unit.pk) if asked.keyed("unit") else unit.short_name,
        "posts": _coded(asked, "posts", POSTS, [each.code for each in now]),
        "born": person.born_on,
        "entered": person.entered_on,
        "left": person.left_on,
        "gender": _one(asked, "gender", GENDERS, person.gender),
        "education": _one(asked, "education", EDUCATION, person.education),
    }
    return {"id": row_id(person.pk)} | {
        name: cell for name, cell in (columns | _spells(asked, person)).items() if asked.field(name)
    }


def _spells(asked: Asked, person: Any) -> Raw:
    cells: Raw = {}
    if asked.field("credentials"):
        held = [each.kind for each in person.held]
        cells["credentials"] = _coded(asked, "credentials", CREDENTIALS, held)
    if asked.field("tier"):
        now = person.tier_now
        cells["tier"] = _one(asked, "tier", TIERS, now[0].tier if now else None)
    if asked.field("leaves"):
        cells["leaves"] = [
            {"begins": each.since, "ends": each.until - timedelta(days=1)} for each in person.spells_of_leave
        ]
    return cells


def _in_force(asked: Asked, appointments: list[Appointment]) -> list[Appointment]:
    """The posts held that day, the main one first; of someone who left, the last ones held."""
    now = [each for each in appointments if each.until is None or each.until > asked.as_of]
    if now:
        return now
    last = max(each.until for each in appointments if each.until)
    return [each for each in appointments if each.until == last]


def _coded(asked: Asked, name: str, ours: Mapping[str, str], held: list[str]) -> list[str]:
    theirs = asked.codes(name, ours)
    return [theirs[code] for code in dict.fromkeys(held) if code in theirs]


def _one(asked: Asked, name: str, ours: Mapping[str, str], code: str | None) -> str | None:
    return asked.codes(name, ours).get(code) if code else None
