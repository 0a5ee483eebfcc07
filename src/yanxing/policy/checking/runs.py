"""Runs: which rows they settle, and their stages one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.runs import DecideNext, EachOf, GroupOf, Run
from yanxing.engine.grammar.stages import (
    Allocate,
    Compute,
    Gate,
    Panel,
    Post,
    Rank,
    Split,
    Substitute,
    Take,
)
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Inspection, Scope, Shape, builtin
from yanxing.policy.checking.ordering import (
    check_allocate,
    check_rank,
    check_split,
    check_substitute,
    check_take,
    several,
)
from yanxing.policy.checking.registry import want
from yanxing.policy.checking.shapes import kind_shape, result_shape, run_shape
from yanxing.policy.checking.stages import (
    RunState,
    check_compute,
    check_gate,
    check_panel,
    check_post,
    columns_of,
)
from yanxing.policy.checking.types import ANY, KEY, Type
from yanxing.policy.findings import Placed

_STAGES: dict[type, Callable[[Any, RunState], None]] = {
    Gate: check_gate,
    Compute: check_compute,
    Panel: check_panel,
    Rank: check_rank,
    Take: check_take,
    Substitute: check_substitute,
    Split: check_split,
    Allocate: check_allocate,
    Post: check_post,
}


def check_runs(see: Inspection) -> dict[str, Shape]:
    """Checks all runs in order of the file; gives what the rows of each look like at its end."""
    shapes: dict[str, Shape] = {}
    for name, run in see.runs.items():
        see.place = f"runs.{name}"
        shapes[name] = _run(name, run, see, dict(shapes))
    see.place = ""
    return shapes


def _run(name: str, run: Run, see: Inspection, runs: Mapping[str, Shape]) -> Shape:
    rows = _rows(run, see, runs)
    names = dict(rows.names)
    later = {column: at for stage in run.stages for column, at in columns_of(stage)}
    lists = frozenset({"rows", "all_rows"})
    scope = Scope(see, names, runs, later, blocks=name, kind=rows.kind, open=rows.open, partial=rows.partial)
    if run.as_of is not None:
        constants = Scope(see, {}, {}, blocks=name, constant=True)
        want("date", run.as_of, constants, "as_of")
    if run.where is not None:
        check_condition(run.where, scope)
    state = RunState(replace(scope, lists=lists, defined={}), names)
    for stage in run.stages:
        _STAGES[type(stage)](stage, state)
    for following in run.then:
        if isinstance(following, DecideNext) and following.where is not None:
            check_condition(following.where, state.scope)
    return Shape(names, rows.kind, rows.open)


def _rows(run: Run, see: Inspection, runs: Mapping[str, Shape]) -> Shape:
    """What the rows of a run look like before its first stage."""
    rows = run.rows
    if isinstance(rows, EachOf):
        return _each(rows, see, runs)
    if isinstance(rows, GroupOf):
        return _groups(rows, see, runs)
    if isinstance(rows, ResultOf):
        return result_shape(rows, see, runs) or _open()
    return _kind(rows, run, see, runs) or _open()


def _open() -> Shape:
    return Shape(builtin(None), open=True)


def _kind(name: str, at: Placed, see: Inspection, runs: Mapping[str, Shape]) -> Shape | None:
    facts = see.facts
    if name == "house" or name in facts:
        return kind_shape(name, see)
    if name in see.runs:
        see.say("run_without_result", at, name=name)
        return runs.get(name)
    see.unknown("no_kind", at, name, {*facts, "house"})
    return None


def _each(rows: EachOf, see: Inspection, runs: Mapping[str, Shape]) -> Shape:
    facts = see.facts
    if rows.of in facts or rows.of == "house":
        parent: Shape | None = kind_shape(rows.of, see)
    elif rows.of in see.runs:
        parent = run_shape(rows.of, rows, see, runs)
    else:
        parent = None
        see.unknown("no_rows", rows, rows.of, {*facts, *runs})
    if parent is None:
        return _open()
    listed = parent.names.get(rows.each)
    if listed is None or (listed.word not in ("records", "any")):
        if not parent.open:
            lists = [name for name, found in parent.names.items() if found.word == "records"]
            see.unknown("no_list", rows, rows.each, lists)
        return _open()
    names = dict(parent.names) | dict(listed.fields or {})
    return Shape(names | builtin(None) | {"parent": Type("key", of=parent.kind)})


def _groups(rows: GroupOf, see: Inspection, runs: Mapping[str, Shape]) -> Shape:
    if isinstance(rows.group, ResultOf):
        source = result_shape(rows.group, see, runs)
    else:
        source = _kind(rows.group, rows, see, runs)
    if source is None:
        return _open()
    names: dict[str, Type] = {}
    for name in several(rows.per):
        if name in source.partial:
            see.say("name_of_some_runs", rows, name=name)
        elif name not in source.names and not source.open:
            see.unknown("no_name", rows, name, source.names)
        elif source.names.get(name, ANY).word == "records":
            see.say("grouped_by_records", rows, name=name)
        names[name] = source.names.get(name, ANY).plain()
    return Shape(builtin(None) | {"id": KEY} | names | {"records": Type("records", fields=source.names)})
