"""应到 changed with a reason; online evidence; visits; the dictionary of forms; what waits to be done."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.street.people import NOW, Street, account, person
from tests.web.activities.plan import ROW, announced, at, own_activity, sessions_of

from yanxing.access.acting import acting
from yanxing.queries.activities.todo import activities_to_do
from yanxing.records.models import (
    Activity,
    CheckIn,
    Expected,
    OnlineEvidence,
    Session,
    StoredFile,
    VisitRecord,
)

ONLINE = ROW.replace("线下", "线上+线下")


def test_somebody_is_added_and_taken_off_with_a_reason(street: Street, page: Any) -> None:
    session = announced(street, own_activity(street, units=[street.fangta.pk]))
    officer, zhaolei = page(street.xuzhiqiang), street.zhaolei.person
    people = f"/trainings/sessions/{session.pk}/expected/"
    officer.post(people, {"person": zhaolei.pk, "reason": ""})
    assert Expected.objects.filter(person=zhaolei).count() == 0
    officer.post(people, {"person": zhaolei.pk, "reason": "带队"})
    assert page(street.zhaolei).get(f"/trainings/sessions/{session.pk}/").status_code == 200
    officer.post(f"{people}{street.liting.person_id}/off/", {"reason": "借调在外"})
    row = Expected.objects.get(person=street.liting.person)
    assert (
        row.removed_reason,
        page(street.liting).get(f"/trainings/sessions/{session.pk}/").status_code,
    ) == (
        "借调在外",
        404,
    )
    shown = officer.get(f"/trainings/sessions/{session.pk}/?tab=people").text
    assert ("加入：带队" in shown, "借调在外" in shown) == (True, True)


@pytest.mark.req("ENR-08")
def test_the_list_of_a_meeting_becomes_evidence(street: Street, page: Any) -> None:
    account("ZS0010", "李婷", person("李婷", street.lantian, "ZS0010", "worker"))  # 同名
    session = announced(street, row=ONLINE)
    officer = page(street.xuzhiqiang)
    address = f"/trainings/sessions/{session.pk}/online/"
    head = "昵称\t工号\t累计时长\t首次入会时间\n"
    bad = officer.post(
        address, {"block": f"{head}李婷\t\t95\t\n张三\t\t1小时\t\n赵磊\t\t很久\t", "save": "1"}
    ).text
    for words in (
        "第 2 行 姓名：应到名单里有 2 位李婷（方塔、蓝天），请补工号",
        "第 3 行 姓名：“张三”不在这一场的应到名单里；昵称请改成姓名或补工号",
        "第 4 行 时长（分钟）：“很久”不是时长，请写分钟数，如 95",
    ):
        assert words in bad
    assert OnlineEvidence.objects.count() == 0
    clean = {"block": f"{head}李婷\tZS0001\t01:35:20\t2024-09-24 13:55\n赵磊\t\t1小时20分\t", "save": "1"}
    for _time in range(2):
        assert officer.post(address, clean).status_code == 302
    assert sorted(OnlineEvidence.objects.values_list("person__staff_number", "minutes", "joined_at")) == [
        ("ZS0001", 95, at(24, 13, 55)),
        ("ZS0004", 80, None),
    ]
    assert "会议链接待定" in officer.get(f"/trainings/sessions/{session.pk}/").text


@pytest.mark.req("PRG-23")
def test_a_visit_is_recorded_and_read_by_those_who_went(street: Street, page: Any) -> None:
    activity = own_activity(street, "片区互动交流")
    Activity.objects.update(form="visit")
    session = announced(street, activity)
    form = {
        "host_site": "蓝天居民区党群服务站", "host_unit": street.lantian.pk,
        "topics": "社区品牌、睦邻楼组建设、团队培育", "takeaways": "楼组长例会每月一次",
    }  # fmt: skip
    answer = page(street.xuzhiqiang).post(f"/trainings/sessions/{session.pk}/visit/", form)
    assert answer.status_code == 302
    visit = VisitRecord.objects.get()
    assert (visit.host_site, visit.host_unit_id) == ("蓝天居民区党群服务站", street.lantian.pk)
    CheckIn.objects.create(session=session, person=street.zhaolei.person, at=NOW, received_at=NOW, way="code")
    shown = page(street.liting).get(f"/trainings/sessions/{session.pk}/").text
    assert [words in shown for words in ("睦邻楼组建设", "楼组长例会每月一次", "1 人", "赵磊")] == [
        True
    ] * 3 + [False]
    assert "1 人：赵磊" in page(street.xuzhiqiang).get(f"/trainings/sessions/{session.pk}/").text


@pytest.mark.req("PRG-13")
def test_forms_are_a_dictionary_and_a_session_may_have_its_own(street: Street, page: Any) -> None:
    activity = own_activity(street)
    sessions_of(street, activity, ROW.replace("线下", "现场教学"))
    officer = page(street.xuzhiqiang)
    officer.post(
        f"/trainings/activities/{activity.pk}/edit/",
        {"form": "debate", "counts_hours": "on", "posts": ["worker"]},
    )
    activity.refresh_from_db()
    assert (activity.form, activity.target["posts"]) == ("debate", ["worker"])
    shown = officer.get("/trainings/forms/").text
    assert [words in shown for words in ("专题授课", "思辨课程", "引导式讨论", "现场教学", "学习参访")] == [
        True
    ] * 5
    assert "现场教学·线下" in officer.get(f"/trainings/sessions/{Session.objects.get().pk}/").text


def test_what_waits_for_each(street: Street) -> None:
    session = announced(street, row=ROW.replace("街道三楼会议室", "待定"))
    CheckIn.objects.create(session=session, person=street.liting.person, at=NOW, received_at=NOW, way="code")
    found = {}
    for who in ("xuzhiqiang", "wangmin", "liting"):
        actor = street.actor(getattr(street, who))
        with acting(actor):
            found[who] = [text for text, _url, _due in activities_to_do(actor, at(20, 13))]
    assert found == {
        "xuzhiqiang": ["初任培训 第 1 讲授课人、地点待定"],
        "wangmin": ["初任培训 第 1 讲还没有转到群里"],
        "liting": [],
    }
    worker = street.actor(street.liting)
    with acting(worker):
        assert [text for text, _url, _due in activities_to_do(worker, at(24, 15))] == [
            "测评初任培训 第 1 讲“社区营造”"
        ]


def test_course_material_is_kept_and_a_wrong_file_refused(street: Street, page: Any) -> None:
    session = announced(street)
    officer = page(street.xuzhiqiang)
    address = f"/trainings/sessions/{session.pk}/material/"
    wrong = officer.post(address, {"file": SimpleUploadedFile("课件.pdf", b"MZ\x90 no paper")})
    assert (wrong.status_code, StoredFile.objects.count()) == (422, 0)
    kept = officer.post(address, {"file": SimpleUploadedFile("课件.pdf", b"%PDF-1.4\n%%EOF\n")})
    assert kept.status_code == 302, kept.text
    assert "课件.pdf" in page(street.liting).get(f"/trainings/sessions/{session.pk}/").text


@pytest.mark.parametrize("state", ["", "open", "draft", "announced", "closed", "cancelled", "别的"])
def test_the_list_narrows_by_state(street: Street, page: Any, state: str) -> None:
    activity = own_activity(street)
    announced(street, activity)
    sessions_of(street, activity, ROW.replace("社区营造", "待定").replace("9月24日", "9月25日"))
    shown = page(street.xuzhiqiang).get("/trainings/", {"state": state}).text
    found = [words in shown for words in (">专家授课", "初任培训 第 1 讲", "初任培训 第 2 讲")]
    assert (
        found
        == {
            "": [False, True, True],
            "别的": [False, True, True],
            "open": [False, True, True],
            "draft": [False, False, True],
            "announced": [False, True, False],
            "closed": [False, False, False],
            "cancelled": [False, False, False],
        }[state]
    )


def test_a_change_has_to_be_passed_on_anew(street: Street, page: Any) -> None:
    session = announced(street)
    secretary = street.actor(street.wangmin)

    def waiting() -> list[str]:
        with acting(secretary):
            return [text for text, _url, _due in activities_to_do(secretary, at(20, 13))]

    copied = f"/trainings/sessions/{session.pk}/copied/?unit={street.fangta.pk}&kind="
    page(street.wangmin).post(f"{copied}announce")
    assert waiting() == []
    form = {"reason": "台风", "revision": "2", "sure": "1"}
    page(street.xuzhiqiang).post(f"/trainings/sessions/{session.pk}/cancel/", form)
    assert waiting() == ["初任培训 第 1 讲还没有转到群里"]
    page(street.wangmin).post(f"{copied}cancel")
    assert waiting() == []
