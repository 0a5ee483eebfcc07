"""Enrolled phones: they stay in for 30 days and hold a key that signs what they saw offline."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from yanxing.access.actor import Actor, actor_of
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.keyring import sealer
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.ranks import may_reset
from yanxing.access.refusal import NotYours
from yanxing.access.tokens import new_link_token
from yanxing.actions import trail
from yanxing.records.models import Account, Device

LASTS = timedelta(days=30)
MOST = 5
"""Phones and computers one account may have enrolled at a time; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the phone is given, once. `key`: hex, for proofs made offline; `token`: for the long cookie."""

    device_id: int
    public_id: str
    token: str
    key: str
    expires_at: datetime


def enrol_device(*, label: str, fingerprint: str, actor: Actor, now: datetime) -> Enrolled:
    """Enrols the phone (or computer) of somebody who has just proved who they are."""
    demand(actor.account_id is not None)
    demand_proof(actor)
    Account.objects.select_for_update().get(pk=actor.account_id or 0)
    real = real_now()
    public, token, key = secrets.token_hex(8), new_link_token(), secrets.token_hex(32)
    kept = Device.objects.filter(account=actor.account_id, revoked_at=None, expires_at__gt=real)
    for old in kept.order_by("-enrolled_at", "-pk")[MOST - 1 :]:
        Device.objects.filter(pk=old.pk).update(revoked_at=real)
    device = Device.objects.create(
        account_id=actor.account_id or 0, public_id=public, token_hash=hashed(token),
        sealed_key=sealer().seal(key, context=f"device:{public}"), label=label.strip()[:60],
        fingerprint=fingerprint[:64], enrolled_at=real, expires_at=real + LASTS,
    )  # fmt: skip
    trail.record("device.enrol", actor=actor, now=now, about=("device", device.pk))
    return Enrolled(device.pk, public, token, key, device.expires_at)


def revoke_device(*, device_id: int, actor: Actor, now: datetime) -> None:
    """One's own; or another's, by whoever may reset that account. Sessions it opened end with it."""
    device = Device.objects.filter(pk=device_id).first()
    if device is None:
        raise NotYours
    if device.account_id != actor.account_id:
        other = actor_of(device.account_id, on=now.date())
        demand(other is not None and may_reset(actor, other))
        demand_proof(actor)
    if device.revoked_at is None:
        Device.objects.filter(pk=device_id, revoked_at=None).update(revoked_at=real_now())
        trail.record("device.revoke", actor=actor, now=now, about=("device", device_id))
