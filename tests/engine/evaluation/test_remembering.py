"""Rows that say the same share an answer; rows that differ, if only in the type of a value, never do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.evaluation import Scope, Shape, compile_condition, remembered
from yanxing.engine.evaluation import remembering as module
from yanxing.engine.grammar import conditions, measures
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row, Value
from yanxing.engine.unknown import missing
from yanxing.policy.calendars import office_calendar

A_IS_B = conditions.Compare(
    name=Name("a"), tests=(conditions.Test(word="is", operand=conditions.OtherName(of=Name("b"))),)
)
VALUES: list[Value] = [
    True, False, Fraction(1), Fraction(0), "x", "", date(2024, 1, 1),
    frozenset(), frozenset({"x"}), (), ({"id": "r1"},), missing("a"), missing("b"),
]  # fmt: skip


def scope() -> Scope:
    return Scope(
        policy=Policy(policy="p", title="t"),  # type: ignore[arg-type]
        shape=Shape("cases", frozenset({"a", "b", "sheets"}), {"sheets": Shape("sheets", flat=True)}),
        as_of=date(2024, 1, 1),
        calendar=office_calendar(),
    )


def row(**facts: Value) -> Row:
    return Row("c1", "cases", facts)


def seen(one: Row) -> tuple[tuple[str, str], ...]:
    """All that a row says, with its types."""
    return tuple((name, repr(value)) for name, value in one.facts.items())


@given(st.lists(st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES))))
def test_every_row_gets_the_answer_worked_out_for_what_it_says(pairs: list[tuple[Value, Value]]) -> None:
    recall = remembered(seen, A_IS_B, scope())
    for a, b in pairs:
        assert recall(row(a=a, b=b)) == seen(row(a=a, b=b))


def test_rows_that_say_the_same_share_one_answer() -> None:
    recall = remembered(seen, A_IS_B, scope())
    assert recall(row(a="x", b=missing("b"))) is recall(row(a="x", b=missing("b")))
    assert recall(row(a="x")) is recall(row(a="x"))


def test_a_rule_that_looks_beyond_the_row_is_worked_out_each_time() -> None:
    several = measures.Count(count=Name("sheets"))
    assert remembered(seen, several, scope()) is seen


def test_no_more_is_remembered_than_the_limit() -> None:
    rows = [row(a=str(number), b="") for number in range(5)]
    condition = compile_condition(A_IS_B, scope())
    before, module.MOST = module.MOST, 2
    try:
        recall = remembered(seen, A_IS_B, scope())
        shared = [recall(one) is recall(one) for one in rows]
    finally:
        module.MOST = before
    assert shared == [True, True, False, False, False]
    assert [condition(one) for one in rows] == [False] * 5
