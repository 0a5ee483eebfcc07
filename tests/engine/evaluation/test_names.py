from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from tests.engine.evaluation.building import (
    compare,
    gap,
    met,
    n,
    policy,
    row,
    scope,
    term,
    terms,
    value,
)

from yanxing.engine.evaluation import UnresolvedName, compile_column
from yanxing.engine.grammar.document import Value as PolicyValue
from yanxing.engine.grammar.measures import UseInstead
from yanxing.engine.grammar.stages import Column, Leave
from yanxing.engine.grammar.terms import (
    Sum,
)


def test_names_resolve_in_order() -> None:
    of = policy(
        define={
            "score": Column(is_=term("written"), round=n(1)),
            "pass_mark": Column(is_=Sum(sum=terms("written", 1))),
        },
        values={"pass_mark": PolicyValue(is_=n(60)), "least": PolicyValue(is_=n(5))},
    )
    within = scope(of, columns=["score", "written_column"])
    given_row = row("w9", {"score": (n(3), n("2.9"))}, written=n("80.5"))
    assert value("score", given_row, within) == 3
    assert value("score", given_row, within, exact=True) == Fraction("2.9")
    assert value("pass_mark", given_row, within) == Fraction("81.5")
    assert value("least", given_row, within) == 5
    assert value("id", given_row, within) == "w9"
    assert value("run", given_row, within) == "exam"
    assert value("state", given_row, within) == "in"
    assert value("reason", given_row, within) == ""
    assert value("provisional", given_row, within) is False
    assert value("parent", given_row, within) == gap("parent")
    assert value("written_column", given_row, within) == gap("written_column", "not_reached")
    assert value("written", row(written=gap("written")), within) == gap("written")
    with pytest.raises(UnresolvedName, match="nowhere"):
        value("nowhere", given_row, within)


def test_a_definition_rounds_and_stands_in() -> None:
    safe = Column(is_=term("written"), round=n(1), when_missing=UseInstead(use=term(0)))
    within = scope(policy(define={"safe": safe}))
    assert value("safe", row(written=n("79.5")), within) == 80
    assert value("safe", row(written=n("79.5")), within, exact=True) == Fraction("79.5")
    assert value("safe", row(), within) == 0


def test_a_column_says_both_values_and_what_stood_in() -> None:
    plain = compile_column(Column(is_=term("written")), scope())
    rounding = compile_column(Column(is_=term("written"), round=n(1)), scope())
    safe = Column(is_=term("written"), round=n(1), when_missing=UseInstead(use=term(Fraction("0.6"))))
    held = Column(is_=term("written"), when_missing=Leave(state="held", reason="late"))
    of = row(written=n("79.5"))
    assert plain(of) == (n("79.5"), n("79.5"), False)
    assert rounding(of) == (80, n("79.5"), False)
    assert rounding(row()) == (gap("written"), gap("written"), False)
    assert compile_column(safe, scope())(of) == (80, n("79.5"), False)
    assert compile_column(safe, scope())(row()) == (1, n("0.6"), True)
    assert compile_column(held, scope())(row()) == (gap("written"), gap("written"), False)


def test_a_definition_by_itself_is_refused() -> None:
    define = {"a": Column(is_=term("b")), "b": Column(is_=Sum(sum=terms("a", 1)))}
    with pytest.raises(UnresolvedName, match="itself"):
        value("a", row(), scope(policy(define=define)))


def test_a_column_taken_over_as_a_fact_is_still_read() -> None:
    assert value("total", row(total=n(4)), scope(columns=["total"])) == 4


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2022, 12, 31), gap("floor", "unset")),
        (date(2023, 1, 1), n(36000)),
        (date(2023, 12, 31), n(36000)),
        (date(2024, 1, 1), n(38500)),
        (date(2030, 1, 1), n(38500)),
    ],
)
def test_a_dated_value_is_the_latest_not_after_the_day(as_of: date, expected: Any) -> None:
    floor = PolicyValue(since={date(2024, 1, 1): n(38500), date(2023, 1, 1): n(36000)})
    assert value("floor", None, scope(policy(values={"floor": floor}), as_of=as_of)) == expected


def test_an_unset_value_is_unknown() -> None:
    within = scope(policy(values={"line": PolicyValue(needed="adoption")}))
    assert value(Sum(sum=terms("line", 1)), None, within) == gap("line", "unset")
    assert met(compare("written", at_least=term("line")), row(written=n(1)), within) == gap("line", "unset")
