"""Homes and statistics in a browser: phone, desk, large letters, dark; nothing sticks out, axe is content."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.meetings import lecture
from tests.street.people import PASSWORD, Street, make_street


@pytest.fixture
def lived(committed: str) -> Street:
    street = make_street()
    plan, _hours = both_in_force(street)
    over = past_lecture(street, street.liting, street.wangmin, street.chenjianguo, street.zhaolei)
    comes(over, street.liting)
    lecture(street, street.liting, street.wangmin, street.zhaolei)
    assert over.activity.document == plan
    return street


def entered(page: Any, username: str) -> Any:
    page.goto("/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    _with_an_authenticator(page)
    return page


def _with_an_authenticator(page: Any) -> None:
    """Officers and administrators are led to set one up first; here they have."""
    from django.contrib.sessions.backends.db import SessionStore

    key = next(each["value"] for each in page.context.cookies() if each["name"] == "yx_session")
    session = SessionStore(session_key=key)
    if session.pop("set_up_first", None):
        session.save()


def settled(page: Any, address: str, name: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    shoot(page, f"home/{name}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert faults_of_access(page) == []


def cookies(page: Any, site: str, **values: str) -> None:
    page.context.add_cookies([{"name": name, "value": value, "url": site} for name, value in values.items()])


@pytest.mark.parametrize(
    ("who", "size"),
    [("ZS0001", PHONE), ("ZS0002", PHONE), ("ZS0002", DESK), ("xuzhiqiang", PHONE), ("xuzhiqiang", DESK),
     ("guanli", DESK), ("shenji", PHONE), ("qiandaotai", PHONE)],
)  # fmt: skip
def test_every_home(
    lived: Street, site: str, browse: Callable[..., Any], who: str, size: dict[str, int]
) -> None:
    page = entered(browse(size=size), who)
    settled(page, "/", f"{who}-{size['width']}")


def test_large_letters_and_dark(lived: Street, site: str, browse: Callable[..., Any]) -> None:
    page = entered(browse(size=PHONE), "ZS0001")
    cookies(page, site, elder="1")
    settled(page, "/", "worker-elder-390")
    page = entered(browse(size=DESK), "xuzhiqiang")
    cookies(page, site, theme="dark")
    settled(page, "/", "officer-dark-1440")


@pytest.mark.req("ENR-03")
def test_a_cell_opens_beside_the_board(lived: Street, site: str, browse: Callable[..., Any]) -> None:
    page = entered(browse(size=DESK), "xuzhiqiang")
    page.goto("/")
    page.locator("#board td .yx-chip-near").last.click()
    page.wait_for_selector("#sheet-title:has-text('蓝天·专家授课')")
    assert "赵磊" in page.inner_text("#sheet")
    assert faults_of_access(page) == []
    shoot(page, "home/officer-cell-1440")
    page.keyboard.press("Escape")
    assert page.locator("#sheet").is_hidden()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_statistics(lived: Street, site: str, browse: Callable[..., Any], size: dict[str, int]) -> None:
    page = entered(browse(size=size), "xuzhiqiang")
    for name in ("", "kinds/", "certificates/", "templates/", "rows/?what=away"):
        settled(page, f"/statistics/{name}", f"statistics-{name.split('/')[0]}-{size['width']}")
