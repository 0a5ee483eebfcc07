"""Planned people become rows, in a fixed number of statements however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model

from yanxing.access.actor import Actor
from yanxing.access.keyring import sealer
from yanxing.access.sealing import mask_id_number, mask_phone, phone_tail
from yanxing.actions.pouring import pour, reserve_ids
from yanxing.actions.roster.cells import Value
from yanxing.actions.roster.naming import pinyin_of
from yanxing.actions.roster.trying import Planned
from yanxing.records.models import (
    Appointment,
    Credential,
    IdentitySecret,
    Person,
    ServiceSpell,
    Subject,
    SubjectFact,
    TierSpell,
    Unit,
)

Values = Mapping[str, Value | int]
Written = tuple[int, int | None, list[str]]
"""Person, home unit, the fields that were new."""

BATCH = 2_000
_COLUMNS = ("name", "staff_number", "gender", "education", "political_status")
_DAYS = ("born_on", "entered_on", "left_on")
_MASKS = {"id_number": mask_id_number, "phone": mask_phone}


TABLES: dict[type[Model], tuple[str, ...]] = {
    Appointment: ("person_id", "unit_id", "code", "is_main", "basis", "since", "until"),
    TierSpell: ("person_id", "tier", "reason", "since", "until"),
    ServiceSpell: ("person_id", "street", "unit_id", "work", "since", "until"),
    Credential: ("person_id", "kind", "level", "title", "number", "issued_on", "registered_until"),
    SubjectFact: ("subject_id", "name", "value", "reason", "recorded_by_id", "recorded_at"),
    IdentitySecret: ("person_id", "kind", "sealed", "key_version", "blind_index", "masked"),
}


@dataclass(slots=True)
class Rows:
    """What is to be inserted, table by table."""

    street: Unit
    actor: Actor
    now: datetime
    as_of: date
    tables: dict[type[Model], list[tuple[Any, ...]]] = field(
        default_factory=lambda: {model: [] for model in TABLES}
    )

    def save(self) -> None:
        for model, rows in self.tables.items():
            pour(model, TABLES[model], rows)

    def appoint(
        self, pk: int, unit: int | None, code: str, since: date, until: date | None = None, *, main: bool
    ) -> None:
        self.tables[Appointment].append((pk, unit, code, main, "", since, until))

    def tier(self, pk: int, tier: str, since: date, until: date | None = None) -> None:
        self.tables[TierSpell].append((pk, tier, "", since, until))

    def serve(self, pk: int, unit: int | None, since: date, until: date | None) -> None:
        self.tables[ServiceSpell].append((pk, self.street.name, unit, "", since, until))

    def say_of_credentials(self, pk: int, value: list[str] | None) -> None:
        self.tables[SubjectFact].append((pk, "credentials", value, "", self.actor.account_id, self.now))


def write_people(
    planned: Planned, unit_ids: Mapping[int, int], *, street: Unit, actor: Actor, now: datetime, as_of: date
) -> list[Written]:
    """Writes new and changed people; answers who was written and what of them."""
    from yanxing.actions.roster.changing import write_changes  # noqa: PLC0415

    rows = Rows(street, actor, now, as_of)
    merged = _new_people(planned, unit_ids)
    ids = _make(merged, rows)
    rows.save()
    changed = write_changes(planned, unit_ids, Rows(street, actor, now, as_of))
    made: list[Written] = [
        (ids[key], _unit(values), sorted(values)) for key, (values, _secrets) in merged.items()
    ]
    return made + changed


Merged = dict[int, tuple[dict[str, Value | int], dict[str, str]]]


def _new_people(planned: Planned, unit_ids: Mapping[int, int]) -> Merged:
    """Everything all rows say of each planned person."""
    merged: Merged = {}
    for row, plan in planned.plans:
        if row.kind != "people" or plan.person is None or plan.person > 0:
            continue
        if plan.outcome in ("new", "changed", "same"):
            values, secrets = merged.setdefault(plan.person, ({}, {}))
            values.update(plan.values)
            secrets.update(row.secrets)
    for values, _secrets in merged.values():
        unit = values.get("unit")
        if isinstance(unit, int):
            values["unit"] = unit_ids.get(unit, unit)
    return merged


def _unit(values: Values) -> int | None:
    unit = values.get("unit")
    return unit if isinstance(unit, int) else None


def _make(merged: Merged, rows: Rows) -> dict[int, int]:
    ids = reserve_ids(Subject, len(merged))
    homes = [_unit(values) for values, _secrets in merged.values()]
    pour(
        Subject, ("id", "kind", "home_unit_id"), [(pk, "person", h) for pk, h in zip(ids, homes, strict=True)]
    )
    people: list[tuple[Any, ...]] = []
    for pk, (values, secrets) in zip(ids, merged.values(), strict=True):
        people.append(_person(pk, values, secrets))
        add_spells(rows, pk, values)
        add_credentials(rows, pk, values)
        if "all_post" not in values:
            rows.say_of_credentials(pk, None)
        add_secrets(rows, pk, secrets, values)
    pour(Person, PERSON, people)
    return dict(zip(merged, ids, strict=True))


PERSON = (
    "subject_id", "name", "pinyin", "initials", "staff_number", "phone_tail", "gender", "born_on",
    "education", "political_status", "entered_on", "left_on", "is_external",
)  # fmt: skip


def _person(pk: int, values: Values, secrets: Mapping[str, str]) -> tuple[Any, ...]:
    name = str(values["name"])
    return (
        pk, name, *pinyin_of(name), values.get("staff_number"), phone_tail(secrets.get("phone", "")),
        values.get("gender"), day(values, "born_on"), values.get("education"),
        values.get("political_status", ""), day(values, "entered_on"), day(values, "left_on"), False,
    )  # fmt: skip


def set_columns(person: Person, values: Values) -> None:
    for code in _COLUMNS:
        if code in values:
            setattr(person, code, values[code])
    for code in _DAYS:
        if code in values:
            setattr(person, code, day(values, code))
    if "name" in values:
        person.pinyin, person.initials = pinyin_of(person.name)


def day(values: Values, code: str) -> date | None:
    value = values.get(code)
    return date.fromisoformat(value) if isinstance(value, str) else None


def posts(values: Values) -> list[str]:
    """The posts as given; whoever is on a roster without a word about it is a worker."""
    given = values.get("posts")
    return list(given) if isinstance(given, list) and given else ["worker"]


def ends_on(values: Values) -> date | None:
    """The first day no longer in force: the day after somebody left."""
    left = day(values, "left_on")
    return left + timedelta(days=1) if left else None


def add_spells(rows: Rows, pk: int, values: Values) -> None:
    """Appointments, tier and service of somebody new. Where the day of appointment is not given, the day of
    coming here counts, then the day the service began, then the day the roster speaks of."""
    until = ends_on(values)
    began = day(values, "here_since") or day(values, "entered_on")
    since = day(values, "appointed_on") or began or rows.as_of
    if until is not None and until <= since:
        since = until - timedelta(days=1)
    unit = _unit(values)
    for n, code in enumerate(by_rank(posts(values))):
        rows.appoint(pk, unit, code, since, until, main=n == 0)
    if "tier" in values:
        rows.tier(pk, str(values["tier"]), since, until)
    if began is not None and (until is None or until > began):
        rows.serve(pk, unit, began, until)


_RANK = ("secretary", "director", "deputy_secretary", "deputy_director", "officer", "worker")


def by_rank(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=_RANK.index)


def add_credentials(rows: Rows, pk: int, values: Values) -> None:
    """全岗通: a credential, or the dated word that there is none."""
    held = rows.tables[Credential]
    if values.get("all_post") is True:
        held.append((pk, "all_post", None, "", "", None, None))
    elif values.get("all_post") is False:
        rows.say_of_credentials(pk, [])
    if values.get("social_worker") not in (None, "none"):
        one = social_worker(Credential(person_id=pk, kind="social_worker"), values)
        held.append((pk, one.kind, one.level, "", one.number, one.issued_on, one.registered_until))


def said_of_credentials(pk: int, value: list[str] | None, actor: Actor, now: datetime) -> SubjectFact:
    """What is known of the certificates that policies ask for; `None`: not known. The latest counts."""
    return SubjectFact(
        subject_id=pk, name="credentials", value=value, recorded_by_id=actor.account_id or 0, recorded_at=now
    )


def social_worker(credential: Credential, values: Values) -> Credential:
    if "social_worker" in values:
        credential.level = str(values["social_worker"])
    if "social_worker_number" in values:
        credential.number = str(values["social_worker_number"])
    credential.issued_on = day(values, "social_worker_issued") or credential.issued_on
    credential.registered_until = day(values, "social_worker_until") or credential.registered_until
    return credential


def add_secrets(rows: Rows, pk: int, secrets: Mapping[str, str], values: Values) -> None:
    """`values` holds the blind indexes, worked out while planning."""
    seal = sealer()
    for kind, number in secrets.items():
        sealed = seal.seal(number, context=f"person:{pk}:{kind}")
        index = bytes.fromhex(str(values[kind]))
        rows.tables[IdentitySecret].append((pk, kind, sealed, seal.newest, index, _MASKS[kind](number)))


def sealed_secret(pk: int, kind: str, number: str) -> IdentitySecret:
    """One secret of a person, not yet saved."""
    seal = sealer()
    return IdentitySecret(
        person_id=pk,
        kind=kind,
        sealed=seal.seal(number, context=f"person:{pk}:{kind}"),
        key_version=seal.newest,
        blind_index=seal.blind_index(number, kind="id_number" if kind == "id_number" else "phone"),
        masked=_MASKS[kind](number),
    )
