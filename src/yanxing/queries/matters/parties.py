"""Who is who in a matter on a day: holders of posts and heads of units, as the engine wants to know them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.engine.flow import People
from yanxing.queries.facts import row_id
from yanxing.records.models import Appointment, Post, PostHolding, Unit

ENGINE_ROLES = {Post.Role.SECRETARY: "secretary", Post.Role.OFFICER: "street_officer"}
"""Our posts → the roles that policies name."""


def engine_person(account_id: int | None, person_id: int | None) -> str:
    """Own means the same person, not the same account; who is not on the roster is known by the account."""
    return row_id(person_id) if person_id else f"a{account_id}"


def me(actor: Actor) -> str:
    return engine_person(actor.account_id, actor.person_id)


def people_for(unit: Unit, on: date) -> People:
    """Holders of the posts that can be asked about a unit that day, A角 and B角. Two queries."""
    day = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    holdings = (
        PostHolding.objects.filter(day, Q(post__unit=unit) | Q(post__unit__kind=Unit.Kind.STREET))
        .filter(post__role__in=ENGINE_ROLES, account__is_active=True, post__closed_on=None)
        .select_related("post", "account")
    )
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in holdings:
        where = row_id(each.post.unit_id) if each.post.role == Post.Role.SECRETARY else ""
        person = engine_person(each.account_id, each.account.person_id)
        holders[ENGINE_ROLES[Post.Role(each.post.role)], where].add(person)
    heads: dict[str, set[str]] = defaultdict(set)
    led = Appointment.objects.filter(day, unit=unit, code__in=("secretary", "director"))
    for person_id in led.values_list("person_id", flat=True):
        heads[row_id(person_id)].add(row_id(unit.pk))
    return People(holders=dict(holders), heads=dict(heads))


def local(moment: datetime) -> datetime:
    """Moments inside a policy are of the office's wall clock, without a zone."""
    return moment.astimezone(OFFICE).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """Back from the policy's wall clock."""
    return moment.replace(tzinfo=OFFICE)
