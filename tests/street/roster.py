"""The demo's 22 committees and 350 workers straight into the tables, for tests of whole lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.street.people import NOW, TODAY, account, holds, unit

from yanxing.access.actor import Actor, actor_of
from yanxing.demo.people import Worker, make_people
from yanxing.demo.street import AREAS, COMMITTEES
from yanxing.records.models import (
    Account,
    Appointment,
    Credential,
    Person,
    Subject,
    SubjectFact,
    Unit,
    UnitSpell,
)

CODES = {"书记": "secretary", "主任": "director", "副主任": "deputy_director", "社工": "worker"}
SINCE = date(2000, 1, 1)


def units_of(street: Unit) -> dict[str, Unit]:
    """Areas and committees below the street, by name."""
    subjects = Subject.objects.bulk_create(Subject(kind="unit") for _ in range(len(AREAS) + len(COMMITTEES)))
    kinds = ["area"] * len(AREAS) + ["neighbourhood"] * len(COMMITTEES)
    names = [f"{name}" for name in AREAS] + [committee.name for committee in COMMITTEES]
    made = Unit.objects.bulk_create(
        Unit(
            subject=subject,
            kind=kind,
            name=f"{name}居委会" if kind == "neighbourhood" else name.removesuffix("片区"),
            short_name=name,
            position=position,
        )
        for position, (subject, kind, name) in enumerate(zip(subjects, kinds, names, strict=True))
    )
    for subject, home in zip(subjects, made, strict=True):
        subject.home_unit = home
    Subject.objects.bulk_update(subjects, ["home_unit"])
    by_name = dict(zip(names, made, strict=True))
    parents = dict.fromkeys(AREAS, street) | {each.name: by_name[each.area] for each in COMMITTEES}
    UnitSpell.objects.bulk_create(
        UnitSpell(unit=by_name[name], parent=parent, since=SINCE) for name, parent in parents.items()
    )
    return by_name


@dataclass(frozen=True)
class Whole:
    """A street of its own beside that of the fixture, with an officer."""

    street: Unit
    units: dict[str, Unit]
    officer: Account

    def actor(self, account: Account | None = None) -> Actor:
        actor = actor_of((account or self.officer).pk, on=TODAY)
        assert actor is not None
        return actor

    def person(self, name: str, unit: str) -> Person:
        return Person.objects.get(name=name, subject__home_unit=self.units[unit])


def whole_street() -> Whole:
    """350 people with posts, certificates and what is not known about two of them."""
    street = unit("street", "新桥街道", None)
    recorder = account("luyuan", "陆远")
    holds(recorder, street, "officer", "自治办经办人")
    units = units_of(street)
    workers = make_people()
    subjects = Subject.objects.bulk_create(
        Subject(kind="person", home_unit=units[worker.unit]) for worker in workers
    )
    people = Person.objects.bulk_create(
        Person(
            subject=subject,
            name=worker.name,
            staff_number=worker.number or None,
            born_on=worker.born,
            entered_on=worker.entered,
            left_on=worker.left,
        )
        for subject, worker in zip(subjects, workers, strict=True)
    )
    for person, worker in zip(people, workers, strict=True):
        _of(person, worker, units, recorder)
    return Whole(street, units, recorder)


def _of(person: Person, worker: Worker, units: dict[str, Unit], recorder: Account) -> None:
    since = worker.entered or date(2021, 1, 1)
    until = worker.left + timedelta(days=1) if worker.left else None
    Appointment.objects.bulk_create(
        Appointment(
            person=person, unit=units[worker.unit], code=CODES[post], since=since, until=until, is_main=n == 0
        )
        for n, post in enumerate(worker.posts)
    )
    if worker.certificate:
        Credential.objects.create(person=person, kind="all_post")
    facts = {"speaker_added": bool(worker.speaker_added)}
    if worker.certificate is None:
        facts["credentials"] = None  # type: ignore[assignment]
    SubjectFact.objects.bulk_create(
        SubjectFact(subject_id=person.pk, name=name, value=value, recorded_by=recorder, recorded_at=NOW)
        for name, value in facts.items()
    )
