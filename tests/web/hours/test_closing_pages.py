"""From the end of a lecture to the hours of a worker, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.people import Street

from yanxing.records.models import AttendanceOutcome, Session


@pytest.fixture
def session(street: Street) -> Session:
    both_in_force(street)
    made = past_lecture(street, street.liting, street.wangmin, street.chenjianguo, street.zhaolei)
    comes(made, street.liting, "13:40")
    comes(made, street.wangmin, "13:50")
    comes(made, street.chenjianguo, "14:01")
    return made


def text_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.mark.req("ENR-05", "CRH-01")
def test_closed_by_the_officer_and_seen_by_the_worker(
    street: Street, session: Session, page: Callable[..., Any]
) -> None:
    officer = page(street.xuzhiqiang)
    before = text_of(officer.get(f"/trainings/sessions/{session.pk}/close/"))
    assert "按时 1 人" in before
    assert "缺勤 1 人" in before
    assert "赵磊" in before
    answer = officer.post(f"/trainings/sessions/{session.pk}/close/", follow=True)
    assert "共计入 6.7 学时" in text_of(answer)
    assert "14:01 签到，迟到。" in text_of(answer)
    again = officer.post(f"/trainings/sessions/{session.pk}/close/", follow=True)
    assert AttendanceOutcome.objects.count() == 4
    assert again.redirect_chain[-1][0].endswith("/outcomes/")
    mine = text_of(page(street.liting).get("/hours/mine/"))
    assert "3.3" in mine
    assert "/ 40 学时" in mine
    assert "还差 36.7 学时" in mine
    assert "13:40 签到，按时。" in mine


def test_whom_each_sees(street: Street, session: Session, page: Callable[..., Any]) -> None:
    page(street.xuzhiqiang).post(f"/trainings/sessions/{session.pk}/close/")
    seen = text_of(page(street.wangmin).get(f"/trainings/sessions/{session.pk}/outcomes/"))
    assert ("李婷" in seen, "王敏" in seen, "赵磊" in seen) == (True, True, False)
    hers, elsewhere = street.liting.person_id, street.zhaolei.person_id
    secretary = page(street.wangmin)
    assert secretary.get(f"/hours/people/{hers}/").status_code == 200
    assert secretary.get(f"/hours/people/{elsewhere}/").status_code == 404
    assert page(street.zhaolei).get(f"/hours/people/{hers}/").status_code == 404
    assert page(street.auditor).get(f"/hours/people/{hers}/").status_code == 404


def test_every_number_says_why(street: Street, session: Session, page: Callable[..., Any]) -> None:
    page(street.xuzhiqiang).post(f"/trainings/sessions/{session.pk}/close/")
    outcome = AttendanceOutcome.objects.get(person=street.chenjianguo.person)
    assert page(street.liting).get(f"/hours/outcomes/{outcome.pk}/why/").status_code == 404
    why = text_of(page(street.chenjianguo).get(f"/hours/outcomes/{outcome.pk}/why/"))
    assert "迟到" in why
    assert "提前15分钟到场完成签到" in why
    year = text_of(page(street.liting).get(f"/hours/people/{street.liting.person_id}/why/"))
    assert "在岗足月" in year


def test_corrected_with_a_reason_after_a_look(
    street: Street, session: Session, page: Callable[..., Any]
) -> None:
    officer = page(street.xuzhiqiang)
    officer.post(f"/trainings/sessions/{session.pk}/close/")
    outcome = AttendanceOutcome.objects.get(person=street.zhaolei.person)
    address = f"/hours/outcomes/{outcome.pk}/correct/"
    assert "请填写" in text_of(officer.post(address, {"says": "present", "at": "13:40", "reason": ""}))
    filled = {"says": "present", "at": "13:40", "reason": "签到台漏扫，有照片"}
    looked = text_of(officer.post(address, filled))
    assert "确认更正" in looked
    assert AttendanceOutcome.objects.filter(person=street.zhaolei.person).count() == 1
    officer.post(address, filled | {"save": "1"})
    assert list(
        AttendanceOutcome.objects.filter(person=street.zhaolei.person)
        .order_by("version")
        .values_list("status", "full", "is_current")
    ) == [("absent", False, False), ("on_time", True, True)]
    mine = text_of(page(street.zhaolei).get("/hours/mine/"))
    assert "已更正，原为“缺勤”" in mine
    assert "3.3" in mine
