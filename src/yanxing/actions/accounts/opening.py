"""Opening accounts for persons of the roster, and closing them the same day somebody leaves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.ranks import may_reset
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.accounts.checks import checked_username
from yanxing.actions.accounts.posts import end_all_posts, not_the_last
from yanxing.records.models import (
    Account,
    ActivationSlip,
    ApiToken,
    Appointment,
    Device,
    Person,
    PersonalLink,
)


def open_accounts(*, person_ids: Collection[int], actor: Actor, now: datetime) -> list[int]:
    """Accounts for persons in post within reach who have none yet; they get in with a slip.

    Answers the ids of the new accounts. Raises `NotYours` when one of them is out of reach.
    """
    demand(actor.has("officer", "secretary", "system_admin"))
    today = now.date()
    in_post = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=today), person__in=person_ids, since__lte=today, unit__in=actor.units
    )
    demand(set(in_post.values_list("person_id", flat=True)) == set(person_ids))
    persons = Person.objects.filter(pk__in=person_ids, account=None).order_by("pk")
    made = Account.objects.bulk_create(
        Account(
            username=_free_name(person), display_name=person.name, person=person, password=make_password(None)
        )
        for person in persons
    )
    trail.write(
        [trail.entry("account.open", actor=actor, now=now, about=("account", each.pk)) for each in made]
    )
    return [each.pk for each in made]


def _free_name(person: Person) -> str:
    """The staff number; without one, or when somebody chose it before, a number of our own."""
    name = person.staff_number
    if name and not Account.objects.filter(username__iexact=name).exists():
        return name
    return f"P{person.pk:06d}"


def open_named_account(*, username: str, name: str, actor: Actor, now: datetime) -> int:
    """An account for somebody who is not on the roster: an officer, a desk, an administrator."""
    demand(actor.has("system_admin"))
    if not name.strip():
        raise Refused(_("请填写姓名。"), field="name")
    made = Account.objects.create(
        username=checked_username(username), display_name=name.strip()[:40], password=make_password(None)
    )
    trail.record("account.open", actor=actor, now=now, about=("account", made.pk))
    return made.pk


def close_account(*, account_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Out at once, with every device, slip, link, token and post."""
    demand(actor.has("system_admin", "officer"))
    demand_proof(actor)
    other = actor_of(account_id, on=now.date())
    if other is None or not _may_close(actor, other):
        raise NotYours
    if not reason.strip():
        raise Refused(_("请写明停用的原因。"), field="reason")
    for role in ("system_admin", "audit_admin"):
        if other.has(role):
            not_the_last(role, account_id, now.date())
    Account.objects.filter(pk=account_id).update(is_active=False, closed_at=now)
    end_all_posts(account_id, actor=actor, now=now)
    shut_other_ways(account_id)
    trail.record("account.close", actor=actor, now=now, about=("account", account_id), reason=reason.strip())


def _may_close(actor: Actor, other: Actor) -> bool:
    """Like a reset; and the system administrator may close a second auditor, never the last one."""
    if other.has("audit_admin"):
        return actor.has("system_admin") and actor.account_id != other.account_id
    return may_reset(actor, other)


def reopen_account(*, account_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Somebody came back, or it was closed by mistake. No post or device comes back; a slip is needed."""
    demand(actor.has("system_admin") and actor.account_id != account_id)
    demand_proof(actor)
    if not reason.strip():
        raise Refused(_("请写明重新启用的原因。"), field="reason")
    found = Account.objects.filter(pk=account_id, is_active=False)
    if not found.update(is_active=True, closed_at=None, activated_at=None, password=make_password(None)):
        raise NotYours
    trail.record("account.reopen", actor=actor, now=now, about=("account", account_id), reason=reason.strip())


def shut_other_ways(account_id: int) -> None:
    """Every device, unused slip, link and API token of an account, from now on."""
    real = real_now()
    Device.objects.filter(account=account_id, revoked_at=None).update(revoked_at=real)
    PersonalLink.objects.filter(account=account_id, revoked_at=None).update(revoked_at=real)
    ApiToken.objects.filter(account=account_id, revoked_at=None).update(revoked_at=real)
    ActivationSlip.objects.filter(account=account_id, used_at=None, withdrawn_at=None).update(
        withdrawn_at=real
    )
