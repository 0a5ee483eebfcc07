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


@dataclass(slots=True)
class Rows:
    """What is to be inserted, table by table."""

    street: Unit
    actor: Actor
    now: datetime
    as_of: date
    appointments: list[Appointment] = field(default_factory=list)
    tiers: list[TierSpell] = field(default_factory=list)
    service: list[ServiceSpell] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    facts: list[SubjectFact] = field(default_factory=list)
    secrets: list[IdentitySecret] = field(default_factory=list)

    def save(self) -> None:
        for rows in (self.appointments, self.tiers, self.service, self.credentials, self.facts, self.secrets):
            insert(rows)


def insert(rows: list[Any]) -> None:
    if rows:
        model: type[Model] = type(rows[0])
        model._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001


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
    subjects = Subject.objects.bulk_create(
        [Subject(kind=Subject.Kind.PERSON, home_unit_id=_unit(values)) for values, _s in merged.values()],
        batch_size=BATCH,
    )
    people: list[Person] = []
    for subject, (values, secrets) in zip(subjects, merged.values(), strict=True):
        people.append(person_of(subject, values, secrets))
        add_spells(rows, subject.pk, values)
        add_credentials(rows, subject.pk, values)
        if "all_post" not in values:
            rows.facts.append(said_of_credentials(subject.pk, None, rows.actor, rows.now))
        add_secrets(rows, subject.pk, secrets)
    Person.objects.bulk_create(people, batch_size=BATCH)
    return {key: subject.pk for key, subject in zip(merged, subjects, strict=True)}


def person_of(subject: Subject, values: Values, secrets: Mapping[str, str]) -> Person:
    person = Person(subject=subject, phone_tail=phone_tail(secrets.get("phone", "")))
    set_columns(person, values)
    return person


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
    rows.appointments += [
        Appointment(person_id=pk, unit_id=unit, code=code, since=since, until=until, is_main=n == 0)
        for n, code in enumerate(by_rank(posts(values)))
    ]
    if "tier" in values:
        rows.tiers.append(TierSpell(person_id=pk, tier=str(values["tier"]), since=since, until=until))
    if began is not None and (until is None or until > began):
        rows.service.append(
            ServiceSpell(person_id=pk, street=rows.street.name, unit_id=unit, since=began, until=until)
        )


_RANK = ("secretary", "director", "deputy_secretary", "deputy_director", "officer", "worker")


def by_rank(codes: Iterable[str]) -> list[str]:
    return sorted(codes, key=_RANK.index)


def add_credentials(rows: Rows, pk: int, values: Values) -> None:
    """全岗通: a credential, or the dated word that there is none."""
    if values.get("all_post") is True:
        rows.credentials.append(Credential(person_id=pk, kind="all_post"))
    elif values.get("all_post") is False:
        rows.facts.append(said_of_credentials(pk, [], rows.actor, rows.now))
    if values.get("social_worker") not in (None, "none"):
        rows.credentials.append(social_worker(Credential(person_id=pk, kind="social_worker"), values))


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


def add_secrets(rows: Rows, pk: int, secrets: Mapping[str, str]) -> None:
    for kind, number in secrets.items():
        rows.secrets.append(sealed_secret(pk, kind, number))


def sealed_secret(pk: int, kind: str, number: str) -> IdentitySecret:
    seal = sealer()
    return IdentitySecret(
        person_id=pk,
        kind=kind,
        sealed=seal.seal(number, context=f"person:{pk}:{kind}"),
        key_version=seal.newest,
        blind_index=seal.blind_index(number, kind="id_number" if kind == "id_number" else "phone"),
        masked=_MASKS[kind](number),
    )
