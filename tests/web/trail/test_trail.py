"""The auditor's page: what can be asked, who may ask, what it costs; one's own reveals."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions import trail


def note(street: Street, who: str, act: str, about: tuple[str, object], days: int = 0, **more: Any) -> None:
    actor = street.actor(getattr(street, who))
    with acting(actor):
        trail.record(act, actor=actor, now=NOW - timedelta(days=days), about=about, **more)


@pytest.fixture
def acts(street: Street) -> None:
    note(
        street,
        "xuzhiqiang",
        "secret.reveal",
        ("person", street.liting.person_id),
        reason="核对补贴",
        kind="phone",
    )
    note(street, "wangmin", "leave.ask", ("matter", 4), days=3, unit_id=street.fangta.pk)
    note(street, "admin", "post.give", ("holding", 9), days=40)


def cells(answer: Any, column: int = 2) -> list[str]:
    rows = re.findall(r"<tr><th scope=\"row\">.+?</tr>", answer.content.decode())
    return [re.sub(r"<[^>]+>", "", re.findall(r"<td.*?</td>", row)[column - 1]).strip() for row in rows]


@pytest.mark.parametrize(
    ("asked", "acts_found"),
    [
        ("", ["安排岗位", "请假", "查看敏感信息"]),
        ("who=徐志强", ["查看敏感信息"]),
        ("who=ZS0002", ["请假"]),
        ("act=post.", ["安排岗位"]),
        ("act=leave.ask", ["请假"]),
        ("about=李婷", ["查看敏感信息"]),
        ("about=方塔", ["请假"]),
        ("about=9", ["安排岗位"]),
        ("since=2024-09-17&until=2024-09-17", ["请假"]),
        ("since=2024-09-20", ["查看敏感信息"]),
        ("who=无此人", []),
        ("act=x&about=' OR 1=1 --", []),
    ],
)
def test_what_the_auditor_asks(
    street: Street, page: Any, acts: None, asked: str, acts_found: list[str]
) -> None:
    assert cells(page(street.auditor).get(f"/trail/?{asked}")) == acts_found


def test_a_date_that_is_none_is_said_beside_its_box(street: Street, page: Any, acts: None) -> None:
    answer = page(street.auditor).get("/trail/?since=gestern")
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["liting", "wangmin", "xuzhiqiang", "desk", "admin", "stranger"])
@pytest.mark.parametrize("address", ["/trail/", "/trail/export/"])
def test_nobody_else_reads_the_trail(street: Street, page: Any, who: str, address: str) -> None:
    assert page(getattr(street, who)).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 120])
def test_queries_stay_the_same(street: Street, page: Any, number: int) -> None:
    client = page(street.auditor)
    for each in range(number):
        note(street, "wangmin", "leave.ask", ("person", street.liting.person_id), n=each)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get("/trail/")
    assert len(asked.captured_queries) <= 12 + 4, "twelve, beside session, actor and the transaction's frame"
    assert len(cells(answer)) == min(number, 50)


def test_the_workbook_holds_what_was_asked_for_and_is_an_act_itself(
    street: Street, page: Any, acts: None
) -> None:
    note(street, "wangmin", "leave.ask", ("matter", 5), reason="=HYPERLINK(1)")
    answer = page(street.auditor).get("/trail/export/?who=王敏")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(values_only=False)]
    told = [row for row in rows if "王敏" in row]
    assert [row[4] for row in told] == ["请假", "请假"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert cells(page(street.auditor).get("/trail/?act=trail.")) == ["导出留痕"]


def test_a_worker_sees_who_had_her_details_shown_and_nobody_else_s(
    street: Street, page: Any, acts: None
) -> None:
    note(street, "xuzhiqiang", "secret.reveal", ("person", street.zhaolei.person_id), reason="别人的")
    own = page(street.liting).get("/my/secrets/").content.decode()
    assert ("徐志强" in own, "核对补贴" in own, "手机号" in own, "别人的" in own) == (True, True, True, False)
    assert "没有人看过" in page(street.wangmin).get("/my/secrets/").content.decode()
    assert page(street.auditor).get("/my/secrets/").status_code == 404, "not on the roster"


def test_the_database_shows_a_worker_no_other_entry(street: Street, acts: None) -> None:
    from yanxing.records.models import AuditEntry

    note(street, "xuzhiqiang", "secret.reveal", ("person", street.zhaolei.person_id))
    with acting(street.actor(street.liting)):
        seen = list(AuditEntry.objects.values_list("act", "object_id"))
    assert seen == [("secret.reveal", str(street.liting.person_id))]


def test_the_auditor_checks_the_seal(street: Street, page: Any, acts: None) -> None:
    answer = page(street.auditor).post("/trail/check/").content.decode()
    assert "0 号封存" in answer
