from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import (
    compare,
    gap,
    gaps,
    met,
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
from yanxing.engine.grammar.document import Value as PolicyValue
from yanxing.engine.grammar.measures import UseInstead
from yanxing.engine.grammar.stages import Column
from yanxing.engine.grammar.terms import (
    Balance,
    Case,
    Greatest,
    Holds,
    Least,
    Limit,
    Mean,
    Minus,
    Percent,
    Product,
    Rate,
    Ratio,
    Side,
    Slope,
    Sum,
    TableAt,
    Weigh,
    When,
)
from yanxing.engine.outcome import Row
from yanxing.engine.unknown import Unknown

WORKER = row(written=n(80), interview=n("70.5"), unit="c1", passed=True)
NUMBERS = st.fractions(min_value=-100, max_value=100, max_denominator=60)
WEIGHTS = {"written": term(40), "interview": term(60)}


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Sum(sum=terms("written", "interview", 1)), "151.5"),
        (Minus(minus=terms("written", "interview", 1)), "8.5"),
        (Product(product=terms("written", "interview", 2)), "11280"),
        (Mean(mean=terms("written", "interview")), "75.25"),
        (Ratio(ratio=terms("written", 3)), "80/3"),
        (Rate(rate=terms(2, 3)), "200/3"),
        (Percent(percent=term(20), of=term("written")), "16"),
        (Least(min=terms("written", "interview")), "70.5"),
        (Greatest(max=terms("written", "interview")), "80"),
        (Weigh(weigh=WEIGHTS), "74.3"),
        (Weigh(weigh={"written": term(60)}, adds_to=n(60)), "48"),
        (Weigh(weigh={"written": term("w"), "interview": term(60)}), "74.3"),
    ],
)
def test_arithmetic(node: Any, expected: str) -> None:
    within = scope(policy(values={"w": PolicyValue(is_=n(40))}))
    assert value(node, WORKER, within) == Fraction(expected)
    found = value(node, row(written=n(80)), within)
    if "interview" in repr(node):
        assert found == gap("interview")


@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_arithmetic_is_plain_fraction_arithmetic(numbers: list[Fraction]) -> None:
    names = [f"f{place}" for place in range(len(numbers))]
    given_row = row(cells=dict(zip(names, numbers, strict=True)))
    within = scope(columns=names)
    parts = terms(*names)
    product = Fraction(1)
    for each in numbers:
        product *= each
    assert value(Sum(sum=parts), given_row, within) == sum(numbers)
    assert value(Minus(minus=parts), given_row, within) == numbers[0] - sum(numbers[1:])
    assert value(Mean(mean=parts), given_row, within) == sum(numbers) / len(numbers)
    assert value(Product(product=parts), given_row, within) == product
    assert value(Least(min=parts), given_row, within) == min(numbers)
    weigh = Weigh(weigh={name: term(Fraction(1, 3) + place) for place, name in enumerate(names)})
    weighed = sum((Fraction(1, 3) + place) * each for place, each in enumerate(numbers)) / 100
    assert value(weigh, given_row, within) == weighed


@given(st.lists(st.one_of(NUMBERS, st.none()), min_size=1, max_size=5))
def test_unknown_never_becomes_a_number(numbers: list[Fraction | None]) -> None:
    names = [f"f{place}" for place in range(len(numbers))]
    given_row = row(cells={name: each for name, each in zip(names, numbers, strict=True) if each is not None})
    absent = [name for name, each in zip(names, numbers, strict=True) if each is None]
    weigh = Weigh(weigh=dict.fromkeys(names, term(10)))
    for node in (
        Sum(sum=terms(*names)),
        Product(product=terms(*names, 0)),
        Greatest(max=terms(*names)),
        weigh,
    ):
        found = value(node, given_row, scope(columns=names))
        if absent:
            assert gaps(found) == [(name, "not_reached", "") for name in absent]
        else:
            assert isinstance(found, Fraction)


@pytest.mark.parametrize("node", [Ratio(ratio=terms(1, 0)), Rate(rate=terms("written", 0))])
def test_division_by_zero_is_unknown(node: Any) -> None:
    assert [why for _, why, _ in gaps(value(node, WORKER))] == ["division_by_zero"]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [(None, 30, 30), (90, None, 90), (0, 100, 80), (85, 90, 85), (90, 60, 60), (None, None, 80)],
)
def test_limit_takes_the_floor_first_then_the_cap(least: Any, most: Any, expected: int) -> None:
    bounds = {"at_least": least, "at_most": most}
    node = Limit(limit=term("written"), **{k: term(v) for k, v in bounds.items() if v is not None})
    assert value(node, WORKER) == expected


def test_limit_of_dates_and_by_names() -> None:
    node = Limit(limit=term("entered"), at_least=term(date(2024, 1, 1)))
    assert value(node, row(entered=date(2023, 3, 15))) == date(2024, 1, 1)
    by_name = Limit(limit=term("written"), at_most=term("interview"))
    assert value(by_name, WORKER) == Fraction("70.5")
    assert value(by_name, row(written=n(1))) == gap("interview")


def late(part: Any, **side: Any) -> Slope:
    return Slope(
        slope=term("written"), from_=term(10), part=part, above=Side(each=term(7), adds=term(-1), **side)
    )


@pytest.mark.parametrize(
    ("part", "days", "points"),
    [
        ("counts", "10", "0"),
        ("counts", "10.5", "-1"),
        ("counts", "17", "-1"),
        ("counts", "18", "-2"),
        ("counts", "200", "-5"),
        ("dropped", "16", "0"),
        ("dropped", "17", "-1"),
        ("proportional", "13.5", "-0.5"),
        ("counts", "3", "0"),
    ],
)
def test_slope(part: str, days: str, points: str) -> None:
    assert value(late(part, at_least=term(-5)), row(written=n(days))) == Fraction(points)


def test_slope_below_and_what_is_unknown() -> None:
    below = Side(each=term(2), adds=term("interview"), at_most=term(3))
    node = Slope(slope=term("written"), from_=term(10), part="dropped", below=below)
    assert value(node, row(written=n(5), interview=n(1))) == 2
    assert value(node, row(written=n(1), interview=n(1))) == 3
    assert value(node, row(written=n(11))) == 0
    assert value(node, row(written=n(5))) == gap("interview")
    assert value(node, row()) == gap("written")
    assert [w for _, w, _ in gaps(value(late("counts").__class__(
        slope=term(5), from_=term(0), part="counts", above=Side(each=term(0), adds=term(1)))))] == ["division_by_zero"]  # fmt: skip


@given(st.sampled_from(["counts", "dropped", "proportional"]), NUMBERS, NUMBERS)
def test_slope_is_monotone(part: Any, one: Fraction, other: Fraction) -> None:
    up = Side(each=term(3), adds=term(2), at_most=term(20))
    down = Side(each=term(4), adds=term(-1), at_least=term(-7))
    node = Slope(slope=term("written"), from_=term(1), part=part, above=up, below=down)
    low, high = (value(node, row(written=each)) for each in sorted((one, other)))
    assert low <= high  # type: ignore[operator]
    assert -7 <= low <= 20  # type: ignore[operator]


GRADE = Case(
    case=(
        When(when=compare("passed", is_=True), then=term("written")),
        When(when=compare("interview", at_least=term(60)), give="second"),
        When(give="none"),
    )
)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"passed": True, "written": n(7)}, n(7)),
        ({"passed": False, "interview": n(60)}, "second"),
        ({"passed": False, "interview": n(59)}, "none"),
        ({"interview": n(90)}, gap("passed")),
        ({"passed": False}, gap("interview")),
        ({"passed": True}, gap("written")),
    ],
)
def test_case_takes_the_first_met_and_stops_at_an_unknown(facts: Any, expected: Any) -> None:
    assert value(GRADE, row(**facts)) == expected


def test_holds() -> None:
    node = Holds(holds=compare("written", above=term(79)))
    assert value(node, WORKER) is True
    assert value(node, row(written=n(79))) is False
    assert value(node) == gap("written")


def test_balance_asks_the_ledger() -> None:
    asked: list[tuple[Row, str]] = []

    def balance(of: Row, account: str) -> Fraction:
        asked.append((of, account))
        return n(12)

    assert value(Balance(balance="own"), WORKER, scope(balance=balance)) == 12
    assert asked == [(WORKER, "own")]
    with pytest.raises(UnresolvedName):
        value(Balance(balance="own"))


# --- names -----------------------------------------------------------------------------------------------------------


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
    of = policy(
        define={"safe": Column(is_=term("written"), round=n(1), when_missing=UseInstead(use=term("0.4")))}
    )
    within = scope(
        policy(define={"safe": Column(is_=term("written"), round=n(1), when_missing=UseInstead(use=term(0)))})
    )
    assert of.define is not None
    assert value("safe", row(written=n("79.5")), within) == 80
    assert value("safe", row(written=n("79.5")), within, exact=True) == Fraction("79.5")
    assert value("safe", row(), within) == 0


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
    assert met(compare("written", at_least=term("line")), WORKER, within) == gap("line", "unset")


# --- tables ----------------------------------------------------------------------------------------------------------

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
