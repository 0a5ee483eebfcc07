"""补传: a code that a phone kept while the network was away, with a proof by the key it was given before.

The slot's own time counts as long as the session is not closed, and for one person a phone; otherwise the
upload is written down for the officer as what it is, at the time it came in. The phone's clock is never read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.keyring import check_in_key
from yanxing.access.refusal import Refused
from yanxing.access.tokens import (
    Code,
    Refusal,
    check_device_proof,
    open_code,
    read_typed_code,
    slot_of,
)
from yanxing.actions.signin.coding import person_of
from yanxing.actions.signin.signing import Evidence, Signed, sign
from yanxing.actions.signin.tries import A_DAY, count_try, hold_back
from yanxing.queries.accounts.devices import device_key_of
from yanxing.queries.signin.codes import slot_start
from yanxing.queries.signin.sessions import my_day
from yanxing.records.models import CheckIn, OfflineConflict

_WHY = {"not_expected": "not_expected", "closed": "closed", "cancelled": "cancelled"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the phone kept. `token`: the scanned one, or the six digits typed; `device`: its public id."""

    device: str
    token: str
    nonce: str
    proof: str


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What became of it: signed in (`why` empty: at the slot's time), or kept for the officer to look at."""

    signed: Signed | None
    why: str
    text: str


def sign_in_offline(
    *, kept: Kept, actor: Actor, now: datetime, fingerprint: str = "", address: str = ""
) -> Uploaded:
    """Raises `Refused` with the code `forged` for a proof that is not this phone's or a code that is none,
    `too_many` where six digits were guessed too often."""
    person = person_of(actor)
    device_id = _proved(kept, actor)
    code = _code(kept.token, actor, now, address)
    if _another_signed(code.session, person, fingerprint):
        return _at_receipt(kept, code, device_id, person, actor, now, fingerprint)
    evidence = Evidence("offline", slot_start(code.slot), code.slot, device_id, fingerprint)
    try:
        signed = sign(session_id=code.session, person_id=person, evidence=evidence, actor=actor, now=now)
    except Refused as refused:
        why = _WHY.get(refused.code, "outside")
        _conflict(kept, code, device_id, person, now, why=why, recorded=False)
        return Uploaded(None, why, refused.text)
    return Uploaded(signed, "", _("网络断开时的签到已补传。"))


def _proved(kept: Kept, actor: Actor) -> int:
    known = device_key_of(kept.device, actor.account_id or 0)
    if known is None or not check_device_proof(known[1], kept.token, kept.nonce, kept.proof):
        raise Refused(
            _("这条补传不是本人这台手机保存的，没有记录。请到门口签到台，或找本居民区书记代签。"),
            code="forged",
        )
    return known[0]


def _code(token: str, actor: Actor, now: datetime, address: str) -> Code:
    slot = slot_of(now)
    read: Code | Refusal | None
    digits = token.isdecimal() and len(token) == 6
    if digits:  # any of an afternoon's codes would do: a guess is worth hundreds of those in the box
        hold_back(actor, address, own_within=A_DAY)
        read = _of_today(token, actor, now, slot)
    else:
        read = open_code(check_in_key(), token)
    if not isinstance(read, Code) or read.slot > slot:
        if digits:
            count_try(actor, address)
        raise Refused(_("保存的签到码不对，没有记录。请到门口签到台。"), code="forged")
    return read


def _of_today(digits: str, actor: Actor, now: datetime, slot: int) -> Code | None:
    """Six digits that were on the screen of a session of today where the person is expected."""
    for mine in my_day(actor, on=now.astimezone(OFFICE).date()):
        last = min(slot, slot_of(mine.meeting.times.ends))
        back = max(0, last - slot_of(mine.meeting.times.opens))
        read = read_typed_code(check_in_key(), digits, sessions=[mine.meeting.id], slot=last, back=back)
        if isinstance(read, Code):
            return read
    return None


def _another_signed(session_id: int, person_id: int, fingerprint: str) -> bool:
    others = CheckIn.objects.filter(session_id=session_id, direction="in", fingerprint=fingerprint)
    return bool(fingerprint) and others.exclude(person_id=person_id).exists()


def _at_receipt(
    kept: Kept, code: Code, device_id: int, person: int, actor: Actor, now: datetime, fingerprint: str
) -> Uploaded:
    """The phone has signed somebody else in already: what counts for this person is when it came in."""
    evidence = Evidence("offline", now, code.slot, device_id, fingerprint)
    try:
        signed = sign(session_id=code.session, person_id=person, evidence=evidence, actor=actor, now=now)
    except Refused:
        signed = None
    _conflict(kept, code, device_id, person, now, why="another_person", recorded=signed is not None)
    text = _("这台手机已为别人签到，本次按收到的时间记录，由街道经办人核对。")
    return Uploaded(signed, "another_person", text)


def _conflict(
    kept: Kept, code: Code, device_id: int, person: int, now: datetime, *, why: str, recorded: bool
) -> None:
    row = OfflineConflict(
        session_id=code.session,
        person_id=person,
        device_id=device_id,
        nonce=kept.nonce,
        why=why,
        slot=code.slot,
        recorded=recorded,
        received_at=now,
    )
    OfflineConflict.objects.bulk_create([row], ignore_conflicts=True)
