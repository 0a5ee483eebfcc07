"""Tokens for the API: of one account, never more than it may do, shown once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.tokens import new_link_token
from yanxing.actions import trail
from yanxing.records.models import ApiToken

LONGEST = 365
"""Days a token may last."""


def issue_api_token(*, name: str, may_write: bool, days: int, actor: Actor, now: datetime) -> str:
    """A token of one's own account, to be copied now: only its hash is kept."""
    demand(actor.account_id is not None)
    demand_proof(actor)
    if not name.strip():
        raise Refused(_("请写明这个令牌给哪个系统用。"), field="name")
    if not 1 <= days <= LONGEST:
        raise Refused(_("有效期填 1 至 %(most)s 天。") % {"most": LONGEST}, field="days")
    secret, real = f"yx_{new_link_token()}", real_now()
    made = ApiToken.objects.create(
        account_id=actor.account_id or 0, name=name.strip()[:60], token_hash=hashed(secret),
        may_write=may_write, issued_at=real, expires_at=real + timedelta(days=days),
    )  # fmt: skip
    trail.record("token.issue", actor=actor, now=now, about=("token", made.pk), may_write=may_write)
    return secret


def revoke_api_token(*, token_id: int, actor: Actor, now: datetime) -> None:
    """One's own; an administrator anybody's."""
    found = ApiToken.objects.filter(pk=token_id, revoked_at=None)
    if not actor.has("system_admin"):
        found = found.filter(account=actor.account_id)
    if not found.update(revoked_at=real_now()):
        raise NotYours
    trail.record("token.revoke", actor=actor, now=now, about=("token", token_id))
