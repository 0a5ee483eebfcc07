"""Which documents an actor may look at: those of the streets it works in."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import QuerySet

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer
from yanxing.access.refusal import NotYours
from yanxing.records.models import PolicyDocument, Unit

_ABOVE = """
WITH RECURSIVE above(unit_id) AS (
    SELECT unnest(%(units)s::bigint[])
    UNION
    SELECT s.parent_id FROM records_unitspell s JOIN above a ON s.unit_id = a.unit_id
    WHERE s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
)
SELECT u.subject_id FROM above JOIN records_unit u ON u.subject_id = above.unit_id WHERE u.kind = 'street'
"""
_BELOW = """
WITH RECURSIVE below(unit_id) AS (
    SELECT %(unit)s::bigint
    UNION
    SELECT s.unit_id FROM records_unitspell s JOIN below b ON s.parent_id = b.unit_id
    WHERE s.since <= %(day)s AND (s.until IS NULL OR s.until > %(day)s)
)
SELECT unit_id FROM below
"""


def streets_of(actor: Actor, on: date) -> frozenset[int]:
    """The streets above the units of an actor, themselves included. One query."""
    units = [post.unit_id for post in actor.posts]
    if actor.home_unit_id is not None:
        units.append(actor.home_unit_id)
    if not units:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, {"units": units, "day": on})
        return frozenset(row[0] for row in cursor.fetchall())


def units_below(unit_id: int, on: date) -> frozenset[int]:
    """A unit with all below it on a day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"unit": unit_id, "day": on})
        return frozenset(row[0] for row in cursor.fetchall())


def street_of_officer(actor: Actor) -> Unit:
    """The street an officer works for: that of the first post. Raises `NotYours`."""
    for post in actor.posts:
        if post.role in {"officer", "leader"}:
            return Unit.objects.get(pk=post.unit_id)
    raise NotYours


def documents_for(actor: Actor, on: date) -> QuerySet[PolicyDocument]:
    """Documents of the actor's streets; what is not in force is the officers' own affair."""
    seen = PolicyDocument.objects.filter(unit_id__in=streets_of(actor, on))
    if not an_officer(actor):
        seen = seen.filter(state__in=["in_force", "closed"])
    return seen


def document_for(actor: Actor, document_id: int, on: date) -> PolicyDocument:
    """One of `documents_for`. Raises `NotYours`."""
    found = documents_for(actor, on).select_related("unit", "organiser", "loaded_by").filter(pk=document_id)
    document = found.first()
    if document is None:
        raise NotYours
    return document
