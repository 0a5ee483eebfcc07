"""Who has set up an authenticator."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from yanxing.access.actor import Actor
from yanxing.access.proof import REQUIRED_OF


def has_authenticator(account_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists())


def needs_authenticator(actor: Actor) -> bool:
    """Holds a post that may not work without one, and has none yet."""
    return (
        actor.account_id is not None
        and not actor.roles.isdisjoint(REQUIRED_OF)
        and not has_authenticator(actor.account_id)
    )
