"""The pages in a browser, at desk and phone: clean for axe, not wider than the screen; the copy button."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.people import Street, make_street
from tests.web.activities.plan import HEAD, ROW, announced, own_activity

from yanxing.records.models import MessageCopy, Session

LONG = (
    "民情走访与矛盾化解的方法和案例分析（欧阳静雯主讲，尉迟晓岚主持）\t待定\t9月26日\t9:00-11:30\t"
    "生态商务区第一联合居民区党群服务站二楼多功能厅\t线上+线下\t"
)


@pytest.fixture
def arranged(site: str) -> tuple[Street, Session]:
    street = make_street()
    activity = own_activity(street, "专家授课")
    announced(street, activity, LONG)
    return street, announced(street, activity)


def enter(page: Any, site: str, who: Any) -> Any:
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    return page


def look(page: Any, address: str, name: str) -> list[str]:
    """Goes there, takes a picture, and tells what is wrong with the page."""
    page.goto(address, wait_until="networkidle")
    shoot(page, f"activities/{name}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults_of_access(page), *([f"{wide} px too wide"] if wide > 0 else [])]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_pages_of_officer_and_worker(arranged: Any, site: str, browse: Any, size: dict[str, int]) -> None:
    street, session = arranged
    record = f"/trainings/sessions/{session.pk}/"
    officer, worker = (enter(browse(size), site, each) for each in (street.xuzhiqiang, street.liting))
    tag = f"{size['width']}"
    found = {
        **{a: look(officer, a, f"officer-{n}-{tag}") for n, a in enumerate((
            "/trainings/", f"/trainings/activities/{session.activity_id}/", record, f"{record}?tab=people",
            f"{record}?tab=messages", f"{record}move/", "/schedule/",
        ))},
        **{a: look(worker, a, f"worker-{n}-{tag}") for n, a in enumerate(("/schedule/?", f"{record}?"))},
    }  # fmt: skip
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_pasting_shows_the_error_in_its_cell(arranged: Any, site: str, browse: Any) -> None:
    street, session = arranged
    page = enter(browse(DESK), site, street.xuzhiqiang)
    page.goto(f"/trainings/activities/{session.activity_id}/table/")
    page.fill("textarea", f"{HEAD}\n{ROW.replace('9月24日', '9月31日').replace('社区营造', '网格走访')}")
    page.click("button[name=read]")
    cell = page.locator("#paste-2 .yx-bad-cell")
    assert cell.inner_text().split("\n")[-1] == "没有“9月31日”这一天，请核对月和日"
    shoot(page, "activities/officer-pasted-1440")
    assert faults_of_access(page) == []


def test_the_button_copies_and_the_copy_is_written_down(arranged: Any, site: str, browse: Any) -> None:
    street, session = arranged
    page = enter(browse(PHONE), site, street.wangmin)
    page.goto(f"/trainings/sessions/{session.pk}/?tab=messages")
    with page.expect_response(lambda answer: "/copied/" in answer.url) as answered:
        page.click("[data-copy-button]")
    assert answered.value.status == 204
    assert list(MessageCopy.objects.values_list("kind", "unit", "copied_by__display_name")) == [
        ("announce", street.fangta.pk, "王敏")
    ]
