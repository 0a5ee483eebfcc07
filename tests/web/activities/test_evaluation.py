"""训中评价: whoever came, once; averages from three answers on; never a name."""

from __future__ import annotations

from typing import Any

import pytest
from tests.street.people import NOW, Street, account, holds, person
from tests.web.activities.plan import announced, at

from yanxing.records.models import CheckIn, Evaluation, Session, Teacher

GIVEN = {"score": "5", "teacher_score": "4", "useful": "5", "remark": "案例讲得实在"}


@pytest.fixture
def running(street: Street) -> Session:
    """A course that began half an hour ago, with a teacher."""
    session = announced(street)
    teacher = Teacher.objects.create(
        name="沈雁秋", kind="expert", organisation="市委党校", unit=street.street
    )
    Session.objects.filter(pk=session.pk).update(starts_at=at(20, 13), ends_at=at(20, 15), teacher=teacher)
    session.refresh_from_db()
    return session


def came(session: Session, who: Any) -> None:
    CheckIn.objects.create(session=session, person=who.person, at=NOW, received_at=NOW, way="code")


def test_only_who_signed_in_may_evaluate(street: Street, page: Any, running: Session) -> None:
    worker = page(street.liting)
    address = f"/trainings/sessions/{running.pk}/evaluate/"
    assert "签到以后才能测评" in worker.get(address).text
    assert worker.post(address, GIVEN).status_code == 422
    assert Evaluation.objects.count() == 0


@pytest.mark.req("SUR-06")
def test_three_answers_make_averages_without_names(street: Street, page: Any, running: Session) -> None:
    officer = page(street.xuzhiqiang)
    result = f"/trainings/sessions/{running.pk}/?tab=evaluation"
    for number, who in enumerate((street.liting, street.wangmin, street.zhaolei), 1):
        came(running, who)
        client = page(who)
        for _click in range(2):
            answer = client.post(
                f"/trainings/sessions/{running.pk}/evaluate/", {**GIVEN, "teacher_score": str(2 + number)}
            )
            assert answer.status_code == 302
        shown = officer.get(result).text
        if number < 3:
            assert (f"收到 {number} 份" in shown, "5.00" in shown, "案例讲得实在" in shown) == (
                True,
                False,
                False,
            )
    assert ("5.00" in shown, "4.00" in shown, "案例讲得实在" in shown) == (True, True, True)
    assert [name in shown for name in ("李婷", "赵磊")] == [False, False]


@pytest.mark.req("PRG-09")
def test_the_register_has_kinds_assignments_and_averages(street: Street, page: Any, running: Session) -> None:
    for who in (street.liting, street.wangmin, street.zhaolei):
        came(running, who)
        page(who).post(f"/trainings/sessions/{running.pk}/evaluate/", GIVEN)
    officer = page(street.xuzhiqiang)
    made = officer.post(
        "/trainings/teachers/new/", {"name": "方立群", "kind": "section", "organisation": "党群办"}
    )
    assert made.status_code == 302
    listed = officer.get("/trainings/teachers/").text
    for words in ("沈雁秋", "外请专家", "1 场", "4.00", "方立群", "职能科室", "不足 3 份"):
        assert words in listed
    shown = officer.get(f"/trainings/teachers/{running.teacher_id}/").text
    assert ("初任培训 第 1 讲" in shown, "4.00 分，3 份" in shown) == (True, True)
    assert page(street.wangmin).get("/trainings/teachers/").status_code == 404


def test_a_secretary_never_sees_evaluations(street: Street, page: Any, running: Session) -> None:
    came(running, street.liting)
    page(street.liting).post(f"/trainings/sessions/{running.pk}/evaluate/", GIVEN)
    shown = page(street.wangmin).get(f"/trainings/sessions/{running.pk}/?tab=evaluation").text
    assert ("案例讲得实在" in shown, "收到 1 份" in shown) == (False, False)


def test_a_leader_reads_the_averages(street: Street, page: Any, running: Session) -> None:
    for each in (street.liting, street.wangmin, street.zhaolei):
        came(running, each)
        page(each).post(f"/trainings/sessions/{running.pk}/evaluate/", GIVEN)
    leader = account("LD001", "沈立新")
    holds(leader, street.street, "leader", "分管领导")
    shown = page(leader).get(f"/trainings/sessions/{running.pk}/?tab=evaluation").text
    assert ("平均（1—5 分）" in shown, "授课人讲得" in shown) == (True, True)


def test_the_list_leads_to_where_early_leave_is_noted(street: Street, page: Any, running: Session) -> None:
    people = f"/trainings/sessions/{running.pk}/?tab=people"
    link = f"/trainings/sessions/{running.pk}/people/{street.liting.person_id}/exception/"
    own = f"/trainings/sessions/{running.pk}/people/{street.wangmin.person_id}/exception/"
    shown = page(street.wangmin).get(people).text
    assert (link in shown, own in shown) == (True, False)
    assert page(street.wangmin).get(link).status_code == 200
    assert link in page(street.xuzhiqiang).get(people).text
    desk = page(street.desk).get(f"/desk/{running.pk}/?q=李婷").text
    assert link in desk


def test_whoever_is_not_expected_gets_404(street: Street, page: Any, running: Session) -> None:
    other = account("ZS0009", "钱立", person("钱立", street.lantian, "ZS0009", "worker"))
    assert page(other).get(f"/trainings/sessions/{running.pk}/evaluate/").status_code == 404


def test_somebody_of_the_roster_teaches_under_one_entry(street: Street, page: Any) -> None:
    officer = page(street.xuzhiqiang)
    form = {"name": "陈建国", "kind": "colleague", "organisation": "蓝天居民区", "staff_number": "ZS0003"}
    for _click in range(2):
        assert officer.post("/trainings/teachers/new/", form).status_code == 302
    again = officer.post("/trainings/teachers/new/", {**form, "organisation": "蓝天"})
    assert (again.status_code, "已经登记为陈建国" in again.text) == (422, True)
    assert list(Teacher.objects.values_list("name", "person")) == [("陈建国", street.chenjianguo.person_id)]
