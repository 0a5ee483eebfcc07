"""What waits to be done about activities, for the home pages: (sentence, address, due)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.queries.activities.scope import sessions_seen
from yanxing.queries.activities.words import full_name_of, name_of, open_fields
from yanxing.records.models import CheckIn, Evaluation, Expected, MessageCopy, Session, SessionChange

ToDo = tuple[str, str, date | None]
FILL_AHEAD = timedelta(days=7)
EVALUATE_WITHIN = timedelta(days=7)


def activities_to_do(actor: Actor, now: datetime) -> list[ToDo]:
    """Of every post the actor holds, the nearest first; without a day last."""
    found: list[ToDo] = []
    if an_officer(actor):
        found += _to_arrange(actor, now)
    if a_secretary(actor):
        found += _to_pass_on(actor, now)
    if actor.person_id is not None:
        found += _to_evaluate(actor, now)
    return sorted(found, key=lambda each: (each[2] is None, each[2] or date.max, each[0]))


def _to_arrange(actor: Actor, now: datetime) -> list[ToDo]:
    """待定 within FILL_AHEAD, drafts ready for announcing, sessions over and not closed. One query."""
    found: list[ToDo] = []
    undone = sessions_seen(actor).filter(state__in=[Session.State.DRAFT, Session.State.ANNOUNCED])
    for session in undone.order_by("starts_at", "pk"):
        day = session.starts_at.astimezone(OFFICE).date() if session.starts_at else None
        near = session.starts_at is None or session.starts_at - now <= FILL_AHEAD
        page = reverse("session", args=[session.pk])
        waiting = open_fields(session)
        over = session.ends_at is not None and session.ends_at <= now
        if session.state == Session.State.ANNOUNCED and over:
            found.append((_("%(what)s已结束，待计学时") % {"what": name_of(session)}, page, day))
        elif waiting and near and not over:
            words = {"what": name_of(session), "open": "、".join(waiting)}
            found.append((_("%(what)s%(open)s待定") % words, page, day))
        elif session.state == Session.State.DRAFT and near:
            found.append((_("%(what)s待通知") % {"what": name_of(session)}, page, day))
    return found


def _to_pass_on(actor: Actor, now: datetime) -> list[ToDo]:
    """Sessions whose message, or whose last change, the secretary has not copied into her group yet."""
    changes = SessionChange.objects.filter(session=OuterRef("pk")).order_by("-pk").values("changed_at")[:1]
    copied = MessageCopy.objects.filter(
        session=OuterRef("pk"), unit__in=actor.units, copied_at__gte=OuterRef("told_at")
    )
    coming = (
        sessions_seen(actor)
        .filter(state__in=[Session.State.ANNOUNCED, Session.State.CANCELLED], starts_at__gt=now)
        .annotate(told_at=Coalesce(Subquery(changes), F("announced_at")))
    )
    return [
        (
            _("%(what)s还没有转到群里") % {"what": name_of(each)},
            reverse("session", args=[each.pk]) + "?tab=messages",
            each.starts_at.astimezone(OFFICE).date() if each.starts_at else None,
        )
        for each in coming.filter(~Exists(copied)).order_by("starts_at")
    ]


def _to_evaluate(actor: Actor, now: datetime) -> list[ToDo]:
    """Courses signed for and not evaluated, for a week."""
    mine = Expected.objects.filter(session=OuterRef("pk"), person=actor.person_id, removed_at__isnull=True)
    came = CheckIn.objects.filter(session=OuterRef("pk"), person=actor.person_id, direction="in")
    given = Evaluation.objects.filter(session=OuterRef("pk"), person=actor.person_id)
    sessions = (
        Session.objects.filter(Exists(mine), Exists(came), ~Exists(given))
        .filter(state__in=["announced", "closed"], starts_at__lte=now, starts_at__gt=now - EVALUATE_WITHIN)
        .select_related("activity")
        .order_by("starts_at")
    )
    return [
        (
            _("测评%(what)s") % {"what": full_name_of(each)},
            reverse("evaluate", args=[each.pk]),
            (each.starts_at + EVALUATE_WITHIN).astimezone(OFFICE).date() if each.starts_at else None,
        )
        for each in sessions
    ]
