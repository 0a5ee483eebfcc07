"""Order along a chain of keys, groups ranked apart, and which rows are level.

Two rows are level when they are equal on every key looked at. Level rows are listed by id so that a page is
stable; no result may depend on that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from math import lcm
from typing import Literal

from yanxing.engine.exact import too_large
from yanxing.engine.grammar.base import Name
from yanxing.engine.outcome import Row, Value

Direction = Literal["high", "low"]
Chain = tuple[tuple[str, Direction], ...]
Key = tuple[int | Fraction, ...]
"""Comparable figures, one for each key of the chain; the smaller stands first."""

Group = tuple[Value, ...]

MOST_LISTED = 20
"""A stored reason names so many level rows: each of a thousand naming all the others would fill any store."""

# Beyond this many bits a common denominator costs more than comparing fractions does.
_WIDE = 512
_MICROSECONDS_A_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Ranked:
    """A row in line: its keys as they were read, and as they compare."""

    row: Row
    values: tuple[Value, ...]
    key: Key


@dataclass(slots=True)
class Ranking:
    """A finished rank: the rows of each group, best first. `group_of` may answer unknown in any of its
    parts.
    """

    name: str
    chain: Chain
    per: tuple[str, ...]
    groups: dict[Group, list[Ranked]]
    group_of: Callable[[Row], Group]

    def still_in(self) -> dict[Group, list[Ranked]]:
        """The groups without the rows that have left since."""
        kept = {group: [one for one in line if one.row.state == "in"] for group, line in self.groups.items()}
        return {group: line for group, line in kept.items() if line}


def chain_of(order: Iterable[Mapping[Name, Direction]]) -> Chain:
    """The chain as pairs, from its list of one-key maps."""
    return tuple(pair for key in order for pair in key.items())


def names_of(per: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The names of a `per`, written alone, as a list, or not at all."""
    if per is None:
        return ()
    return (per,) if isinstance(per, str) else per


def comparable(values: Sequence[Value], direction: Direction) -> list[int | Fraction]:
    """One key of the chain for all rows: low numbers, earlier dates and `true` under `high` come out small.

    Raises TypeError for a code or text: they have no order (the checker refuses such a chain).
    """
    numbers = (
        _scaled(values) if all(isinstance(value, Fraction) for value in values) else map(_figure, values)
    )
    return list(numbers) if direction == "low" else [-number for number in numbers]


def _scaled(values: Sequence[Value]) -> list[int | Fraction]:
    """Whole numbers in the same proportion: comparing them is many times faster than comparing fractions."""
    fractions = [value for value in values if isinstance(value, Fraction)]
    common = lcm(*{value.denominator for value in fractions})
    if common.bit_length() > _WIDE:
        return list(fractions)
    return [value.numerator * (common // value.denominator) for value in fractions]


def _figure(value: Value) -> int | Fraction:
    match value:
        case bool():
            return int(value)
        case Fraction() | int():
            return value
        case datetime():
            midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
            passed = value - midnight
            return value.toordinal() * _MICROSECONDS_A_DAY + passed.seconds * 1_000_000 + passed.microseconds
        case date():
            return value.toordinal() * _MICROSECONDS_A_DAY
    raise TypeError(f"{value!r} has no order")


def ranked(rows: Sequence[Row], values: Sequence[tuple[Value, ...]], chain: Chain) -> list[Ranked]:
    """The rows, best first; those level on the whole chain by id."""
    columns = [
        comparable([row_values[at] for row_values in values], direction)
        for at, (_, direction) in enumerate(chain)
    ]
    keys: Iterable[Key] = zip(*columns, strict=True) if columns else [()] * len(rows)
    line = [Ranked(row, row_values, key) for row, row_values, key in zip(rows, values, keys, strict=True)]
    line.sort(key=lambda one: (one.key, one.row.id))
    return line


def blocks(keys: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The stretches of equal neighbours, as (first, behind the last)."""
    starts = [at for at in range(len(keys)) if at == 0 or keys[at] != keys[at - 1]]
    return list(zip(starts, [*starts, len(keys)][1:], strict=True))


def listed(block: tuple[str, ...], own: str, *, inside: bool = True) -> tuple[tuple[str, ...], int]:
    """The first ids of a level block, and how many of the others are not among them. `inside`: whether the
    row of the id `own` belongs to the block.
    """
    first = block[:MOST_LISTED]
    more = len(block) - len(first)
    return first, more - 1 if more and inside and own not in first else more


def behind(line: Ranked, other: Ranked, chain: Chain) -> tuple[str, Fraction] | None:
    """How far the first stands behind the second on the first key that parts them, if that is a number."""
    for at, (name, _) in enumerate(chain):
        if line.key[at] != other.key[at]:
            mine, theirs = line.values[at], other.values[at]
            if isinstance(mine, Fraction) and isinstance(theirs, Fraction) and line.key[at] > other.key[at]:
                gap = abs(theirs - mine)
                return None if too_large(gap) else (name, gap)
            return None
    return None
