"""From the file to the lists, through the pages: values, readings, who is meant and why."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.people import NOW, account, holds
from tests.street.roster import Whole, whole_street
from tests.web.policies.adopting import adopt

from yanxing.records.models import Person, PolicyDocument, PolicyValue, RunRow, SettledRun

Page = Callable[..., Any]


@pytest.fixture
def whole(db: None) -> Whole:
    return whole_street()


@pytest.fixture
def plan(whole: Whole, page: Page) -> PolicyDocument:
    """In force through the pages, on the day of the tests."""
    return adopt(page(whole.officer))


EXAM = "lists/exam_candidates/"


@pytest.mark.req("PRG-01")
def test_the_page_of_the_plan_shows_beside_each_clause_what_it_started(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    shown = page(whole.officer).get(f"/policies/{plan.pk}/").content.decode()
    assert (plan.state, plan.in_force_on, plan.year) == ("in_force", date(2024, 9, 20), 2024)
    assert "松中委〔2024〕37号" in shown
    assert "综合成绩 = 笔试成绩 × 40% + 面试成绩 × 60%" in shown
    assert "“全岗通”考核对象：条件 2 条，350 人" in shown
    assert "符合 87，仅差一项 12，不符合 249，信息待补 2" in shown
    assert "执行口径 A5：" in shown
    assert "细则：合格线 60" in " ".join(shown.replace("</span>", "").split())


def test_every_page_of_a_document_opens(whole: Whole, plan: PolicyDocument, page: Page) -> None:
    officer = page(whole.officer)
    names = ["adopt", "values", "readings", "readings/A5", "changes", "values/value/pass_mark"]
    names += ["values/table/prize_points", "values/window/june", "lists/exam_candidates"]
    assert [officer.get(f"/policies/{plan.pk}/{name}/").status_code for name in names] == [200] * 9
    assert officer.get("/policies/").status_code == 200
    missing = ["values/value/nothing", "readings/A99", "lists/nothing", "values/other/june"]
    assert [officer.get(f"/policies/{plan.pk}/{name}/").status_code for name in missing] == [404] * 4


def test_a_document_takes_a_dozen_queries(whole: Whole, plan: PolicyDocument, page: Page) -> None:
    officer = page(whole.officer)
    with CaptureQueriesContext(connection) as queries:
        assert officer.get(f"/policies/{plan.pk}/").status_code == 200
    assert len(queries) <= 12


def entered(**other: str) -> dict[str, str]:
    return {
        "value": "2024-09-20",
        "valid_from": "2024-09-20",
        "decided_by": "沈立新",
        "decided_on": "2024-09-18",
        "reason": "审核延到九月",
        "seen": "0",
        **other,
    }


def test_before_a_value_is_saved_the_page_names_whose_result_would_change(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    at = f"/policies/{plan.pk}/values/value/review_day/"
    asked = officer.post(at, entered())
    shown = asked.content.decode()
    assert (asked.status_code, PolicyValue.objects.count()) == (200, 0)
    assert "下面这些人的结论会变" in shown
    moved = next(each for each in asked.context["consequences"] if each.run == "exam_candidates").moved
    assert sorted(each.name for each in moved) == ["张鋐", "李婷", "钱雨薇", "陆雯倩"]
    assert {(each.before, each.after) for each in moved} == {("nearly", "eligible")}
    saved = officer.post(at, entered(checked=asked.context["checked"]))
    assert saved.status_code == 302
    row = PolicyValue.objects.get()
    assert (row.value, row.decided_by, row.recorded_by) == ({"date": "2024-09-20"}, "沈立新", whole.officer)
    assert "审核延到九月" in officer.get(f"/policies/{plan.pk}/changes/").content.decode()
    stale = officer.post(at, entered(value="2024-10-01", seen="0", checked="x"))
    assert stale.status_code in (200, 422)
    assert PolicyValue.objects.count() == 1


def test_a_list_made_again_says_whose_result_is_another(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    before = SettledRun.objects.filter(run="exam_candidates").latest("pk")
    no_start = whole.person("盛翌", "生态商务区第一联合")
    Person.objects.filter(pk=no_start.pk).update(entered_on=date(2019, 3, 1))
    answer = officer.post(f"/policies/{plan.pk}/{EXAM}settle/", follow=True)
    shown = answer.content.decode()
    assert "名单已重新生成，1 人的结论有变化。" in shown
    assert [(each.name, each.before, each.after) for each in answer.context["moved"]] == [
        ("盛翌", "unknown", "eligible")
    ]
    after = SettledRun.objects.filter(run="exam_candidates").latest("pk")
    assert after.counts == {"eligible": 88, "nearly": 12, "ineligible": 249, "unknown": 1}
    assert before.counts == {"eligible": 87, "nearly": 12, "ineligible": 249, "unknown": 2}
    assert after.facts_digest != before.facts_digest
    assert after.values_digest == before.values_digest


def test_the_list_is_filtered_by_status_and_unit_and_counts_what_is_seen(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    at = f"/policies/{plan.pk}/{EXAM}"
    everyone = officer.get(at)
    assert everyone.context["page"].paginator.count == 350
    assert [count for _status, _words, count in everyone.context["statuses"]] == [350, 87, 12, 249, 2]
    nearly = officer.get(f"{at}?status=nearly")
    assert nearly.context["page"].paginator.count == 12
    fangta = officer.get(f"{at}?unit={whole.units['方塔'].pk}")
    assert [count for _status, _words, count in fangta.context["statuses"]] == [16, 4, 2, 10, 0]
    assert officer.get(f"{at}?status=nothing&unit=x&page=9999").status_code == 200
    assert officer.get(f"{at}?q=李婷").context["page"].paginator.count == 2


def test_a_list_takes_as_many_queries_for_16_as_for_350(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    at = f"/policies/{plan.pk}/{EXAM}"
    counts = []
    for address in (f"{at}?unit={whole.units['方塔'].pk}", at):
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_the_why_of_a_row_opens_as_page_and_in_the_sheet(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    key = whole.person("李婷", "方塔").pk
    at = f"/policies/{plan.pk}/{EXAM}why/{key}/"
    shown = officer.get(at).content.decode()
    assert "有 2 条条件，李婷符合 1 条；不符合的是：入职未满2年，还差 3 个月。" in shown
    assert "条款 二（一）3" in shown
    assert "执行口径 A5" in shown
    sheet = officer.get(at, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in sheet
    assert "还差 3 个月" in sheet


def test_a_worker_sees_only_their_own_row_and_a_secretary_their_unit(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    liting = whole.person("李婷", "方塔")
    other = whole.person("顾凌云", "方塔")
    worker = page(account("0142", "李婷", liting))
    at = f"/policies/{plan.pk}/{EXAM}"
    own = worker.get(f"{at}why/{liting.pk}/")
    assert (own.status_code, "对结论有疑问" in own.content.decode()) == (200, True)
    assert worker.get(f"{at}why/{other.pk}/").status_code == 404
    assert worker.get(at).status_code == 404
    assert worker.get(f"{at}export.xlsx").status_code == 404
    assert worker.get(f"/policies/{plan.pk}/").status_code == 200
    head = account("fangtashuji", "方塔书记")
    holds(head, whole.units["方塔"], "secretary", "方塔居民区书记")
    secretary = page(head)
    assert secretary.get(at).context["page"].paginator.count == 16
    assert secretary.get(f"{at}why/{other.pk}/").status_code == 200
    foreign = whole.person("欧阳静雯", "花园浜").pk
    assert secretary.get(f"{at}why/{foreign}/").status_code == 404
    assert secretary.post(f"{at}settle/").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(secretary.get(f"{at}export.xlsx").content))
    assert {row[2] for row in book.active.iter_rows(min_row=3, max_row=18, values_only=True)} == {"方塔"}


def test_a_stranger_and_an_officer_of_another_street_find_nothing(
    whole: Whole, plan: PolicyDocument, page: Page, street: Any
) -> None:
    at = f"/policies/{plan.pk}/"
    for who in (street.stranger, street.xuzhiqiang, street.wangmin):
        assert page(who).get(at).status_code == 404
        assert page(who).get(f"{at}{EXAM}").status_code == 404
    assert page(street.xuzhiqiang).post(f"{at}adopt/close/", {"reason": "x"}).status_code == 404


def test_a_reading_is_confirmed_once_in_the_offices_words(
    whole: Whole, plan: PolicyDocument, page: Page
) -> None:
    officer = page(whole.officer)
    at = f"/policies/{plan.pk}/readings/A6/"
    words = "“90后、00后”以身份证上的出生日期为准，1990年1月1日至2009年12月31日。"
    assert officer.post(at, {"says": words}).status_code == 302
    listed = officer.get(f"/policies/{plan.pk}/readings/").content.decode()
    assert words in listed
    assert "街道口径，陆远 9月20日" in listed
    officer.post(at, {"says": "再改"})
    assert "再改" not in officer.get(f"/policies/{plan.pk}/readings/").content.decode()
    officer.post(f"/policies/{plan.pk}/lists/design_makers/settle/")
    row = RunRow.objects.filter(settled__run="design_makers").latest("pk")
    assert words in officer.get(f"/policies/{plan.pk}/lists/design_makers/why/{row.key}/").content.decode()


def test_a_day_of_the_calendar_is_otherwise_for_a_reason(whole: Whole, page: Page) -> None:
    officer = page(whole.officer)
    june = officer.get("/calendar/2024/6/").content.decode()
    assert "端午节" in june
    typed = {"day": "2024-06-12", "works": "no", "name": ""}
    assert officer.post("/calendar/", typed).status_code == 422
    assert officer.post("/calendar/", typed | {"name": "防汛值守"}).status_code == 302
    june = officer.get("/calendar/2024/6/").content.decode()
    assert "防汛值守" in june
    assert "陆远" in june
    assert officer.get("/calendar/1999/13/").status_code == 404
    assert NOW.year == 2024
