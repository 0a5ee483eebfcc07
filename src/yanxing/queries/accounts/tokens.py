"""API tokens: whose they are."""

from __future__ import annotations

from typing import NamedTuple

from yanxing.access.actor import Actor
from yanxing.access.clock import real_now
from yanxing.access.hashing import hashed
from yanxing.records.models import ApiToken


class Bearer(NamedTuple):
    """Who a token stands for. `may_write`: otherwise it only reads."""

    account_id: int
    may_write: bool


def bearer_of(token: str) -> Bearer | None:
    """None for an unknown, expired or revoked token, or one of a closed account. One query."""
    found = ApiToken.objects.filter(
        token_hash=hashed(token), revoked_at=None, expires_at__gt=real_now(), account__is_active=True
    )
    row = found.values_list("account_id", "may_write").first()
    return Bearer(*row) if row else None


def tokens_of(actor: Actor) -> list[ApiToken]:
    """One's own that still work."""
    found = ApiToken.objects.filter(account=actor.account_id, revoked_at=None, expires_at__gt=real_now())
    return list(found.order_by("-issued_at"))
