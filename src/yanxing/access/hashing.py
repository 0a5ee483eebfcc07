"""How one-time codes, link tokens, device tokens and API tokens are stored: as a keyed hash, in hex."""

from __future__ import annotations

from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import secret_hash


def hashed(secret: str) -> str:
    """64 characters; of no use without the key outside the database."""
    return secret_hash(check_in_key(), secret).hex()
