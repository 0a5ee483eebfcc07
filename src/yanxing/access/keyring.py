"""The keys of this office, read once: they lie in files outside the database."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from yanxing.access.sealing import Sealer
from yanxing.hosting.keys import key_versions, read_key


@cache
def check_in_key() -> bytes:
    """Makes and checks sign-in codes and personal codes."""
    return read_key(settings.KEYS, "check-in")


@cache
def audit_key() -> bytes:
    """Chains the seals of the trail."""
    return read_key(settings.KEYS, "seal")


@cache
def sealer() -> Sealer:
    """Seals identity numbers, telephones and device keys with the newest key, opens with all."""
    keys = {n: read_key(settings.KEYS, f"field-{n}") for n in key_versions(settings.KEYS, "field")}
    return Sealer(keys, read_key(settings.KEYS, "index"))
