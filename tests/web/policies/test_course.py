"""What may go wrong on the way into force: errors, stale forms, two officers at once, the wrong people."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from tests.street.people import NOW, Street, make_street
from tests.web.policies.adopting import load, signed

from yanxing.access.acting import acting
from yanxing.access.refusal import Refused
from yanxing.actions.policies import (
    PaperAnswer,
    load_document,
    put_in_force,
    record_paper_decision,
    submit_document,
)
from yanxing.records.models import AuditEntry, PaperDecision, PolicyDocument, WarningConfirmation

Page = Callable[..., Any]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)
SMALL = """policy: zhongshan/small
title: 小方案
document: {issuers: [中山街道办事处], number: 松府中办〔2024〕1号}
text:
  一: 参加对象：入职满规定年数的社区工作者
labels: {workers: 社区工作者, name: 姓名, entered: 入职时间, listing: 参加对象, least: 年数, review: 审核日, \
fits: 资格, too_short: 年数不够, lectures: 授课, part: 培训}
facts:
  workers: {name: text, entered: date}
values:
  least: {needed: adoption, clause: 一}
  review: {is: 2024-06-10, clause: 一}
programme:
  year: 2024
  parts:
    - part: part
      clause: 一
      activities: [{activity: lectures, kind: lecture, audience: listing, clause: 一}]
runs:
  listing:
    rows: workers
    clause: 一
    stages:
      - gate: fits
        require:
          - {that: {entered: {until: {date: review, plus: {years: {minus: [0, least]}}}}}, \
else: {out: too_short}, mends: time, clause: 一}
"""


def draft(officer: Any, text: str = SMALL) -> PolicyDocument:
    answer = load(officer, text)
    assert answer.status_code == 302, answer.content.decode()
    return PolicyDocument.objects.order_by("-pk")[0]


def value(**other: str) -> dict[str, str]:
    return {
        "value": "2",
        "valid_from": "2024-05-01",
        "decided_by": "沈立新",
        "decided_on": "2024-05-20",
        "seen": "0",
        **other,
    }


def test_errors_block_loading_with_their_line_and_mend(street: Street, page: Page) -> None:
    answer = load(page(street.xuzhiqiang), SMALL.replace("entered: date", "entered: datum"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "文件里有错误，改好以后再载入。" in shown
    assert "第 8 行" in shown
    assert not PolicyDocument.objects.exists()


@pytest.mark.parametrize("text", ["", "你好", "{", "policy: [", "\x00\x01", "a: &a [*a]"])
def test_whatever_is_pasted_gets_a_clear_answer(street: Street, page: Page, text: str) -> None:
    answer = page(street.xuzhiqiang).post("/policies/load/", {"text": text})
    assert answer.status_code == (400 if "\0" in text else 422)
    assert not PolicyDocument.objects.exists()


def test_one_text_is_loaded_once(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    draft(officer)
    again = load(officer, SMALL)
    assert again.status_code == 422
    assert "这份文件已经载入过，是“小方案”（拟稿）" in again.content.decode()
    assert PolicyDocument.objects.count() == 1


def test_a_value_needed_for_adoption_blocks_it_until_somebody_decides(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    at = f"/policies/{document.pk}"
    blocked = officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    assert blocked.status_code == 409
    assert "“年数”还没有定。" in blocked.content.decode()
    assert "不定下来，方案不能实施" in officer.get(f"{at}/adopt/").content.decode()
    assert officer.post(f"{at}/values/value/least/", value(value="两年")).status_code == 422
    assert officer.post(f"{at}/values/value/least/", value(decided_on="2025-01-01")).status_code == 422
    assert officer.post(f"{at}/values/value/least/", value()).status_code == 302
    assert officer.post(f"{at}/adopt/submit/", {"seen": "draft"}).status_code == 302
    history = officer.get(f"{at}/values/value/least/").content.decode()
    assert "沈立新 2024年5月20日" in history


def in_force(officer: Any) -> PolicyDocument:
    document = draft(officer)
    at = f"/policies/{document.pk}"
    officer.post(f"{at}/values/value/least/", value())
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    officer.post(f"{at}/adopt/decide/", signed())
    assert officer.post(f"{at}/adopt/in-force/", {"seen": "submitted"}).status_code == 302
    document.refresh_from_db()
    return document


def test_nothing_is_changed_while_it_lies_before_the_leader(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    at = f"/policies/{document.pk}"
    officer.post(f"{at}/values/value/least/", value())
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    refused = officer.post(f"{at}/values/value/least/", value(value="3", seen="1"))
    assert refused.status_code == 422
    assert "方案现在是“送审”，这一步不能办。" in refused.content.decode()
    early = officer.post(f"{at}/adopt/in-force/", {"seen": "submitted"})
    assert (early.status_code, "还没有登记线下审定" in early.content.decode()) == (409, True)


def test_a_return_makes_it_a_draft_again_and_the_words_stay(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    at = f"/policies/{document.pk}"
    officer.post(f"{at}/values/value/least/", value())
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    silent = officer.post(f"{at}/adopt/decide/", signed(answer="returned"))
    assert (silent.status_code, "退回的，请写明意见。" in silent.content.decode()) == (422, True)
    officer.post(f"{at}/adopt/decide/", signed(answer="returned", opinion="年数再议"))
    document.refresh_from_db()
    assert document.state == "draft"
    assert "年数再议" in officer.get(f"{at}/adopt/").content.decode()
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    assert officer.post(f"{at}/adopt/in-force/", {"seen": "submitted"}).status_code == 409


def test_nobody_records_a_decision_of_their_own(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    officer.post(f"/policies/{document.pk}/values/value/least/", value())
    officer.post(f"/policies/{document.pk}/adopt/submit/", {"seen": "draft"})
    own = officer.post(f"/policies/{document.pk}/adopt/decide/", signed(decided_by="徐志强"))
    assert (own.status_code, "审定人不能是登记的人" in own.content.decode()) == (422, True)
    assert not PaperDecision.objects.exists()


def test_a_second_click_finds_the_act_done(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = in_force(officer)
    at = f"/policies/{document.pk}/adopt/"
    for name, seen in (("submit", "draft"), ("in-force", "submitted")):
        again = officer.post(f"{at}{name}/", {"seen": seen})
        assert (again.status_code, "现在是“实施中”" in again.content.decode()) == (409, True)
    assert officer.post(f"{at}decide/", signed()).status_code == 422
    assert PaperDecision.objects.count() == 1


def test_the_approval_form_comes_as_a_document_to_sign(street: Street, page: Page) -> None:
    document = draft(page(street.xuzhiqiang))
    answer = page(street.xuzhiqiang).get(f"/policies/{document.pk}/adopt/form.docx")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_who_may_and_who_finds_nothing(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    at = f"/policies/{document.pk}/"
    others = (street.wangmin, street.liting, street.desk, street.auditor, street.admin, street.stranger)
    assert [page(who).get(at).status_code for who in others] == [404] * 6
    assert [page(who).get(f"{at}adopt/").status_code for who in others] == [404] * 6
    assert [page(who).post(f"{at}adopt/submit/").status_code for who in others] == [404] * 6
    officer.post(f"{at}values/value/least/", value())
    officer.post(f"{at}adopt/submit/", {"seen": "draft"})
    officer.post(f"{at}adopt/decide/", signed())
    officer.post(f"{at}adopt/in-force/", {"seen": "submitted"})
    assert [page(who).get(at).status_code for who in others] == [200, 200, 200, 200, 200, 404]
    assert page(street.wangmin).get(f"{at}values/value/least/").status_code == 404
    assert page().get(at).status_code == 302


def test_get_never_decides(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    at = f"/policies/{draft(officer).pk}/adopt/"
    for name in ("confirm", "bind", "submit", "decide", "in-force", "close"):
        assert officer.get(f"{at}{name}/").status_code == 405


def test_of_two_officers_at_once_one_puts_it_in_force(committed: str) -> None:
    street = make_street()
    actor = street.actor(street.xuzhiqiang)
    with acting(actor):
        text = SMALL.replace("{needed: adoption, clause: 一}", "{is: 2, clause: 一}")
        document = load_document(text=text, street=street.street, actor=actor, now=NOW)
        submit_document(document=document, actor=actor, now=NOW)
        given = PaperAnswer(answer="approved", decided_by="沈立新", title="书记", decided_on=date(2024, 5, 9))
        record_paper_decision(document=document, given=given, actor=actor, now=NOW)
    answers: list[str] = []

    def act() -> None:
        try:
            with acting(actor):
                put_in_force(document=document, actor=actor, now=NOW, seen="submitted")
            answers.append("done")
        except Refused as refused:
            answers.append(type(refused).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == ["Stale", "Stale", "Stale", "done"]
    assert PolicyDocument.objects.get().state == "in_force"


def test_a_text_loaded_by_four_at_once_is_there_once(committed: str) -> None:
    street = make_street()
    actor = street.actor(street.xuzhiqiang)
    answers: list[str] = []

    def act() -> None:
        try:
            with acting(actor):
                load_document(text=SMALL, street=street.street, actor=actor, now=NOW)
            answers.append("done")
        except Refused as refused:
            answers.append(refused.text[:9])
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == ["done", *["这份文件已经载入过"] * 3]
    assert PolicyDocument.objects.count() == 1


def test_every_step_is_in_the_trail(street: Street, page: Page) -> None:
    document = in_force(page(street.xuzhiqiang))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('yanxing.roles', 'audit_admin', true)")
    acts = AuditEntry.objects.filter(object_kind="document", object_id=str(document.pk)).order_by("id")
    assert list(acts.values_list("act", flat=True)) == [
        "policy.load", "policy.value", "policy.submit", "policy.decision", "policy.in_force",
        "activities.start",
    ]  # fmt: skip
    assert not WarningConfirmation.objects.exists()


def test_the_scan_of_the_signed_form_is_kept_and_served_to_officers(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer)
    at = f"/policies/{document.pk}"
    officer.post(f"{at}/values/value/least/", value())
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    wrong = SimpleUploadedFile("呈批表.pdf", b"MZ not a scan")
    refused = officer.post(f"{at}/adopt/decide/", {**signed(), "scan": wrong})
    assert (refused.status_code, PaperDecision.objects.count()) == (422, 0)
    scan = SimpleUploadedFile("呈批表.png", PNG)
    assert officer.post(f"{at}/adopt/decide/", {**signed(), "scan": scan}).status_code == 302
    kept = PaperDecision.objects.get().scan
    assert kept is not None
    assert f"/files/{kept.pk}/" in officer.get(f"{at}/adopt/").content.decode()
    assert officer.get(f"/files/{kept.pk}/").content == PNG
    assert page(street.liting).get(f"/files/{kept.pk}/").status_code == 404


def test_an_amended_version_shows_its_differences_and_ends_the_one_before(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    first = in_force(officer)
    amended = SMALL.replace("zhongshan/small", "zhongshan/small-b\namends: zhongshan/small", 1)
    second = draft(officer, amended.replace("2024-06-10", "2024-07-10"))
    shown = officer.get(f"/policies/{second.pk}/changes/").content.decode()
    assert "与“小方案”的不同" in shown
    assert "2024-07-10" in shown
    at = f"/policies/{second.pk}"
    officer.post(f"{at}/values/value/least/", value())
    officer.post(f"{at}/adopt/submit/", {"seen": "draft"})
    officer.post(f"{at}/adopt/decide/", signed())
    officer.post(f"{at}/adopt/in-force/", {"seen": "submitted"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("closed", "in_force")
    assert "已结束" in officer.get(f"/policies/{first.pk}/").content.decode()


@pytest.mark.req("ORG-04")
def test_the_office_that_organises_is_known_from_the_document(street: Street, page: Page) -> None:
    officer = page(street.xuzhiqiang)
    document = draft(officer, SMALL.replace("〔2024〕1号}", "〔2024〕1号, organiser: 自治办}"))
    assert document.organiser == street.office
    assert "街道自治办" in officer.get("/policies/").content.decode()
