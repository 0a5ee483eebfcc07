"""Who of a unit still needs a slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from yanxing.access.actor import Actor
from yanxing.queries.accounts.listing import on_day
from yanxing.records.models import Account, Appointment, Unit


def persons_without_account(unit_id: int, day: date) -> list[int]:
    """Persons in post in the unit on a day who have no account at all."""
    found = Appointment.objects.filter(on_day(day), unit=unit_id, person__account=None)
    return list(found.values_list("person_id", flat=True).distinct())


def account_ids_of_unit(unit_id: int, day: date) -> list[int]:
    """Accounts of the persons in post in the unit on a day, in the order of their names' sound."""
    persons = Appointment.objects.filter(on_day(day), unit=unit_id).values("person_id")
    found = Account.objects.filter(person__in=persons).order_by("person__pinyin", "pk")
    return list(found.values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class UnitSlips:
    """A unit on the page of slips: how many people, how many have not activated yet, printed last when."""

    unit_id: int
    name: str
    people: int
    waiting: int
    printed_at: datetime | None


def units_for_slips(actor: Actor, day: date) -> list[UnitSlips]:
    """Units in reach with people in post. One query."""
    rows = (
        Appointment.objects.filter(on_day(day), unit__in=actor.units)
        .values("unit_id", "unit__name", "unit__position")
        .annotate(
            people=Count("person", distinct=True),
            done=Count("person", distinct=True, filter=Q(person__account__activated_at__isnull=False)),
            printed=Max("person__account__slips__issued_at"),
        )
        .order_by("unit__position", "unit_id")
    )
    return [
        UnitSlips(
            row["unit_id"], row["unit__name"], row["people"], row["people"] - row["done"], row["printed"]
        )
        for row in rows
    ]


def unit_name(unit_id: int) -> str:
    return Unit.objects.values_list("name", flat=True).get(pk=unit_id)
