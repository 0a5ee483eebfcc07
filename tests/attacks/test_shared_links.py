"""A scanned address sent on to others: worth no more than the code in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.street.meetings import STARTS, lecture
from tests.street.people import Street

from yanxing.access import clock
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import sign_code, slot_of
from yanxing.records.models import CheckIn

Page = Callable[..., Any]
SEEN = STARTS.replace(hour=13, minute=44)


def test_a_receipt_counts_for_the_browser_that_scanned_only(
    street: Street, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = lecture(street, street.liting, street.zhaolei)
    address = f"/s/{sign_code(check_in_key(), session.pk, slot_of(SEEN))}/"
    monkeypatch.setattr(clock, "now", lambda: SEEN)
    hers = page()
    login = hers.get(address)["Location"]
    receipt = parse_qs(urlsplit(parse_qs(urlsplit(login).query)["next"][0]).query)["r"][0]
    monkeypatch.setattr(clock, "now", lambda: SEEN + timedelta(minutes=5))
    sent_to = page(street.zhaolei)
    sent_to.get("/sign-in/")
    for client in (sent_to, page(street.zhaolei)):
        assert "已过期" in client.get(address, {"r": receipt}).content.decode()
        assert client.post(address, {"receipt": receipt}).status_code == 409
    assert not CheckIn.objects.exists()
    hers.force_login(street.liting, backend="django.contrib.auth.backends.ModelBackend")
    assert hers.post(address, {"receipt": receipt}).status_code == 200
    assert CheckIn.objects.get().at == SEEN
