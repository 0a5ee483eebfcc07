"""What the house does when nobody answers, and where it must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from tests.engine.flow.desk import DESK, OFFICE, POLICY, at, consents, last, say

from yanxing.engine.flow import (
    Asked,
    Desk,
    Matter,
    Moved,
    People,
    Refused,
    Result,
    Waiting,
    Word,
    asked,
    deadline,
    due,
    pause,
    replay,
    start,
    step,
    tick,
)
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import Gap
from yanxing.policy.reading import read_policy

TEXT = """
policy: house
title: 静默
facts: {cases: {subject: key, unit: key, months: number, takers: {records: {organisation: key}}}}
flows:
  case:
    about: cases
    subject: person
    parties: {left: {role: officer, of: unit}, right: {role: officer}}
    start: STEP
    steps:
      tacit:
        by: {each: [left, right]}
        clock: {workdays: 2, late: agree}
        answers:
          agree:
            from: all
            require: [{that: {months: {at_least: 36}}, else: {refused: too_short}}]
            end: agreed
          differ: {from: all, end: not_agreed}
      reminder:
        by: left
        clock: {days: 3}
        answers: {answer: {end: answered}}
      ring:
        by: left
        answers: {on: {go: first}}
      first: {offer: {to: takers}, answers: {accept: {end: taken}}, none_left: {go: second}}
      second: {offer: {to: takers}, answers: {accept: {end: taken}}, none_left: {go: first}}
      alone:
        offer: {to: takers, decline: pass}
        clock: {days: 1, late: pass}
        answers: {accept: {end: taken}}
        none_left: {end: nobody}
      quick: {by: left, clock: {hours: 0, late: again}, answers: {again: {go: quick}}}
      noted:
        by: left
        answers: {answer: {require: [{that: {months: {at_least: 36}}, else: {note: short}}], end: answered}}
"""
PEOPLE = People(holders={("officer", "u1"): ("lou",), ("officer", ""): ("ray",)})


def policy_from(step_: str) -> Policy:
    policy, findings = read_policy(TEXT.replace("STEP", step_).encode(), "house.yaml")
    assert [found.text() for found in findings] == []
    assert policy is not None
    return policy


def case(step_: str, **facts: Any) -> tuple[Policy, Matter]:
    policy = policy_from(step_)
    return policy, start(policy, "case", {"id": "c1", "subject": "wen", "unit": "u1", **facts}, at("09-12"))


def answer(policy: Policy, matter: Matter, party: str, actor: str, said: str, when: datetime) -> Result:
    desk = Desk(policy=policy, calendar=OFFICE, people=PEOPLE)
    return step(desk, matter, Word(party=party, actor=actor, answer=said), when)


def test_silence_may_mean_consent_of_all() -> None:
    policy, matter = case("tacit", months=Fraction(36))
    one = answer(policy, matter, "left", "lou", "agree", at("09-13"))
    assert isinstance(one, Waiting)
    assert tick(policy, one.matter, at("09-15"), calendar=OFFICE).matter.outcome == "agreed"


@pytest.mark.parametrize("facts", [{"months": Fraction(35)}, {}])
def test_silence_gives_no_more_than_words_would(facts: dict[str, Any]) -> None:
    policy, matter = case("tacit", **facts)
    done = tick(policy, matter, at("09-15"), calendar=OFFICE)
    assert [(act.kind, act.answer, act.at) for act in done.acts] == [("expire", "agree", last("09-14"))]
    assert done.matter.step == "tacit"
    assert tick(policy, done.matter, at("12-01"), calendar=OFFICE).acts == ()
    assert replay(policy, done.matter.history) == done.matter


def test_unlike_answers_wait_for_the_clock() -> None:
    policy, matter = case("tacit", months=Fraction(36))
    matter = answer(policy, matter, "left", "lou", "agree", at("09-13")).matter
    both = answer(policy, matter, "right", "ray", "differ", at("09-13"))
    assert isinstance(both, Waiting)
    assert both.asked == ()


def test_a_clock_without_a_late_answer_only_reminds() -> None:
    policy, matter = case("reminder")
    assert deadline(policy, matter, OFFICE) == last("09-18")
    assert due(policy, matter, at("12-01"), calendar=OFFICE) == ()
    assert answer(policy, matter, "left", "lou", "answer", at("12-01")).matter.outcome == "answered"


def test_a_ring_of_empty_offers_comes_to_rest() -> None:
    policy, matter = case("ring", takers=())
    moved = answer(policy, matter, "left", "lou", "on", at("09-13"))
    assert isinstance(moved, Moved)
    assert moved.matter.step in {"first", "second"}
    assert moved.asked == (Asked("offered", "offered", (), (Gap("offered"),)),)


def test_an_offer_without_a_party_is_answered_by_whom_it_is_put_to() -> None:
    policy, matter = case("alone", takers=({"organisation": "o1"}, {"organisation": "o2"}))
    assert asked(policy, matter, matter, PEOPLE) == (Asked("offered", "offered", ("o1",)),)
    passed = answer(policy, matter, "offered", "o1", "pass", at("09-12"))
    assert isinstance(passed, Moved)
    assert answer(policy, passed.matter, "offered", "o2", "accept", at("09-13")).matter.outcome == "taken"
    assert tick(policy, matter, at("09-19"), calendar=OFFICE).matter.outcome == "nobody"


def test_a_flow_that_gives_no_time_does_not_hang_the_house() -> None:
    policy, matter = case("quick")
    done = tick(policy, matter, at("09-13"), calendar=OFFICE)
    assert len(done.acts) == 1000


def test_a_remark_stays_with_the_answer() -> None:
    policy, matter = case("noted", months=Fraction(1))
    result = answer(policy, matter, "left", "lou", "answer", at("09-13"))
    assert not isinstance(result, Refused)
    assert result.notes == ("short",)


def test_an_office_that_cannot_be_told_is_not_a_vacant_one() -> None:
    matter = consents()
    facts = {name: value for name, value in matter.facts.items() if name != "home_street"}
    lost = replace(matter, facts=facts)
    sending = asked(POLICY, lost, lost, DESK.people)[0]
    assert sending == Asked("sending", "sending", (), (Gap("home_street"),))
    refused = say(lost, "sending", "dan", "agree", at("09-29"))
    assert isinstance(refused, Refused)
    assert (refused.code, refused.gaps) == ("nobody_named", (Gap("home_street"),))


def test_a_matter_may_be_answered_while_its_clock_stands() -> None:
    stop = Word(party="receiving", actor="sam", reason="等待编制核定")
    paused = pause(DESK, consents(), stop, at("09-30")).matter
    assert isinstance(say(paused, "sending", "nora", "agree", at("10-21")), Waiting)


def test_moments_with_a_time_zone_keep_it() -> None:
    china = datetime.fromisoformat("2024-09-12T09:00+08:00")
    policy = policy_from("tacit")
    matter = start(
        policy, "case", {"id": "c1", "subject": "wen", "unit": "u1", "months": Fraction(36)}, china
    )
    until = deadline(policy, matter, OFFICE)
    assert until == datetime.fromisoformat("2024-09-14T23:59:59.999999+08:00")
    assert tick(policy, matter, until, calendar=OFFICE).acts == ()
    assert tick(policy, matter, until + timedelta(microseconds=1), calendar=OFFICE).matter.outcome == "agreed"
