"""One account: its posts over time, its ways in, and what the actor may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.ranks import GIVES, may_give, may_reset
from yanxing.access.refusal import NotYours
from yanxing.queries.accounts.authenticators import has_authenticator
from yanxing.queries.accounts.listing import accounts_within, with_places
from yanxing.records.models import (
    AccessGrant,
    Account,
    ActivationSlip,
    Device,
    PersonalLink,
    Post,
    PostHolding,
    Session,
    Unit,
)


@dataclass(frozen=True, slots=True)
class OneAccount:
    """What the record page shows. Acts that would be refused anyway are not offered."""

    account: Account
    holdings: list[PostHolding]
    devices: list[Device]
    slip: ActivationSlip | None
    link: PersonalLink | None
    grants: list[AccessGrant]
    authenticator: bool
    own: bool
    may_reset: bool
    may_close: bool
    may_reopen: bool
    may_give: bool
    may_link: bool
    may_grant: bool


def one_account(actor: Actor, account_id: int, day: date) -> OneAccount:
    """Raises `NotYours` for an account out of reach."""
    account = with_places(accounts_within(actor, day), day).filter(pk=account_id).first()
    if account is None:
        raise NotYours
    other = actor_of(account_id, on=day)
    real = real_now()
    own = actor.account_id == account_id
    resets = other is not None and may_reset(actor, other)
    runs = actor.has("system_admin") and not own
    unused = ActivationSlip.objects.filter(
        account=account, used_at=None, withdrawn_at=None, expires_at__gt=real
    )
    links = PersonalLink.objects.filter(account=account, revoked_at=None)
    return OneAccount(
        account=account,
        holdings=_holdings(actor, account_id),
        devices=list(Device.objects.filter(account=account, revoked_at=None, expires_at__gt=real)),
        slip=unused.first(),
        link=links.first(),
        grants=_grants(account_id),
        authenticator=has_authenticator(account_id),
        own=own,
        may_reset=resets,
        may_close=account.is_active and (runs or (resets and actor.has("officer"))),
        may_reopen=runs and not account.is_active,
        may_give=account.is_active and not own and bool(roles_to_give(actor)),
        may_grant=account.is_active and not own and actor.has("officer"),
        may_link=resets and other is not None and other.has("judge") and actor.has("officer", "system_admin"),
    )


def _grants(account_id: int) -> list[AccessGrant]:
    found = AccessGrant.objects.filter(account=account_id, revoked_at=None, expires_at__gt=real_now())
    return list(found.select_related("session__activity", "granted_by").order_by("expires_at"))


def sessions_to_choose(actor: Actor) -> list[tuple[int, str]]:
    """(id, words) of the sessions in reach that are still to come or going on."""
    found = Session.objects.filter(subject__home_unit__in=actor.units, state__in=("draft", "announced"))
    rows = found.select_related("activity").order_by("starts_at", "pk")[:200]
    return [(each.pk, f"{each.activity.title} {each.ordinal} {each.topic or ''}".strip()) for each in rows]


def _holdings(actor: Actor, account_id: int) -> list[PostHolding]:
    found = PostHolding.objects.filter(account=account_id).select_related("post__unit", "granted_by")
    holdings = list(found.order_by("-since", "-pk"))
    for each in holdings:
        each.mine_to_change = account_id != actor.account_id and may_give(  # type: ignore[attr-defined]
            actor, each.post.role, each.post.unit_id
        )
    return holdings


def roles_to_give(actor: Actor) -> list[tuple[str, str]]:
    """(role, words) the actor's posts may give, in the order of the list of roles."""
    allowed = frozenset[str]().union(*(GIVES.get(post.role, frozenset()) for post in actor.posts))
    return [(role, words) for role, words in Post.Role.choices if role in allowed]


def units_to_choose(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the units in reach that are open."""
    found = Unit.objects.filter(pk__in=actor.units, closed_on=None).exclude(kind="outside")
    return list(found.order_by("position", "pk").values_list("pk", "name"))


def people_to_choose(actor: Actor, day: date, *, without: int) -> list[tuple[int, str]]:
    """(id, name and username) of open accounts a post may be handed to; never the actor's own."""
    found = (
        accounts_within(actor, day).filter(is_active=True).exclude(pk__in=[without, actor.account_id or 0])
    )
    rows = found.order_by("display_name", "pk").values_list("pk", "display_name", "username")[:500]
    return [(pk, f"{name} · {username}") for pk, name, username in rows]
