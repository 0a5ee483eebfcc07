from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import (
    gap,
    n,
    policy,
    row,
    scope,
    term,
    terms,
    value,
)

from yanxing.engine.evaluation import UnresolvedName
from yanxing.engine.grammar.document import Table
from yanxing.engine.grammar.terms import (
    TableAt,
)
from yanxing.engine.outcome import Row
from yanxing.engine.unknown import Unknown

WORKER = row(written=n(80), unit="c1")
NUMBERS = st.fractions(min_value=-100, max_value=100, max_denominator=60)
EDGES = {n(90): "excellent", n(75): "good", n(60): "pass"}
TABLES = {
    "at_least": Table(at_least=EDGES, else_="fail"),
    "above": Table(above=EDGES),
    "at_most": Table(at_most={n(10): "small", n(20): "middle"}),
    "below": Table(below={n(10): "small", n(20): "middle"}, else_="big"),
    "points": Table(codes={"first": n(10), "second": n(6)}, else_=n(0)),
    "strict": Table(codes={"first": n(10)}),
    "nested": Table(
        codes={"c1": Table(at_least={n(50): n(2), n(80): n(3)}), "c2": n(1)},
        else_=Table(at_least={n(0): n(9)}),
    ),
}


def looked_up(table: str, *at: Any, of: Row = WORKER) -> Any:
    keys = terms(*at)
    return value(
        TableAt(table=table, at=keys if len(keys) > 1 else keys[0]), of, scope(policy(tables=TABLES))
    )


@pytest.mark.parametrize(
    ("table", "at", "expected"),
    [
        ("at_least", "90", "excellent"),
        ("at_least", "89.99", "good"),
        ("at_least", "60", "pass"),
        ("at_least", "59.99", "fail"),
        ("above", "90", "good"),
        ("above", "90.01", "excellent"),
        ("above", "60", None),
        ("at_most", "10", "small"),
        ("at_most", "10.01", "middle"),
        ("at_most", "20", "middle"),
        ("at_most", "20.01", None),
        ("below", "9.99", "small"),
        ("below", "10", "middle"),
        ("below", "20", "big"),
    ],
)
def test_the_word_of_a_table_states_the_edge(table: str, at: str, expected: str | None) -> None:
    assert looked_up(table, n(at)) == (expected or gap(table, "no_line"))
    assert looked_up(table, "written", of=row(written=n(at))) == (expected or gap(table, "no_line"))


def test_tables_of_codes_and_of_several_dimensions() -> None:
    assert looked_up("points", "unit", of=row(unit="second")) == 6
    assert looked_up("points", "unit", of=row(unit="third")) == 0
    assert looked_up("strict", "unit", of=row(unit="third")) == gap("strict", "no_line")
    assert looked_up("strict", "unit", of=row()) == gap("unit")
    assert looked_up("nested", "unit", "written") == 3
    assert looked_up("nested", "unit", "written", of=row(unit="c1", written=n(49))) == gap(
        "nested", "no_line"
    )
    assert looked_up("nested", "unit", "written", of=row(unit="c2")) == 1
    assert looked_up("nested", "unit", "written", of=row(unit="c3", written=n(4))) == 9
    assert looked_up("nested", "unit", "written", of=row()) == Unknown(gap("unit").gaps + gap("written").gaps)
    with pytest.raises(UnresolvedName):
        looked_up("nested", "unit")
    with pytest.raises(UnresolvedName):
        looked_up("none", "unit")


@given(NUMBERS)
def test_table_edges_agree_with_their_words(key: Fraction) -> None:
    edges = {n(-20): n(1), n(0): n(2), n("33.5"): n(3)}
    tables = {word: Table(**{word: edges}) for word in ("at_least", "above", "at_most", "below")}
    within = scope(policy(tables=tables))
    holds = {"at_least": key.__ge__, "above": key.__gt__, "at_most": key.__le__, "below": key.__lt__}
    for word, test in holds.items():
        fitting = [edge for edge in edges if test(edge)]
        best = (max if word in ("at_least", "above") else min)(fitting, default=None)
        found = value(TableAt(table=word, at=term(key)), None, within)
        assert found == (gap(word, "no_line") if best is None else edges[best])
