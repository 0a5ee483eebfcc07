"""Guessing codes: every box that takes six digits counts what was wrong."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.street.meetings import STARTS, lecture
from tests.street.people import Street

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.clock import real_now
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import device_proof, slot_of, typed_code
from yanxing.actions.accounts.devices import Enrolled, enrol_device
from yanxing.actions.signin.tries import OF_ACCOUNT
from yanxing.records.models import CheckIn, CodeTry

Page = Callable[..., Any]
SEEN = STARTS.replace(hour=13, minute=40)
LATER = STARTS.replace(hour=15, minute=5)


@pytest.fixture
def phone(street: Street) -> Enrolled:
    from dataclasses import replace

    actor = replace(street.actor(street.liting), sensitive_ok=True)
    with acting(actor):
        return enrol_device(label="手机", fingerprint="f" * 40, actor=actor, now=SEEN)


def send(client: Client, phone: Enrolled, digits: str) -> dict[str, Any]:
    nonce = secrets.token_hex(8)
    proof = device_proof(bytes.fromhex(phone.key), digits, nonce)
    given = {"device": phone.public_id, "token": digits, "nonce": nonce, "proof": proof}
    answer: dict[str, Any] = client.post("/sign-in/offline/", given).json()
    return answer


def test_six_digits_kept_offline_cannot_be_tried_one_after_the_other(
    street: Street, page: Page, phone: Enrolled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    session = lecture(street, street.liting)
    right = typed_code(check_in_key(), session.pk, slot_of(SEEN))
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    worker = page(street.liting)
    for _ in range(OF_ACCOUNT):
        assert "保存的签到码不对" in send(worker, phone, wrong)["text"]
    held = send(worker, phone, right)
    assert (held["done"], held["good"]) == (False, False)  # the phone keeps it
    assert "输错的次数太多了" in held["text"]
    CodeTry.objects.update(tried_at=real_now() - timedelta(hours=2))
    assert not send(worker, phone, right)["good"]  # an afternoon's codes are all as good: a longer wait
    assert not CheckIn.objects.exists()
    CodeTry.objects.update(tried_at=real_now() - timedelta(hours=13))
    assert send(worker, phone, right)["good"]
    assert CheckIn.objects.get().at == SEEN
