"""What a person sets for themselves."""

from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.records.models import Account


def set_elder_pages(*, larger: bool, actor: Actor) -> None:
    """Larger letters on every phone and desk of this account. Not an act worth a row in the trail."""
    Account.objects.filter(pk=actor.account_id or 0).update(elder_pages=larger)
