"""A day of 沈蓉, secretary of 方塔: leave to answer, who is not there yet, signing in for somebody, hours."""

from __future__ import annotations

import re

import pytest
from tests.days.coming import scanned_address, today
from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk, on_a_phone

SECRETARY = "居民区书记"


@pytest.mark.req("ENR-04")
def test_a_secretarys_day(site: str, browse: Browse, logins: Logins) -> None:
    desk = at_a_desk(browse)
    desk.log_in(logins[SECRETARY])
    said = desk.see("secretary-home")
    assert "应到 16 人，实到 6 人，请假 0 人，未到 10 人" in said
    _answers_two_asking_for_leave(desk)
    _looks_who_is_missing(desk)
    _signs_in_for_somebody(desk)
    _tells_the_group(desk)
    _looks_at_hours(desk)
    _gives_a_slip_to_a_colleague(desk, browse)
    phone = desk.another(browse, "390")
    _on_her_way_to_the_hall(phone)
    assert desk.faults == []


def _answers_two_asking_for_leave(desk: Visitor) -> None:
    desk.page.get_by_role("link", name=re.compile("批复胡雨晴请假")).click()
    desk.see("secretary-leave")
    desk.press("同意")
    assert "已准假" in desk.see("secretary-leave-granted")
    desk.go("/")
    desk.page.get_by_role("link", name=re.compile("批复陈子涵请假")).click()
    desk.press("退回补充")
    assert "理由" in desk.see("secretary-leave-without-reason")
    desk.fill(reason="请写明几点结束，能不能先来签到。")
    desk.press("退回补充")
    assert "请写明几点结束" in desk.see("secretary-leave-returned")
    said = desk.look("/matters/", "secretary-matters")
    assert "陈子涵请假" in said


def _looks_who_is_missing(desk: Visitor) -> None:
    said = desk.look(f"/missing/{today().pk}/", "secretary-missing")
    assert "胡雨晴" not in said.split("群消息")[0].split("还没有签到")[1]
    assert "李婷" in said


def _signs_in_for_somebody(desk: Visitor) -> None:
    desk.press("代签", "link")
    desk.page.get_by_label(re.compile("许子轩")).check()
    desk.fill(reason="手机没电，人已在会场")
    desk.see("secretary-team-sign-in")
    desk.press("代签")
    said = desk.see("secretary-team-signed")
    assert "已代签 1 人。" in said
    assert "代签" in said.split("已签到")[-1]


def _tells_the_group(desk: Visitor) -> None:
    desk.go(f"/trainings/sessions/{today().pk}/?tab=messages")
    desk.see("secretary-message")
    text = desk.page.locator("[data-copy-text]").first.input_value()
    assert "方塔" in text
    desk.press("复制群消息")
    desk.page.wait_for_timeout(300)
    desk.go(f"/trainings/sessions/{today().pk}/?tab=messages")
    assert "沈蓉" in desk.see("secretary-message-copied")


def _looks_at_hours(desk: Visitor) -> None:
    said = desk.look("/hours/", "secretary-hours")
    assert "人均学时" in said
    said = desk.look("/people/", "secretary-people")
    assert "在册人员 16" in said


def _gives_a_slip_to_a_colleague(desk: Visitor, browse: Browse) -> None:
    """Printed, handed over, used on a phone: a password nobody else ever knew."""
    desk.look("/accounts/", "secretary-accounts")
    desk.go("/accounts/slips/")
    desk.press("打印激活条", "link")
    desk.see("secretary-slips")
    desk.press("开账号并打印")
    desk.page.wait_for_selector(".yx-slip__typed")
    desk.see("secretary-slips-printed", inside="body")
    code = desk.page.locator(".yx-slip__typed").first.inner_text().replace("-", "")
    phone = on_a_phone(browse)
    phone.faults = desk.faults
    phone.go(f"/start/{code}/")
    phone.see("worker-slip")
    phone.page.get_by_label("新密码").fill("meihua-2024")
    phone.page.get_by_label("再填一次").fill("meihua-2024")
    phone.press("设好密码，进入")
    phone.page.wait_for_url(lambda url: "/start/" not in url)
    assert "今天" in phone.page.inner_text("main")


def _on_her_way_to_the_hall(phone: Visitor) -> None:
    phone.look("/", "secretary-home")
    phone.look("/matters/", "secretary-matters")
    phone.look(f"/missing/{today().pk}/", "secretary-missing")
    phone.look(f"/missing/{today().pk}/team/", "secretary-team-sign-in")
    phone.look("/hours/", "secretary-hours")
    phone.go(scanned_address(today()))
    phone.page.wait_for_selector("[data-signed]")
    assert "按时" in phone.see("secretary-signed")
