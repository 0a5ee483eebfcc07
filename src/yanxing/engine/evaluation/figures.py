"""The figure over the values left: sum, mean, median, least, greatest; 去最高分、最低分, the best so many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from yanxing.engine.grammar.measures import (
    Drop,
    GreatestOver,
    LeastOver,
    MeanOver,
    Measure,
    MedianOver,
    SumOver,
)
from yanxing.engine.outcome import Value


def over_one_denominator(values: Sequence[Any]) -> tuple[list[int], int]:
    """Numerators over the least common denominator, and that: lists are sorted and added as whole numbers."""
    ratios = [value.as_integer_ratio() for value in values]
    under = lcm(*{ratio[1] for ratio in ratios})
    return [over * (under // own) for over, own in ratios], under


def _sum(values: Sequence[Any]) -> Value:
    numerators, under = over_one_denominator(values)
    return Fraction(sum(numerators), under)


def _mean(values: Sequence[Any]) -> Value:
    numerators, under = over_one_denominator(values)
    return Fraction(sum(numerators), under * len(numerators))


def _median(values: Sequence[Any]) -> Value:
    numerators, under = over_one_denominator(values)
    numerators.sort()
    middle = len(numerators) // 2
    if len(numerators) % 2:
        return Fraction(numerators[middle], under)
    return Fraction(numerators[middle - 1] + numerators[middle], 2 * under)


FIGURES: dict[type[Measure], Callable[[Sequence[Any]], Value]] = {
    SumOver: _sum,
    MeanOver: _mean,
    MedianOver: _median,
    LeastOver: min,
    GreatestOver: max,
}


def split_extremes(
    values: Sequence[Any], drop: Drop | None, best: int | None, names: Sequence[str] | None = None
) -> tuple[list[int], list[int]]:
    """Places of the values kept and left out, each in the order given.

    `drop` first, when there are at least `from` values; then only the `best` greatest stay. Of equal extremes
    only as many go as are to go; `names` (default: the order given) decides which of them is called left out.
    """
    dropping = drop if drop is not None and len(values) >= drop.from_ else None
    if dropping is None and (best is None or best >= len(values)):
        return list(range(len(values))), []
    order = _ascending(values, names)
    kept = order
    if dropping is not None:
        kept = order[dropping.lowest : max(len(order) - dropping.highest, dropping.lowest)]
    if best is not None:
        kept = kept[max(len(kept) - best, 0) :]
    stay = set(kept)
    return sorted(kept), [place for place in range(len(values)) if place not in stay]


def _ascending(values: Sequence[Any], names: Sequence[str] | None) -> list[int]:
    numbers = all(value.__class__ is Fraction for value in values)
    keys: Sequence[Any] = over_one_denominator(values)[0] if numbers else values
    if names is None:
        return sorted(range(len(keys)), key=keys.__getitem__)
    return sorted(range(len(keys)), key=lambda place: (keys[place], names[place]))
