"""A notice from its template to the units that read it, and as a document of GB/T 9704."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.policies import (
    PaperAnswer,
    confirm_warning,
    load_document,
    open_number_series,
    put_in_force,
    record_paper_decision,
    submit_document,
)
from yanxing.queries.policies.readiness import warnings_of
from yanxing.records.models import DocumentBasis, DocumentNumber, Notice, NoticeRecipient, PolicyDocument

PLAN = (Path(__file__).parents[3] / "policies/zhongshan/empowerment-2024.yaml").read_text("utf-8")
Page = Callable[..., Any]


@pytest.fixture
def plan(street: Street) -> PolicyDocument:
    """The plan in force, and the two agency codes of the street."""
    actor = street.actor(street.xuzhiqiang)
    with acting(actor):
        for code in ("松中委", "松府中办"):
            open_number_series(
                street=street.street, agency_code=code, allotted_by="党政办公室", actor=actor, now=NOW
            )
        document = load_document(text=PLAN, street=street.street, actor=actor, now=NOW)
        for each in warnings_of(document):
            confirm_warning(document=document, finding=each.digest, actor=actor, now=NOW)
        submit_document(document=document, actor=actor, now=NOW)
        given = PaperAnswer(
            answer="approved", decided_by="沈立新", title="党工委书记", decided_on=date(2024, 5, 9)
        )
        record_paper_decision(document=document, given=given, actor=actor, now=NOW)
        return put_in_force(document=document, actor=actor, now=NOW)


def typed(**other: str) -> dict[str, str]:
    return {
        "kind": "transmittal",
        "title": "关于印发《中山街道2024年社区干部赋能计划实施方案》的通知",
        "addressees": "各居民区、机关各部门",
        "body": "现将《中山街道2024年社区干部赋能计划实施方案》印发给你们，请认真贯彻执行。",
        "issuers": "中共上海市松江区中山街道工作委员会\n上海市松江区人民政府中山街道办事处",
        "signed_on": "2024-05-09",
        "printed_on": "2024-05-11",
        "printed_by": "中山街道党政办公室",
        "contact": "徐志强 5783 0216",
        **other,
    }


def published(street: Street, plan: PolicyDocument, page: Page, number: str = "松中委[2024]37号") -> Notice:
    officer = page(street.xuzhiqiang)
    officer.post(f"/notices/new/?document={plan.pk}&kind=transmittal", typed())
    notice = Notice.objects.get()
    officer.post(f"/notices/{notice.pk}/publish/", {"number": number, "seen": "1"})
    notice.refresh_from_db()
    return notice


@pytest.mark.req("DOC-04", "DOC-05")
def test_the_template_of_a_transmittal_is_filled_from_the_plan(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    shown = page(street.xuzhiqiang).get(f"/notices/new/?document={plan.pk}&kind=transmittal").content.decode()
    assert "关于印发《中山街道2024年社区干部赋能计划实施方案》的通知" in shown
    assert "根据中办、国办印发的《关于加强社区工作者队伍建设的意见》，现将《中山街道2024年" in shown
    assert "中共上海市松江区中山街道工作委员会\n上海市松江区人民政府中山街道办事处" in shown
    basis = DocumentBasis.objects.get(document=plan)
    assert basis.title == "中办、国办印发的《关于加强社区工作者队伍建设的意见》"


@pytest.mark.req("DOC-01", "DOC-02", "DOC-03", "DOC-04")
def test_the_document_has_its_parts_in_the_order_of_the_standard(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    notice = published(street, plan, page)
    answer = page(street.xuzhiqiang).get(f"/notices/{notice.pk}/notice.docx")
    paper = docx.Document(io.BytesIO(answer.content))
    lines = [each.text for each in paper.paragraphs if each.text.strip()]
    heads = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert lines[:9] == [
        "松中委〔2024〕37号",
        "关于印发《中山街道2024年社区",
        "干部赋能计划实施方案》的通知",
        "各居民区，机关各部门：",
        "现将《中山街道2024年社区干部赋能计划实施方案》印发给你们，请认真贯彻执行。",
        "附件：中山街道2024年社区干部赋能计划实施方案",
        "中共上海市松江区中山街道工作委员会",
        "上海市松江区人民政府中山街道办事处",
        "2024年5月9日",
    ]
    assert lines[9:12] == ["（联系人：徐志强 5783 0216）", "附件", "中山街道2024年社区干部赋能计划实施方案"]
    assert "培训时间：6月" in lines
    assert heads[0].startswith("中共上海市松江区中山街道工作委员会")
    assert heads[-1] == "中山街道党政办公室\t2024年5月11日印发"
    text = next(each for each in paper.paragraphs if each.text.startswith("现将《"))
    assert text.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert notice.number is not None
    assert (notice.number.year, notice.number.serial) == (2024, 37)


@pytest.mark.req("DOC-01")
def test_a_number_is_read_in_any_brackets_and_never_given_twice(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    published(street, plan, page, "松中委【2024】 ３７ 号")
    officer = page(street.xuzhiqiang)
    officer.post(f"/notices/new/?document={plan.pk}", typed(title="又一份"))
    second = Notice.objects.get(title="又一份")
    answer = officer.post(f"/notices/{second.pk}/publish/", {"number": "松中委（2024）37号", "seen": "1"})
    assert answer.status_code == 422
    assert "松中委〔2024〕37号 已经用过，请向党政办公室核对。" in answer.content.decode()
    answer = officer.post(f"/notices/{second.pk}/publish/", {"number": "松府中办〔2024〕37号", "seen": "1"})
    assert answer.status_code == 302
    assert DocumentNumber.objects.count() == 2
    register = officer.get("/numbers/").content.decode()
    assert "松府中办〔2024〕37号" in register
    strange = officer.post(f"/notices/{second.pk}/publish/", {"number": "37", "seen": "1"})
    assert strange.status_code == 422


@pytest.mark.req("ORG-01")
def test_a_notice_goes_to_units_by_kind_and_they_say_that_they_read_it(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    notice = published(street, plan, page)
    sent = NoticeRecipient.objects.filter(notice=notice).values_list("unit__short_name", flat=True)
    assert sorted(sent) == sorted(["方塔", "蓝天", "自治办"])
    secretary = page(street.wangmin)
    assert "本单位已阅知" in secretary.get(f"/notices/{notice.pk}/").content.decode()
    assert secretary.post(f"/notices/{notice.pk}/read/").status_code == 302
    assert "本单位已阅知" not in secretary.get(f"/notices/{notice.pk}/").content.decode()
    read = NoticeRecipient.objects.get(notice=notice, unit=street.fangta)
    assert (read.read_by, read.read_at is not None) == (street.wangmin, True)
    listed = page(street.xuzhiqiang).get("/notices/").content.decode()
    assert "1 / 3" in listed


@pytest.mark.req("ORG-01")
def test_an_addressee_nobody_knows_is_named(street: Street, plan: PolicyDocument, page: Page) -> None:
    answer = page(street.xuzhiqiang).post("/notices/new/", typed(addressees="各居民区、各村"))
    assert answer.status_code == 422
    assert "主送“各村”不认识" in answer.content.decode()
    assert not Notice.objects.exists()


@pytest.mark.req("DOC-02")
def test_the_printing_date_is_not_before_the_signing_date(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    answer = page(street.xuzhiqiang).post("/notices/new/", typed(printed_on="2024-05-08"))
    assert answer.status_code == 422
    assert "印发日期不能早于成文日期" in answer.content.decode()


def test_drafts_are_the_officers_own_and_strangers_see_nothing(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    page(street.xuzhiqiang).post("/notices/new/", typed())
    notice = Notice.objects.get()
    at = f"/notices/{notice.pk}/"
    assert [page(who).get(at).status_code for who in (street.wangmin, street.liting, street.stranger)] == [
        404
    ] * 3
    page(street.xuzhiqiang).post(f"{at}publish/", {"number": "松中委〔2024〕37号", "seen": "1"})
    codes = [
        page(who).get(at).status_code for who in (street.wangmin, street.liting, street.stranger, street.desk)
    ]
    assert codes == [200, 200, 404, 404]
    assert page(street.liting).get(f"{at}notice.docx").status_code == 200
    assert page(street.stranger).get(f"{at}notice.docx").status_code == 404
    assert page(street.wangmin).post(f"{at}publish/", {"seen": "1"}).status_code == 404
    assert page(street.wangmin).post(f"{at}withdraw/", {"reason": "不"}).status_code == 404


def test_what_is_published_is_withdrawn_only_by_another_notice_with_a_reason(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    notice = published(street, plan, page)
    officer = page(street.xuzhiqiang)
    at = f"/notices/{notice.pk}/"
    assert officer.post(f"{at}edit/", typed(title="改", seen="1")).status_code == 422
    assert officer.post(f"{at}withdraw/", {"reason": ""}).status_code == 422
    assert officer.post(f"{at}withdraw/", {"reason": "日期有误"}).status_code == 302
    assert officer.post(f"{at}withdraw/", {"reason": "再来一次"}).status_code == 422
    notice.refresh_from_db()
    answer = Notice.objects.get(kind="change")
    assert (notice.state, answer.state, answer.recipients.count()) == ("withdrawn", "published", 3)
    assert "原因：日期有误" in answer.body
    assert officer.get(at).status_code == 200


def test_a_form_from_before_somebody_elses_change_is_refused(
    street: Street, plan: PolicyDocument, page: Page
) -> None:
    officer = page(street.xuzhiqiang)
    officer.post("/notices/new/", typed())
    at = f"/notices/{Notice.objects.get().pk}/"
    assert officer.post(f"{at}edit/", typed(title="第一次改", seen="1")).status_code == 302
    stale = officer.post(f"{at}edit/", typed(title="从旧页面改", seen="1"))
    assert stale.status_code == 422
    assert "这份通知刚刚有人改过" in stale.content.decode()
    assert officer.post(f"{at}publish/", {"number": "松中委〔2024〕1号", "seen": "1"}).status_code == 422
    assert not DocumentNumber.objects.exists()
