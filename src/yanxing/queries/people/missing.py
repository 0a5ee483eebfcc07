"""What is not known of people: counted by unit, and person by person (PER-02)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.queries.people.reach import people_of
from yanxing.records.models import Credential, FactRequest, Person, SubjectFact

FIELDS: dict[str, str] = {
    "staff_number": "工号",
    "phone": "手机号",
    "gender": "性别",
    "born_on": "出生日期",
    "education": "学历",
    "political_status": "政治面貌",
    "entered_on": "入职日期",
    "all_post": "全岗通",
}
"""Facts a record is complete with; the ID number is not among them: an office may do without."""

_EMPTY: dict[str, Q] = {
    "staff_number": Q(staff_number__isnull=True),
    "phone": Q(phone_tail=""),
    "gender": Q(gender__isnull=True),
    "born_on": Q(born_on__isnull=True),
    "education": Q(education__isnull=True),
    "political_status": Q(political_status=""),
    "entered_on": Q(entered_on__isnull=True),
}


def lacks(name: str) -> Q | Exists:
    """People of whom the fact is not known."""
    if name == "all_post":
        held = Credential.objects.filter(person=OuterRef("pk"), kind="all_post")
        said = SubjectFact.objects.filter(subject_id=OuterRef("pk"), name="credentials", value__isnull=False)
        return ~(Exists(held) | Exists(said))
    return _EMPTY[name]


def missing_of(person: Person, has_credentials: bool) -> list[str]:
    """Field codes; one statement at most."""
    empty = {
        "staff_number": not person.staff_number,
        "phone": not person.phone_tail,
        "gender": not person.gender,
        "born_on": not person.born_on,
        "education": not person.education,
        "political_status": not person.political_status,
        "entered_on": not person.entered_on,
        "all_post": not has_credentials
        and not SubjectFact.objects.filter(
            subject_id=person.pk, name="credentials", value__isnull=False
        ).exists(),
    }
    return [name for name in FIELDS if empty[name]]


@dataclass(slots=True)
class Gap:
    """One fact: how many lack it, how many of them have been asked, and by unit."""

    name: str
    label: str
    missing: int = 0
    asked: int = 0
    units: list[tuple[int, str, int]] = field(default_factory=list)


def in_service(people: QuerySet[Person], on: date) -> QuerySet[Person]:
    return people.filter(Q(left_on__isnull=True) | Q(left_on__gte=on), is_external=False)


def gaps_of(actor: Actor, *, on: date, unit_id: int | None = None) -> tuple[int, list[Gap]]:
    """(people looked at, gaps), in two statements."""
    people = in_service(people_of(actor), on)
    if unit_id is not None:
        people = people.filter(subject__home_unit_id=unit_id)
    open_requests = FactRequest.objects.filter(state__in=["asked", "filled", "returned"], person__in=people)
    asked = dict(open_requests.values_list("field").annotate(n=Count("pk")))
    gaps = [Gap(name, label, asked=asked.get(name, 0)) for name, label in FIELDS.items()]
    counted = {name: Count("pk", filter=lacks(name)) for name in FIELDS}
    rows = people.values_list("subject__home_unit_id", "subject__home_unit__short_name").annotate(
        of_all=Count("pk"), **counted
    )
    looked_at = 0
    for unit, name, of_all, *missing in rows:
        looked_at += of_all
        for gap, n in zip(gaps, missing, strict=True):
            gap.missing += n
            if n:
                gap.units.append((unit, name or "", n))
    for gap in gaps:
        gap.units.sort(key=lambda each: -each[2])
    return looked_at, gaps


def who_lacks(actor: Actor, name: str, *, on: date, unit_id: int | None = None) -> list[Person]:
    """People in service of whom the fact is not known and has not been asked for."""
    people = in_service(people_of(actor), on).filter(lacks(name))
    if unit_id is not None:
        people = people.filter(subject__home_unit_id=unit_id)
    asked = FactRequest.objects.filter(
        person=OuterRef("pk"), field=name, state__in=["asked", "filled", "returned"]
    )
    return list(people.exclude(Exists(asked)).select_related("subject").order_by("pk"))
