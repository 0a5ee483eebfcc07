"""What waits to be done about people's records, for the home pages: (sentence, address, due)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary
from yanxing.queries.people.listing import SOON
from yanxing.records.models import Credential, FactRequest, ImportBatch, SelfConfirmation

ToDo = tuple[str, str, date | None]
CONFIRM_EVERY = timedelta(days=365)
"""How often everybody looks through their own record."""


def people_to_do(actor: Actor, now: datetime) -> list[ToDo]:
    """Of the person and of every post held; at most six statements."""
    found: list[ToDo] = []
    if actor.person_id is not None and "worker" in actor.roles:
        found += _own(actor, now)
    if a_secretary(actor) or actor.has("officer"):
        found += _to_confirm(actor)
    if actor.has("officer"):
        found += _of_officer(actor, now)
    return sorted(found, key=lambda each: (each[2] is None, each[2] or date.max, each[0]))


def _own(actor: Actor, now: datetime) -> list[ToDo]:
    asked = FactRequest.objects.filter(person_id=actor.person_id, state__in=["asked", "returned"]).aggregate(
        n=Count("pk"), due=Min("due_on")
    )
    found: list[ToDo] = []
    if asked["n"]:
        found.append((_("补填档案 %(n)d 项") % {"n": asked["n"]}, reverse("me-facts"), asked["due"]))
    last = SelfConfirmation.objects.filter(person_id=actor.person_id).order_by("-confirmed_at").first()
    if last is None or last.confirmed_at + CONFIRM_EVERY <= now:
        found.append((_("核对本人培训档案"), reverse("me"), None))
    ending = Credential.objects.filter(
        person_id=actor.person_id, revoked_on=None, registered_until__lte=now.date() + SOON
    ).values_list("registered_until", flat=True)
    found += [(_("社工证登记到期，请续登"), reverse("me"), until) for until in ending]
    return found


def _to_confirm(actor: Actor) -> list[ToDo]:
    waiting = FactRequest.objects.filter(
        state="filled", person__subject__home_unit_id__in=list(actor.units)
    ).exclude(person_id=actor.person_id)
    if actor.has("officer"):  # what no secretary may confirm: her own
        waiting = waiting.filter(person__account__holdings__post__role__in=["secretary", "clerk"])
    seen = waiting.aggregate(n=Count("pk", distinct=True), due=Min("due_on"))
    if not seen["n"]:
        return []
    return [(_("确认补填的信息 %(n)d 项") % {"n": seen["n"]}, reverse("people-facts"), seen["due"])]


def _of_officer(actor: Actor, now: datetime) -> list[ToDo]:
    tried = ImportBatch.objects.filter(state="tried", started_by_id=actor.account_id).order_by("pk")[:3]
    found: list[ToDo] = [
        (_("名册试读后还没有导入"), reverse("roster-batch", args=[batch.pk]), None) for batch in tried
    ]
    soon = Credential.objects.filter(
        revoked_on=None,
        registered_until__lte=now.date() + SOON,
        person__subject__home_unit_id__in=list(actor.units),
        person__left_on=None,
    ).aggregate(n=Count("pk"), due=Min("registered_until"))
    if soon["n"]:
        found.append(
            (
                _("%(n)d 张证书登记将到期") % {"n": soon["n"]},
                reverse("people") + "?certificate=expiring",
                soon["due"],
            )
        )
    return found
