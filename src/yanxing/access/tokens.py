"""The codes people show, type and scan: sign-in, offline proof, personal, activation; and their QR.

Every code is an HMAC-SHA256 under a key given by the caller (32 bytes), with a label of its own, so that one
key never makes a code of one kind that passes for another. Comparisons take constant time.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple

import segno
from stdnum.iso7064 import mod_11_10

SECONDS = 30
"""How long one sign-in code stands on the screen."""

Why = Literal["not_a_code", "forged", "expired", "ahead", "other_session", "mistyped"]

_MAC = 8
_TYPED = 6
_PERSON = 6
_PERSON_MAC = 7
_NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_ACTIVATION = 8


class Code(NamedTuple):
    """A genuine sign-in code: which session, which slot of its clock."""

    session: int
    slot: int


class Refusal(NamedTuple):
    """Why a code does not count.

    `not_a_code`: not of this shape; `forged`: right shape, wrong MAC; `expired` and `ahead`: genuine, of
    another time; `other_session`: genuine, of another session; `mistyped`: its check digit is wrong.
    """

    why: Why


def slot_of(instant: datetime, seconds: int = SECONDS) -> int:
    """The number of the slot an instant falls in. Raises `ValueError` for a time without its zone."""
    if instant.tzinfo is None:
        raise ValueError("a time without its zone has no slot")
    return int(instant.timestamp() // seconds)


def sign_code(key: bytes, session_id: int, slot: int) -> str:
    """The token in the QR: 18 to 27 characters that may stand in an address."""
    body = slot.to_bytes(4) + session_id.to_bytes(max(1, (session_id.bit_length() + 7) // 8))
    return _text(body + _mac(key, "sign-in", body)[:_MAC])


def open_code(key: bytes, token: str) -> Code | Refusal:
    """Whether it is genuine, whatever its time: for tokens kept offline."""
    data = _bytes(token)
    if data is None or not 4 < len(data) - _MAC <= 12:
        return Refusal("not_a_code")
    body, mac = data[:-_MAC], data[-_MAC:]
    if not hmac.compare_digest(mac, _mac(key, "sign-in", body)[:_MAC]):
        return Refusal("forged")
    return Code(int.from_bytes(body[4:]), int.from_bytes(body[:4]))


def read_code(
    key: bytes, token: str, *, slot: int, session: int | None = None, back: int = 1
) -> Code | Refusal:
    """A code seen now, in slot `slot`: genuine, of it or the `back` before it, of `session` if given."""
    code = open_code(key, token)
    if isinstance(code, Refusal):
        return code
    if session is not None and code.session != session:
        return Refusal("other_session")
    return _in_time(code, slot, back)


def typed_code(key: bytes, session_id: int, slot: int) -> str:
    """Six digits for those who cannot scan. To be rate-limited where it is read."""
    digest = _mac(key, "typed", f"{session_id} {slot}".encode())
    return f"{int.from_bytes(digest[:8]) % 10**_TYPED:0{_TYPED}}"


def spaced(code: str, group: int = 3) -> str:
    """`482917` as `482 917`."""
    return " ".join(code[start : start + group] for start in range(0, len(code), group))


def read_typed_code(
    key: bytes, typed: str, *, sessions: Iterable[int], slot: int, back: int = 1
) -> Code | Refusal:
    """Which of the open `sessions` shows these digits now; full-width digits and spaces are fine."""
    given = _digits(typed)
    if len(given) != _TYPED:
        return Refusal("not_a_code")
    found: Code | None = None
    for session in sessions:
        for each in range(slot, slot - back - 1, -1):
            if hmac.compare_digest(typed_code(key, session, each), given) and found is None:
                found = Code(session, each)
    return found or Refusal("forged")


def device_key(key: bytes, device_id: int) -> bytes:
    """The 32 bytes a device is given when it is enrolled, made again from its id whenever they are needed."""
    return _mac(key, "device", str(device_id).encode())


def device_proof(device_key: bytes, token: str, nonce: str) -> str:
    """What a page computes offline: HMAC-SHA256 over three lines, `yanxing.offline.1`, token, nonce; in hex.

    The page's key is the device key (handed over in hex). `nonce`: 8 to 64 ASCII letters, digits, - or _,
    made by the page once for each token it keeps: the upload's own key too, so that a repeat is one row.
    """
    return hmac.digest(device_key, f"yanxing.offline.1\n{token}\n{nonce}".encode(), "sha256").hex()


def check_device_proof(device_key: bytes, token: str, nonce: str, proof: str) -> bool:
    """Whether this device kept this token."""
    if not _NONCE.fullmatch(nonce) or not token.isascii():
        return False
    return hmac.compare_digest(
        device_proof(device_key, token, nonce).encode(), proof.lower().encode("utf-8", "replace")
    )


def personal_code(key: bytes, person_id: int) -> str:
    """14 digits or more for a badge, a place card, a sign-in sheet: id, MAC, check digit.

    Digits only: a USB scanner types, and an input method that is on would turn letters into pinyin.
    """
    body = f"{person_id:0{_PERSON}}"
    return _with_check(body + _person_mac(key, body))


def read_personal_code(key: bytes, code: str) -> int | Refusal:
    """The person's id; spaces, a scanner's line end and full-width digits are fine."""
    given = _digits(code)
    if not _PERSON + _PERSON_MAC < len(given) <= 27:
        return Refusal("not_a_code")
    body, mac = given[: -_PERSON_MAC - 1], given[-_PERSON_MAC - 1 : -1]
    if _with_check(given[:-1]) != given:
        return Refusal("mistyped")
    if not hmac.compare_digest(mac, _person_mac(key, body)) or f"{int(body):0{_PERSON}}" != body:
        return Refusal("forged")
    return int(body)


def new_activation_code() -> str:
    """Eight characters of an alphabet without 0 1 I L O U, from the system's randomness."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ACTIVATION))


def grouped(code: str) -> str:
    """`7KQ4M2XA` as `7KQ4-M2XA`, as printed on a slip."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def normal_activation_code(typed: str) -> str | None:
    """As it was made: upper case, without what groups it; None for what cannot be one."""
    given = _half_width(typed).upper()
    return given if len(given) == _ACTIVATION and all(each in _ALPHABET for each in given) else None


def new_link_token() -> str:
    """43 characters for an address: the QR of a slip, a judge's personal link."""
    return secrets.token_urlsafe(32)


def secret_hash(key: bytes, secret: str) -> bytes:
    """What is stored of an activation code (normal) or a link token: 32 bytes, useless without the key."""
    return _mac(key, "secret", secret.encode())


def secret_matches(key: bytes, secret: str, stored: bytes | memoryview) -> bool:
    """Whether this is the secret the hash was stored of."""
    return hmac.compare_digest(secret_hash(key, secret), bytes(stored))


def qr_svg(text: str, *, label: str = "二维码") -> str:
    """An `<svg class="qr">` to stand in a page: sized by the page's own rules, no style in it.

    Raises `ValueError` for a text no QR holds (about 2,300 bytes).
    """
    code = segno.make(text, error="m", micro=False)
    return code.svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff", svgclass="qr", lineclass=None, title=label
    )


def _in_time(code: Code, slot: int, back: int) -> Code | Refusal:
    if code.slot > slot:
        return Refusal("ahead")
    return code if code.slot >= slot - back else Refusal("expired")


def _mac(key: bytes, label: str, message: bytes) -> bytes:
    if len(key) < 32:
        raise ValueError("a key for codes has at least 32 bytes")
    return hmac.digest(key, f"yanxing.{label}\0".encode() + message, hashlib.sha256)


def _person_mac(key: bytes, body: str) -> str:
    number = int.from_bytes(_mac(key, "person", body.encode())[:8])
    return f"{number % 10**_PERSON_MAC:0{_PERSON_MAC}}"


def _with_check(digits: str) -> str:
    return digits + mod_11_10.calc_check_digit(digits)


def _half_width(text: str) -> str:
    """Without spaces and hyphens; no code is as long as what is cut off here."""
    half = unicodedata.normalize("NFKC", text[:64])
    return "".join(each for each in half if not each.isspace() and each not in "-—–_")


def _digits(text: str) -> str:
    """Empty where anything but digits was typed."""
    given = _half_width(text)
    return given if given.isascii() and given.isdigit() else ""


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(token: str) -> bytes | None:
    """None for anything but the one spelling `_text` gives."""
    if not token.isascii() or len(token) > 64:
        return None
    try:
        data = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return None
    return data if _text(data) == token else None
