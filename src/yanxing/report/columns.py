"""Which figures of a run stand in its table, and in what order its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from yanxing.engine.explanation.naming import owner_facts
from yanxing.engine.explanation.speech import entry
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Condition, Not
from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.grammar.measures import Count
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Allocate, Compute, Gate, Panel, Rank, Split, Take
from yanxing.engine.grammar.terms import Case, Weigh
from yanxing.engine.outcome import GateReason, RankReason, Read, Row, RunResult
from yanxing.engine.unknown import Unknown

_MOST_FACTS = 3
_SIZES = ("at_least", "above", "at_most", "below")


class Figures(NamedTuple):
    """Names of columns (and weighed facts) before the place and prize, and of what was made of the prize."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


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
    """The facts a run's gates looked at, in the order they did, apart from those nobody has given."""
    names: dict[str, None] = {}
    given: set[str] = set()
    for row in result.rows.values():
        declared = entry(policy.facts, row.kind) or {}
        shown = owner_facts(policy, row.kind)
        for reason in row.reasons:
            if isinstance(reason, GateReason):
                reads = (read for check in reason.checks for read in check.reads if isinstance(read, Read))
                for read in reads:
                    if read.name in declared and read.name not in shown:
                        names[read.name] = None
                        given |= set() if isinstance(read.value, Unknown) else {read.name}
    return tuple(name for name in names if name in given)[:_MOST_FACTS]


def figures(policy: Policy, run: Run, most: int) -> Figures:
    """What people look for: what the rank goes by with its weighed parts, its groups, panel scores, amounts
    handed out, figures made of the prize or place, figures a gate compares; where nothing ranks also the last
    columns with a label.
    """
    made = dict(_columns(run))
    after = tuple(dict(_columns(run, at_last=True)))[-max(1, most - 1) :]
    keys = dict.fromkeys([*_groups(policy, run), *_keys(run)])
    wanted = dict.fromkeys([*keys, *_handed_out(run)])
    wanted |= dict.fromkeys(_compared(run, made))
    wanted |= dict.fromkeys(part for name in tuple(wanted) for part in _parts(made.get(name)))
    if rank_of_run(run) is None:
        wanted |= dict.fromkeys(reversed([name for name in made if entry(policy.labels, name)]))
    counts = [name for name in wanted if isinstance(made.get(name), Count) and name not in keys]
    ordered = [name for name in wanted if name not in counts] + (counts if rank_of_run(run) is None else [])
    chosen = [name for name in ordered if name not in after][: max(0, most - len(after))]
    return Figures(tuple(_in_order(chosen, made)), after)


def _groups(policy: Policy, run: Run) -> Iterator[str]:
    """What the rank is made apart for, unless a row is called by it anyway."""
    rank = rank_of_run(run)
    per = rank.per if rank else None
    for name in (per,) if isinstance(per, str) else per or ():
        if not any(isinstance(entry(facts, name), KeyOf) for facts in (policy.facts or {}).values()):
            yield str(name)


def _keys(run: Run) -> Iterator[str]:
    rank = rank_of_run(run)
    for key in rank.order if rank else ():
        yield from map(str, key)


def _handed_out(run: Run) -> Iterator[str]:
    """Scores and amounts, and codes given by cases when nothing ranks (the grade of a year)."""
    for stage in run.stages:
        match stage:
            case Panel():
                yield str(stage.panel)
            case Allocate():
                yield str(stage.allocate)
            case Split():
                yield from (str(name) for part in stage.into for name in part)
            case Compute() if rank_of_run(run) is None:
                yield from (str(name) for name, column in stage.compute.items() if _grades(column.is_))


def _grades(term: object) -> bool:
    return isinstance(term, Case) and len(term.case) > 1 and any(line.give for line in term.case)


def _compared(run: Run, made: dict[str, Any]) -> Iterator[str]:
    """Columns whose size a gate tests."""
    for stage in run.stages:
        for requirement in stage.require if isinstance(stage, Gate) else ():
            yield from (name for name in _tested(requirement.that) if name in made)


def _tested(condition: Condition) -> Iterator[str]:
    match condition:
        case Compare() if any(test.word in _SIZES for test in condition.tests):
            yield str(condition.name)
        case AllOf():
            yield from (name for each in condition.all for name in _tested(each))
        case AnyOf():
            yield from (name for each in condition.any for name in _tested(each))
        case Not():
            yield from _tested(condition.not_)


def _parts(term: object) -> Iterable[str]:
    return map(str, term.weigh) if isinstance(term, Weigh) else ()


def _in_order(names: Iterable[str], made: dict[str, Any]) -> list[str]:
    """As they were made; facts that are weighed before everything else."""
    place = {name: at for at, name in enumerate(made)}
    return sorted(names, key=lambda name: place.get(name, -1))


def _columns(run: Run, *, at_last: bool = False) -> Iterator[tuple[str, Any]]:
    """Columns with their terms; all of them, or those made once the prizes (or places) were given."""
    last = take_of_run(run) or rank_of_run(run)
    begun = not at_last
    for stage in run.stages:
        if begun:
            yield from _columns_of(stage)
        begun = begun or stage is last


def _columns_of(stage: object) -> Iterator[tuple[str, Any]]:
    match stage:
        case Compute():
            yield from ((str(name), column.is_) for name, column in stage.compute.items())
        case Panel():
            yield str(stage.panel), None
        case Split():
            yield from ((str(name), None) for part in stage.into for name in part)
        case Allocate():
            yield str(stage.allocate), None


def place(row: Row, rank: Rank | None) -> Fraction | None:
    """The number the rank gave the row."""
    cell = row.cells.get(rank.rank) if rank else None
    return cell.value if cell and isinstance(cell.value, Fraction) else None


def by_place(rows: list[Row], rank: Rank | None) -> list[Row]:
    """Ranked rows first, group after group, by number; the others as they were."""
    places = {row.id: place(row, rank) for row in rows}
    groups = {row.id: group_of(row, rank) for row in rows}
    order = {group: at for at, group in enumerate(dict.fromkeys(groups.values()))}
    last = Fraction(len(rows) + 1)
    return sorted(
        rows, key=lambda row: (not places[row.id], order[groups[row.id]], places[row.id] or last, row.id)
    )


def group_of(row: Row, rank: Rank | None) -> str:
    """The group a row was ranked in, as a key to sort by; empty where all are ranked together."""
    if rank is None or rank.per is None:
        return ""
    told = (each.group for each in row.reasons if isinstance(each, RankReason) and each.rank == rank.rank)
    return repr(next(told, ()))
