"""The ways in, in a real browser at phone and desk size: they work, axe is content, nothing is cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.people import PASSWORD, Street, make_street, person

from yanxing.access.start_code import start_code


@pytest.fixture
def people(committed: str) -> Street:
    street = make_street()
    for number in range(11):
        person(f"尉迟晓{'岚雯菲婷娜敏丽芳静燕红'[number]}", street.fangta, f"ZS{100 + number:04d}", "worker")
    return street


def log_in(page: Any, username: str, *, enrol: bool = False) -> None:
    page.goto("/login/")
    page.get_by_label("工号或用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    if enrol:
        page.get_by_label("这是我自己的手机").check()
    page.get_by_role("button", name="登录", exact=True).click()


def test_the_first_start(committed: str, browse: Callable[..., Any]) -> None:
    page = browse(DESK)
    page.goto("/login/")
    assert page.url.endswith("/first-start/")
    shoot(page, "accounts-first-start-1440")
    assert faults_of_access(page) == []
    given = {
        "启动码": start_code(), "街道名称": "中山街道",
        "系统管理员姓名": "吴维", "系统管理员用户名": "wuwei", "系统管理员密码": "guanli-2024x",
        "审计管理员姓名": "周慎", "审计管理员用户名": "zhoushen", "审计管理员密码": "shenji-2024x",
    }  # fmt: skip
    for label, value in given.items():
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="建好街道").click()
    page.wait_for_url("**/login/")
    assert "街道已建好" in page.inner_text("main")


def test_a_slip_is_printed_and_used_on_a_phone(
    people: Street, browse: Callable[..., Any], tmp_path: Path
) -> None:
    desk = browse(DESK)
    log_in(desk, "ZS0002")
    desk.goto(f"/accounts/slips/{people.fangta.pk}/")
    shoot(desk, "accounts-slips-unit-1440")
    desk.get_by_role("button", name="开账号并打印").click()
    shoot(desk, "accounts-slips-1440")
    assert faults_of_access(desk) == []
    codes = desk.locator(".yx-slip__typed").all_inner_texts()
    assert len(codes) == 11
    paper = desk.pdf(path=tmp_path / "slips.pdf", format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 2, "eight to a page"
    desk.emulate_media(media="print")
    shoot(desk, "accounts-slips-print")
    phone = browse(PHONE)
    phone.goto(f"/start/{codes[0].replace('-', '')}/")
    shoot(phone, "accounts-slip-390")
    assert faults_of_access(phone) == []
    phone.get_by_label("新密码").fill("meihua-2024")
    phone.get_by_label("再填一次").fill("meihua-2024")
    phone.get_by_label("这是我自己的手机").check()
    phone.get_by_role("button", name="设好密码，进入").click()
    phone.wait_for_url(lambda url: "/start/" not in url)
    kept = json.loads(phone.evaluate("localStorage.getItem('yx.device')"))
    assert (sorted(kept), len(kept["key"])) == (["account", "id", "key"], 64)
    names = {cookie["name"] for cookie in phone.context.cookies()}
    assert "yx_device" in names
    phone.goto("/my/account/")
    shoot(phone, "accounts-mine-390")
    assert faults_of_access(phone) == []


ADDRESSES = [
    ("admin", "/accounts/"), ("admin", "/accounts/?state=closed"), ("admin", "/accounts/{one}/"),
    ("admin", "/accounts/{one}/posts/new/"), ("admin", "/accounts/{one}/close/"),
    ("xuzhiqiang", "/accounts/slips/"), ("auditor", "/trail/"), ("liting", "/my/secrets/"),
    ("liting", "/my/account/"), ("liting", "/my/authenticator/"), ("liting", "/nowhere/"),
]  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
def test_pages_stand_on_phone_and_desk(people: Street, browse: Callable[..., Any], size: Any) -> None:
    page, faults = browse(size), []
    inside = ""
    for who, address in ADDRESSES:
        if who != inside:
            page.context.clear_cookies()
            log_in(page, getattr(people, who).username)
            page.wait_for_url(lambda url: "/login/" not in url)
            inside = who
            if who in ("admin", "xuzhiqiang", "auditor"):
                set_up_first(page)
        page.goto(address.format(one=people.xuzhiqiang.pk))
        name = re.sub("[^a-z]+", "-", address.replace("{one}", ""))
        shoot(page, f"accounts{name}{size['width']}-{who}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        faults += [f"{address}: {wide} px too wide"] if wide > 0 else []
        faults += [f"{address}: {fault}" for fault in faults_of_access(page)]
    assert faults == []


def set_up_first(page: Any) -> None:
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    page.goto("/my/authenticator/")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    page.get_by_role("button", name="启用验证器").click()
    page.get_by_text("记好了，继续").wait_for()


def test_wrong_password_on_a_phone(people: Street, browse: Callable[..., Any]) -> None:
    page = browse(PHONE)
    page.goto("/login/")
    shoot(page, "accounts-login-390")
    page.get_by_label("工号或用户名").fill("ZS0001")
    page.get_by_label("密码").fill("falsch")
    page.get_by_role("button", name="登录", exact=True).click()
    assert "密码不对" in page.inner_text("main")
    shoot(page, "accounts-login-wrong-390")
    assert faults_of_access(page) == []
    for _ in range(6):
        page.get_by_label("密码").fill("falsch")
        page.get_by_role("button", name="登录", exact=True).click()
        if page.get_by_label("密码").count() == 0:
            break
    shoot(page, "accounts-locked-390")
    assert "15 分钟" in page.inner_text("main")
