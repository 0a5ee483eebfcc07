"""Which activities and sessions an actor sees at all."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.records.models import Activity, CheckIn, Expected, Session


def activities_seen(actor: Actor) -> QuerySet[Activity]:
    """An officer: those of the street. Anybody else: those with a session they see."""
    if an_officer(actor):
        return Activity.objects.filter(unit__in=actor.units)
    return Activity.objects.filter(
        Exists(sessions_seen(actor).order_by().filter(activity=OuterRef("pk")).values("pk"))
    )


def sessions_seen(actor: Actor) -> QuerySet[Session]:
    """An officer: all of the street. A secretary: announced ones of her people. A worker: own."""
    seen: Any = Q(pk__in=[])  # of Q and EXISTS, which combine
    told = ~Q(state=Session.State.DRAFT)
    expected = Expected.objects.filter(session=OuterRef("pk"), removed_at__isnull=True)
    if an_officer(actor):
        seen |= Q(activity__unit__in=actor.units)
    if a_secretary(actor):
        seen |= told & Exists(expected.filter(unit__in=actor.units))
    if actor.person_id is not None:
        seen |= told & Exists(expected.filter(person=actor.person_id))
    return Session.objects.filter(seen).select_related("activity", "teacher")


def session_seen(actor: Actor, session_id: int) -> Session:
    """Raises `NotYours` for one the actor does not see."""
    session = sessions_seen(actor).filter(pk=session_id).first()
    if session is None:
        raise NotYours
    return session


def activity_seen(actor: Actor, activity_id: int) -> Activity:
    """Raises `NotYours` for one the actor does not see."""
    activity = activities_seen(actor).select_related("document", "unit").filter(pk=activity_id).first()
    if activity is None:
        raise NotYours
    return activity


def expected_seen(actor: Actor) -> QuerySet[Expected]:
    """People expected anywhere: an officer's street, a secretary's own units, a worker's own rows."""
    people = Expected.objects.filter(removed_at__isnull=True)
    if an_officer(actor):
        return people.filter(session__activity__unit__in=actor.units)
    if a_secretary(actor):
        return people.filter(unit__in=actor.units)
    return people.filter(person=actor.person_id)


def with_counts(sessions: QuerySet[Session], actor: Actor) -> QuerySet[Session]:
    """`expected_count` 应到 and `present_count` 实到, of the people the actor sees."""
    expected = expected_seen(actor).filter(session=OuterRef("pk"))
    came = CheckIn.objects.filter(session=OuterRef("session"), person=OuterRef("person"), direction="in")
    return sessions.annotate(
        expected_count=_count(expected, "session"),
        present_count=_count(expected.filter(Exists(came)), "session"),
    )


def _count(rows: QuerySet[Expected], group: str) -> Coalesce:
    counted = rows.order_by().values(group).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
