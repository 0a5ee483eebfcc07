"""Who of a unit still needs a slip."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from yanxing.records.models import Account, Appointment


def _appointed(unit_id: int, day: date) -> Q:
    return Q(unit=unit_id, since__lte=day) & (Q(until=None) | Q(until__gt=day))


def persons_without_account(unit_id: int, day: date) -> list[int]:
    """Persons in post in the unit on a day who have no account at all."""
    found = Appointment.objects.filter(_appointed(unit_id, day), person__account=None)
    return list(found.values_list("person_id", flat=True).distinct())


def account_ids_of_unit(unit_id: int, day: date) -> list[int]:
    """Accounts of the persons in post in the unit on a day, in the order of their names' sound."""
    persons = Appointment.objects.filter(_appointed(unit_id, day)).values("person_id")
    found = Account.objects.filter(person__in=persons).order_by("person__pinyin", "pk")
    return list(found.values_list("pk", flat=True))
