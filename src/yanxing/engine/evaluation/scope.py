"""What the names of a rule mean, fixed once a stage; and the rows it may look at, changed while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from yanxing.engine.evaluation.shapes import Shape, shape_of_run
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row, RunResult, Value

if TYPE_CHECKING:
    from yanxing.engine.calendar import OfficeCalendar

Facts = Mapping[str, Sequence[Mapping[str, Value]]]
"""Kind -> rows, each with `id`; a missing fact is absent or Unknown."""

Balances = Callable[[Any, str], Value]
"""(row, account) -> the balance for whom the row (an event) is about."""


class UnresolvedName(LookupError):  # noqa: N818 - named for what was met
    """A rule reads a name nothing bears. The checker refuses such a policy, so the program is at fault."""


@dataclass(slots=True)
class View:
    """The rows a measure may look at. `turn` changes when they are set: what measures remember ends."""

    live: Sequence[Row] = ()
    all_rows: Sequence[Row] = ()
    undecided: Sequence[Row] = ()
    """Rows that a decision may still bring back among the live ones, when these were set."""
    past: Sequence[Row] = ()
    turn: int = 0
    past_turn: int = 0


@dataclass(slots=True)
class Owner:
    """The row a measure is worked out for, and its names: what `{own: name}` reads among the records."""

    scope: Scope
    row: Any = None


@dataclass(slots=True, kw_only=True)
class Scope:
    """Compile-time surroundings of a rule: `compile_term(term, scope)` resolves every name against it.

    `shape`: the names of the rows at hand (`Scope.of_run` takes it from the policy; an event brings its own).
    `results`: the runs settled before. `balance`: balances of the ledger the rule stands in. `owner`: among
    the records of a measure, whose measure it is.
    """

    policy: Policy
    shape: Shape
    as_of: date
    calendar: OfficeCalendar
    facts: Facts = field(default_factory=dict)
    results: Mapping[str, RunResult] = field(default_factory=dict)
    balance: Balances | None = None
    view: View = field(default_factory=View)
    owner: Owner | None = None
    compiled: dict[Any, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of_run(
        cls,
        policy: Policy,
        run: str,
        *,
        as_of: date,
        calendar: OfficeCalendar,
        facts: Facts,
        results: Mapping[str, RunResult],
    ) -> Scope:
        shape = shape_of_run(policy, run)
        return cls(policy=policy, shape=shape, as_of=as_of, calendar=calendar, facts=facts, results=results)

    @property
    def live(self) -> Sequence[Row]:
        """Rows still in when the stage began. Set it before each stage and each column of a compute."""
        return self.view.live

    @live.setter
    def live(self, rows: Sequence[Row]) -> None:
        self.view.live = rows
        self.view.undecided = [row for row in self.view.all_rows if row.state == "undecided"]
        self.view.turn += 1

    @property
    def all_rows(self) -> Sequence[Row]:
        """All rows of the run, also those that left. Set it before `live`."""
        return self.view.all_rows

    @all_rows.setter
    def all_rows(self, rows: Sequence[Row]) -> None:
        self.view.all_rows = rows
        self.view.turn += 1

    @property
    def past(self) -> Sequence[Row]:
        """Accepted, not reversed events, as rows; `shape` has the columns of all kinds of them.

        Appending to the list is seen; after a reversal set a new one.
        """
        return self.view.past

    @past.setter
    def past(self, rows: Sequence[Row]) -> None:
        self.view.past = rows
        self.view.past_turn += 1

    def inside(self, shape: Shape) -> Scope:
        """The scope of the records or rows a measure looks at: their names, not those of the row at hand."""
        return replace(self, shape=shape, compiled={})
