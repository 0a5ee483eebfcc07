"""The list of people: searched, filtered, fifty a page, in the same number of statements at any size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace

from yanxing.access.actor import Actor
from yanxing.queries.people.reach import people_of
from yanxing.queries.people.showing import LABELS
from yanxing.records.models import Appointment, Credential, Person, TierSpell, UnitSpell

PAGE = 50
SOON = timedelta(days=90)
"""How long before its registration ends a certificate is a matter for a reminder."""

_LETTERS = re.compile(r"[a-zA-Z' ]+")
_DIGITS = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Filters:
    """As in the address; empty means all. `certificate`: all_post, none, social_worker, expiring."""

    q: str = ""
    unit: str = ""
    area: str = ""
    post: str = ""
    tier: str = ""
    certificate: str = ""
    gone: str = ""

    @staticmethod
    def of(query: Mapping[str, str]) -> Filters:
        return Filters(**{name: str(query.get(name, "")).strip()[:40] for name in Filters.__slots__})

    @property
    def all(self) -> list[tuple[str, str]]:
        """Those that are set, to be carried along in a form."""
        return [(name, value) for name in Filters.__slots__ if (value := getattr(self, name))]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Without those the search form has boxes for."""
        return [(name, value) for name, value in self.all if name not in ("q", "unit")]


@dataclass(slots=True)
class Listed:
    """One line of the list."""

    id: int
    name: str
    staff_number: str
    phone_tail: str
    unit_id: int | None
    unit: str
    entered_on: date | None
    left_on: date | None
    gender: str
    born_on: date | None
    education: str
    political_status: str
    posts: list[str] = field(default_factory=list)
    tier: str = ""
    credentials: list[str] = field(default_factory=list)
    expires: date | None = None

    @property
    def post_words(self) -> str:
        return "、".join(dict.fromkeys(self.posts))

    @property
    def credential_words(self) -> str:
        return "、".join(self.credentials)


def in_force(on: date) -> Q:
    """Of a dated row: on this day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def found_people(actor: Actor, filters: Filters, *, on: date) -> QuerySet[Person]:
    """Everybody in reach who fits, in the order of pinyin."""
    people = people_of(actor).filter(is_external=False)
    if filters.gone:
        people = people.filter(left_on__lt=on)
    else:
        people = people.filter(Q(left_on__isnull=True) | Q(left_on__gte=on))
    if filters.unit.isdecimal():
        people = people.filter(subject__home_unit_id=int(filters.unit))
    if filters.area.isdecimal():
        below = UnitSpell.objects.filter(in_force(on), parent_id=int(filters.area)).values("unit_id")
        people = people.filter(subject__home_unit_id__in=below)
    if filters.post:
        people = people.filter(_has(Appointment, on, code=filters.post))
    if filters.tier:
        people = people.filter(_has(TierSpell, on, tier=filters.tier))
    if filters.certificate:
        people = people.filter(_certificate(filters.certificate, on))
    if filters.q:
        people = people.annotate(letters=Replace("pinyin", Value(" "), Value(""))).filter(
            asked_for(filters.q)
        )
    return people.order_by("pinyin", "subject_id")


def asked_for(words: str) -> Q:
    """By name, pinyin or its initials, staff number, the last four digits of the telephone.

    Needs the annotation `letters`: pinyin without spaces.
    """
    text = words.strip()
    wanted = Q(staff_number__iexact=text) | Q(name__icontains=text)
    if _LETTERS.fullmatch(text):
        sound = re.sub(r"[' ]", "", text).lower()
        wanted |= Q(initials__startswith=sound) | Q(letters__startswith=sound)
    if _DIGITS.fullmatch(text):
        wanted |= Q(phone_tail=text)
    return wanted | Q(staff_number__istartswith=text)


def _has(model: type[Appointment] | type[TierSpell], on: date, **fields: str) -> Exists:
    return Exists(model._default_manager.filter(in_force(on), person=OuterRef("pk"), **fields))  # noqa: SLF001


def _certificate(wanted: str, on: date) -> Q:
    held = Credential.objects.filter(person=OuterRef("pk"), revoked_on=None)
    if wanted == "none":
        return ~Q(Exists(held))
    if wanted == "expiring":
        return Q(Exists(held.filter(registered_until__lte=on + SOON)))
    return Q(Exists(held.filter(kind=wanted)))


def page_of(actor: Actor, filters: Filters, page: str | int | None, *, on: date) -> Page[Listed]:
    """Fifty of them with posts, tier and certificates."""
    found: Page[Any] = Paginator(found_people(actor, filters, on=on), PAGE).get_page(page)
    found.object_list = listed(cast("QuerySet[Person]", found.object_list), on=on)
    return found


_COLUMNS = (
    "pk", "name", "staff_number", "phone_tail", "subject__home_unit_id", "subject__home_unit__short_name",
    "entered_on", "left_on", "gender", "born_on", "education", "political_status",
)  # fmt: skip


def listed(people: QuerySet[Person], *, on: date) -> list[Listed]:
    """Four statements, however many people."""
    lines = [
        Listed(
            row[0], row[1], row[2] or "", row[3], row[4], row[5] or "", row[6], row[7],
            LABELS["gender"].get(row[8] or "", ""), row[9],
            LABELS["education"].get(row[10] or "", ""), row[11],
        )
        for row in people.values_list(*_COLUMNS)
    ]  # fmt: skip
    by_id = {line.id: line for line in lines}
    held = Q(until__isnull=True) | Q(until__gt=on)
    posts = Appointment.objects.filter(held, since__lte=on, person_id__in=by_id).order_by("-is_main", "pk")
    for pk, code in posts.values_list("person_id", "code"):
        by_id[pk].posts.append(LABELS["posts"][code])
    for pk, tier in TierSpell.objects.filter(in_force(on), person_id__in=by_id).values_list(
        "person_id", "tier"
    ):
        by_id[pk].tier = LABELS["tier"][tier]
    _add_credentials(by_id)
    return lines


def _add_credentials(by_id: Mapping[int, Listed]) -> None:
    held = Credential.objects.filter(person_id__in=list(by_id), revoked_on=None).order_by("pk")
    for pk, kind, level, title, until in held.values_list(
        "person_id", "kind", "level", "title", "registered_until"
    ):
        by_id[pk].credentials.append(credential_words(kind, level, title))
        if until is not None:
            by_id[pk].expires = min(filter(None, (by_id[pk].expires, until)))


def credential_words(kind: str, level: str | None, title: str) -> str:
    if kind == "all_post":
        return "全岗通"
    if kind == "social_worker":
        return f"社工{LABELS['social_worker'].get(level or '', '')}"
    return title or "其他证书"


COLUMNS: dict[str, str] = {
    "name": "姓名",
    "staff_number": "工号",
    "unit": "居民区",
    "post_words": "职务",
    "tier": "人员层次",
    "gender": "性别",
    "born_on": "出生日期",
    "education": "学历",
    "political_status": "政治面貌",
    "entered_on": "入职日期",
    "credential_words": "证书",
    "expires": "证书登记有效期至",
    "phone_tail": "手机尾号",
    "left_on": "离职日期",
}


def exported(lines: Iterable[Listed], columns: Sequence[str]) -> Iterable[list[object]]:
    """Rows for a workbook with the chosen columns, in our order."""
    for line in lines:
        yield [getattr(line, column) for column in columns]
