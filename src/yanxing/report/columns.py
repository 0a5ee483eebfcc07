"""Which figures of a run stand in its table, and in what order its rows."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from yanxing.engine.explanation.speech import entry
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Allocate, Compute, Gate, Panel, Rank, Split, Take
from yanxing.engine.grammar.terms import Weigh
from yanxing.engine.outcome import GateReason, Read, Row, RunResult

_MOST = 8
_MOST_FACTS = 3


def rank_of_run(run: Run) -> Rank | None:
    """The last rank: what the table is sorted by."""
    return next((stage for stage in reversed(run.stages) if isinstance(stage, Rank)), None)


def take_of_run(run: Run) -> Take | None:
    return next((stage for stage in reversed(run.stages) if isinstance(stage, Take)), None)


def only_asks(run: Run) -> bool:
    """Whether a run only says who belongs, without ranking or scoring."""
    return all(isinstance(stage, Gate | Compute) for stage in run.stages) and any(
        isinstance(stage, Gate) for stage in run.stages
    )


def read_facts(policy: Policy, result: RunResult) -> tuple[str, ...]:
    """The facts a run's gates looked at, in the order they did."""
    names: dict[str, None] = {}
    for row in result.rows.values():
        declared = entry(policy.facts, row.kind) or {}
        for reason in row.reasons:
            if isinstance(reason, GateReason):
                reads = (read for check in reason.checks for read in check.reads if isinstance(read, Read))
                names |= {read.name: None for read in reads if read.name in declared}
    return tuple(names)[:_MOST_FACTS]


def figures(policy: Policy, run: Run) -> tuple[str, ...]:
    """What the rank goes by, each weighed part before its sum; without a rank all labelled columns."""
    rank = rank_of_run(run)
    made = dict(_columns(run))
    if rank is None:
        return tuple(name for name in made if entry(policy.labels, name))[-_MOST:]
    names: dict[str, None] = {}
    totals: list[str] = []
    for key in rank.order:
        for name in key:
            term = made.get(name)
            names |= dict.fromkeys(term.weigh) if isinstance(term, Weigh) else {}
            totals += [name] if isinstance(term, Weigh) else []
            names.setdefault(name)
    return tuple([name for name in names if name not in totals] + totals)[-_MOST:]


def _columns(run: Run) -> Iterator[tuple[str, object]]:
    for stage in run.stages:
        match stage:
            case Compute():
                yield from ((name, column.is_) for name, column in stage.compute.items())
            case Panel():
                yield stage.panel, None
            case Split():
                yield from ((name, None) for part in stage.into for name in part)
            case Allocate():
                yield stage.allocate, None


def place(row: Row, rank: Rank | None) -> Fraction | None:
    """The number the rank gave the row."""
    cell = row.cells.get(rank.rank) if rank else None
    return cell.value if cell and isinstance(cell.value, Fraction) else None


def by_place(rows: list[Row], rank: Rank | None) -> list[Row]:
    """Ranked rows first, by number; the others as they were."""
    places = {row.id: place(row, rank) for row in rows}
    last = Fraction(len(rows) + 1)
    return sorted(rows, key=lambda row: (places[row.id] or last, row.id))
