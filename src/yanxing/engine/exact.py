"""Exact numbers: rounding to a step, and figures as text. Never a float."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from yanxing.engine.grammar.stages import Rounding
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown

MOST_PLACES = 6

MOST_BITS = 14_000
"""Of either part of a figure, some 4200 digits: beyond it Python writes no number out."""


def too_large(value: object) -> bool:
    """Whether a figure has more digits than can be written down."""
    return value.__class__ is Fraction and (
        value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS
    )


def rounded(value: Fraction, rounding: Fraction | Rounding | None) -> Fraction:
    """The multiple of the step nearest to `value`; a bare step moves halves away from zero, None leaves it.

    `up` is towards +∞, `down` towards −∞, `half_even` moves halves to the even multiple. The step is above 0.
    """
    if rounding is None:
        return value
    step, mode = (rounding.to, rounding.mode) if isinstance(rounding, Rounding) else (rounding, "half_up")
    over, under = step.as_integer_ratio()
    if over <= 0:
        raise ValueError(f"a rounding step must be above 0, not {step}")
    numerator, denominator = value.as_integer_ratio()
    steps = _steps(numerator * under, denominator * over, mode)
    return Fraction(steps * over, under)


def _steps(numerator: int, denominator: int, mode: str) -> int:
    if mode == "up":
        return -(-numerator // denominator)
    if mode == "down":
        return numerator // denominator
    if mode == "half_up":
        whole = (2 * abs(numerator) + denominator) // (2 * denominator)
        return whole if numerator >= 0 else -whole
    whole, left = divmod(numerator, denominator)
    return whole + (2 * left > denominator or (2 * left == denominator and whole % 2 == 1))


def shown(value: Value, show: Fraction | None = None) -> str:
    """The plain text of a value; codes stay codes, labels and 是/否 belong to the page.

    A number has as many decimals as the step `show` (2 for 0.01; rounded half up, for the page only); without
    one it is the exact decimal when that ends within six places, else `p/q`. Dates are `2024-06-10`, moments
    `2024-06-10 09:30`; codes are joined by `,`; of records the number is shown; unknown is empty.
    """
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return _number(value, show)
        case datetime():
            return value.isoformat(" ", "seconds" if value.second else "minutes")
        case date():
            return value.isoformat()
        case frozenset():
            return ",".join(sorted(value))
        case Unknown():
            return ""
        case tuple():
            return str(len(value))
    return value


def _number(value: Fraction, show: Fraction | None) -> str:
    if too_large(value):
        return "…"
    places = _places(value if show is None else show)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    return _decimal(value if show is None else rounded(value, show), places)


def _places(value: Fraction) -> int | None:
    """How many decimals write it exactly; None when more than six."""
    return next((places for places in range(MOST_PLACES + 1) if 10**places % value.denominator == 0), None)


def _decimal(value: Fraction, places: int) -> str:
    whole, part = divmod(abs(value.numerator) * 10**places // value.denominator, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"
