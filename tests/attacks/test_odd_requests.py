"""Requests no browser of ours sends: answered, never a server error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.street.meetings import lecture
from tests.street.people import Street


@pytest.mark.parametrize("path", ["/login/", "/", "/sign-in/", "/s/x/"])
def test_a_session_cookie_with_a_zero_is_no_session(street: Street, path: str) -> None:
    client = Client(raise_request_exception=True)
    answer = client.get(path, headers={"Cookie": r'yx_session="abc\000defghij"'})
    assert answer.status_code in {200, 302, 422}
    assert answer.status_code == Client().get(path).status_code


def test_the_api_lists_people_who_have_not_signed_in(street: Street, call: Callable[..., Any]) -> None:
    session = lecture(street, street.liting)
    answer = call(street.xuzhiqiang, "GET", f"/sessions/{session.pk}/people")
    assert answer.status_code == 200
    assert [(each["name"], each["signed_at"], each["way"]) for each in answer.json()] == [("李婷", None, "")]
