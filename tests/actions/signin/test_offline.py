"""补传: which kept codes count from their own time, which from receipt, and which are refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.street.meetings import STARTS, lecture
from tests.street.people import Street

from yanxing.access.acting import acting
from yanxing.access.actor import Actor
from yanxing.access.keyring import check_in_key
from yanxing.access.refusal import Refused
from yanxing.access.tokens import device_proof, sign_code, slot_of, typed_code
from yanxing.actions.accounts.devices import Enrolled, enrol_device, revoke_device
from yanxing.actions.signin.coding import sign_in
from yanxing.actions.signin.offline import Kept, Uploaded, sign_in_offline
from yanxing.queries.signin.conflicts import conflicts_of
from yanxing.records.models import Account, CheckIn, OfflineConflict, Session

SEEN = STARTS.replace(hour=13, minute=40)
LATER = STARTS.replace(hour=15, minute=5)


def proved(street: Street, who: Account) -> Actor:
    from dataclasses import replace

    return replace(street.actor(who), sensitive_ok=True)


def phone_of(street: Street, who: Account) -> Enrolled:
    actor = proved(street, who)
    with acting(actor):
        return enrol_device(label="手机", fingerprint="f" * 40, actor=actor, now=SEEN)


def kept(phone: Enrolled, token: str, nonce: str = "n" * 16) -> Kept:
    return Kept(phone.public_id, token, nonce, device_proof(bytes.fromhex(phone.key), token, nonce))


def token_of(session: Session, seen: datetime = SEEN) -> str:
    return sign_code(check_in_key(), session.pk, slot_of(seen))


def upload(street: Street, who: Account, what: Kept, now: datetime = LATER, browser: str = "") -> Uploaded:
    actor = street.actor(who)
    with acting(actor):
        return sign_in_offline(kept=what, actor=actor, now=now, fingerprint=browser)


def test_a_kept_code_counts_from_its_own_slot(street: Street) -> None:
    session = lecture(street, street.liting)
    phone = phone_of(street, street.liting)
    sent = upload(street, street.liting, kept(phone, token_of(session)))
    assert (sent.why, sent.signed is not None and sent.signed.state) == ("", "on_time")
    row = CheckIn.objects.get()
    assert (row.way, row.at, row.received_at, row.device_id) == ("offline", SEEN, LATER, phone.device_id)
    again = upload(street, street.liting, kept(phone, token_of(session)))
    assert (again.why, CheckIn.objects.count(), OfflineConflict.objects.count()) == ("", 1, 0)


def test_six_digits_that_were_typed_count_too(street: Street) -> None:
    session = lecture(street, street.liting)
    phone = phone_of(street, street.liting)
    digits = typed_code(check_in_key(), session.pk, slot_of(SEEN))
    assert upload(street, street.liting, kept(phone, digits)).why == ""
    assert CheckIn.objects.get().at == SEEN


def test_after_closing_it_is_kept_for_the_officer(street: Street) -> None:
    session = lecture(street, street.liting, state="closed")
    phone = phone_of(street, street.liting)
    for _ in range(2):
        sent = upload(street, street.liting, kept(phone, token_of(session)))
        assert (sent.signed, sent.why) == (None, "closed")
    assert not CheckIn.objects.exists()
    assert [(c.name, c.why, c.seen_at, c.received_at, c.recorded) for c in conflicts_of(session.pk)] == [
        ("李婷", "场次已结束登记", SEEN, LATER, False)
    ]


@pytest.mark.parametrize("state", ["announced", "cancelled"])
def test_who_is_not_expected_is_kept_for_the_officer(street: Street, state: str) -> None:
    session = lecture(street, state=state)
    phone = phone_of(street, street.liting)
    why = "not_expected" if state == "announced" else "cancelled"
    assert upload(street, street.liting, kept(phone, token_of(session))).why == why
    assert [row.why for row in OfflineConflict.objects.all()] == [why]


def test_a_phone_that_signed_another_in_counts_from_receipt(street: Street) -> None:
    session = lecture(street, street.liting, street.wangmin)
    browser = "b" * 40
    other = street.actor(street.wangmin)
    with acting(other):
        sign_in(session_id=session.pk, actor=other, now=SEEN, fingerprint=browser)
    phone = phone_of(street, street.liting)
    sent = upload(street, street.liting, kept(phone, token_of(session)), browser=browser)
    assert (sent.why, sent.signed is not None and sent.signed.at) == ("another_person", LATER)
    assert [(c.name, c.why, c.recorded) for c in conflicts_of(session.pk)] == [
        ("李婷", "同一手机已为他人签到", True)
    ]


def test_proofs_of_others_and_made_up_ones_are_refused(street: Street) -> None:
    session, other = lecture(street, street.liting), lecture(street, street.liting, ordinal=7)
    mine, hers = phone_of(street, street.liting), phone_of(street, street.wangmin)
    token = token_of(session)
    good = kept(mine, token)
    forged = [
        kept(hers, token),  # another's phone
        Kept(mine.public_id, token_of(other), good.nonce, good.proof),  # another session's code
        Kept(mine.public_id, token, "m" * 16, good.proof),  # another nonce
        Kept(mine.public_id, token, good.nonce, "0" * 64),
        Kept("", "", "", ""),
        kept(mine, "x" * 20),  # no code at all
        kept(mine, token_of(session, LATER + timedelta(minutes=2))),  # of the future
    ]
    for each in forged:
        with pytest.raises(Refused) as refused:
            upload(street, street.liting, each)
        assert refused.value.code == "forged"
    actor = street.actor(street.liting)
    with acting(actor):
        revoke_device(device_id=mine.device_id, actor=actor, now=SEEN)
    with pytest.raises(Refused):
        upload(street, street.liting, good)
    assert not CheckIn.objects.exists()
    assert not OfflineConflict.objects.exists()
