"""Sharing out a fund, over plain data."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from yanxing.engine.exact import rounded
from yanxing.engine.grammar.stages import Rounding
from yanxing.engine.levels import blocks

Fit = Literal["whole_then_stop", "whole_skip", "part_then_stop"]
Ask = tuple[str, Fraction]
ZERO = Fraction(0)


def in_order(
    fund: Fraction, levels: Sequence[Sequence[Ask]], fit: Fit, step: Fraction | None = None
) -> tuple[dict[str, tuple[Fraction, Fraction | None]], dict[str, tuple[str, ...]]]:
    """What each gets, with what was left before: id -> (got, left before); and who waits: id -> the level
    block.

    `levels`: the asks in order, level ones together. Level ones that are not all served alike wait for a
    person; so does whoever stands behind them, where their decision changes what they get; where it only
    changes what was left before them, that is None. A part given is rounded down to `step`.
    """
    got: dict[str, tuple[Fraction, Fraction | None]] = {}
    waits: dict[str, tuple[str, ...]] = {}
    left: Fraction | None = fund
    stopped = False
    waiting_for: tuple[str, ...] = ()
    for level in levels:
        if waiting_for:
            waits |= dict.fromkeys([name for name, _ in level], waiting_for)
            continue
        outcomes = _serve(level, ZERO if stopped or left is None else left, fit, step)
        if len(level) == 1 or _same(level, left, stopped, fit):
            for (name, _), amount in zip(level, outcomes, strict=True):
                got[name] = (amount, left)
                left = None if left is None else left - amount
        else:
            block = tuple(sorted(name for name, _ in level))
            waits |= dict.fromkeys(block, block)
            alike = len({ask for _, ask in level}) == 1
            waiting_for = block if fit == "whole_skip" and not alike else ()
            left = left - sum(outcomes, ZERO) if alike and left is not None else None
        stopped = stopped or (
            fit != "whole_skip" and any(g < a for g, (_, a) in zip(outcomes, level, strict=True))
        )
    return got, waits


def _serve(level: Sequence[Ask], left: Fraction, fit: Fit, step: Fraction | None) -> list[Fraction]:
    """One after the other in the order given."""
    outcomes: list[Fraction] = []
    stopped = False
    for _, ask in level:
        amount = ask if ask <= left and not stopped else ZERO
        if ask > left and not stopped and fit == "part_then_stop":
            amount = rounded(left, Rounding(to=step, mode="down")) if step else left
        stopped = stopped or (ask > left and fit != "whole_skip")
        outcomes.append(amount)
        left -= amount
    return outcomes


def _same(level: Sequence[Ask], left: Fraction | None, stopped: bool, fit: Fit) -> bool:
    """Whether every order of the level asks serves each of them alike: all in full, or none at all."""
    asks = [ask for _, ask in level if ask > 0]
    if stopped or left is None or not asks or sum(asks, ZERO) <= left:
        return True
    return left == 0 or (fit != "part_then_stop" and min(asks) > left)


@dataclass(frozen=True, slots=True)
class Share:
    """`exact` before rounding down; `unit`: it got one of the units that remained."""

    got: Fraction
    exact: Fraction
    unit: bool = False


def weighted(
    fund: Fraction, weights: Sequence[Fraction], order: Sequence[Any], step: Fraction | None, *, largest: bool
) -> tuple[list[Share], frozenset[int]]:
    """fund × weight ÷ Σ weights, rounded down to `step`; with `largest` what remains goes one step each to
    the largest remainders, level ones by `order` (the smaller first). Also the places of those that even
    the order does not part: the steps they would share stay in the fund.
    """
    whole = sum(weights, ZERO)
    exact = [fund * weight / whole if whole else ZERO for weight in weights]
    if step is None:
        return [Share(amount, amount) for amount in exact], frozenset()
    down = Rounding(to=step, mode="down")
    given = [rounded(amount, down) for amount in exact]
    units = (fund - sum(given, ZERO)) // step if largest and whole else 0
    keys: list[tuple[Fraction, Any]] = [
        (got - amount, at) for amount, got, at in zip(exact, given, order, strict=True)
    ]
    queue = sorted((at for at in range(len(exact)) if keys[at][0] < 0), key=lambda at: keys[at])
    winners, level = _first(queue, [keys[at] for at in queue], int(units))
    return [
        Share(got + step * (at in winners), exact[at], at in winners) for at, got in enumerate(given)
    ], level


def _first(queue: Sequence[int], keys: Sequence[Hashable], units: int) -> tuple[set[int], frozenset[int]]:
    """Who gets a unit, and who is level at the edge so that none of them does."""
    for start, end in blocks(keys):
        if start < units < end:
            return set(queue[:start]), frozenset(queue[start:end])
    return set(queue[:units]), frozenset()
