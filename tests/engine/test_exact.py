from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.exact import rounded, shown
from yanxing.engine.grammar.stages import Rounding
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import missing

NUMBERS = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)
STEPS = st.sampled_from([Fraction(1), Fraction("0.01"), Fraction("0.5"), Fraction(10), Fraction(1, 3)])


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        ("59.994", "0.01", "59.99"),
        ("59.995", "0.01", "60"),
        ("59.998", "0.01", "60"),
        ("-0.005", "0.01", "-0.01"),
        ("-2.5", "1", "-3"),
        ("2.5", "1", "3"),
        ("7", "5", "5"),
        ("7.5", "5", "10"),
        ("0", "0.01", "0"),
    ],
)
def test_a_bare_step_moves_halves_away_from_zero(value: str, step: str, expected: str) -> None:
    assert rounded(Fraction(value), Fraction(step)) == Fraction(expected)


@pytest.mark.parametrize(
    ("mode", "value", "expected"),
    [
        ("up", "2.1", 3),
        ("up", "-2.9", -2),
        ("down", "2.9", 2),
        ("down", "-2.1", -3),
        ("half_up", "-2.5", -3),
        ("half_even", "2.5", 2),
        ("half_even", "3.5", 4),
        ("half_even", "-2.5", -2),
        ("half_even", "-3.5", -4),
        ("half_even", "2.51", 3),
        ("up", "2", 2),
        ("down", "2", 2),
    ],
)
def test_modes(mode: str, value: str, expected: int) -> None:
    assert rounded(Fraction(value), Rounding(to=Fraction(1), mode=mode)) == expected  # type: ignore[arg-type]


def test_no_rounding_leaves_the_number() -> None:
    assert rounded(Fraction(1, 3), None) == Fraction(1, 3)


@pytest.mark.parametrize("step", [Fraction(0), Fraction(-1)])
def test_a_step_is_above_zero(step: Fraction) -> None:
    with pytest.raises(ValueError, match="step"):
        rounded(Fraction(1), step)


@given(NUMBERS, STEPS)
def test_rounding_is_near_odd_and_settled(value: Fraction, step: Fraction) -> None:
    result = rounded(value, step)
    assert abs(result - value) <= step / 2
    assert (result / step).denominator == 1
    assert rounded(-value, step) == -result
    assert rounded(result, step) == result


@given(NUMBERS, STEPS)
def test_up_and_down_enclose(value: Fraction, step: Fraction) -> None:
    low = rounded(value, Rounding(to=step, mode="down"))
    high = rounded(value, Rounding(to=step, mode="up"))
    assert low <= value <= high
    assert high - low == (0 if (value / step).denominator == 1 else step)


@pytest.mark.parametrize(
    ("value", "show", "text"),
    [
        (Fraction(60), Fraction("0.01"), "60.00"),
        (Fraction("59.998"), Fraction("0.01"), "60.00"),
        (Fraction("-0.4"), Fraction(1), "0"),
        (Fraction("-0.5"), Fraction(1), "-1"),
        (Fraction("-0.05"), None, "-0.05"),
        (Fraction(1234), Fraction(10), "1230"),
        (Fraction("74.75"), None, "74.75"),
        (Fraction(1, 3), None, "1/3"),
        (Fraction(-1, 3), Fraction("0.001"), "-0.333"),
        (Fraction(1, 2**6), None, "0.015625"),
        (Fraction(1, 2**7), None, "1/128"),
        (Fraction(3), None, "3"),
        (date(2024, 6, 10), None, "2024-06-10"),
        (datetime(2024, 6, 10, 9, 30), None, "2024-06-10 09:30"),  # noqa: DTZ001 - an office's own clock
        (datetime(2024, 6, 10, 9, 30, 5), None, "2024-06-10 09:30:05"),  # noqa: DTZ001
        (True, None, "true"),
        ("first", None, "first"),
        (frozenset({"b", "a"}), None, "a,b"),
        (({}, {}), None, "2"),
        (missing("entered"), None, ""),
    ],
)
def test_shown(value: Value, show: Fraction | None, text: str) -> None:
    assert shown(value, show) == text


@given(NUMBERS, st.sampled_from([Fraction(1), Fraction("0.1"), Fraction("0.01"), Fraction("0.5")]))
def test_shown_with_a_step_says_the_rounded_number(value: Fraction, step: Fraction) -> None:
    assert Fraction(shown(value, step)) == rounded(value, step)


@given(NUMBERS)
def test_shown_without_a_step_says_the_number(value: Fraction) -> None:
    assert Fraction(shown(value)) == value
