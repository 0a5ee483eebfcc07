"""Shapes: which names the rows at hand bring, told before any row is seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.facts import KeyOf, Records
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import EachOf, GroupOf, Run
from yanxing.engine.grammar.stages import Allocate, Compute, Panel, Rank, Split, Stage, Take

ROW_NAMES = ("id", "run", "state", "reason", "provisional", "parent")
"""Names every row of a run has besides its facts and columns; only rows of `each` have a `parent`."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The facts, records facts and columns of one set of rows.

    `kind`: what a gap calls them (`workers/w3`). `flat`: plain mappings (records, input rows), not `Row`s.
    `columns` may stand in `Row.cells` or, where rows were made from those of another run, in `Row.facts`.
    `key`: the field that names a record without an `id`.
    """

    kind: str
    facts: frozenset[str] = frozenset()
    lists: Mapping[str, Shape] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()
    flat: bool = False
    key: str | None = None
    run: str = ""


def shape_of_kind(policy: Policy, kind: str) -> Shape:
    """Input rows of that kind: plain mappings with an `id`. `house` and undeclared kinds bring no facts."""
    return _shape(kind, (policy.facts or {}).get(Name(kind), {}), flat=True)


def shape_of_run(policy: Policy, run: str) -> Shape:
    """Rows of a run with the columns of all its stages and those it took over from earlier runs."""
    spec = (policy.runs or {})[Name(run)]
    base = _rows_of(policy, spec)
    return replace(base, kind=run, columns=base.columns | columns_of(spec.stages), flat=False, run=run)


def columns_of(stages: Iterable[Stage]) -> frozenset[str]:
    """Every column the stages may write."""
    return frozenset(name for stage in stages for name in _columns(stage))


def _columns(stage: Stage) -> tuple[str, ...]:
    match stage:
        case Compute():
            return tuple(stage.compute)
        case Panel():
            return (stage.panel, f"{stage.panel}_sheets", f"{stage.panel}_left_out")
        case Rank():
            return (stage.rank,)
        case Take():
            return (stage.take,)
        case Split():
            return tuple(name for part in stage.into for name in part)
        case Allocate():
            return (stage.allocate, f"{stage.allocate}_left")
    return ()


def _shape(kind: str, facts: Mapping[Name, Any], *, flat: bool) -> Shape:
    lists: dict[str, Shape] = {
        name: _shape(name, type_.records, flat=True)
        for name, type_ in facts.items()
        if isinstance(type_, Records)
    }
    key = next((name for name, type_ in facts.items() if type_ == "key" or isinstance(type_, KeyOf)), None)
    return Shape(kind, frozenset(facts), lists, flat=flat, key=key)


def _rows_of(policy: Policy, run: Run) -> Shape:
    match run.rows:
        case EachOf(each=each, of=of):
            parent = _named(policy, of)
            record = parent.lists[each]
            return replace(
                record, facts=record.facts | parent.facts, columns=parent.columns, lists=parent.lists
            )
        case GroupOf(group=group, per=per):
            return _group(policy, group, (per,) if isinstance(per, str) else per)
        case ResultOf():
            return _result(policy, run.rows)
        case name:
            return _named(policy, name)


def _named(policy: Policy, name: str) -> Shape:
    """A kind of rows before a run of the same name: a run may be called what its rows are called."""
    run = name in (policy.runs or {}) and name not in (policy.facts or {})
    return shape_of_run(policy, name) if run else shape_of_kind(policy, name)


def _result(policy: Policy, source: ResultOf) -> Shape:
    names = (source.result,) if isinstance(source.result, str) else source.result
    shapes = [shape_of_run(policy, name) for name in names]
    lists = {name: shape for each in reversed(shapes) for name, shape in each.lists.items()}
    facts = frozenset[str]().union(*(shape.facts for shape in shapes))
    columns = frozenset[str]().union(*(shape.columns for shape in shapes))
    return replace(shapes[0], facts=facts, columns=columns, lists=lists)


def _group(policy: Policy, group: str | ResultOf, per: tuple[str, ...]) -> Shape:
    source = _result(policy, group) if isinstance(group, ResultOf) else _named(policy, group)
    names = source.facts | source.columns | set(ROW_NAMES)
    records = replace(source, kind="records", facts=names, columns=frozenset(), flat=True)
    return Shape("", frozenset((*per, "records")), {"records": records})
