"""Logging in: right and wrong passwords, locks on account and address together, where one is sent."""

from __future__ import annotations

from typing import Any

import pytest
from tests.street.people import PASSWORD, Street

HALL = "192.168.1.20"


def enter(client: Any, username: str, password: str = PASSWORD, *, where: str = HALL, **more: str) -> Any:
    return client.post("/login/", {"username": username, "password": password, **more}, REMOTE_ADDR=where)


def is_in(client: Any) -> bool:
    return client.get("/prove/").status_code == 200


def test_a_worker_logs_in_with_her_staff_number(street: Street, page: Any) -> None:
    client = page()
    answer = enter(client, " zs0001 ")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)
    assert client.session["proved_at"]


def test_the_session_key_changes_when_somebody_logs_in(street: Street, page: Any) -> None:
    client = page()
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["yx_session"] = session.session_key
    enter(client, "ZS0001")
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize(
    ("username", "password"), [("ZS0001", "falsch-falsch"), ("nobody", PASSWORD), ("", ""), ("a\0b", "x")]
)
def test_what_is_wrong_says_the_same_for_every_account(
    street: Street, page: Any, username: str, password: str
) -> None:
    client = page()
    answer = enter(client, username, password)
    assert answer.status_code == (400 if "\0" in username else 422)
    assert not is_in(client)


def test_a_closed_account_does_not_get_in_and_one_inside_is_out_at_once(street: Street, page: Any) -> None:
    client = page()
    enter(client, "ZS0001")
    type(street.liting).objects.filter(pk=street.liting.pk).update(is_active=False)
    assert client.get("/prove/")["Location"] == "/login/?next=/prove/"
    assert enter(page(), "ZS0001").status_code == 422


def test_a_changed_password_ends_the_other_sessions(street: Street, page: Any) -> None:
    client = page()
    enter(client, "ZS0001")
    street.liting.set_password("another-long-one")
    street.liting.save()
    assert not is_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "\\\\x"],
)
def test_next_never_leads_out_of_the_house(street: Street, page: Any, elsewhere: str) -> None:
    assert enter(page(), "ZS0001", next=elsewhere)["Location"] == "/"


def test_next_leads_back_inside(street: Street, page: Any) -> None:
    asked = page().get("/prove/?next=/people/")
    assert asked["Location"] == "/login/?next=/prove/%3Fnext%3D/people/"
    assert enter(page(), "ZS0001", next="/people/?q=1")["Location"] == "/people/?q=1"
    assert enter(page(), "ZS0001", next="http://testserver/people/")["Location"] == "/people/"


def test_six_wrong_passwords_lock_this_account_from_this_address_only(street: Street, page: Any) -> None:
    for _ in range(5):
        assert enter(page(), "ZS0001", "wrong-wrong").status_code == 422
    sixth = enter(page(), "zs0001", "wrong-wrong")
    right = enter(page(), "ZS0001")
    assert (sixth.status_code, right.status_code) == (429, 429)
    assert "请过 15 分钟再试" in right.content.decode()
    assert enter(page(), "ZS0004").status_code == 302, "another account of the same hall gets in"
    assert enter(page(), "ZS0001", where="192.168.1.99").status_code == 302, "from elsewhere too"


def test_a_right_password_forgets_the_wrong_ones(street: Street, page: Any) -> None:
    for _ in range(3):
        for _ in range(4):
            enter(page(), "ZS0001", "wrong-wrong")
        assert enter(page(), "ZS0001").status_code == 302


def test_logging_out(street: Street, page: Any) -> None:
    client = page()
    enter(client, "ZS0001")
    assert client.get("/logout/").status_code == 404, "a link or a picture must not log anybody out"
    assert client.post("/logout/")["Location"] == "/login/"
    assert not is_in(client)


def test_a_sensitive_act_asks_again(street: Street, page: Any) -> None:
    client = page(street.wangmin)
    assert client.post("/prove/", {"proof": "wrong-wrong", "next": "/x/"}).status_code == 422
    assert "proved_at" not in client.session
    assert client.post("/prove/", {"proof": PASSWORD, "next": "/x/"})["Location"] == "/x/"
    assert client.session["proved_at"]


def test_the_proof_is_locked_like_the_login(street: Street, page: Any) -> None:
    client = page(street.wangmin)
    answers = [client.post("/prove/", {"proof": "wrong-wrong"}).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2


def test_language_and_larger_letters_without_javascript(street: Street, page: Any) -> None:
    client = page(street.liting)
    answer = client.post("/letters/", {"elder": "1", "next": "/prove/"})
    assert (answer["Location"], answer.cookies["elder"].value) == ("/prove/", "1")
    assert "data-elder" in client.get("/prove/").content.decode()
    assert client.post("/language/", {"language": "en"}).cookies["django_language"].value == "en"
    assert client.post("/language/", {"language": "xx"}).status_code == 404
