"""A day of 李婷, social worker in 方塔: her phone, and the computer of the neighbourhood."""

from __future__ import annotations

from typing import Any

import pytest
from tests.days.coming import lecture_next_week, scanned_address, today, typed_code_on
from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk, on_a_phone

WORKER, DESK_HELPER = "社区工作者", "签到台"


@pytest.mark.req("ENR-04", "SUR-06", "PER-01", "PER-06", "CRH-01")
def test_a_workers_day(site: str, browse: Browse, logins: Logins) -> None:
    coming = lecture_next_week()
    phone = on_a_phone(browse)
    phone.go("/login/")
    phone.see("worker-login")
    phone.log_in(logins[WORKER])
    said = phone.see("worker-home")
    assert "请于 13:45 前完成签到，还有 15 分钟" in said
    assert "26 / 40 学时" in said
    assert "还差 14 学时" in said
    _asks_why(phone)
    hall = at_a_desk(browse)
    hall.log_in(logins[DESK_HELPER], then=f"/hall/{today().pk}/")
    _signs_in(phone, typed_code_on(hall))
    _asks_leave(phone, coming.pk)
    _says_what_she_thinks(phone)
    _confirms_her_record(phone)
    _makes_letters_large(phone)
    _at_the_neighbourhoods_computer(phone.another(browse, "1440"))
    assert phone.faults == []


def _asks_why(phone: Visitor) -> None:
    for place, name, words in (
        ("#my-hours", "worker-why-hours", "应完成"),
        (".card-body:has-text('“全岗通”考核')", "worker-why-exam", "还差 3 个月"),
    ):
        phone.page.locator(f"main {place} .yx-why").last.click()
        phone.page.wait_for_selector("#sheet:not([hidden]) #sheet-body > *")
        assert words in phone.see(name, inside="#sheet")
        phone.page.keyboard.press("Escape")
        phone.page.wait_for_selector("#sheet", state="hidden")


def _signs_in(phone: Visitor, code: str) -> None:
    phone.go("/")
    phone.press("签到", "link")
    phone.see("worker-sign-in")
    phone.fill(code=code)
    phone.press("签到")
    phone.page.wait_for_selector("[data-signed]")
    assert "按时" in phone.see("worker-signed")
    phone.go(scanned_address(today()))  # and again with the camera, to be sure
    assert "已签到，不用再签" in phone.see("worker-scanned")


def _asks_leave(phone: Visitor, coming: int) -> None:
    said = phone.look("/schedule/", "worker-schedule")
    assert "原定6月27日" in said
    assert "热点问题剖析" in said
    phone.page.locator("main .yx-phone, main").get_by_role("link", name="热点问题剖析").last.click()
    phone.see("worker-session")
    phone.go(f"/leave/{coming}/")
    phone.page.get_by_label("公务冲突").check()
    phone.fill(grounds="9月27日下午区民政局社区工作者座谈会，14:00 到 16:30，通知已转给书记。")
    phone.see("worker-leave")
    phone.press("提交请假")
    said = phone.see("worker-leave-asked")
    assert "请假已提交，等书记审批。批准前仍请按时参加。" in said
    assert "沈蓉" in said


def _says_what_she_thinks(phone: Visitor) -> None:
    fifth = _session(ordinal=2, activity__code="section_training")
    phone.go(f"/trainings/sessions/{fifth}/evaluate/")
    for name, mark in (("score", "5"), ("teacher_score", "5"), ("useful", "4")):
        phone.page.check(f"[name={name}][value='{mark}']", force=True)
    phone.fill(remark="案例很实在，回去就能用。")
    phone.see("worker-evaluate")
    phone.press("提交测评")
    assert "谢谢，已收到您的测评。" in phone.see("worker-evaluated")


def _session(**which: Any) -> int:
    from yanxing.records.models import Session

    return int(Session.objects.get(**which).pk)


def _confirms_her_record(phone: Visitor) -> None:
    said = phone.look("/me/", "worker-record")
    assert "在中山街道 2 年" in said
    assert "26 学时（2024年）" in said
    phone.press("档案无误")
    assert "没有确认过" not in phone.see("worker-record-confirmed")
    said = phone.look("/hours/mine/", "worker-hours")
    assert "08:26 签到，按时。" in said


def _makes_letters_large(phone: Visitor) -> None:
    phone.go("/")
    phone.page.locator("[data-elder-toggle]:visible").first.click()
    phone.page.wait_for_load_state("networkidle")
    assert "今天" in phone.see("worker-home-elder")
    phone.look("/sign-in/", "worker-sign-in-elder")


def _at_the_neighbourhoods_computer(desk: Visitor) -> None:
    desk.go("/")
    desk.page.get_by_role("button", name="李婷 的菜单").or_(
        desk.page.locator(".yx-person summary")
    ).first.click()
    desk.page.locator(".yx-person [data-elder-toggle]").click()  # she reads a screen without large letters
    desk.page.wait_for_load_state("networkidle")
    for address, name in (
        ("/", "worker-home"), ("/sign-in/", "worker-sign-in"), ("/schedule/", "worker-schedule"),
        ("/me/", "worker-record"), ("/hours/mine/", "worker-hours"), ("/matters/", "worker-matters"),
        ("/notices/", "worker-notices"), ("/my/account/", "worker-account"),
    ):  # fmt: skip
        desk.look(address, name)
