"""settle: the runs of a policy, one after the other, on a set of facts. Pure: the same in, the same out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.course import Course, hold
from yanxing.engine.evaluation import Facts, Scope, compile_condition, compile_term, shape_of_kind
from yanxing.engine.gathering import InputProblem, gather
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import EachOf, GroupOf, Run
from yanxing.engine.grammar.stages import (
    Allocate,
    Compute,
    Gate,
    Panel,
    Post,
    Rank,
    Split,
    Stage,
    Substitute,
    Take,
)
from yanxing.engine.grammar.terms import Their
from yanxing.engine.grammar.walking import nodes
from yanxing.engine.outcome import Decision, Row, RunResult, Settlement
from yanxing.engine.resting import Shaky, mark_resting, provisional_rows, rests_of
from yanxing.engine.stages import allocate, compute, gate, panel, post, rank, split, substitute, take
from yanxing.engine.unknown import Unknown, missing

Progress = Callable[[str, int, int], None]
"""(run, stages done, stages of the run)"""

STAGES: Mapping[type, Callable[[Any, int, Course], None]] = {
    Gate: gate.run,
    Compute: compute.run,
    Panel: panel.run,
    Rank: rank.run,
    Take: take.run,
    Substitute: substitute.run,
    Split: split.run,
    Allocate: allocate.run,
    Post: post.run,
}


def settle(
    policy: Policy,
    facts: Facts,
    *,
    as_of: date,
    calendar: OfficeCalendar,
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
    runs: Sequence[str] | None = None,
) -> Settlement:
    """Settles all runs, or those named and what they are built on, in order of the file.

    The policy must have passed the checker. A decision that does not fit its level block changes nothing
    and is noted on the block's rows. Raises InputProblem for two rows of one id and for a run that does not
    exist.
    """
    results: dict[str, RunResult] = {}
    shaky: dict[str, Sequence[Row]] = {}
    for name in _wanted(policy, runs):
        run = (policy.runs or {})[Name(name)]
        scope = Scope.of_run(policy, name, as_of=as_of, calendar=calendar, facts=facts, results=results)
        results[name] = _settle_run(name, run, scope, shaky, decisions, progress)
        provisional = provisional_rows(results[name])
        if provisional:
            shaky[name] = provisional
    return Settlement(policy.policy, as_of, results)


def _settle_run(
    name: str,
    run: Run,
    scope: Scope,
    shaky: Shaky,
    decisions: Sequence[Decision],
    progress: Progress | None,
) -> RunResult:
    gathered = gather(scope.policy, run.rows, scope.facts, scope.results)
    day = _day(run, scope)
    if isinstance(day, date):
        scope = replace(scope, as_of=day)
    rows = _narrowed(run, scope, gathered.rows)
    mark_resting(rests_of(run.where, scope, shaky, gathered.rows, gathered.outside), gathered.rows)
    outside = _narrowed(run, scope, gathered.outside) + _may_still_meet(gathered.rows, rows)
    if isinstance(day, Unknown):
        for row in rows:
            hold(row, "missing_facts", day)
    course = Course(name, scope, rows, outside, decisions)
    for index, stage in enumerate(run.stages):
        if progress is not None:
            progress(name, index, len(run.stages))
        _run_stage(stage, index, course, shaky)
    if progress is not None:
        progress(name, len(run.stages), len(run.stages))
    return RunResult(name, {row.id: row for row in rows}, tuple(course.diagnostics))


def _run_stage(stage: Stage, index: int, course: Course, shaky: Shaky) -> None:
    """A stage that ranks asks first who is provisional; any other may select by what it works out itself.

    Columns one at a time: a row may leave at one and be missed by the next.
    """
    if isinstance(stage, Compute) and len(stage.compute) > 1:
        for name, column in stage.compute.items():
            _run_stage(replace(stage, compute={name: column}), index, course, shaky)
        return
    rests = rests_of(stage, course.scope, shaky, course.rows, course.outside)
    live = course.begin() if rests else ()
    if isinstance(stage, Rank | Take | Substitute | Allocate):
        mark_resting(rests, live)
    STAGES[type(stage)](stage, index, course)
    mark_resting(rests, live)


def _may_still_meet(gathered: Sequence[Row], narrowed: Sequence[Row]) -> list[Row]:
    """Provisional rows that `where` leaves out for now."""
    if len(gathered) == len(narrowed):
        return []
    kept = {row.id for row in narrowed}
    return [row for row in gathered if row.provisional and row.id not in kept]


def _day(run: Run, scope: Scope) -> date | Unknown:
    """The day on which the run reads dated values: the settlement's, unless the run says its own."""
    if run.as_of is None:
        return scope.as_of
    house = replace(scope, shape=replace(shape_of_kind(scope.policy, "house"), flat=False), compiled={})
    day = compile_term(run.as_of, house)(Row("house", "house", {}))
    if isinstance(day, datetime):
        return day.date()
    return day if isinstance(day, date | Unknown) else missing("as_of", "unset")


def _narrowed(run: Run, scope: Scope, rows: list[Row]) -> list[Row]:
    """The rows that meet `where`; one of which it cannot be told is held rather than forgotten."""
    if run.where is None:
        return rows
    scope.all_rows = scope.live = rows
    meets = compile_condition(run.where, scope)
    kept: list[Row] = []
    for row, answer in [(row, meets(row)) for row in rows]:
        if answer is False:
            continue
        kept.append(row)
        if isinstance(answer, Unknown) and row.state == "in":
            hold(row, "missing_facts", answer)
    return kept


def _wanted(policy: Policy, runs: Sequence[str] | None) -> list[str]:
    """The named runs and all they read, in order of the file."""
    known: dict[str, Run] = {str(name): run for name, run in (policy.runs or {}).items()}
    if runs is None:
        return list(known)
    for name in runs:
        if name not in known:
            raise InputProblem(f"no run is called {name!r}")
    shared = set(_runs_read(tuple((policy.define or {}).values())))
    wanted: set[str] = set()
    open_names = list(runs)
    while open_names:
        name = open_names.pop()
        if name not in wanted and name in known:
            wanted.add(name)
            earlier = list(known)[: list(known).index(name)]
            open_names += [read for read in shared | set(_runs_read(known[name])) if read in earlier]
    return [name for name in known if name in wanted]


def _runs_read(top: object) -> Iterator[str]:
    """Names that may be runs, from every construct that can look at one."""
    for node in nodes(top):
        match node:
            case ResultOf(result=names):
                yield from (names,) if isinstance(names, str) else names
            case EachOf(of=name) | Their(in_=name) | GroupOf(group=str(name)) | Run(rows=str(name)):
                yield name


__all__ = ["InputProblem", "Progress", "settle"]
