"""What waits to be done about matters and corrections, for the home pages: (sentence, address, due)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts
from yanxing.queries.activities.words import name_of
from yanxing.queries.matters.listing import for_me
from yanxing.queries.matters.parties import local
from yanxing.queries.matters.scope import matters_seen
from yanxing.records.models import AttendanceOutcome, Excuse, OfflineConflict

ToDo = tuple[str, str, date | None]
TOLD_FOR = timedelta(days=14)
"""How long a correction stands on the person's home page."""


def matters_to_do(actor: Actor, now: datetime) -> list[ToDo]:
    """Of every post the actor holds and of the person, the nearest first. At most four queries."""
    found = _asked(actor)
    if an_officer_who_acts(actor):
        found += _sent_too_late(actor) + _granted_too_late(actor)
    if actor.person_id is not None:
        found += _corrected(actor, now)
    return sorted(found, key=lambda each: (each[2] is None, each[2] or date.max, each[0]))


def _asked(actor: Actor) -> list[ToDo]:
    rows = matters_seen(actor).filter(for_me(actor)).select_related("person").distinct()
    found: list[ToDo] = []
    for each in rows.order_by("due_at", "pk")[:50]:
        mine = each.waits_for == "applicant"
        words = (
            _("请假被退回，请补充")
            if mine
            else _("%(name)s请假待批") % {"name": each.person and each.person.name}
        )
        due = local(each.due_at).date() if each.due_at is not None else None
        found.append((words, reverse("matter", args=[each.pk]), due))
    return found


def _sent_too_late(actor: Actor) -> list[ToDo]:
    """Sign-ins kept on a phone that came after the closing, until the person's outcome was looked at."""
    rows = OfflineConflict.objects.filter(
        why=OfflineConflict.Why.CLOSED,
        session__activity__unit_id__in=actor.units,
        session__outcomes__person=F("person"),
        session__outcomes__is_current=True,
        session__outcomes__decided_at__lt=F("received_at"),
    ).select_related("session__activity", "person")
    outcomes = rows.annotate(outcome=F("session__outcomes__pk"))
    return [
        (
            _("%(name)s的签到在结束登记以后才传来：%(what)s")
            % {"name": each.person.name, "what": name_of(each.session) if each.session else ""},
            reverse("correct-attendance", args=[each.outcome]),
            None,
        )
        for each in outcomes.order_by("pk")[:50]
    ]


def _granted_too_late(actor: Actor) -> list[ToDo]:
    """Absent when the session was closed, excused since."""
    excuse = Excuse.objects.filter(
        session=OuterRef("session"), person=OuterRef("person"), granted=True, withdrawn=False
    )
    rows = AttendanceOutcome.objects.filter(
        Exists(excuse), is_current=True, status="absent", session__activity__unit_id__in=actor.units
    ).select_related("session__activity", "person")
    return [
        (
            _("%(name)s的请假在结束登记以后才批准：%(what)s")
            % {"name": each.person.name, "what": name_of(each.session)},
            reverse("correct-attendance", args=[each.pk]),
            None,
        )
        for each in rows.order_by("pk")[:50]
    ]


def _corrected(actor: Actor, now: datetime) -> list[ToDo]:
    rows = AttendanceOutcome.objects.filter(
        person_id=actor.person_id, is_current=True, version__gt=1, decided_at__gt=now - TOLD_FOR
    ).select_related("session__activity")
    return [
        (
            _("%(what)s的到课情况已更正为“%(status)s”")
            % {"what": name_of(each.session), "status": each.get_status_display()},
            reverse("my-hours"),
            None,
        )
        for each in rows
    ]
