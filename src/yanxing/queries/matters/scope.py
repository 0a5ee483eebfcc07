"""Which matters an actor sees: one's own, those of one's units. Nobody else's exist."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.records.models import Excuse, Expected, Matter, Session


def matters_seen(actor: Actor) -> QuerySet[Matter]:
    seen = Q(person_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    if an_officer(actor) or a_secretary(actor):
        seen |= Q(unit_id__in=actor.units)
    return Matter.objects.filter(seen)


def matter_seen(actor: Actor, matter_id: int) -> Matter:
    """Raises `NotYours`."""
    rows = matters_seen(actor).select_related("document", "unit", "person", "opened_by")
    matter = rows.filter(pk=matter_id).first()
    if matter is None:
        raise NotYours
    return matter


def excuse_of(matter: Matter) -> Excuse:
    """With its session; the database itself keeps it from whom it does not concern. Raises `NotYours`."""
    rows = Excuse.objects.select_related("session__activity", "proof").filter(matter=matter)
    excuse = rows.first()
    if excuse is None:
        raise NotYours
    return excuse


def session_to_miss(actor: Actor, session_id: int) -> Session:
    """A session the actor is expected at. Raises `NotYours`."""
    mine = Expected.objects.filter(session=OuterRef("pk"), person_id=actor.person_id, removed_at=None)
    rows = Session.objects.filter(Exists(mine), pk=session_id).exclude(state=Session.State.DRAFT)
    session = rows.select_related("activity__document", "teacher").first()
    if session is None or actor.person_id is None:
        raise NotYours
    return session


def standing_excuse(actor: Actor, session: Session) -> Excuse | None:
    """A request of one's own that is open or granted."""
    rows = Excuse.objects.filter(session=session, person_id=actor.person_id, withdrawn=False)
    return rows.exclude(granted=False).first()
