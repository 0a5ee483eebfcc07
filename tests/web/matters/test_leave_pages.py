"""Leave on the pages: asked on a phone, answered by the secretary, seen by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.street.attending import in_force
from tests.street.meetings import lecture
from tests.street.people import TODAY, Street

from yanxing.records.models import Matter, PostHolding, Session


@pytest.fixture
def session(street: Street) -> Session:
    document = in_force(street.street, street.xuzhiqiang)
    made = lecture(street, street.liting, street.wangmin, street.zhaolei)
    made.activity.document = document
    made.activity.save()
    return made


ASKED = {"kind": "事假", "grounds": "陪同母亲住院"}


def text_of(answer: Any) -> str:
    return answer.content.decode()


@pytest.fixture
def matter(street: Street, session: Session, page: Callable[..., Any]) -> Matter:
    page(street.liting).post(f"/leave/{session.pk}/", ASKED)
    return Matter.objects.get()


@pytest.mark.req("ENR-06")
def test_asked_granted_and_seen(
    street: Street, session: Session, page: Callable[..., Any], matter: Matter
) -> None:
    worker, secretary = page(street.liting), page(street.wangmin)
    seen = text_of(worker.get(f"/matters/{matter.pk}/"))
    assert "第 2 步，共 3 步" in seen
    assert "王敏（居民区书记）" in seen
    assert "剩 1 个工作日" in seen
    assert "请您办理" in text_of(secretary.get("/matters/?show=todo"))
    hers = text_of(secretary.get(f"/matters/{matter.pk}/"))
    assert "陪同母亲住院" in hers
    done = secretary.post(
        f"/matters/{matter.pk}/answer/", {"answer": "approve", "revision": matter.revision}, follow=True
    )
    assert "已准假" in text_of(done)
    assert "已准假" in text_of(worker.get("/matters/"))
    assert worker.get(f"/leave/{session.pk}/").headers["Location"] == f"/matters/{matter.pk}/"


@pytest.mark.parametrize("name", ["chenjianguo", "zhaolei", "desk", "auditor", "admin", "stranger"])
def test_for_others_it_does_not_exist(
    street: Street, page: Callable[..., Any], matter: Matter, name: str
) -> None:
    client = page(getattr(street, name))
    assert client.get(f"/matters/{matter.pk}/").status_code == 404
    answer = client.post(f"/matters/{matter.pk}/answer/", {"answer": "approve"})
    assert answer.status_code == 404
    assert Matter.objects.get().state == "open"


def test_sent_back_needs_a_reason_and_comes_again(
    street: Street, page: Callable[..., Any], matter: Matter
) -> None:
    worker, secretary = page(street.liting), page(street.wangmin)
    address = f"/matters/{matter.pk}/answer/"
    bare = secretary.post(address, {"answer": "send_back", "reason": " "})
    assert (bare.status_code, "请写明理由" in text_of(bare)) == (422, True)
    secretary.post(address, {"answer": "send_back", "reason": "请附住院单"})
    assert "请附住院单" in text_of(worker.get(f"/matters/{matter.pk}/"))
    worker.post(f"/matters/{matter.pk}/resubmit/", {"grounds": "陪同母亲住院，住院单已交"})
    again = text_of(secretary.get(f"/matters/{matter.pk}/"))
    assert "住院单已交" in again


def test_who_comes_second_is_told(street: Street, page: Callable[..., Any], matter: Matter) -> None:
    secretary = page(street.wangmin)
    form = {"answer": "approve", "revision": matter.revision}
    secretary.post(f"/matters/{matter.pk}/answer/", form)
    late = secretary.post(f"/matters/{matter.pk}/answer/", form | {"answer": "refuse", "reason": "不行"})
    assert (late.status_code, "刚刚有人办过" in text_of(late)) == (409, True)
    assert Matter.objects.get().result == "granted"


def test_her_own_case_goes_to_the_office(street: Street, session: Session, page: Callable[..., Any]) -> None:
    secretary, officer = page(street.wangmin), page(street.xuzhiqiang)
    secretary.post(f"/leave/{session.pk}/", ASKED | {"kind": "公务"})
    matter = Matter.objects.get()
    assert "同意</button>" not in text_of(secretary.get(f"/matters/{matter.pk}/"))
    assert "请您办理" not in text_of(secretary.get("/matters/?show=todo"))
    assert "请您办理" in text_of(officer.get("/matters/?show=todo"))
    done = officer.post(f"/matters/{matter.pk}/answer/", {"answer": "approve"}, follow=True)
    assert "已准假" in text_of(done)


def test_withdrawn_by_the_worker(street: Street, page: Callable[..., Any], matter: Matter) -> None:
    worker = page(street.liting)
    assert page(street.wangmin).get(f"/matters/{matter.pk}/withdraw/").status_code == 404
    done = worker.post(f"/matters/{matter.pk}/withdraw/", {"reason": "调开了"}, follow=True)
    assert "已撤回" in text_of(done)
    assert Matter.objects.get().state == "withdrawn"


def test_nothing_written_by_a_form_that_is_not_filled_in(
    street: Street, session: Session, page: Callable[..., Any]
) -> None:
    answer = page(street.liting).post(f"/leave/{session.pk}/", {"kind": "事假", "grounds": " "})
    assert (answer.status_code, "请填写" in text_of(answer)) == (422, True)
    assert not Matter.objects.exists()
    assert page(street.chenjianguo).get(f"/leave/{session.pk}/").status_code == 404


def test_where_no_secretary_is_in_post_the_office_answers(
    street: Street, page: Callable[..., Any], matter: Matter
) -> None:
    officer = page(street.xuzhiqiang)
    assert "请您办理" not in text_of(officer.get("/matters/?show=todo"))
    PostHolding.objects.filter(account=street.wangmin).update(until=TODAY)
    assert "请您办理" in text_of(officer.get("/matters/?show=todo"))
    done = officer.post(f"/matters/{matter.pk}/answer/", {"answer": "approve"}, follow=True)
    assert "已准假" in text_of(done)
