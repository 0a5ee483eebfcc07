"""A bound such as 66.67 stands for two thirds, which no decimal is."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from yanxing.engine.exact import rounded

_WHOLES = {1: (3, 6), 2: (3, 6, 7, 9, 11, 12), 3: (3, 6, 7, 9, 11, 12), 4: (3, 6, 7, 9, 11, 12)}


def repeating(number: Fraction | None, share: Literal["rate", "ratio"]) -> tuple[int, int] | None:
    """The (part, whole) that a rate or ratio was rounded from, or None for a number that means itself."""
    if number is None:
        return None
    places = next((n for n in range(5) if 10**n % number.denominator == 0), 0)
    if share == "ratio":
        places -= 1
    if places < 1:
        return None
    step = Fraction(1, 10 ** (places if share == "rate" else places + 1))
    scale = 100 if share == "rate" else 1
    for whole in _WHOLES.get(places, ()):
        for part in range(1, whole):
            exact = Fraction(scale * part, whole)
            if exact != number and rounded(exact, step) == number:
                least = Fraction(part, whole)
                return least.numerator, least.denominator
    return None
