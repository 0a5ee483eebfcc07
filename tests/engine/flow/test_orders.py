"""An excuse with a clock, and an order offered to one organisation after another (A35)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.engine.flow.desk import DESK, OFFICE, POLICY, at, desk, last, say, ticked

from yanxing.engine.flow import (
    Asked,
    Ended,
    Matter,
    Moved,
    Proposal,
    Refused,
    Waiting,
    Word,
    asked,
    deadline,
    offered_to,
    revise,
    start,
    tick,
)
from yanxing.engine.outcome import Value


def excuse(subject: str = "wen") -> Matter:
    matter = start(POLICY, "excuse", {"id": "x1", "subject": subject, "unit": "u1"}, at("09-12"))
    return say(matter, "worker", subject, "ask", at("09-12"), reason="入户走访").matter


def test_an_excuse_goes_from_the_worker_to_the_secretary() -> None:
    granted = say(excuse(), "secretary", "vera", "grant", at("09-13"))
    assert isinstance(granted, Ended)
    assert granted.outcome == "excused"
    assert granted.effects == (Proposal("x1", "excuse", "subject", "wen"),)


def test_an_unanswered_excuse_is_granted_after_two_working_days() -> None:
    done = tick(POLICY, excuse(), at("09-15"), calendar=OFFICE)
    assert done.matter.outcome == "excused"
    assert done.acts[0].at == last("09-14")
    assert done.effects == (Proposal("x1", "excuse", "subject", "wen"),)


def test_a_secretary_does_not_excuse_herself() -> None:
    refused = say(excuse("vera"), "secretary", "vera", "grant", at("09-13"))
    assert isinstance(refused, Refused)
    assert refused.code == "own_case"
    assert refused.asked == Asked("secretary", "street", ("stan",), barred=("vera",))


def order(takers: tuple[str, ...] = ("org1", "org2"), urgent: bool = False) -> Matter:
    facts: dict[str, Value] = {
        "id": "o1",
        "subject": "rong",
        "unit": "u1",
        "urgent": urgent,
        "takers": tuple({"organisation": taker} for taker in takers),
    }
    return start(POLICY, "order", facts, at("09-12"))


def offered(**more: object) -> Matter:
    return say(order(**more), "branch", "ben", "send", at("09-12")).matter  # type: ignore[arg-type]


def test_the_first_organisation_is_asked_first() -> None:
    matter = offered()
    assert offered_to(POLICY, matter) == "org1"
    assert asked(POLICY, matter, matter, DESK.people) == (Asked("taker", "taker", ("h1",)),)
    refused = say(matter, "taker", "h2", "accept", at("09-12"))
    assert isinstance(refused, Refused)
    assert refused.code == "not_the_party"


def test_accepting_goes_on_to_the_resident() -> None:
    result = say(offered(), "taker", "h1", "accept", at("09-13"))
    assert isinstance(result, Moved)
    assert result.asked == (Asked("resident", "resident", ("rong",)),)


def test_declining_passes_it_on_with_a_clock_of_its_own() -> None:
    passed = say(offered(), "taker", "h1", "decline", at("09-13"))
    assert isinstance(passed, Moved)
    assert offered_to(POLICY, passed.matter) == "org2"
    assert deadline(POLICY, passed.matter, OFFICE) == last("09-18")
    assert isinstance(say(passed.matter, "taker", "h2", "accept", at("09-18")), Moved)


def test_silence_passes_it_on_and_nobody_is_left_out() -> None:
    matter = offered()
    assert deadline(POLICY, matter, OFFICE) == last("09-14")
    first = ticked(matter, at("09-15"))
    assert offered_to(POLICY, first) == "org2"
    assert deadline(POLICY, first, OFFICE) == last("09-19")
    done = tick(POLICY, matter, at("09-20"), calendar=OFFICE)
    assert done.matter.step == "dispatch_again"
    assert [(act.kind, act.answer, act.at) for act in done.acts] == [
        ("late", None, last("09-14")),
        ("late", None, last("09-19")),
    ]
    assert done.effects == (Proposal("o1", "notify", "unit", "u1"),)


def test_when_all_decline_the_branch_has_it_again() -> None:
    matter = say(offered(), "taker", "h1", "decline", at("09-13")).matter
    again = say(matter, "taker", "h2", "decline", at("09-13"))
    assert isinstance(again, Moved)
    assert again.matter.step == "dispatch_again"
    assert again.effects == (Proposal("o1", "notify", "unit", "u1"),)
    sent = say(again.matter, "branch", "ben", "send", at("09-14")).matter
    assert offered_to(POLICY, sent) == "org1"


def test_an_empty_list_goes_straight_back() -> None:
    assert offered(takers=()).step == "dispatch_again"


def test_the_head_of_a_unit_does_not_dispatch_its_own_case() -> None:
    office = desk(heads={"ben": ["rong"]})
    refused = say(order(), "branch", "ben", "send", at("09-12"), desk=office)
    assert isinstance(refused, Refused)
    assert refused.code == "own_case"


@pytest.mark.parametrize(("urgent", "until"), [(True, at("09-12", "11:00")), (False, last("09-13"))])
def test_urgent_orders_have_two_hours(urgent: bool, until: object) -> None:
    assert deadline(POLICY, order(urgent=urgent), OFFICE) == until


def test_the_moment_the_hours_are_over_is_in_time() -> None:
    matter = order(urgent=True)
    assert isinstance(say(matter, "branch", "ben", "send", at("09-12", "11:00")), Moved)
    late = say(matter, "branch", "ben", "send", at("09-12", "11:00:00.000001"))
    assert isinstance(late, Refused)
    assert late.code == "too_late"


def test_time_that_has_passed_is_not_lost_when_the_priority_changes() -> None:
    matter = order(urgent=True)
    calm = Word(party="branch", actor="ben", reason="居民来电说明不急", facts={"urgent": False})
    slower = revise(DESK, matter, calm, at("09-12", "10:00"))
    assert isinstance(slower, Waiting)
    assert deadline(POLICY, slower.matter, OFFICE) == last("09-13")
    haste = Word(party="branch", actor="ben", reason="情况加重", facts={"urgent": True})
    faster = revise(DESK, slower.matter, haste, at("09-12", "10:30"))
    assert deadline(POLICY, faster.matter, OFFICE) == at("09-12", "11:00")


def test_an_urgency_that_comes_too_late_is_late_at_once() -> None:
    haste = Word(party="branch", actor="ben", reason="情况加重", facts={"urgent": True})
    result = revise(DESK, order(), haste, at("09-12", "15:00"))
    assert isinstance(result, Moved)
    assert result.matter.step == "accept"
    assert [(act.kind, act.answer, act.at) for act in result.acts] == [
        ("revise", None, at("09-12", "15:00")),
        ("late", "send", at("09-12", "15:00")),
    ]
    assert deadline(POLICY, result.matter, OFFICE) == at("09-12", "17:00")


def test_an_unknown_urgency_is_no_deadline() -> None:
    matter = order()
    facts = {name: value for name, value in matter.facts.items() if name != "urgent"}
    assert ticked(replace(matter, facts=facts), at("12-01")).step == "dispatch"


def test_a_last_day_that_is_a_holiday_moves_to_the_next_working_day() -> None:
    matter = say(offered(), "taker", "h1", "accept", at("09-14")).matter
    assert deadline(POLICY, matter, OFFICE) == last("09-21").replace(day=23)
    assert ticked(matter, at("09-24")).outcome == "done_unrated"
