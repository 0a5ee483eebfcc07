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
    n,
    policy,
    row,
    scope,
    term,
    terms,
    value,
)

from yanxing.engine.evaluation import UnresolvedName
from yanxing.engine.grammar.document import Value as PolicyValue
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


def test_weights_may_be_facts() -> None:
    node = Weigh(weigh={"written": term("interview"), "post": term(50)})
    assert value(node, row(written=n(10), interview=n(30), post=n(4))) == 5
    assert value(node, row(written=n(10), post=n(4))) == gap("interview")
    unset = scope(policy(values={"w": PolicyValue()}))
    assert value(Weigh(weigh={"written": term("w")}), WORKER, unset) == gap("w", "unset")


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
    no_step = Slope(slope=term(5), from_=term(0), part="counts", above=Side(each=term(0), adds=term(1)))
    assert [why for _, why, _ in gaps(value(no_step))] == ["division_by_zero"]


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


# any depth: a term beside what plain arithmetic makes of it (None: unknown)

PLAIN = st.one_of(
    NUMBERS.map(lambda number: (term(number), number)),
    st.sampled_from([("written", n(80)), ("interview", n("70.5")), ("post", None)]).map(
        lambda pair: (term(pair[0]), pair[1])
    ),
)


def deeper(inner: Any) -> Any:
    pairs = st.lists(inner, min_size=2, max_size=2)
    return st.tuples(st.sampled_from(sorted(BINARY)), pairs).map(lambda made: joined(made[0], *made[1]))


BINARY: dict[str, Any] = {
    "sum": (lambda a, b: Sum(sum=(a, b)), lambda a, b: a + b),
    "minus": (lambda a, b: Minus(minus=(a, b)), lambda a, b: a - b),
    "product": (lambda a, b: Product(product=(a, b)), lambda a, b: a * b),
    "ratio": (lambda a, b: Ratio(ratio=(a, b)), lambda a, b: a / b if b else None),
    "rate": (lambda a, b: Rate(rate=(a, b)), lambda a, b: 100 * a / b if b else None),
    "percent": (lambda a, b: Percent(percent=a, of=b), lambda a, b: a * b / 100),
    "mean": (lambda a, b: Mean(mean=(a, b)), lambda a, b: (a + b) / 2),
    "least": (lambda a, b: Least(min=(a, b)), min),
    "greatest": (lambda a, b: Greatest(max=(a, b)), max),
    "cap": (lambda a, b: Limit(limit=a, at_most=b), min),
    "floor": (lambda a, b: Limit(limit=a, at_least=b), max),
}


def joined(word: str, one: Any, other: Any) -> Any:
    node, plain = BINARY[word]
    known = one[1] is not None and other[1] is not None
    return node(one[0], other[0]), plain(one[1], other[1]) if known else None


@given(st.recursive(PLAIN, deeper, max_leaves=8))
def test_nested_terms_are_plain_arithmetic(made: Any) -> None:
    node, expected = made
    found = value(node, WORKER)
    assert isinstance(found, Unknown) if expected is None else found == expected
