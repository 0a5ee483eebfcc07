"""A judge's or expert's personal link with a PIN: five wrong ones shut it until it is issued anew."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.predicates import demand, demand_proof, demand_unit
from yanxing.access.ranks import may_reset
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.tokens import new_link_token
from yanxing.actions import trail
from yanxing.actions.accounts.posts import give_post
from yanxing.records.models import Account, PersonalLink

WRONG_PINS = 5
LONGEST = 90
"""Days a link may last."""

Why = Literal["unknown", "expired", "shut", "wrong"]


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """Shown once: the token of the address and the PIN, to be handed over on two ways."""

    account_id: int
    name: str
    token: str
    pin: str
    expires_at: datetime


def open_judge(*, name: str, unit_id: int, actor: Actor, now: datetime) -> int:
    """An account for somebody from outside who judges or assesses; in with a personal link only."""
    demand(actor.has("officer", "system_admin"))
    demand_unit(actor, unit_id)
    if not name.strip():
        raise Refused(_("请填写姓名。"), field="name")
    account = Account.objects.create(
        username=f"PW{secrets.token_hex(4)}", display_name=name.strip()[:40], password=make_password(None)
    )
    trail.record("account.open", actor=actor, now=now, about=("account", account.pk), unit_id=unit_id)
    title = _("评委 %(number)s") % {"number": account.pk}
    give_post(account_id=account.pk, unit_id=unit_id, role="judge", title=title, actor=actor, now=now)
    return account.pk


def issue_personal_link(
    *, account_id: int, purpose: str, days: int, actor: Actor, now: datetime
) -> IssuedLink:
    """A new link and PIN for a judge; earlier ones stop working."""
    demand(actor.has("officer", "system_admin"))
    demand_proof(actor)
    other = actor_of(account_id, on=now.date())
    if other is None or not other.has("judge") or not may_reset(actor, other):
        raise NotYours
    if not 1 <= days <= LONGEST:
        raise Refused(_("有效期填 1 至 %(most)s 天。") % {"most": LONGEST}, field="days")
    real = real_now()
    PersonalLink.objects.filter(account=account_id, revoked_at=None).update(revoked_at=real)
    token, pin = new_link_token(), f"{secrets.randbelow(10**6):06d}"
    link = PersonalLink.objects.create(
        account_id=account_id, token_hash=hashed(token), pin_hash=make_password(pin),
        purpose=purpose.strip()[:60], issued_by_id=actor.account_id or 0, issued_at=real,
        expires_at=real + timedelta(days=days),
    )  # fmt: skip
    trail.record("link.issue", actor=actor, now=now, about=("account", account_id))
    return IssuedLink(account_id, other.name, token, pin, link.expires_at)


def enter_by_link(*, token: str, pin: str, now: datetime) -> int | Why:
    """The account, or why not. Counts wrong PINs, so the caller must let its transaction stand."""
    link = (
        PersonalLink.objects.select_related("account")
        .select_for_update(of=("self",))
        .filter(token_hash=hashed(token), revoked_at=None)
        .first()
    )
    if link is None or not link.account.is_active:
        return "unknown"
    if link.expires_at <= real_now():
        return "expired"
    if link.failures >= WRONG_PINS:
        return "shut"
    if not check_password(pin.strip(), link.pin_hash):
        PersonalLink.objects.filter(pk=link.pk).update(failures=F("failures") + 1)
        _note_wrong(link, now)
        return "shut" if link.failures + 1 >= WRONG_PINS else "wrong"
    PersonalLink.objects.filter(pk=link.pk).update(failures=0)
    return link.account_id


def _note_wrong(link: PersonalLink, now: datetime) -> None:
    actor = actor_of(link.account_id, on=now.date())
    if actor is not None:
        trail.record("link.wrong_pin", actor=actor, now=now, about=("account", link.account_id))
