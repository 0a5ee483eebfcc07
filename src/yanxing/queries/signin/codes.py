"""What the hall shows and what a scan is worth. Codes are made of the office's time, never of a phone's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.keyring import check_in_key
from yanxing.access.refusal import Refused
from yanxing.access.tokens import (
    SECONDS,
    Code,
    Refusal,
    read_code,
    sign_code,
    slot_of,
    spaced,
    typed_code,
)

SEEN_LASTS = timedelta(minutes=10)
"""A code that was in time when it was scanned stays good this long: somebody had to log in first."""

_SALT = "yanxing.sign-in.seen"


@dataclass(frozen=True, slots=True)
class HallCode:
    """`token` stands in the QR's address, `typed` under it; both change in `seconds_left`."""

    token: str
    typed: str
    seconds_left: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A genuine code, and when the server first saw it in time."""

    session_id: int
    slot: int
    seen_at: datetime


def hall_code(session_id: int, now: datetime) -> HallCode:
    slot = slot_of(now)
    key = check_in_key()
    left = SECONDS - int(now.timestamp()) % SECONDS
    return HallCode(sign_code(key, session_id, slot), spaced(typed_code(key, session_id, slot)), left)


def slot_start(slot: int) -> datetime:
    """The moment a slot begins: the time an offline sign-in counts from."""
    return datetime.fromtimestamp(slot * SECONDS, OFFICE)


def read_scan(token: str, *, now: datetime, receipt: str = "", browser: str = "") -> Scan:
    """A code of this slot or the one before; with a receipt also one this browser saw a few minutes ago.

    Raises `Refused` with the code `not_a_code`, `forged`, `expired` or `ahead`.
    """
    seen = _seen(token, receipt, browser, now)
    read = read_code(check_in_key(), token, slot=slot_of(seen))
    if isinstance(read, Code):
        return Scan(read.session, read.slot, seen)
    raise bad_code(read)


def receipt_of(token: str, seen_at: datetime, browser: str) -> str:
    """Says that this browser brought the code in time; travels through the login and back. Sent on to
    somebody else it is worth nothing."""
    return signing.dumps([token, seen_at.timestamp(), browser], salt=_SALT)


def _seen(token: str, receipt: str, browser: str, now: datetime) -> datetime:
    try:
        kept, at, whose = signing.loads(receipt, salt=_SALT) if receipt else ("", 0.0, "")
    except (signing.BadSignature, ValueError):
        return now
    seen = datetime.fromtimestamp(at, OFFICE)
    same = kept == token and whose == browser != ""
    fresh = same and timedelta(0) <= now - seen <= SEEN_LASTS
    return seen if fresh else now


def bad_code(read: Refusal) -> Refused:
    texts = {
        "expired": _("这个签到码已过期。签到码每 30 秒更新，请重新扫大屏幕上的码。"),
        "ahead": _("这个签到码还没有生效。请稍等几秒再扫。"),
        "other_session": _("这是另一场活动的签到码。请扫本场大屏幕上的码。"),
        "forged": _("这个签到码不对。请扫大屏幕上的码，或输入下面的 6 位数字。"),
        "mistyped": _("号码不对，有一位输错了。请核对后再输。"),
        "not_a_code": _("这不是签到码。请扫大屏幕上的码，或输入下面的 6 位数字。"),
    }
    return Refused(texts[read.why], field="code", code=read.why)
