"""Figures that say 人 or 人次, and the rows behind each: as many as the figure says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.street.attending import both_in_force, comes, past_lecture
from tests.street.people import NOW, Street, account, person

from yanxing.records.models import Activity, Credential, LedgerAccount, ManualFigure, Posting, Session

MOST = 12


@pytest.fixture
def held(street: Street) -> tuple[Session, Session, Session]:
    """Two lectures and a visit. 李婷 came to all, 王敏 to one lecture, 赵磊 and 陈建国 to none."""
    people = (street.liting, street.wangmin, street.zhaolei)
    first = past_lecture(street, *people, street.chenjianguo, days=30, ordinal=1)
    second = past_lecture(street, *people, days=20, ordinal=2)
    visit = past_lecture(street, street.liting, street.zhaolei, days=10, title="片区互动交流", ordinal=1)
    Activity.objects.filter(pk=visit.activity_id).update(form="visit")
    comes(first, street.liting)
    comes(first, street.wangmin)
    comes(second, street.liting)
    comes(visit, street.liting)
    return first, second, visit


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def drilled(client: Any, page_text: str) -> list[tuple[int, int]]:
    """(figure, rows its page names in the title) of every figure with an address."""
    found = re.findall(
        r'<a [^>]*href="(/statistics/(?:hours/rows|rows|holders)/\?[^"]+)"[^>]*>(?:<b>)?(\d+)(?: 人次| 人)?<',
        page_text,
    )
    assert found
    titles = []
    for url, figure in found:
        title = re.search(r"<h1>[^<]*?(\d+) 人", text_of(client.get(unescape(url))))
        assert title, url
        titles.append((int(figure), int(title[1])))
    return titles


@pytest.mark.req("ENR-03")
def test_participation_by_committee(
    street: Street, held: tuple[Session, ...], page: Callable[..., Any]
) -> None:
    answer = page(street.xuzhiqiang).get("/statistics/export.xlsx")
    rows = list(
        load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=3, max_row=5, values_only=True)
    )
    assert rows == [
        ("府城方塔片区", "方塔", 5, 4, 0, 1, 0, "80.0%", 2, 2, 0, "100.0%"),
        ("府城方塔片区", "蓝天", 4, 0, 0, 4, 0, "0.0%", 2, 0, 2, "0.0%"),
        ("合计", None, 9, 4, 0, 5, 0, "44.4%", 4, 2, 2, "50.0%"),
    ]


@pytest.mark.req("STA-07", "ENR-03")
def test_every_figure_has_as_many_rows_as_it_says(
    street: Street, held: tuple[Session, ...], page: Callable[..., Any]
) -> None:
    client = page(street.xuzhiqiang)
    for address in ("/statistics/", "/statistics/kinds/", "/statistics/certificates/"):
        pairs = drilled(client, text_of(client.get(address)))
        assert [figure for figure, _rows in pairs] == [rows for _figure, rows in pairs]


@pytest.mark.req("ENR-03")
def test_who_never_took_part_is_named(
    street: Street, held: tuple[Session, ...], page: Callable[..., Any]
) -> None:
    said = text_of(page(street.xuzhiqiang).get("/statistics/rows/?what=inactive"))
    assert "从未参加 2 人" in said
    assert "赵磊" in said
    assert "陈建国" in said
    assert "李婷" not in said


@pytest.mark.req("STA-01")
def test_persons_and_person_times_are_told_apart(
    street: Street, held: tuple[Session, ...], page: Callable[..., Any]
) -> None:
    answer = page(street.xuzhiqiang).get("/statistics/kinds/export.xlsx")
    rows = list(
        load_workbook(BytesIO(answer.content)).active.iter_rows(min_row=2, max_row=5, values_only=True)
    )
    assert rows == [
        ("培训形式", "场次", "人次", "人数"),
        ("专题授课", 2, 3, 2),
        ("学习参访", 1, 1, 1),
        ("合计", 3, 4, 2),  # 李婷 came to both kinds: one person
    ]
    said = text_of(page(street.xuzhiqiang).get("/statistics/kinds/"))
    assert "3 人次" in said
    assert "2 人" in said


def test_a_secretary_sees_her_own_unit_only(
    street: Street, held: tuple[Session, ...], page: Callable[..., Any]
) -> None:
    client = page(street.chenjianguo)
    said = text_of(client.get("/statistics/"))
    assert "蓝天" in said
    assert "方塔" not in said.replace("府城方塔片区", "")
    rows = text_of(client.get(f"/statistics/rows/?what=came&unit={street.fangta.pk}"))
    assert "实到 0 人次" in rows
    assert "李婷" not in rows
    assert page(street.liting).get("/statistics/").status_code == 404
    assert client.get("/statistics/templates/").status_code == 404


def test_filters_that_are_nonsense_break_nothing(street: Street, page: Callable[..., Any]) -> None:
    client = page(street.xuzhiqiang)
    for query in (
        "area=x",
        "unit=99999999999999999999",
        "year=abc",
        "year=1",
        "form=none",
        "page=-1",
        "area=٣",
    ):
        assert client.get(f"/statistics/?{query}").status_code == 200
        assert client.get(f"/statistics/rows/?what=came&{query}").status_code == 200
    assert client.get("/statistics/rows/?what=all").status_code == 404
    assert client.get("/statistics/holders/?what=holders&kind=x").status_code == 404
    assert client.get("/statistics/holders/?what=holders&kind=all_post&on=2024-99-99").status_code == 200


@pytest.mark.req("STA-02")
def test_certificate_rates_by_unit_level_and_year(street: Street, page: Callable[..., Any]) -> None:
    def certificate(who: Any, level: str, issued: date | None, **more: Any) -> None:
        Credential.objects.create(
            person=who.person, kind="social_worker", level=level, issued_on=issued, **more
        )

    certificate(street.liting, "assistant", date(2022, 6, 1))
    certificate(street.liting, "intermediate", date(2024, 3, 1))  # counts once, at the higher level
    certificate(street.wangmin, "assistant", None)  # today, but in no year
    certificate(street.zhaolei, "senior", date(2021, 1, 1), revoked_on=date(2023, 5, 1))
    said = text_of(page(street.xuzhiqiang).get("/statistics/certificates/"))
    assert "社会工作者职业资格持证率 50.0%" in said
    shown = re.findall(r"(\d{4})年</th><td[^>]*>(?:<a[^>]*>)?([^<]+)<", said)
    assert shown == [
        ("2020", "0.0%（0/4）"),
        ("2021", "25.0%（1/4）"),
        ("2022", "50.0%（2/4）"),
        ("2023", "25.0%（1/4）"),
        ("2024", "25.0%（1/4）"),
    ]
    assert "1 人的证书没有取得日期" in said
    of_2022 = re.search(r'2022年</th><td[^>]*><a href="([^"]+)"', said)
    assert of_2022
    assert "持证 2 人" in text_of(page(street.xuzhiqiang).get(unescape(of_2022[1])))
    fangta = said.split('<th scope="row">方塔</th>')[1].split("</tr>")[0]
    assert re.findall(r">([\d.]+%?)<", fangta) == ["2", "2", "1", "1", "0", "0", "100.0%"]


@pytest.mark.req("STA-07")
def test_a_figure_typed_in_is_marked_as_such(street: Street, page: Callable[..., Any]) -> None:
    client = page(street.xuzhiqiang)
    said = {
        "code": "初任社区工作者培训人数（人）",
        "period": "2023",
        "value": "四百",
        "basis": "区民政局年报",
    }
    refused = client.post("/statistics/figures/new/", said)
    assert refused.status_code == 422
    assert "请填数字" in refused.content.decode()
    assert "区民政局年报" in refused.content.decode()
    assert ManualFigure.objects.count() == 0
    client.post("/statistics/figures/new/", said | {"value": "490"})
    after = text_of(client.post("/statistics/figures/new/", said | {"value": "494"}, follow=True))
    row = after.split("初任社区工作者培训人数（人）")[1].split("</tr>")[0]
    assert "手工填写" in row
    assert "494" in row
    assert "更正过 1 次" in row
    assert "区民政局年报" in row
    assert ManualFigure.objects.count() == 2
    assert page(street.wangmin).post("/statistics/figures/new/", said).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/statistics/hours/",
        "/statistics/hours/rows/?step=0",
        "/statistics/",
        "/statistics/kinds/",
        "/statistics/certificates/",
        "/statistics/rows/?what=expected",
    ],
)
def test_as_many_statements_for_three_as_for_one(
    street: Street, page: Callable[..., Any], address: str
) -> None:
    past_lecture(street, street.liting, ordinal=1)
    client = page(street.xuzhiqiang)
    counts = []
    for number in range(2, 4):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        counts.append(sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE")) for each in seen))
        more = account(
            f"ZS8{number}", f"增员{number}", person(f"增员{number}", street.lantian, f"ZS8{number}", "worker")
        )
        comes(past_lecture(street, more, street.wangmin, ordinal=number), more)
    assert counts[0] == counts[1]
    assert counts[0] <= MOST


def test_hours_in_bands_are_exact(street: Street, page: Callable[..., Any]) -> None:
    """Three times ten thirds are ten, not nine and a bit."""
    _plan, hours = both_in_force(street)
    book = LedgerAccount.objects.create(
        document=hours, ledger="hours", account="person", subject_id=street.liting.person_id, year=2024
    )
    for number in range(3):
        Posting.objects.create(
            account=book, key=f"k{number}", numerator=10, denominator=3, dated=date(2024, 6, 1), text="讲座",
            posted_by=street.xuzhiqiang, posted_at=NOW,
        )  # fmt: skip
    client = page(street.xuzhiqiang)
    said = text_of(client.get("/statistics/hours/"))
    assert drilled(client, said) == [(3, 3), (1, 1), (0, 0), (0, 0), (0, 0)]
    assert "<b>2.5</b>" in said  # ten hours, four people
    assert "李婷" in text_of(client.get("/statistics/hours/rows/?step=10"))
    assert client.get("/statistics/hours/rows/?step=11").status_code == 404
