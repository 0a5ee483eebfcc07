"""People and units, narrowed to what the token's account may see."""

from datetime import date
from typing import Any

from ninja import Field, Query, Schema

from yanxing.access.predicates import an_officer_or_secretary, signed_in
from yanxing.api.door import REFUSALS, api, operation
from yanxing.queries.people.listing import Filters, page_of
from yanxing.queries.people.record import record_of
from yanxing.queries.people.tree import tree_of


class PersonLine(Schema):
    """One line of the roster. The telephone is its last four digits; identity numbers are never here."""

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
    posts: list[str]
    tier: str
    credentials: list[str]


class People(Schema):
    """Fifty a page."""

    count: int
    page: int
    pages: int
    items: list[PersonLine]


class Which(Schema):
    """As on the page of people; empty means all."""

    q: str = Field("", max_length=40)
    unit: str = Field("", pattern=r"^\d{0,18}$")
    area: str = Field("", pattern=r"^\d{0,18}$")
    post: str = Field("", max_length=20)
    tier: str = Field("", max_length=20)
    certificate: str = Field("", max_length=20)
    page: int = Field(1, ge=1, le=100000)


@api.get("/people", response={200: People, **REFUSALS}, summary="人员名册")
@operation(an_officer_or_secretary)
def people(request: Any, which: Query[Which]) -> Any:
    """Everybody in reach, in the order of pinyin."""
    wanted = which.dict(exclude={"page"})
    found = page_of(request.actor, Filters.of(wanted), which.page, on=request.now.date())
    return {
        "count": found.paginator.count,
        "page": found.number,
        "pages": found.paginator.num_pages,
        "items": found.object_list,
    }


class PersonRecord(Schema):
    """The record of one person: the same that the page shows to this account."""

    id: int
    name: str
    staff_number: str | None
    unit: str
    area: str
    posts: list[str]
    entered_on: date | None
    missing: list[str]


@api.get("/people/{int:person_id}", response={200: PersonRecord, **REFUSALS}, summary="人员档案")
@operation(signed_in)
def person(request: Any, person_id: int) -> Any:
    """Oneself, or somebody in reach."""
    found = record_of(request.actor, person_id, on=request.now.date())
    return {
        "id": found.person.pk,
        "name": found.person.name,
        "staff_number": found.person.staff_number,
        "unit": found.unit.short_name if found.unit else "",
        "area": found.area,
        "posts": found.posts_now,
        "entered_on": found.person.entered_on,
        "missing": found.missing,
    }


class UnitLine(Schema):
    """A unit of the tree; `people` counted in it, `below` with all under it."""

    id: int
    name: str
    short_name: str
    kind: str
    code: str
    parent: int | None
    people: int
    below: int


@api.get("/units", response={200: list[UnitLine], **REFUSALS}, summary="单位")
@operation(an_officer_or_secretary)
def units(request: Any) -> Any:
    """Street → areas → committees, each after its parent."""
    return tree_of(request.actor, on=request.now.date())
