"""Requests no browser of ours sends: answered, never a server error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.street.meetings import lecture
from tests.street.people import Street

from yanxing.web.accounts.gate import MOST_OF_A_STRANGER


@pytest.mark.parametrize("path", ["/login/", "/", "/sign-in/", "/s/x/"])
def test_a_session_cookie_with_a_zero_is_no_session(street: Street, path: str) -> None:
    client = Client(raise_request_exception=True)
    answer = client.get(path, headers={"Cookie": r'yx_session="abc\000defghij"'})
    assert answer.status_code in {200, 302, 422}
    assert answer.status_code == Client().get(path).status_code


@pytest.mark.parametrize("path", ["/login/", "/roster/import/", "/start/"])
def test_a_stranger_cannot_fill_the_disk(street: Street, path: str) -> None:
    for size, status in ((MOST_OF_A_STRANGER + 1, {413}), (1000, {200, 302, 422})):
        file = SimpleUploadedFile("a.bin", b"x" * size)
        assert Client().post(path, {"file": file}).status_code in status


def test_who_is_logged_in_may_send_files(street: Street, page: Callable[..., Any]) -> None:
    file = SimpleUploadedFile("a.bin", b"x" * (MOST_OF_A_STRANGER + 1))
    assert page(street.xuzhiqiang).post("/roster/import/", {"files": file}).status_code == 422


def test_the_api_lists_people_who_have_not_signed_in(street: Street, call: Callable[..., Any]) -> None:
    session = lecture(street, street.liting)
    answer = call(street.xuzhiqiang, "GET", f"/sessions/{session.pk}/people")
    assert answer.status_code == 200
    assert [(each["name"], each["signed_at"], each["way"]) for each in answer.json()] == [("李婷", None, "")]
