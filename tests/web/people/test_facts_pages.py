"""Missing facts: asked for, filled in by the worker, confirmed by the secretary; and sealed numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.roster.writing import sealed_secret
from yanxing.queries.people.todo import people_to_do
from yanxing.records.models import (
    AuditEntry,
    Credential,
    FactRequest,
    IdentitySecret,
    Person,
    SelfConfirmation,
    SubjectFact,
)

Page = Callable[..., Any]
CONFIRM = ("核对本人培训档案", "/me/", None)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(street: Street, page: Page, field: str, **more: object) -> Any:
    client = page(street.xuzhiqiang)
    return client.post("/people/gaps/", {"field": field, "why": "补全培训档案", **more}, follow=True)


def to_do(street: Street, who: str) -> list[tuple[str, str, date | None]]:
    actor = street.actor(getattr(street, who))
    with acting(actor):
        return people_to_do(actor, NOW)


@pytest.mark.req("PER-02")
def test_a_missing_fact_goes_to_the_worker_and_back_through_the_secretary(street: Street, page: Page) -> None:
    gaps = page(street.xuzhiqiang).get("/people/gaps/").context["gaps"]
    assert {gap.name: gap.missing for gap in gaps} == {
        "staff_number": 0, "phone": 4, "gender": 4, "born_on": 4, "education": 4, "political_status": 4,
        "entered_on": 0, "all_post": 4,
    }  # fmt: skip
    assert "已请 4 人补填" in text(asked(street, page, "education"))
    assert "已请 0 人补填" in text(asked(street, page, "education"))
    assert ("补填档案 1 项", "/me/facts/", date(2024, 10, 4)) in to_do(street, "liting")
    request = FactRequest.objects.get(person=street.liting.person)
    mine = page(street.liting)
    assert "最高" not in text(mine.get("/me/facts/"))
    wrong = mine.post("/me/facts/", {"request": request.pk, "value": "天文"})
    assert (wrong.status_code, "不认识" in text(wrong)) == (422, True)
    assert mine.post("/me/facts/", {"request": request.pk, "value": "bachelor"}).status_code == 302
    assert Person.objects.get(pk=street.liting.person_id).education is None
    assert to_do(street, "wangmin")[0][:2] == ("确认补填的信息 1 项", "/people/facts/")
    hers = page(street.wangmin)
    empty = hers.post("/people/facts/", {"request": request.pk, "answer": "return", "reason": " "})
    assert "请写退回的原因" in text(empty)
    hers.post("/people/facts/", {"request": request.pk, "answer": "return", "reason": "请看毕业证"})
    assert "退回原因：请看毕业证" in text(mine.get("/me/facts/"))
    mine.post("/me/facts/", {"request": request.pk, "value": "college"})
    assert hers.post("/people/facts/", {"request": request.pk, "answer": "confirm"}).status_code == 302
    assert Person.objects.get(pk=street.liting.person_id).education == "college"
    late = hers.post("/people/facts/", {"request": request.pk, "answer": "confirm"})
    assert "这一项已经处理过了" in text(late)
    with acting(street.actor(street.auditor)):
        acts = list(
            AuditEntry.objects.filter(act__startswith="fact.").order_by("pk").values_list("act", flat=True)
        )
    assert acts == ["fact.ask", "fact.ask", "fact.fill", "fact.return", "fact.fill", "fact.confirm"]


def test_nobody_answers_for_another_or_confirms_their_own(street: Street, page: Page) -> None:
    asked(street, page, "gender")
    request = FactRequest.objects.get(person=street.liting.person)
    hers = FactRequest.objects.get(person=street.wangmin.person)
    for who in ("zhaolei", "wangmin", "chenjianguo"):
        answer = page(getattr(street, who)).post("/me/facts/", {"request": request.pk, "value": "female"})
        assert answer.status_code == 404
    page(street.liting).post("/me/facts/", {"request": request.pk, "value": "female"})
    page(street.wangmin).post("/me/facts/", {"request": hers.pk, "value": "female"})
    confirm = {"request": request.pk, "answer": "confirm"}
    assert page(street.chenjianguo).post("/people/facts/", confirm).status_code == 404
    assert page(street.liting).post("/people/facts/", confirm).status_code == 404
    own = page(street.wangmin).post("/people/facts/", {"request": hers.pk, "answer": "confirm"})
    assert "自己填的由别人确认" in text(own)
    assert to_do(street, "xuzhiqiang")[0][0] == "确认补填的信息 1 项"
    officer = page(street.xuzhiqiang)
    assert officer.post("/people/facts/", {"request": hers.pk, "answer": "confirm"}).status_code == 302
    assert Person.objects.get(pk=street.wangmin.person_id).gender == "female"


def test_a_phone_is_sealed_from_the_first_moment(street: Street, page: Page) -> None:
    asked(street, page, "phone")
    request = FactRequest.objects.get(person=street.liting.person)
    page(street.liting).post("/me/facts/", {"request": request.pk, "value": "138 1234 5678"})
    assert to_do(street, "wangmin") == [("补填档案 1 项", "/me/facts/", date(2024, 10, 4)), CONFIRM]
    assert "13812345678" not in str(FactRequest.objects.get(pk=request.pk).value)
    assert Person.objects.get(pk=street.liting.person_id).phone_tail == "5678"
    with acting(street.actor(street.xuzhiqiang)):
        assert IdentitySecret.objects.get(person=street.liting.person).masked == "138****5678"


def test_a_certificate_said_to_be_none_is_known(street: Street, page: Page) -> None:
    asked(street, page, "all_post")
    for who, value in (("liting", "无"), ("wangmin", "有")):
        request = FactRequest.objects.get(person=getattr(street, who).person)
        page(getattr(street, who)).post("/me/facts/", {"request": request.pk, "value": value})
        page(street.xuzhiqiang).post("/people/facts/", {"request": request.pk, "answer": "confirm"})
    said = SubjectFact.objects.filter(name="credentials").order_by("pk").values_list("subject_id", "value")
    assert list(said) == [(street.liting.person_id, []), (street.wangmin.person_id, ["all_post"])]
    assert [c.person_id for c in Credential.objects.all()] == [street.wangmin.person_id]
    gaps = page(street.xuzhiqiang).get("/people/gaps/").context["gaps"]
    assert next(gap.missing for gap in gaps if gap.name == "all_post") == 2


@pytest.mark.req("PER-02")
def test_the_person_confirms_the_record_as_it_stands(street: Street, page: Page) -> None:
    mine = page(street.liting)
    assert CONFIRM in to_do(street, "liting")
    digest = mine.get("/me/").context["record"].digest
    Person.objects.filter(pk=street.liting.person_id).update(education="bachelor")
    stale = mine.post("/me/confirm/", {"digest": digest})
    assert (stale.status_code, "请再看一遍后确认" in text(stale)) == (409, True)
    digest = mine.get("/me/").context["record"].digest
    assert "已确认档案无误" in text(mine.post("/me/confirm/", {"digest": digest}, follow=True))
    assert [c.record_digest for c in SelfConfirmation.objects.all()] == [digest]
    assert "本人 2024年9月20日确认过档案" in text(
        page(street.wangmin).get(f"/people/{street.liting.person_id}/")
    )
    assert to_do(street, "liting") == []


@pytest.fixture
def sealed(street: Street) -> str:
    cache.clear()
    with acting(street.actor(street.xuzhiqiang)):
        IdentitySecret.objects.bulk_create(
            [sealed_secret(street.liting.person_id or 0, "id_number", "310117199611080027")]
        )
    return f"/people/{street.liting.person_id}/reveal/id_number/"


def test_a_number_is_shown_once_with_a_reason_and_a_proof(street: Street, page: Page, sealed: str) -> None:
    record = text(page(street.xuzhiqiang).get(f"/people/{street.liting.person_id}/"))
    assert ("3***************27" in record, "310117199611080027" in record) == (True, False)
    unproved = page(street.xuzhiqiang).post(sealed, {"reason": "办理入职手续"})
    assert unproved["Location"].startswith("/prove/")
    client = page(street.xuzhiqiang, proved=True)
    assert "至少 4 个字" in text(client.post(sealed, {"reason": "看"}))
    shown = client.post(sealed, {"reason": "办理入职手续"})
    assert "310117199611080027" in text(shown)
    assert shown["Cache-Control"] == "no-store"
    assert "310117199611080027" not in text(client.get(sealed))
    with acting(street.actor(street.auditor)):
        entry = AuditEntry.objects.get(act="secret.reveal")
    assert (entry.reason, entry.detail) == ("办理入职手续", {"kind": "id_number"})


def test_a_number_is_not_there_for_others_and_not_for_many(street: Street, page: Page, sealed: str) -> None:
    for who in ("wangmin", "chenjianguo", "zhaolei", "auditor", "admin", "stranger"):
        client = page(getattr(street, who), proved=True)
        assert client.get(sealed).status_code == 404
        assert client.post(sealed, {"reason": "想看一看"}).status_code == 404
    assert "310117199611080027" in text(page(street.liting, proved=True).post(sealed, {"reason": "核对本人"}))
    client = page(street.xuzhiqiang, proved=True)
    answers = [text(client.post(sealed, {"reason": "逐个核对身份"})) for _ in range(21)]
    assert sum("310117199611080027" in each for each in answers) == 20
    assert "一小时内最多查看 20 次" in answers[-1]
