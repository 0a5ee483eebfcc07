"""What a settled run says of each row: state, columns, and reasons in stored form.

Stored reasons hold references and figures, no sentences: `yanxing.engine.explanation` renders them from the
pinned policy, and rendering again gives the same text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Literal

from yanxing.engine.unknown import Gap, Unknown

Value = Fraction | date | datetime | bool | str | frozenset[str] | tuple[Mapping[str, Any], ...] | Unknown
"""A fact or column: number, date, moment, yes_no, code/key/text, codes, records, or unknown."""

State = Literal["in", "out", "refused", "not_graded", "held", "redo", "undecided"]
SETTLED: frozenset[str] = frozenset({"out", "refused", "not_graded"})
OPEN: frozenset[str] = frozenset({"held", "redo", "undecided"})

MOST_NAMED = 3
"""A row names so many of the provisional rows it rests on: enough to say where to look."""


@dataclass(frozen=True, slots=True)
class Read:
    """A name that was read and what it said; `kind` tells where the name lives."""

    name: str
    value: Value
    kind: Literal["fact", "column", "value", "definition", "lookup"] = "fact"


@dataclass(frozen=True, slots=True)
class ListRead:
    """A measure that was read: which records were used with their values, which were left out and why.

    Of long lists only the first are kept; `more` says how many others were used.
    """

    measure: str
    source: str
    used: tuple[tuple[str, Value], ...]
    dropped: tuple[tuple[str, Value], ...]
    skipped: int
    value: Value
    more: int = 0


Reads = tuple[Read | ListRead, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement of a gate: its index, met / not met / unknown (None), and what it read. `asked` is
    false when its `when` did not hold.
    """

    index: int
    met: bool | None
    reads: Reads
    asked: bool = True
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class GateReason:
    stage: int
    gate: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ColumnReason:
    """`exact` is the value before rounding. `used_instead`: an unknown was replaced by `when_missing`."""

    stage: int
    column: str
    value: Value
    exact: Value
    shown: str
    reads: Reads
    used_instead: bool = False


@dataclass(frozen=True, slots=True)
class PanelReason:
    """Marks used and dropped as (rater, mark); how many recused; with a correction, each rater's strictness
    taken out.
    """

    stage: int
    column: str
    value: Value
    exact: Value
    shown: str
    used: tuple[tuple[str, Value], ...]
    dropped: tuple[tuple[str, Value], ...]
    left_out: int
    correction: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class RankReason:
    """The place among `ranked` rows of the group, the keys of the chain, the rows sharing the number, and
    the key that parted it from the row next above (None for the first, or when nothing parts them). Of
    many level rows only the first are kept; `more` says how many others there are.
    """

    stage: int
    rank: str
    place: int
    ranked: int
    keys: tuple[tuple[str, Value], ...]
    level: tuple[str, ...]
    parted_by: str | None
    above: str | None
    group: tuple[tuple[str, Value], ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class TakeReason:
    """`how`: placed (by order) · all_enter · widened · decided (by a person) · rest · passed_over (did not
    meet `only`) · none_enter · undecided. `index` of the place rule; `number` its size; `gap` = (key, how
    far behind the last one in); for a row without a place both are those of the last place from the top
    that was filled, under `none_enter` those of the place it was kept out of. `passed`: the places that
    passed it over. `level`: the rows of its level block, itself among them, the first of many; `more`: how
    many others there are. `by` and `because`: of the decision that parted them.
    """

    stage: int
    take: str
    given: str | None
    how: Literal[
        "placed", "all_enter", "widened", "decided", "rest", "passed_over", "none_enter", "undecided"
    ]
    index: int | None
    number: int | None
    level: tuple[str, ...] = ()
    gap: tuple[str, Fraction] | None = None
    passed: tuple[int, ...] = ()
    by: str | None = None
    because: str | None = None
    more: int = 0


@dataclass(frozen=True, slots=True)
class SubstituteReason:
    """Left the take (`for_` is who came instead), or entered it (`for_` is whose place)."""

    stage: int
    take: str
    entered: bool
    for_: str | None
    reads: Reads = ()


@dataclass(frozen=True, slots=True)
class SplitReason:
    stage: int
    whole: str
    amount: Value
    parts: tuple[tuple[str, Fraction, Fraction], ...]
    """(part, rounded, exact)"""


@dataclass(frozen=True, slots=True)
class AllocateReason:
    """What was asked or weighed, what the fund held before this row, what it got. `level`: the first of the
    rows among which nobody has decided yet who is served, or who gets the last units; `more`: how many others
    there are.
    """

    stage: int
    column: str
    fund: Fraction
    asked: Value
    left_before: Fraction | None
    got: Fraction
    whole_weight: Fraction | None = None
    remainder_unit: bool = False
    level: tuple[str, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PostReason:
    """A proposed posting; `key` makes it harmless to propose it twice."""

    stage: int
    ledger: str
    account: str
    amount: Fraction
    key: str


Reason = (
    GateReason
    | ColumnReason
    | PanelReason
    | RankReason
    | TakeReason
    | SubstituteReason
    | SplitReason
    | AllocateReason
    | PostReason
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's value as later stages read it (rounded), and as it was before rounding."""

    value: Value
    exact: Value
    shown: str


@dataclass(slots=True)
class Row:
    """One subject of a run. `facts` are its facts as read; `cells` its columns in order of origin.

    `rests_on`: rows of earlier runs, as `run/id`, that are provisional and make this one so; the first few.
    """

    id: str
    kind: str
    facts: Mapping[str, Value]
    cells: dict[str, Cell] = field(default_factory=dict)
    state: State = "in"
    reason: str | None = None
    gaps: tuple[Gap, ...] = ()
    notes: list[str] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)
    provisional: bool = False
    parent: str | None = None
    group: tuple[tuple[str, Value], ...] = ()
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RaterDiagnosis:
    """How a rater marked, apart from awards: marks given, mean, standard spread squared (variance), mean
    difference from the rows' means (strictness: positive = lenient). Exact fractions.
    """

    rater: str
    marks: int
    mean: Fraction
    variance: Fraction
    leniency: Fraction


@dataclass(frozen=True, slots=True)
class PanelDiagnosis:
    stage: int
    column: str
    raters: tuple[RaterDiagnosis, ...]
    connected: bool
    full: bool
    """Every rater marked every row (recusals apart)."""


@dataclass(slots=True)
class RunResult:
    """All rows of a run (sorted by id), those still open, and the diagnostics of its panels."""

    run: str
    rows: dict[str, Row]
    diagnostics: tuple[PanelDiagnosis, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        return tuple(row.id for row in self.rows.values() if row.state in OPEN)


@dataclass(slots=True)
class Settlement:
    """The outcome of settling a policy on a set of facts: runs in order of the file."""

    policy: str
    as_of: date
    runs: dict[str, RunResult]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's recorded decision on a level block: the rows in order, best first."""

    run: str
    take: str
    order: tuple[str, ...]
    by: str
    because: str
