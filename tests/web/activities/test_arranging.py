"""An activity is opened, its course table pasted, a session announced: the worker has it in her schedule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.street.people import Street
from tests.web.activities.plan import HEAD, ROW, own_activity

from yanxing.records.models import Activity, Expected, Session, Teacher, TierSpell


@pytest.mark.req("PRG-07")
def test_from_an_activity_to_the_schedule_of_a_worker(street: Street, page: Any) -> None:
    officer, worker = page(street.xuzhiqiang), page(street.liting)
    opened = officer.post(
        "/trainings/activities/new/",
        {"title": "初任培训", "form": "training", "posts": ["worker"], "counts_hours": "on"},
    )
    activity = Activity.objects.get(title="初任培训")
    assert (opened.status_code, opened["Location"]) == (302, f"/trainings/activities/{activity.pk}/")
    table = f"/trainings/activities/{activity.pk}/table/"
    read = officer.post(table, {"block": f"{HEAD}\n{ROW}", "read": "1"})
    assert "保存这 1 场" in read.text
    assert Session.objects.count() == 0
    officer.post(table, {"block": f"{HEAD}\n{ROW}", "save": "1"})
    session = Session.objects.get()
    assert "/schedule/" in worker.get("/schedule/").request["PATH_INFO"]
    assert "初任培训" not in worker.get("/schedule/").text
    preview = officer.get(f"/trainings/sessions/{session.pk}/announce/").text
    assert "通知这 2 人" in preview
    officer.post(f"/trainings/sessions/{session.pk}/announce/", {"revision": session.revision})
    assert sorted(Expected.objects.values_list("person__name", "unit__short_name")) == [
        ("李婷", "方塔"),
        ("赵磊", "蓝天"),
    ]
    shown = worker.get("/schedule/").text
    assert ("初任培训 第 1 讲" in shown, "14:00—16:30" in shown, "13:45 前签到" in shown) == (
        True,
        True,
        True,
    )


@pytest.mark.req("PRG-07")
def test_every_wrong_cell_is_named_and_nothing_saved(street: Street, page: Any) -> None:
    activity = own_activity(street)
    bad = "社区营造\t王教授\t9月31日\t25:00-26:00\t会议室\t面授\t"
    answer = page(street.xuzhiqiang).post(
        f"/trainings/activities/{activity.pk}/table/", {"block": f"{HEAD}\n{bad}\n{ROW}", "save": "1"}
    )
    assert answer.status_code == 422
    for words in (
        "第 2 行 日期：没有“9月31日”这一天，请核对月和日",
        "第 2 行 时间：“25:00-26:00”里没有这样的钟点，请写成 14:00-16:30",
        "第 2 行 方式：“面授”不在可选的方式里",
    ):
        assert words in answer.text
    assert (Session.objects.count(), Teacher.objects.count()) == (0, 0)


def test_the_same_table_again_changes_nothing(street: Street, page: Any) -> None:
    activity = own_activity(street)
    officer = page(street.xuzhiqiang)
    for _time in range(2):
        officer.post(f"/trainings/activities/{activity.pk}/table/", {"block": f"{HEAD}\n{ROW}", "save": "1"})
    assert [(each.ordinal, each.revision) for each in Session.objects.all()] == [(1, 1)]


@pytest.mark.req("ORG-08")
def test_training_is_aimed_at_a_tier_as_it_is_that_day(street: Street, page: Any) -> None:
    """李婷 is 骨干 since September; 赵磊 was until the day of the course; 王敏 becomes one the day after."""
    spells = (
        (street.liting, date(2024, 9, 1), None),
        (street.zhaolei, date(2023, 1, 1), date(2024, 9, 24)),
        (street.wangmin, date(2024, 9, 25), None),
    )
    for who, since, until in spells:
        TierSpell.objects.create(person=who.person, tier="backbone", since=since, until=until)
    officer = page(street.xuzhiqiang)
    officer.post("/trainings/activities/new/", {"title": "骨干培训", "form": "guided", "tiers": ["backbone"]})
    activity = Activity.objects.get()
    assert "骨干社工" in officer.get(f"/trainings/activities/{activity.pk}/").text
    officer.post(f"/trainings/activities/{activity.pk}/table/", {"block": f"{HEAD}\n{ROW}", "save": "1"})
    session = Session.objects.get()
    officer.post(f"/trainings/sessions/{session.pk}/announce/", {"revision": "1"})
    assert list(Expected.objects.values_list("person__name", flat=True)) == ["李婷"]
