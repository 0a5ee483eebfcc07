"""A hall of 346 people on a screen, a phone that signs in and one without network, a desk with a scanner."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.meetings import expects, lecture
from tests.street.people import PASSWORD, Street, account, make_street, person, unit

Browse = Callable[..., Any]

AREAS = {
    "府城蓝天片区": ["茸树", "北门", "平桥", "夏家浜", "黄渡浜"],
    "功能片区": ["茸北", "郭家娄", "同济雅筑", "莱顿小镇", "西林塔桥"],
    "商务片区": ["五龙", "中山苑", "环城", "江田", "生态商务区第一联合"],
}


def big_street(people: int) -> tuple[Street, Any, datetime]:
    """Four areas, neighbourhoods with `people` each, a lecture 35 minutes from now."""
    from yanxing.access import clock
    from yanxing.records.models import CheckIn, Expected

    street = make_street()
    now = clock.now()
    begins = (now + timedelta(minutes=35)).replace(second=0, microsecond=0)
    session = lecture(street, street.liting, street.wangmin, street.zhaolei, starts=begins)
    number = 0
    homes = [street.fangta, street.lantian]
    for area, names in AREAS.items():
        above = unit("area", area, street.street)
        homes += [unit("neighbourhood", f"{name}居民区", above, name) for name in names]
    for home in homes:
        for place in range(people):
            number += 1
            who = person(
                f"{'顾陈沈欧阳尉迟'[number % 7]}{'婷敏洁磊静雯岚'[place % 7]}",
                home,
                f"T{number:04}",
                "worker",
            )
            Expected.objects.create(session=session, person=who, unit=home)
            if (number * 7 + place) % 5 or home == homes[4]:
                CheckIn.objects.create(
                    session=session, person=who, at=now, received_at=now, way="code", direction="in"
                )
    return street, session, now


def log_in(page: Any, who: Any, address: str = "/") -> None:
    page.goto(f"/login/?next={address}")
    page.fill("[name=username]", who.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "/login/" not in url)
    page.wait_for_load_state()


@pytest.mark.req("ENR-04", "ENR-06")
def test_from_the_hall_to_the_phone_and_back(browse: Browse, site: str) -> None:
    from playwright.sync_api import expect

    from yanxing.records.models import CheckIn

    street, session, _ = big_street(20)
    hall = browse(DESK)
    log_in(hall, street.desk, f"/hall/{session.pk}/")
    before = CheckIn.objects.count()
    assert hall.locator(".yx-figure b").nth(1).inner_text() == str(before)
    shoot(hall, "hall-1440")
    assert faults_of_access(hall) == []
    token = _token(session)
    phone = browse(PHONE)
    phone.goto(f"/s/{token}/")  # not logged in: the login first, then on by itself
    phone.fill("[name=username]", street.liting.username)
    phone.fill("[name=password]", PASSWORD)
    phone.click("main form button.btn-primary")
    phone.wait_for_selector("[data-signed]")
    assert re.search(r"\d\d:\d\d 已签到", phone.inner_text("[data-signed]"))
    shoot(phone, "signed-390")
    assert faults_of_access(phone) == []
    expect(hall.locator(".yx-figure b").nth(1)).to_have_text(str(before + 1), timeout=15000)
    phone.goto("/sign-in/")
    shoot(phone, "sign-in-390")
    assert faults_of_access(phone) == []
    hall.context.set_offline(True)
    hall.wait_for_selector("[data-offline]:not([hidden])", timeout=15000)
    shoot(hall, "hall-offline-1440")
    hall.context.set_offline(False)
    hall.wait_for_selector("[data-offline][hidden]", state="attached", timeout=15000)


def _token(session: Any) -> str:
    from yanxing.access import clock
    from yanxing.access.keyring import check_in_key
    from yanxing.access.tokens import sign_code, slot_of

    return sign_code(check_in_key(), session.pk, slot_of(clock.now()))


def test_a_phone_without_network_keeps_the_code_and_sends_it_later(browse: Browse, site: str) -> None:
    import json
    from dataclasses import replace

    from yanxing.access import clock
    from yanxing.access.acting import acting
    from yanxing.access.keyring import check_in_key
    from yanxing.access.tokens import slot_of, typed_code
    from yanxing.actions.accounts.devices import enrol_device
    from yanxing.records.models import CheckIn

    street, session, _ = big_street(0)
    actor = replace(street.actor(street.liting), sensitive_ok=True)
    with acting(actor):
        device = enrol_device(label="手机", fingerprint="", actor=actor, now=clock.now())
    phone = browse(PHONE)
    log_in(phone, street.liting, "/sign-in/")
    phone.goto("/sign-in/")
    kept = json.dumps({"id": device.public_id, "key": device.key, "account": street.liting.pk})
    phone.evaluate("kept => localStorage.setItem('yx.device', kept)", kept)
    phone.context.set_offline(True)
    phone.fill("#code", typed_code(check_in_key(), session.pk, slot_of(clock.now())))
    phone.click("form[data-typed] button[type=submit]")
    phone.wait_for_selector("[data-kept]:not([hidden])", timeout=15000)
    assert "已保存在本机" in phone.inner_text("[data-unsent]")
    shoot(phone, "kept-390")
    assert not CheckIn.objects.exists()
    phone.context.set_offline(False)
    phone.wait_for_selector("[data-kept-said] p")
    assert "已补传" in phone.inner_text("[data-kept-said]")
    row = CheckIn.objects.get()
    assert (row.way, row.device_id, row.person_id) == ("offline", device.device_id, street.liting.person_id)
    assert row.at <= row.received_at


def test_the_desk_scans_on_while_the_network_is_away(browse: Browse, site: str) -> None:
    from playwright.sync_api import expect

    from yanxing.access.keyring import check_in_key
    from yanxing.access.tokens import personal_code
    from yanxing.records.models import CheckIn

    street, session, _ = big_street(2)
    before = CheckIn.objects.count()
    desk = browse(DESK)
    log_in(desk, street.desk, f"/desk/{session.pk}/")
    desk.keyboard.type(personal_code(check_in_key(), street.liting.person_id or 0))
    desk.keyboard.press("Enter")
    desk.wait_for_selector("[data-result=good]")
    assert "李婷" in desk.inner_text("#desk-answer")
    shoot(desk, "desk-1440")
    assert faults_of_access(desk) == []
    desk.context.set_offline(True)
    desk.keyboard.type(personal_code(check_in_key(), street.zhaolei.person_id or 0))
    desk.keyboard.press("Enter")
    desk.wait_for_selector("[data-queue]:not([hidden])", timeout=15000)
    assert CheckIn.objects.count() == before + 1
    desk.context.set_offline(False)
    expect(desk.locator("#desk-answer")).to_contain_text("赵磊", timeout=15000)
    assert CheckIn.objects.count() == before + 2


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_staff_pages_are_looked_at(browse: Browse, site: str, size: dict[str, int]) -> None:
    street, session, _ = big_street(9)
    page = browse(size)
    log_in(page, street.desk, "/desk/")
    expects(session, account("ZS0009", "周洁", person("周洁", street.fangta, "ZS0009", "worker")))
    wide = "1440" if size == DESK else "390"
    for name, address in {
        "desk-list": "/desk/",
        "missing": f"/missing/{session.pk}/",
        "paper": f"/missing/{session.pk}/paper/?unit={street.fangta.pk}",
        "sheet": f"/missing/{session.pk}/print/sheet/",
        "badges": f"/missing/{session.pk}/print/badges/",
        "cards": f"/missing/{session.pk}/print/cards/?unit={street.fangta.pk}",
        "desk-found": f"/desk/{session.pk}/?q=li",
    }.items():
        assert page.goto(address).status == 200
        assert page.url.endswith(address)
        shoot(page, f"{name}-{wide}")
        assert faults_of_access(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
