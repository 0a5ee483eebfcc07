"""Measures: terms that look at a list of records or rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from yanxing.engine.grammar.base import Name, Node, Whole

if TYPE_CHECKING:
    from yanxing.engine.grammar.conditions import Condition
    from yanxing.engine.grammar.terms import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class ResultOf(Node):
    """Rows of an earlier run, or of several: those that finished in, or with `rows: all` whatever their
    state.

    Each row brings its facts and columns, and `run`, `state`, `reason`.
    """

    HEAD: ClassVar[str | None] = "result"
    result: Name | tuple[Name, ...]
    rows: Literal["in", "all"] = "in"


Source = Name | ResultOf
"""A records fact, a kind of rows, `rows` (still in), `all_rows` (also those that left), `past` (accepted
events), or a result.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class UseInstead(Node):
    """`{use: t}`: stands in for what is unknown."""

    HEAD: ClassVar[str | None] = "use"
    use: Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Drop(Node):
    """Leave out so many highest and lowest values, only when there are at least `from` of them."""

    highest: Whole = 0
    lowest: Whole = 0
    from_: Whole = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Node):
    """What all measures share. Order of work: per, where, missing, needs, drop, best, then the figure itself.

    `per: {theirs: mine}` keeps records whose `theirs` equals this row's `mine`; a name or list is short for
    the same name on both sides. `missing`: `skip` a record whose term is unknown, or use something;
    otherwise unknown travels. `needs`: fewer records make it unknown. `best`: only so many greatest values.
    """

    where: Condition | None = None
    per: Name | tuple[Name, ...] | Mapping[Name, Name] | None = None
    missing: Literal["skip"] | UseInstead | None = None
    needs: Whole | None = None
    drop: Drop | None = None
    best: Whole | None = None
    when_empty: Term | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Count(Measure):
    """How many; with `distinct`, how many different values of that name."""

    HEAD: ClassVar[str | None] = "count"
    count: Source
    distinct: Name | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SumOver(Measure):
    HEAD: ClassVar[str | None] = "sum"
    MARK: ClassVar[str | None] = "over"
    sum: Term
    over: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class MeanOver(Measure):
    HEAD: ClassVar[str | None] = "mean"
    MARK: ClassVar[str | None] = "over"
    mean: Term
    over: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class MedianOver(Measure):
    """The middle value; of an even number, the mean of the two in the middle."""

    HEAD: ClassVar[str | None] = "median"
    MARK: ClassVar[str | None] = "over"
    median: Term
    over: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class LeastOver(Measure):
    HEAD: ClassVar[str | None] = "min"
    MARK: ClassVar[str | None] = "over"
    min: Term
    over: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class GreatestOver(Measure):
    HEAD: ClassVar[str | None] = "max"
    MARK: ClassVar[str | None] = "over"
    max: Term
    over: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstOver(Measure):
    """The term of the record with the least `by`; level records with unlike terms make it unknown."""

    HEAD: ClassVar[str | None] = "first"
    MARK: ClassVar[str | None] = "over"
    first: Term
    over: Source
    by: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class LastOver(Measure):
    """The term of the record with the greatest `by`; level records with unlike terms make it unknown."""

    HEAD: ClassVar[str | None] = "last"
    MARK: ClassVar[str | None] = "over"
    last: Term
    over: Source
    by: Name
