"""Whom an actor may look at: everybody within the units in reach, and oneself."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours
from yanxing.records.models import Person, Unit

_LOOKERS = ("officer", "leader", "secretary", "clerk")


def people_of(actor: Actor) -> QuerySet[Person]:
    """The roster, narrowed. Officers see the street, a secretary her unit, a worker herself."""
    mine = Q(pk=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    if actor.has(*_LOOKERS):
        mine |= Q(subject__home_unit_id__in=list(actor.units))
    return Person.objects.filter(mine, erased_at=None)


def person_of(actor: Actor, person_id: int) -> Person:
    """Raises `NotYours`."""
    found = people_of(actor).select_related("subject__home_unit", "account").filter(pk=person_id).first()
    if found is None:
        raise NotYours
    return found


def units_of(actor: Actor) -> QuerySet[Unit]:
    """Units in reach, in the order of the list they came from."""
    wanted = actor.units if actor.has(*_LOOKERS) else frozenset()
    return Unit.objects.filter(pk__in=list(wanted), closed_on=None).order_by("position", "pk")


def unit_of(actor: Actor, unit_id: int) -> Unit:
    """Raises `NotYours`."""
    found = units_of(actor).filter(pk=unit_id).first()
    if found is None:
        raise NotYours
    return found
