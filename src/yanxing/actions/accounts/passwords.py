"""Changing one's own password."""

from __future__ import annotations

from datetime import datetime

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand, demand_proof
from yanxing.actions import trail
from yanxing.actions.accounts.checks import checked_password
from yanxing.actions.accounts.opening import shut_other_ways
from yanxing.records.models import Account


def change_password(*, password: str, actor: Actor, now: datetime) -> None:
    """After a proof. Every other session, device, link and token of the account ends."""
    demand(actor.account_id is not None)
    demand_proof(actor)
    checked_password(password, username=actor.username)
    account = Account.objects.select_for_update().get(pk=actor.account_id or 0)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    shut_other_ways(account.pk)
    trail.record("account.change_password", actor=actor, now=now, about=("account", account.pk))
