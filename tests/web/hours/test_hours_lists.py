"""Who has the hours, who falls short, who came late: for those whose people they are."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.meetings import lecture
from tests.street.people import NOW, Street, account, person

from yanxing.access.acting import acting
from yanxing.actions.attendance import close_session
from yanxing.queries.hours.forecast import forecast_of
from yanxing.queries.matters.todo import matters_to_do
from yanxing.records.models import Activity, LeaveSpell, Person, Session


@pytest.fixture
def closed(street: Street) -> Session:
    """李婷 in time, 王敏 late, 陈建国 and 赵磊 absent; another lecture is announced for two of them."""
    both_in_force(street)
    made = past_lecture(street, street.liting, street.wangmin, street.chenjianguo, street.zhaolei)
    comes(made, street.liting)
    comes(made, street.wangmin, "14:05")
    actor = street.actor(street.xuzhiqiang)
    with acting(actor):
        close_session(session_id=made.pk, actor=actor, now=NOW)
    lecture(street, street.liting, street.zhaolei, starts=NOW + timedelta(days=3), ordinal=7)
    return made


def text_of(answer: Any) -> str:
    return answer.content.decode()


def rows_of(answer: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]


@pytest.mark.req("CRH-01", "CRH-02")
def test_what_is_announced_counts_in_the_forecast(
    street: Street, closed: Session, page: Callable[..., Any]
) -> None:
    found = forecast_of(street.actor(street.xuzhiqiang), NOW)
    assert found is not None
    by_name = {each.name: each.shown for each in found.lines}
    assert by_name["李婷"] == {"target": "40", "done": "3.3", "planned": "3.3", "short_by": "33.3"}
    assert by_name["赵磊"] == {"target": "40", "done": "0", "planned": "3.3", "short_by": "36.7"}
    assert (found.sessions, found.counts) == (1, {"short": 4})
    seen = text_of(page(street.wangmin).get("/hours/"))
    assert ("李婷" in seen, "赵磊" in seen) == (True, False)
    rows = rows_of(page(street.wangmin).get("/hours/all.xlsx"))
    assert [row[0] for row in rows[2:4]] == ["李婷", "王敏"]


@pytest.mark.req("CRH-02")
def test_joiners_leavers_and_long_leave(street: Street, closed: Session, page: Callable[..., Any]) -> None:
    """Came on 1 July: 20. Left on 1 April: 10. On leave for two full months: 33.3, rounded up to 34."""
    person("新进", street.fangta, "ZS0101", "worker", entered=date(2024, 7, 1))
    left = person("离职", street.fangta, "ZS0102", "worker")
    Person.objects.filter(pk=left.pk).update(left_on=date(2024, 4, 1))
    LeaveSpell.objects.create(
        person=street.zhaolei.person, kind="病假", since=date(2024, 2, 1), until=date(2024, 4, 1)
    )
    rows = rows_of(page(street.xuzhiqiang).get("/hours/all.xlsx"))
    targets = {row[0]: row[3] for row in rows}
    assert (targets["新进"], targets["离职"], targets["赵磊"]) == (20, 10, 34)
    assert "/ 34 学时" in text_of(page(street.zhaolei).get("/hours/mine/"))


def test_care_courses_only_when_marked(street: Street) -> None:
    both_in_force(street)
    actor = street.actor(street.xuzhiqiang)
    hours = []
    for ordinal, marked in ((1, False), (2, True)):
        made = past_lecture(street, street.liting, ordinal=ordinal, title=f"减压{ordinal}")
        Activity.objects.filter(pk=made.activity_id).update(form="care", counts_hours=marked)
        comes(made, street.liting)
        with acting(actor):
            hours.append(close_session(session_id=made.pk, actor=actor, now=NOW).hours)
    assert [str(each) for each in hours] == ["0", "10/3"]


@pytest.mark.req("ENR-10")
def test_breaches_by_unit_and_person(street: Street, closed: Session, page: Callable[..., Any]) -> None:
    seen = text_of(page(street.xuzhiqiang).get("/hours/breaches/"))
    assert "蓝天：缺勤 2" in seen
    assert "方塔：迟到 1" in seen
    assert "1月1日至9月20日" in seen
    secretary = text_of(page(street.wangmin).get("/hours/breaches/"))
    assert ("王敏" in secretary, "赵磊" in secretary) == (True, False)
    none = text_of(page(street.xuzhiqiang).get("/hours/breaches/?since=2024-09-13&last=2024-09-19"))
    assert "没有迟到、早退、缺勤" in none
    rows = rows_of(page(street.xuzhiqiang).get("/hours/breaches.xlsx?status=absent"))
    assert sorted(str(row[0]) for row in rows[2:4]) == ["赵磊", "陈建国"]
    assert page(street.liting).get("/hours/breaches/").status_code == 404


def test_queries_do_not_grow(street: Street, closed: Session, page: Callable[..., Any]) -> None:
    officer = page(street.xuzhiqiang)
    addresses = ("/hours/", "/hours/breaches/", f"/trainings/sessions/{closed.pk}/outcomes/")
    for address in addresses:
        officer.get(address)
    before = [_queries(officer, each) for each in addresses]
    for n in range(3):
        account(f"w{n}", f"新人{n}", person(f"新人{n}", street.fangta, f"ZS02{n}", "worker"))
    officer.get("/hours/")
    assert [_queries(officer, each) for each in addresses] == before
    assert max(before) <= 12


def _queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_what_is_to_do(street: Street, closed: Session, page: Callable[..., Any]) -> None:
    announced = Session.objects.get(ordinal=7)
    page(street.liting).post(f"/leave/{announced.pk}/", {"kind": "公务", "grounds": "区里开会"})
    actor = street.actor(street.wangmin)
    with acting(actor):
        assert [each[0] for each in matters_to_do(actor, NOW)] == ["批复李婷请假：专家授课 第 7 讲"]
    other = street.actor(street.chenjianguo)
    with acting(other):
        assert matters_to_do(other, NOW) == []
