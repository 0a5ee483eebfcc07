"""The stages of a run: what happens to its rows, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from yanxing.engine.grammar.base import Cited, Code, Name, Node, Whole
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.measures import Drop, UseInstead
from yanxing.engine.grammar.terms import Term

Settled = Literal["out", "refused", "not_graded"]
Open = Literal["held", "redo", "undecided"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave(Node):
    """`{out: reason}`: the state a row gets and why; `{note: code}` keeps it in, with a remark."""

    PAIR: ClassVar[tuple[str, ...]] = ("out", "refused", "not_graded", "held", "redo", "note")

    state: Literal["out", "refused", "not_graded", "held", "redo", "note"]
    reason: Code


@dataclass(frozen=True, kw_only=True, slots=True)
class Rounding(Node):
    """`{to: 1, mode: up}`: `up` is towards +∞, `down` towards −∞, `half_up` moves halves away from zero."""

    to: Fraction
    mode: Literal["half_up", "up", "down", "half_even"] = "half_up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column(Cited):
    """A figure with a name. `round` is the only rounding there is (a bare number rounds half up); `show`
    changes the page only.

    `when_missing`: `{use: t}` replaces an unknown, `{held: reason}` lets the row leave here; otherwise the
    unknown travels.
    """

    is_: Term
    round: Fraction | Rounding | None = None
    show: Fraction | None = None
    when_missing: UseInstead | Leave | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Requirement(Cited):
    """`that` must hold (asked only `when` its own condition is met); `else` gives state and reason.

    `unknown` says what happens when it cannot be told; default: held, for the missing facts by name. A
    requirement whose `mends` is not `time` or `paper` never counts as 仅差一项.
    """

    that: Condition
    else_: Leave
    when: Condition | None = None
    unknown: Leave | None = None
    mends: Literal["time", "paper", "never"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Gate(Cited):
    """Tests every requirement; the first that fails gives state and reason, all are listed."""

    HEAD: ClassVar[str | None] = "gate"
    gate: Name
    require: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compute(Cited):
    """Columns, worked out one at a time for all rows still in, top to bottom."""

    HEAD: ClassVar[str | None] = "compute"
    compute: Mapping[Name, Column]


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel(Cited):
    """The score a panel gives each row: `panel` is the new column.

    `sheets`: a records fact, one record a rater; `rater` and `mark` its names (`mark` may be a term, e.g. a
    `weigh` of criteria). `where` leaves sheets out (recusals): counted, never filled in. `needs`: fewer
    sheets give `too_few` (default redo). `drop`: 去掉最高分、最低分, only with at least `from` sheets; one
    of equal extremes goes. `correction: additive` takes each rater's strictness out (least squares, exact)
    where raters saw different rows; the rater–row graph must be connected, or the rows are held
    `panel_not_connected`; announce it before scoring (`clause`). Diagnostics (mean, spread, strictness of
    each rater) are reported apart and decide nothing.
    """

    HEAD: ClassVar[str | None] = "panel"
    panel: Name
    sheets: Name
    rater: Name
    mark: Term
    where: Condition | None = None
    needs: Whole = 3
    too_few: Leave | None = None
    drop: Drop | None = None
    correction: Literal["none", "additive"] = "none"
    round: Fraction | Rounding | None = None
    show: Fraction | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rank(Cited):
    """Order with its whole tie-break chain. Rows equal on `share` (default: the whole chain) show the same
    number.
    """

    HEAD: ClassVar[str | None] = "rank"
    rank: Name
    order: tuple[Mapping[Name, Literal["high", "low"]], ...]
    per: Name | tuple[Name, ...] | None = None
    share: tuple[Name, ...] | None = None
    numbering: Literal["gaps", "dense", "positions"] = "gaps"


Tie = Literal["all_enter", "none_enter", "widen", "undecided"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Places(Cited):
    """Gives a code to `number` rows from the top (or bottom) of what is left; `only` passes over rows that
    do not meet it.

    `level_on`: cut ties on these columns only instead of the whole chain. `tie` and `up_to` override the
    take's.
    """

    give: Code
    number: Term
    only: Condition | None = None
    end: Literal["top", "bottom"] = "top"
    tie: Tie | None = None
    up_to: Whole | None = None
    level_on: tuple[Name, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Take(Cited):
    """Hands out places along a rank, within its groups; the column is the take's name. One mechanism for
    short-list, quota, grade by share and prizes. `tie` says what happens when the last one in and the next
    are level.
    """

    HEAD: ClassVar[str | None] = "take"
    take: Name
    by: Name
    places: tuple[Places, ...]
    tie: Tie | None = None
    rest: Code | Leave | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Substitute(Cited):
    """Whoever was taken and meets `when` leaves; the next left-over row of the group enters with `give`;
    repeated.
    """

    HEAD: ClassVar[str | None] = "substitute"
    substitute: Name
    when: Condition
    leaves: Leave
    give: Code


@dataclass(frozen=True, kw_only=True, slots=True)
class Split(Cited):
    """One amount of one row into parts, in order: each rounded, never below 0, never more than is left;
    exactly one is `rest`.
    """

    HEAD: ClassVar[str | None] = "split"
    split: Name
    round: Fraction | Rounding
    into: tuple[Mapping[Name, Term | Literal["rest"]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocate(Cited):
    """A fund to rows: along a rank (`by`, `ask`, `fit`), or by `weight` (rounded down to `round`, the
    remainder one unit each to the largest remainders, level ones by the order of rank `by`, or it `stays`).
    Columns: the amount and `<name>_left`. The sum never exceeds the fund.
    """

    HEAD: ClassVar[str | None] = "allocate"
    allocate: Name
    fund: Term
    by: Name | None = None
    ask: Term | None = None
    fit: Literal["whole_then_stop", "whole_skip", "part_then_stop"] | None = None
    weight: Term | None = None
    per: Name | tuple[Name, ...] | None = None
    round: Fraction | None = None
    remainder: Literal["largest", "stays"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Post(Cited):
    """One proposed posting a row into an account of a ledger; its `key` makes a second run harmless."""

    HEAD: ClassVar[str | None] = "post"
    post: Name
    ledger: Name
    account: Name
    amount: Term
    key: tuple[Name, ...]


Stage = Gate | Compute | Panel | Rank | Take | Substitute | Split | Allocate | Post
