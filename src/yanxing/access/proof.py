"""The second proof of a person: codes of an authenticator, their secrets sealed in the database."""

from __future__ import annotations

import hmac
from urllib.parse import quote

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings

from yanxing.access.keyring import sealer

REQUIRED_OF = frozenset({"system_admin", "audit_admin", "security_admin", "officer"})
"""Roles that may not work without an authenticator (outside a demonstration)."""

_CONTEXT = "authenticator"


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """Seals the secrets the library keeps; a copy of the table makes no codes."""

    def encrypt(self, text: str) -> str:
        return sealer().seal(text, context=_CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return sealer().open(bytes.fromhex(encrypted_text), context=_CONTEXT)


def matching_step(secret: str, code: str, *, after: int = -1) -> int | None:
    """The 30-second step whose code this is, later than step `after`; None for a wrong or a used code."""
    given = "".join(each for each in code if each.isdigit() and each.isascii())
    found = None
    for step in yield_hotp_counters_from_time():
        right = hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), given)
        if right and step > after and found is None:
            found = step
    return found


def provisioning_address(username: str, secret: str) -> str:
    """The otpauth:// address an authenticator reads from its QR."""
    issuer = quote(str(settings.MFA_TOTP_ISSUER))
    return f"otpauth://totp/{issuer}:{quote(username)}?secret={secret}&issuer={issuer}"
