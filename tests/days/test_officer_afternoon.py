"""徐志强's afternoon: a hall filling up, another room, a paper sheet, an early leave, closing, hours."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.days.coming import scanned_address, today
from tests.days.conftest import Logins
from tests.days.living import Browse, Visitor, at_a_desk, enrol_authenticator, on_a_phone

from yanxing.access import clock
from yanxing.records.models import Account, AttendanceOutcome, Person, Session

OFFICER, SECRETARY, WORKER = "街道经办人", "居民区书记", "社区工作者"
THIRD = "yunjian-2024"


@pytest.mark.req("ENR-04", "ENR-05", "ENR-06", "CRH-01")
def test_from_the_opening_of_the_doors_to_credited_hours(site: str, browse: Browse, logins: Logins) -> None:
    session = today()
    officer = at_a_desk(browse)
    officer.log_in(logins[OFFICER])
    enrol_authenticator(officer)
    officer.look(f"/trainings/sessions/{session.pk}/", "officer-session")
    _moves_to_another_room(officer, session)
    _watches_three_phones_sign_in(officer, session, browse, logins)
    clock.move_forward(timedelta(hours=2, minutes=5))  # 15:35, the lecture is on
    signed = _enters_a_paper_sheet(officer, session)
    leaver = _notes_who_left_early(officer, session)
    clock.move_forward(timedelta(hours=1, minutes=30))  # 17:05
    _closes(officer, session, leaver)
    _corrects_one(officer, session, signed)
    phone = officer.another(browse, "390")
    for address, name in (
        ("/", "officer-home"), (f"/trainings/sessions/{session.pk}/", "officer-session"),
        (f"/missing/{session.pk}/", "officer-missing"),
    ):  # fmt: skip
        phone.look(address, name)
    assert officer.faults == []


def _moves_to_another_room(officer: Visitor, session: Session) -> None:
    officer.go(f"/trainings/sessions/{session.pk}/venue/")
    officer.fill(venue="街道三楼会议室", reason="剧场音响检修")
    officer.press("先看看消息和影响")
    said = officer.see("officer-venue-preview")
    assert "涉及 22 个居民区" in said
    assert "街道三楼会议室" in said
    officer.page.locator("main [name=sure]").click()
    said = officer.see("officer-venue-changed")
    assert "换场地已办好，请复制群消息告诉大家。" in said
    said = officer.look(f"/trainings/sessions/{session.pk}/?tab=messages&kind=change", "officer-message")
    text = officer.page.locator("[data-copy-text]").first.input_value()
    assert "街道三楼会议室" in text


def _watches_three_phones_sign_in(officer: Visitor, session: Session, browse: Browse, logins: Logins) -> None:
    from playwright.sync_api import expect

    colleague = Account.objects.get(person__name="陆雯倩")
    colleague.set_password(THIRD)
    colleague.activated_at = clock.real_now()
    colleague.save()
    hall = officer.another_page(f"/hall/{session.pk}/")
    counter = hall.locator(".yx-figure b").nth(1)
    before = int(counter.inner_text())
    for way in (logins[WORKER], logins[SECRETARY], (colleague.username, THIRD)):
        phone = on_a_phone(browse)
        phone.page.goto(scanned_address(session))
        phone.log_in(way)
        phone.page.wait_for_selector("[data-signed]")
    expect(counter).to_have_text(str(before + 3), timeout=20000)
    Visitor(hall, "1440").see("officer-hall", inside="body")


def _enters_a_paper_sheet(officer: Visitor, session: Session) -> Person:
    """江田 signed on paper: everybody came but one."""
    officer.go(f"/missing/{session.pk}/paper/")
    officer.press("江田", "link")
    boxes = officer.page.locator("main [name=absent]:not([disabled])")
    names = [each.strip() for each in officer.page.locator(
        "main .yx-ticks li:has([name=absent]:not([disabled])) label").all_inner_texts()]  # fmt: skip
    boxes.first.check()
    officer.fill(at="13:40")
    officer.see("officer-paper")
    officer.press("先看结果")
    said = officer.see("officer-paper-checked")
    assert f"{len(names) - 1} 人将按 13:40 记为已签到（方式：纸质签到表）。" in said
    officer.page.locator("main [name=sure]").click()
    said = officer.page.inner_text("main")
    assert f"已按纸质签到表记录 {len(names) - 1} 人签到。" in said
    return Person.objects.get(name=names[1].split()[0], subject__home_unit__short_name="江田")


def _notes_who_left_early(officer: Visitor, session: Session) -> Person:
    leaver = Person.objects.get(name="陆雯倩")
    officer.go(f"/trainings/sessions/{session.pk}/people/{leaver.pk}/exception/")
    officer.page.get_by_label("早退").check()
    officer.fill(at="15:20", reason="接到通知，回居委会处置漏水")
    officer.see("officer-left-early")
    officer.press("记下")
    assert "已记下。" in officer.page.inner_text("main")
    return leaver


def _closes(officer: Visitor, session: Session, leaver: Person) -> None:
    officer.look(f"/trainings/sessions/{session.pk}/close/", "officer-close")
    officer.press("结束登记并计学时")
    said = officer.see("officer-outcomes")
    assert re.search(r"已结束登记，共计入 [\d.]+ 学时。", said)
    left = AttendanceOutcome.objects.get(session=session, person=leaver, is_current=True)
    assert (left.status, "15:20" in left.sentence) == ("left_early", True)
    said = officer.look(f"/hours/people/{Person.objects.get(staff_number='0142').pk}/", "officer-hours-of")
    assert "29.3" in said
    officer.look("/hours/", "officer-hours")
    officer.look("/hours/breaches/", "officer-breaches")


def _corrects_one(officer: Visitor, session: Session, signed: Person) -> None:
    """The sheet had a mistake: one of 江田 was not there after all."""
    outcome = AttendanceOutcome.objects.get(session=session, person=signed, is_current=True)
    officer.go(f"/hours/outcomes/{outcome.pk}/correct/")
    officer.page.get_by_label("未到场").check()
    officer.fill(reason="纸质签到表勾错一行，本人当天值班")
    officer.press("看看更正后的样子")
    said = officer.see("officer-correction")
    assert "缺勤" in said
    officer.page.locator("main [name=save]").click()
    assert "已更正" in officer.see("officer-corrected")
    now = AttendanceOutcome.objects.get(session=session, person=signed, is_current=True)
    assert (outcome.status, now.status, now.version) == ("on_time", "absent", outcome.version + 1)
