"""Who may write to a person's record: the officer of the street the person belongs to."""

from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours
from yanxing.records.models import Person


def person_to_write(person_id: int, actor: Actor) -> Person:
    """The person, locked against another hand. Raises `NotYours`."""
    demand(actor.has("officer"))
    found = (
        Person.objects.select_for_update(of=("self",))
        .select_related("subject")
        .filter(pk=person_id, subject__home_unit_id__in=list(actor.units), erased_at=None)
    )
    person = found.first()
    if person is None:
        raise NotYours
    return person
