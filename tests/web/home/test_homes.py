"""The first page of each: what is on, what waits, how far things are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.meetings import lecture
from tests.street.people import NOW, Street, account, holds, person

from yanxing.access.acting import acting
from yanxing.actions import trail
from yanxing.actions.activities.starting import start_activities
from yanxing.actions.matters.leave import ask_leave
from yanxing.actions.policies import settle_audience
from yanxing.records.models import PolicyDocument, RunRow, Session

MOST = 12
"""Statements of a page, without BEGIN and COMMIT."""


@pytest.fixture
def plan(street: Street) -> PolicyDocument:
    return both_in_force(street)[0]


@pytest.fixture
def over(street: Street, plan: PolicyDocument) -> Session:
    """A lecture a week ago: 方塔 came, of 蓝天 nobody."""
    made = past_lecture(street, street.liting, street.wangmin, street.chenjianguo, street.zhaolei)
    comes(made, street.liting)
    comes(made, street.wangmin)
    return made


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def statements(client: Any, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in seen.captured_queries)


def test_a_stranger_to_the_house_is_asked_to_log_in(db: None, page: Callable[..., Any]) -> None:
    answer = page().get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/")


def test_a_worker_sees_today_and_what_is_to_be_done(
    street: Street, plan: PolicyDocument, page: Callable[..., Any]
) -> None:
    session = lecture(street, street.liting)
    said = text_of(page(street.liting).get("/"))
    assert "专家授课 第 6 讲" in said
    assert "请于 13:45 前完成签到，还有 15 分钟" in said
    assert f'href="/leave/{session.pk}/"' in said
    assert 'href="/sign-in/"' in said
    assert "核对本人培训档案" in said


def test_whoever_signed_in_has_no_button_any_more(
    street: Street, plan: PolicyDocument, page: Callable[..., Any]
) -> None:
    comes(lecture(street, street.liting), street.liting, "13:20")
    said = text_of(page(street.liting).get("/"))
    assert "13:20 已签到" in said
    assert "请于" not in said
    assert "/leave/" not in said


def test_nothing_today(street: Street, plan: PolicyDocument, page: Callable[..., Any]) -> None:
    assert "今天没有要参加的活动。" in text_of(page(street.zhaolei).get("/"))


def test_hours_come_with_their_target(street: Street, plan: PolicyDocument, page: Callable[..., Any]) -> None:
    said = text_of(page(street.liting).get("/board/hours/"))
    assert "/ 40 学时" in said
    assert "还差 40 学时。" in said


@pytest.mark.req("ENR-03")
def test_a_secretary_sees_her_own_team_only(street: Street, over: Session, page: Callable[..., Any]) -> None:
    lecture(street, street.liting, street.wangmin, street.zhaolei, title="业务培训")
    said = text_of(page(street.wangmin).get("/"))
    assert "应到 2 人，实到 0 人，请假 0 人，未到 2 人" in said
    assert "还没有签到：</span>" not in said
    assert "李婷、王敏" in said
    assert "赵磊" not in said
    team = text_of(page(street.wangmin).get("/board/team-hours/"))
    assert "方塔·到课率" in team
    assert "100.0%" in team
    other = text_of(page(street.chenjianguo).get("/board/team-hours/"))
    assert "0.0%" in other
    assert "方塔" not in other


@pytest.mark.req("ENR-03")
def test_the_officer_sees_the_board_of_all(street: Street, over: Session, page: Callable[..., Any]) -> None:
    said = text_of(page(street.xuzhiqiang).get("/"))
    assert "2 个居委会·1 项" in said
    assert "缺 2" in said
    assert said.count("100.0%") == 1
    assert "专家授课 第 5 讲已结束，待计学时" in said


def test_a_cell_names_who_and_why_and_the_text_names_nobody(
    street: Street, plan: PolicyDocument, over: Session, page: Callable[..., Any]
) -> None:
    address = f"/policies/{plan.pk}/board/{over.activity_id}/{street.lantian.pk}/"
    said = text_of(page(street.xuzhiqiang).get(address))
    assert "应到 2 人次，实到 0 人次，缺 2 人次（2 人）。" in said
    assert "9月12日专家授课 第 5 讲没有签到，也没有请假记录。" in said
    message = said.split("<textarea")[1].split("</textarea>")[0]
    assert "专家授课缺 2 人次" in message
    assert "缺人单位：蓝天。" in message
    assert "赵磊" not in message


def test_a_cell_elsewhere_is_no_page(
    street: Street, plan: PolicyDocument, over: Session, page: Callable[..., Any]
) -> None:
    address = f"/policies/{plan.pk}/board/{over.activity_id}"
    assert page(street.wangmin).get(f"{address}/{street.lantian.pk}/").status_code == 404
    assert page(street.wangmin).get(f"{address}/{street.fangta.pk}/").status_code == 200
    assert page(street.liting).get(f"{address}/{street.fangta.pk}/").status_code == 404
    assert (
        page(street.xuzhiqiang).get(f"/policies/{plan.pk}/board/999999/{street.fangta.pk}/").status_code
        == 404
    )


def test_the_board_of_a_secretary_has_her_unit_only(
    street: Street, plan: PolicyDocument, over: Session, page: Callable[..., Any]
) -> None:
    said = text_of(page(street.wangmin).get(f"/policies/{plan.pk}/board/"))
    assert "1 个居委会·1 项" in said
    assert "蓝天" not in said


def test_the_board_as_a_workbook(
    street: Street, plan: PolicyDocument, over: Session, page: Callable[..., Any]
) -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    answer = page(street.xuzhiqiang).get(f"/policies/{plan.pk}/board/board.xlsx")
    rows = list(
        load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, max_row=4, values_only=True)
    )
    assert rows == [
        ("片区", "居委会", "专家授课", "实到人次", "应到人次", "到课率"),
        ("府城方塔片区", "方塔", "已完成", 2, 2, "100.0%"),
        ("府城方塔片区", "蓝天", "缺 2", 0, 2, "0.0%"),
    ]


def test_several_posts_are_seen_together_each_under_its_name(
    street: Street, over: Session, page: Callable[..., Any]
) -> None:
    holds(street.wangmin, street.street, "officer", "自治办经办人", "B")
    said = text_of(page(street.wangmin).get("/"))
    assert '<h3 class="yx-part">自治办经办人</h3>' in said
    assert said.count("专家授课 第 5 讲已结束，待计学时") == 1


def test_both_holders_of_a_post_see_the_same(street: Street, over: Session, page: Callable[..., Any]) -> None:
    second = account("dai", "代岗")
    holds(second, street.street, "officer", "自治办经办人", "B")
    waiting = "专家授课 第 5 讲已结束，待计学时"
    assert waiting in text_of(page(second).get("/"))
    assert waiting in text_of(page(street.xuzhiqiang).get("/"))


@pytest.mark.parametrize("who", ["liting", "wangmin", "xuzhiqiang", "desk", "auditor", "admin", "stranger"])
def test_as_many_statements_for_three_as_for_one(
    street: Street, over: Session, page: Callable[..., Any], who: str
) -> None:
    lecture(street, street.liting, street.wangmin)
    client = page(getattr(street, who))
    before = statements(client, "/")
    for number in range(7, 9):
        more = account(
            f"ZS9{number}", f"增员{number}", person(f"增员{number}", street.fangta, f"ZS9{number}", "worker")
        )
        lecture(
            street,
            street.liting,
            street.wangmin,
            more,
            ordinal=number,
            starts=NOW + timedelta(hours=number - 5),
        )
        comes(past_lecture(street, more, street.liting, street.wangmin, ordinal=number + 10), more)
    assert statements(client, "/") == before
    assert before <= MOST


def test_the_desk_sees_the_sessions_of_the_day_at_once(street: Street, page: Callable[..., Any]) -> None:
    session = lecture(street, street.liting)
    said = text_of(page(street.desk).get("/"))
    assert f'href="/desk/{session.pk}/"' in said


def test_the_system_administrator_sees_the_house_and_no_business(
    street: Street, over: Session, page: Callable[..., Any]
) -> None:
    account("ZS0099", "未启用").__class__.objects.filter(username="ZS0099").update(activated_at=None)
    said = text_of(page(street.admin).get("/"))
    waiting = said.split("待启用账号")[1].split("</div>")[0]
    assert "<b>1</b>" in waiting
    assert "后台任务" in said
    assert "李婷" not in said
    assert "到课率" not in said


def test_the_auditor_sees_the_acts_of_the_day(street: Street, page: Callable[..., Any]) -> None:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        trail.record(
            "secret.reveal",
            actor=officer,
            now=NOW,
            about=("person", street.liting.person_id),
            reason="核对证书",
        )
    said = text_of(page(street.auditor).get("/"))
    assert "徐志强查看了李婷" in said
    assert "核对证书" in said
    assert 'class="yx-count">1</span>' in said


def test_whoever_holds_no_post_is_told_whom_to_ask(street: Street, page: Callable[..., Any]) -> None:
    assert "这个账号还没有安排岗位" in text_of(page(street.stranger).get("/"))


def test_leave_to_be_decided_waits_for_the_secretary(
    street: Street, plan: PolicyDocument, page: Callable[..., Any]
) -> None:
    session = lecture(street, street.liting, starts=NOW + timedelta(days=6))
    liting = street.actor(street.liting)
    with acting(liting):
        matter = ask_leave(session=session, kind="事假", grounds="陪护家人", actor=liting, now=NOW)
    said = text_of(page(street.wangmin).get("/"))
    assert "批复李婷请假：专家授课 第 6 讲" in said
    assert f'href="/matters/{matter.pk}/"' in said
    assert "陪护家人" not in said
    assert "批复李婷请假" not in text_of(page(street.chenjianguo).get("/"))
    assert "批复李婷请假" not in text_of(page(street.liting).get("/"))


def test_how_one_stands_to_the_examination_is_said_with_why(
    street: Street, plan: PolicyDocument, page: Callable[..., Any]
) -> None:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        start_activities(document=plan, actor=officer, now=NOW)
        settle_audience(document=plan, run="exam_candidates", as_of=NOW.date(), actor=officer, now=NOW)
    said = text_of(page(street.liting).get("/"))
    key = RunRow.objects.get(subject_id=street.liting.person_id).key
    assert "“全岗通”考核" in said
    assert f'href="/policies/{plan.pk}/lists/exam_candidates/why/{key}/"' in said
