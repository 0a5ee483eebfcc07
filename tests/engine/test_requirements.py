"""Requirements of events and answers: what decides, what is missing, what is only noted."""

from __future__ import annotations

from fractions import Fraction

import pytest

from yanxing.engine.evaluation import Scope, Shape
from yanxing.engine.grammar import conditions
from yanxing.engine.grammar.base import Code, Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Leave, Requirement
from yanxing.engine.grammar.terms import Literally
from yanxing.engine.outcome import Row, Value
from yanxing.engine.requirements import Verdict, compile_requirements
from yanxing.engine.unknown import Gap
from yanxing.policy.calendars import office_calendar

A, B = Gap("a"), Gap("b")


def at_least(name: str, number: int) -> conditions.Compare:
    test = conditions.Test(word="at_least", operand=Literally(value=Fraction(number)))
    return conditions.Compare(name=Name(name), tests=(test,))


def leave(state: str, reason: str) -> Leave:
    return Leave(state=state, reason=Code(reason))  # type: ignore[arg-type]


def verdict(*requirements: Requirement, **facts: int) -> Verdict:
    calendar = office_calendar()
    scope = Scope(
        policy=Policy(policy="p", title="t"),  # type: ignore[arg-type]
        shape=Shape("cases", frozenset("ab")),
        as_of=min(calendar.holidays),
        calendar=calendar,
    )
    values: dict[str, Value] = {name: Fraction(value) for name, value in facts.items()}
    return compile_requirements(requirements, scope)(Row("c1", "cases", values))


LOW_A = Requirement(that=at_least("a", 5), else_=leave("refused", "low_a"))
LOW_B = Requirement(that=at_least("b", 5), else_=leave("refused", "low_b"))


def test_nothing_asked_stands_in_nobodys_way() -> None:
    assert verdict() == Verdict(())


@pytest.mark.parametrize(
    ("facts", "reason", "failed", "gaps"),
    [
        ({"a": 5, "b": 5}, None, (), ()),
        ({"a": 4, "b": 4}, "low_a", (0, 1), ()),
        ({"a": 5, "b": 4}, "low_b", (1,), ()),
        ({"b": 5}, "missing_facts", (), (A,)),
        ({}, "missing_facts", (), (A, B)),
        ({"b": 4}, "low_b", (1,), (A,)),
    ],
)
def test_the_first_that_fails_decides_before_any_that_cannot_be_told(
    facts: dict[str, int], reason: str | None, failed: tuple[int, ...], gaps: tuple[Gap, ...]
) -> None:
    told = verdict(LOW_A, LOW_B, **facts)
    assert (told.leave.reason if told.leave else None) == reason
    assert (told.failed, told.gaps) == (failed, gaps)
    assert len(told.checks) == 2


def test_a_requirement_may_say_what_unknown_means() -> None:
    rule = Requirement(that=at_least("a", 5), else_=leave("refused", "low_a"), unknown=leave("redo", "ask"))
    told = verdict(rule)
    assert (told.leave, told.gaps) == (leave("redo", "ask"), (A,))


def test_a_remark_bars_nobody() -> None:
    noted = Requirement(that=at_least("a", 5), else_=leave("note", "small"))
    assert verdict(noted, LOW_B, a=1, b=5).notes == ("small",)
    assert verdict(noted, LOW_B, a=1, b=5).leave is None
    told = verdict(noted, LOW_B, a=1, b=1)
    assert (told.notes, told.leave) == (("small",), leave("refused", "low_b"))


@pytest.mark.parametrize(
    ("facts", "asked", "met", "barred"),
    [
        ({"a": 5, "b": 1}, True, False, True),
        ({"a": 1, "b": 1}, False, True, False),
        ({"b": 5}, True, True, False),
        ({"b": 1}, True, None, True),
    ],
)
def test_a_requirement_is_asked_only_when_its_own_condition_holds(
    facts: dict[str, int], asked: bool, met: bool | None, barred: bool
) -> None:
    rule = Requirement(that=at_least("b", 5), else_=leave("refused", "low_b"), when=at_least("a", 5))
    told = verdict(rule, **facts)
    assert (told.checks[0].asked, told.checks[0].met) == (asked, met)
    assert (told.leave is not None) == barred
