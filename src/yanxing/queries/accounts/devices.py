"""Enrolled phones: whose they are, and the key each one holds."""

from __future__ import annotations

from typing import NamedTuple

from yanxing.access.actor import Actor
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.access.keyring import sealer
from yanxing.records.models import Device


class Known(NamedTuple):
    """A phone that stays in."""

    device_id: int
    account_id: int


def device_of_token(token: str) -> Known | None:
    """Whose phone it is, while it is enrolled and its account is open. One query."""
    found = Device.objects.filter(
        token_hash=hashed(token), revoked_at=None, expires_at__gt=real_now(), account__is_active=True
    )
    row = found.values_list("pk", "account_id").first()
    return Known(*row) if row else None


def device_key_of(public_id: str, account_id: int) -> tuple[int, bytes] | None:
    """(id of the device, its key of 32 bytes) for `access.tokens.check_device_proof`; None when it is not of
    this account, was revoked, or its time is over."""
    device = Device.objects.filter(public_id=public_id, account=account_id, revoked_at=None).first()
    if device is None or device.expires_at <= real_now():
        return None
    key = sealer().open(device.sealed_key, context=f"device:{public_id}")
    return device.pk, bytes.fromhex(key)


def devices_of(actor: Actor) -> list[Device]:
    """One's own that still stand."""
    found = Device.objects.filter(account=actor.account_id, revoked_at=None, expires_at__gt=real_now())
    return list(found.order_by("-enrolled_at"))
