"""改期、换场地、取消、延期: previewed, done once, told as 原定…改为…; stale forms are refused."""

from __future__ import annotations

from typing import Any

import pytest
from tests.street.people import Street
from tests.web.activities.plan import ROW, announced, at, own_activity, sessions_of

from yanxing.records.models import Session, SessionChange

MOVE = {"day": "2024-09-26", "starts": "09:00", "ends": "11:00", "reason": "会议室另有安排"}


@pytest.mark.req("PRG-06")
def test_a_session_is_moved_and_the_worker_reads_was_and_is(street: Street, page: Any) -> None:
    session = announced(street)
    officer = page(street.xuzhiqiang)
    move = f"/trainings/sessions/{session.pk}/move/"
    assert 'value="2024-09-24"' in officer.get(move).text
    preview = officer.post(move, {**MOVE, "revision": "2"}).text
    for words in (
        "改期：原定9月24日（周二）14:00—16:30，改为9月26日（周四）09:00—11:00。",
        "原因：会议室另有安排",
        "涉及 2 个居民区、4 人",
        "计学时的时长由 150 分钟改为 120 分钟",
    ):
        assert words in preview
    assert SessionChange.objects.count() == 0
    assert officer.post(move, {**MOVE, "revision": "2", "sure": "1"}).status_code == 302
    session.refresh_from_db()
    assert (session.starts_at, session.ends_at, session.revision) == (at(26, 9), at(26, 11), 3)
    told = "原定9月24日（周二）14:00—16:30，改为9月26日（周四）09:00—11:00"
    assert told in page(street.liting).get("/schedule/").text


def test_a_double_click_is_one_change_and_a_stale_form_is_refused(street: Street, page: Any) -> None:
    session = announced(street)
    officer = page(street.xuzhiqiang)
    move = f"/trainings/sessions/{session.pk}/move/"
    answers = [officer.post(move, {**MOVE, "revision": "2", "sure": "1"}).status_code for _click in range(2)]
    assert (answers, SessionChange.objects.count()) == ([302, 302], 1)
    stale = officer.post(move, {**MOVE, "day": "2024-09-27", "revision": "2", "sure": "1"})
    assert (stale.status_code, "刚被别人改过" in stale.text) == (409, True)
    assert SessionChange.objects.count() == 1


def test_a_venue_is_changed_and_the_trace_has_both(street: Street, page: Any) -> None:
    session = announced(street)
    form = {"venue": "社区学校", "reason": "人多", "revision": "2", "sure": "1"}
    page(street.xuzhiqiang).post(f"/trainings/sessions/{session.pk}/venue/", form)
    change = SessionChange.objects.get()
    assert (change.kind, change.before, change.after) == (
        "venue",
        {"venue": "街道三楼会议室", "revision": 2},
        {"venue": "社区学校"},
    )
    assert "地点原定街道三楼会议室，改为社区学校。" in change.message


def test_a_cancelled_session_stays_on_the_schedule_as_cancelled(street: Street, page: Any) -> None:
    session = announced(street)
    cancel = f"/trainings/sessions/{session.pk}/cancel/"
    page(street.xuzhiqiang).post(cancel, {"reason": "台风", "revision": "2", "sure": "1"})
    session.refresh_from_db()
    shown = page(street.liting).get("/schedule/").text
    assert (session.state, "已取消：台风" in shown) == (Session.State.CANCELLED, True)


def test_postponing_moves_all_or_none(street: Street, page: Any) -> None:
    activity = own_activity(street)
    one, two = sessions_of(street, activity, ROW, ROW.replace("社区营造", "民情走访").replace("24日", "25日"))
    officer = page(street.xuzhiqiang)
    address = f"/trainings/activities/{activity.pk}/postpone/"
    form = {"sessions": [f"{one.pk}.1", f"{two.pk}.9"], "days": "2", "reason": "防汛", "sure": "1"}
    assert officer.post(address, form).status_code == 422
    assert SessionChange.objects.count() == 0
    form["sessions"] = [f"{one.pk}.1", f"{two.pk}.1"]
    for _click in range(2):
        assert officer.post(address, form).status_code == 302
    assert list(Session.objects.order_by("pk").values_list("starts_at", flat=True)) == [
        at(26, 14),
        at(27, 14),
    ]
    assert sorted(SessionChange.objects.values_list("kind", flat=True)) == ["postponed", "postponed"]


def test_outside_the_window_is_a_warning_to_confirm(street: Street, page: Any) -> None:
    session = announced(street)
    officer = page(street.xuzhiqiang)
    move = f"/trainings/sessions/{session.pk}/move/"
    form = {**MOVE, "day": "2024-10-08", "revision": "2", "sure": "1"}
    asked = officer.post(move, form)
    assert asked.status_code == 422
    assert "初任培训 第 1 讲在 10月8日，不在方案规定的 9月1日至9月30日 之内" in asked.text
    assert officer.post(move, {**form, "confirmed": "1"}).status_code == 302


def test_two_things_in_one_room_at_once_are_a_warning(street: Street, page: Any) -> None:
    announced(street)
    other = own_activity(street, "骨干培训")
    table = {"block": ROW.replace("14:00-16:30", "15:00-17:00"), "save": "1"}
    asked = page(street.xuzhiqiang).post(f"/trainings/activities/{other.pk}/table/", table)
    assert "街道三楼会议室同一时间已安排初任培训 第 1 讲（9月24日（周二）14:00—16:30）" in asked.text
    assert Session.objects.filter(activity=other).count() == 0


@pytest.mark.req("PRG-06")
def test_what_is_open_is_said_filled_and_told(street: Street, page: Any) -> None:
    session = announced(street, row="社区营造\t待定\t9月24日\t14:00-16:30\t待定\t\t")
    officer = page(street.xuzhiqiang)
    assert "授课人、地点待定。" in officer.get(f"/trainings/sessions/{session.pk}/").text
    form = {
        "topic": "社区营造", "day": "2024-09-24", "starts": "14:00", "ends": "16:30", "mode": "in_person",
        "venue": "社区学校", "revision": "2",
    }  # fmt: skip
    assert officer.post(f"/trainings/sessions/{session.pk}/fill/", form).status_code == 302
    change = SessionChange.objects.get()
    assert (change.kind, change.after) == ("filled", {"venue": "社区学校"})
    refused = officer.post(
        f"/trainings/sessions/{session.pk}/fill/", {**form, "venue": "剧场", "revision": "3"}
    )
    assert (refused.status_code, "请用“改期”或“换场地”" in refused.text) == (422, True)


def test_breaks_are_taken_out_and_stay_out_when_moved(street: Street, page: Any) -> None:
    session = announced(street)
    officer = page(street.xuzhiqiang)
    form = {
        "topic": "社区营造", "day": "2024-09-24", "starts": "14:00", "ends": "16:30", "mode": "in_person",
        "venue": "街道三楼会议室", "audience_note": "全体社工", "minutes_counted": "135", "revision": "2",
    }  # fmt: skip
    for _click in range(2):
        assert officer.post(f"/trainings/sessions/{session.pk}/fill/", form).status_code == 302
    assert [(each.kind, each.after) for each in SessionChange.objects.all()] == [
        ("filled", {"minutes_counted": 135})
    ]
    officer.post(f"/trainings/sessions/{session.pk}/move/", {**MOVE, "revision": "3", "sure": "1"})
    session.refresh_from_db()
    assert (session.minutes_counted, session.revision) == (105, 4)
