"""A flow told for drawing."""

from __future__ import annotations

import pytest
from tests.engine.flow.desk import POLICY

from yanxing.engine.flow import AnswerPlan, ClockPlan, PartyPlan, describe


def test_the_plan_of_the_transfer() -> None:
    plan = describe(POLICY, "transfer")
    assert (plan.label, plan.about, plan.start) == ("流转", "transfers", "apply")
    assert [(step.name, step.label, step.asked) for step in plan.steps] == [
        ("apply", "申请", ("applicant",)),
        ("consents", "双方同意", ("sending", "receiving")),
        ("move", "move", ("district",)),
    ]
    assert plan.outcomes == (("withdrawn", "withdrawn"), ("not_agreed", "not_agreed"), ("moved", "已流转"))
    assert plan.parties[1] == PartyPlan(
        "sending", "sending", role="street_officer", of="home_street", else_="district"
    )
    consents = plan.steps[1]
    assert consents.clocks == (ClockPlan(10, "workdays", "refuse", ("receiving",), conditional=False),)
    assert consents.answers[0] == AnswerPlan(
        "agree", "agree", "move", None, None, True, 0, False, (), None, False
    )
    assert plan.steps[2].answers[0].effects == (
        ("end_appointment", "home_street"),
        ("appoint", "target_street"),
    )


def test_the_plan_of_an_offer_with_two_clocks() -> None:
    accept = {step.name: step for step in describe(POLICY, "order").steps}["accept"]
    assert (accept.offered_from, accept.decline, accept.asked) == ("takers", "decline", ("taker",))
    assert accept.clocks == (ClockPlan(2, "hours", None, (), True), ClockPlan(2, "workdays", None, (), False))
    assert accept.none_left is not None
    assert accept.none_left.go == "dispatch_again"


def test_the_plan_of_a_notice_names_what_it_opens() -> None:
    answers = {answer.name: answer for answer in describe(POLICY, "notice").steps[0].answers}
    assert (answers["object"].opens, answers["object"].waits) == ("objection", True)
    assert answers["object"].reason_required


def test_every_step_is_reached_by_some_way() -> None:
    assert all(step.reached for flow in POLICY.flows or {} for step in describe(POLICY, flow).steps)


def test_a_flow_there_is_not() -> None:
    with pytest.raises(KeyError):
        describe(POLICY, "nothing")
