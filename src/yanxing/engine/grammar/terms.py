"""Terms: whatever has a value. Numbers are exact; a term has one type, worked out by the checker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, Union

from yanxing.engine.grammar.base import Code, Name, Node

if TYPE_CHECKING:
    from yanxing.engine.grammar.conditions import Condition
    from yanxing.engine.grammar.measures import (
        Count,
        FirstOver,
        GreatestOver,
        LastOver,
        LeastOver,
        MeanOver,
        MedianOver,
        SumOver,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Literally(Node):
    """A bare number, date, moment or `true`/`false`."""

    value: Fraction | date | datetime | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Ref(Node):
    """A bare word: the name of a fact, column, value or definition."""

    name: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum(Node):
    HEAD: ClassVar[str | None] = "sum"
    sum: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Minus(Node):
    """The first less all the others."""

    HEAD: ClassVar[str | None] = "minus"
    minus: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Product(Node):
    HEAD: ClassVar[str | None] = "product"
    product: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Ratio(Node):
    """First ÷ second; by zero it is unknown."""

    HEAD: ClassVar[str | None] = "ratio"
    ratio: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate(Node):
    """100 × part ÷ whole; by zero it is unknown."""

    HEAD: ClassVar[str | None] = "rate"
    rate: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Percent(Node):
    """`{percent: 80, of: pay}`: 80 hundredths of it."""

    HEAD: ClassVar[str | None] = "percent"
    percent: Term
    of: Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Mean(Node):
    HEAD: ClassVar[str | None] = "mean"
    mean: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Least(Node):
    """The least of named things (numbers, dates or moments)."""

    HEAD: ClassVar[str | None] = "min"
    min: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Greatest(Node):
    """The greatest of named things (numbers, dates or moments)."""

    HEAD: ClassVar[str | None] = "max"
    max: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Weigh(Node):
    """Σ weight × column ÷ 100. Weights add up to 100, or to `adds_to`. A missing part makes it unknown."""

    HEAD: ClassVar[str | None] = "weigh"
    weigh: Mapping[Name, Term]
    adds_to: Fraction = Fraction(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit(Node):
    """A term kept within `at_least` and `at_most`."""

    HEAD: ClassVar[str | None] = "limit"
    limit: Term
    at_least: Term | None = None
    at_most: Term | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TableAt(Node):
    """Looks a term up in a table; for a table of several dimensions `at` is a list."""

    HEAD: ClassVar[str | None] = "table"
    table: Name
    at: Term | tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Side(Node):
    """One side of a slope: for each `each`, add `adds`; the side's own total stays within its limits."""

    each: Term
    adds: Term
    at_least: Term | None = None
    at_most: Term | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Slope(Node):
    """Adds for every step above or below `from`; `part` says what a broken step does. A side not written
    adds 0.
    """

    HEAD: ClassVar[str | None] = "slope"
    slope: Term
    from_: Term
    part: Literal["counts", "dropped", "proportional"]
    above: Side | None = None
    below: Side | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class When(Node):
    """A line of a `case`: `then` a term or `give` a code; the last one has no `when`."""

    when: Condition | None = None
    then: Term | None = None
    give: Code | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case(Node):
    """The first line whose `when` is met; an unknown `when` makes the result unknown."""

    HEAD: ClassVar[str | None] = "case"
    case: tuple[When, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Holds(Node):
    """A condition as a yes_no value."""

    HEAD: ClassVar[str | None] = "holds"
    holds: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class Span(Node):
    """How far to move a date. Working days start from the next day; a day that the month lacks becomes
    its last day."""

    minutes: Term | None = None
    days: Term | None = None
    workdays: Term | None = None
    months: Term | None = None
    years: Term | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved(Node):
    """`{date: d, plus: {months: 24}}`; a moment moved by minutes stays a moment."""

    HEAD: ClassVar[str | None] = "date"
    date: Term
    plus: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FullMonths(Node):
    """Whole months from the first date to the second; the anniversary itself counts."""

    HEAD: ClassVar[str | None] = "full_months"
    full_months: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class FullYears(Node):
    """Whole years from the first date to the second; the anniversary itself counts (age in 周岁)."""

    HEAD: ClassVar[str | None] = "full_years"
    full_years: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Days(Node):
    """Days from the first date to the second (the first day not counted)."""

    HEAD: ClassVar[str | None] = "days"
    days: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Workdays(Node):
    """Working days after the first date up to and including the second, by the office calendar."""

    HEAD: ClassVar[str | None] = "workdays"
    workdays: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes(Node):
    """Minutes from the first moment to the second, seconds as a fraction."""

    HEAD: ClassVar[str | None] = "minutes"
    minutes: tuple[Term, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Period(Node):
    """The year, half year, quarter or month a date lies in, as a code: 2024, 2024h1, 2024q3, 2024m06."""

    HEAD: ClassVar[str | None] = "period"
    period: Term
    by: Literal["year", "half_year", "quarter", "month"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Characters(Node):
    """Length of a text as a word processor counts it: a Chinese character or a mark is 1, a run of Latin
    letters or digits is 1, white space is 0 (A16).
    """

    HEAD: ClassVar[str | None] = "characters"
    characters: Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Their(Node):
    """`{their: area, in: committees, at: unit}`: the fact or column `their` of the row of that kind or run
    whose id is `at`; unknown where there is no such row.
    """

    HEAD: ClassVar[str | None] = "their"
    their: Name
    in_: Name
    at: Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Own(Node):
    """`{own: date}` inside a measure: the name of the row the measure is worked out for, where a bare word
    is read from the record (近两年内: the two years before this row's own day).
    """

    HEAD: ClassVar[str | None] = "own"
    own: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance(Node):
    """The balance of an account of this ledger, for whom the event is about."""

    HEAD: ClassVar[str | None] = "balance"
    balance: Name


Term = Union[
    Literally, Ref, Sum, Minus, Product, Ratio, Rate, Percent, Mean, Least, Greatest, Weigh, Limit, TableAt,
    Slope, Case, Holds, Moved, FullMonths, FullYears, Days, Workdays, Minutes, Period, Characters, Their,
    Own, Balance, "Count", "SumOver", "MeanOver", "MedianOver", "LeastOver", "GreatestOver", "FirstOver",
    "LastOver",
]  # fmt: skip
