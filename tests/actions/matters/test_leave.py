"""Leave asked and answered: who may, what is told, what stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.street.people import NOW, TODAY, Street

from yanxing.access.acting import acting
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions.matters import answer_leave, ask_leave, resubmit_leave, tick_matters, withdraw_leave
from yanxing.engine.flow.stored import load_matter
from yanxing.records.models import (
    Account,
    Activity,
    Excuse,
    Expected,
    Matter,
    PolicyDocument,
    Session,
    Subject,
)

PLAN = (Path(__file__).parents[3] / "policies/zhongshan/empowerment-2024.yaml").read_text("utf-8")


@pytest.fixture
def session(street: Street) -> Session:
    """The lecture of the day at 14:00, with 李婷, 王敏 and 赵磊 expected."""
    document = PolicyDocument.objects.create(
        subject=Subject.objects.create(kind="document", home_unit=street.street),
        unit=street.street, code="zhongshan/empowerment-2024", title="计划", source=PLAN, digest="d",
        schema_version=1, state="in_force", in_force_on=TODAY, loaded_by=street.xuzhiqiang, loaded_at=NOW,
    )  # fmt: skip
    activity = Activity.objects.create(
        document=document, code="lectures", title="专家授课", form="lecture", unit=street.street
    )
    made = Session.objects.create(
        subject=Subject.objects.create(kind="session", home_unit=street.street), activity=activity, ordinal=6,
        topic="协商治理", state="announced",
        starts_at=NOW + timedelta(minutes=30), ends_at=NOW + timedelta(hours=3),
    )  # fmt: skip
    for account, unit in (
        (street.liting, street.fangta),
        (street.wangmin, street.fangta),
        (street.zhaolei, street.lantian),
    ):
        Expected.objects.create(session=made, person=account.person, unit=unit)
    return made


@pytest.fixture
def ask(street: Street, session: Session) -> Callable[..., Matter]:
    def asks(who: Account, grounds: str = "陪同母亲住院") -> Matter:
        actor = street.actor(who)
        with acting(actor):
            return ask_leave(session=session, kind="事假", grounds=grounds, actor=actor, now=NOW)

    return asks


def answers(
    street: Street, who: Account, matter: Matter, answer: str, reason: str = "", **more: int
) -> Matter:
    actor = street.actor(who)
    with acting(actor):
        return answer_leave(matter_id=matter.pk, answer=answer, reason=reason, actor=actor, now=NOW, **more)


def excuse_of(street: Street, matter: Matter) -> Excuse:
    with acting(street.actor(street.xuzhiqiang)):
        return Excuse.objects.get(matter=matter)


def test_the_secretary_grants_it(street: Street, ask: Callable[..., Matter]) -> None:
    matter = ask(street.liting)
    assert (matter.number, matter.step, matter.waits_for) == ("请假2024-001", "deciding", "leader")
    assert matter.due_at is not None
    assert matter.due_at.date().isoformat() == "2024-09-23"  # Friday's next working day is Monday
    done = answers(street, street.wangmin, matter, "approve")
    assert (done.state, done.result, excuse_of(street, matter).granted) == ("done", "granted", True)
    assert list(done.steps.order_by("ordinal").values_list("answer", "done_by__display_name")) == [
        ("submit", "李婷"),
        ("approve", "王敏"),
    ]


def test_nobody_decides_their_own_case(street: Street, ask: Callable[..., Matter]) -> None:
    matter = ask(street.wangmin)
    with pytest.raises(Refused, match="自己的事"):
        answers(street, street.wangmin, matter, "approve")
    assert answers(street, street.xuzhiqiang, matter, "approve").result == "granted"


@pytest.mark.parametrize("name", ["chenjianguo", "zhaolei", "desk", "auditor", "stranger", "liting"])
def test_nobody_else_may_answer(street: Street, ask: Callable[..., Matter], name: str) -> None:
    matter = ask(street.liting)
    with pytest.raises(NotYours):
        answers(street, getattr(street, name), matter, "approve")
    assert Matter.objects.get().state == "open"


def test_sent_back_with_a_reason_and_handed_in_again(street: Street, ask: Callable[..., Matter]) -> None:
    matter = ask(street.liting, "有事")
    with pytest.raises(Refused, match="写明理由"):
        answers(street, street.wangmin, matter, "send_back", "  ")
    back = answers(street, street.wangmin, matter, "send_back", "请写明什么事")
    assert (back.step, back.waits_for) == ("asking", "applicant")
    actor = street.actor(street.liting)
    with acting(actor):
        again = resubmit_leave(matter_id=matter.pk, grounds="陪同母亲住院", actor=actor, now=NOW)
    assert (again.step, excuse_of(street, matter).reason) == ("deciding", "陪同母亲住院")
    refused = answers(street, street.wangmin, matter, "refuse", "值班可以调开")
    assert (refused.result, excuse_of(street, matter).granted) == ("not_granted", False)


def test_of_two_answers_at_once_one_wins(street: Street, ask: Callable[..., Matter]) -> None:
    matter = ask(street.liting)
    answers(street, street.wangmin, matter, "approve", revision=matter.revision)
    with pytest.raises(Stale):
        answers(street, street.wangmin, matter, "refuse", "不行", revision=matter.revision)
    assert excuse_of(street, matter).granted is True


def test_not_asked_twice_and_not_by_someone_who_is_not_expected(
    street: Street, ask: Callable[..., Matter]
) -> None:
    ask(street.liting)
    with pytest.raises(Refused, match="已经请过假"):
        ask(street.liting)
    with pytest.raises(NotYours):
        ask(street.chenjianguo)


def test_withdrawn_and_asked_again(street: Street, ask: Callable[..., Matter]) -> None:
    matter = ask(street.liting)
    actor = street.actor(street.liting)
    with acting(actor):
        assert withdraw_leave(matter_id=matter.pk, reason="调开了", actor=actor, now=NOW).state == "withdrawn"
    assert ask(street.liting).number == "请假2024-002"


def test_the_clock_passes_it_to_the_office(
    street: Street, ask: Callable[..., Matter], session: Session
) -> None:
    Session.objects.filter(pk=session.pk).update(
        starts_at=NOW + timedelta(days=10), ends_at=NOW + timedelta(days=11)
    )
    session.refresh_from_db()
    matter = ask(street.liting)
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        assert tick_matters(actor=officer, now=NOW + timedelta(days=3, hours=10)) == 0
        assert tick_matters(actor=officer, now=NOW + timedelta(days=3, hours=11)) == 1
        assert tick_matters(actor=officer, now=NOW + timedelta(days=3, hours=11)) == 0
    matter.refresh_from_db()
    assert (matter.step, matter.waits_for, load_matter(matter.stored).step) == (
        "office_deciding",
        "office",
        "office_deciding",
    )
    with pytest.raises(NotYours):
        answers(street, street.wangmin, matter, "approve")


def test_too_late_after_the_start(street: Street, ask: Callable[..., Matter], session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(starts_at=NOW - timedelta(minutes=1))
    session.refresh_from_db()
    with pytest.raises(Refused, match="场次已经开始"):
        ask(street.liting)
    assert Matter.objects.count() == 0
