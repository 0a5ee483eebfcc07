"""Gates, columns and panels: the stages that look at one row at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import UseInstead
from yanxing.engine.grammar.stages import (
    Allocate,
    Column,
    Compute,
    Gate,
    Panel,
    Post,
    Rank,
    Requirement,
    Rounding,
    Split,
    Stage,
    Take,
)
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import RESERVED, Inspection, Scope
from yanxing.policy.checking.names import column_type, named
from yanxing.policy.checking.registry import expect, type_of, want
from yanxing.policy.checking.types import ANY, WHOLE, Type
from yanxing.policy.findings import Placed


@dataclass(slots=True)
class RunState:
    """The names of a run's rows as its stages add to them."""

    scope: Scope
    names: dict[str, Type]
    columns: dict[str, Placed] = field(default_factory=dict)
    ranks: dict[str, Rank] = field(default_factory=dict)
    takes: dict[str, Take] = field(default_factory=dict)
    rounded_by: dict[str, Column] = field(default_factory=dict)
    """Rounded columns of this run, for the warning about ties cut after rounding."""

    def write(self, name: str, found: Type, at: Placed) -> None:
        """Adds a column; a name that is taken gets a finding and stays what it was."""
        see = self.scope.see
        if name in RESERVED:
            see.say("reserved_name", at, name=name)
        elif name in self.columns:
            see.say("column_twice", at, name=name)
        elif name in self.names:
            see.say("column_shadows", at, name=name)
        else:
            if name in see.values or name in see.define:
                see.say("column_hides", at, name=name)
            self.names[name] = found
            self.columns[name] = at
            self.scope = replace(self.scope, defined={})


def columns_of(stage: Stage) -> Iterator[tuple[str, Placed]]:
    """The columns a stage writes, with their places."""
    match stage:
        case Compute():
            yield from stage.compute.items()
        case Panel():
            for name in (stage.panel, f"{stage.panel}_sheets", f"{stage.panel}_left_out"):
                yield name, stage
        case Rank():
            yield stage.rank, stage
        case Take():
            yield stage.take, stage
        case Split():
            for part in stage.into:
                for name in part:
                    yield name, stage
        case Allocate():
            yield stage.allocate, stage
            yield f"{stage.allocate}_left", stage


def check_gate(stage: Gate, state: RunState) -> None:
    for requirement in stage.require:
        check_requirement(requirement, state.scope)


def check_requirement(requirement: Requirement, scope: Scope) -> None:
    """The condition of a requirement, and when it is asked."""
    check_condition(requirement.that, scope)
    if requirement.when is not None:
        check_condition(requirement.when, scope)


def check_compute(stage: Compute, state: RunState) -> None:
    check_columns(stage.compute, state)


def check_columns(columns: Mapping[Name, Column], state: RunState) -> None:
    """Columns top to bottom, each reading those above it."""
    for name, column in columns.items():
        found = check_column(name, column, state.scope)
        if found.rounded:
            state.rounded_by[name] = column
        state.write(name, found, column)


def check_column(name: str, column: Column, scope: Scope) -> Type:
    """The type of a column, with what its rounding and its stand-in do to it."""
    found = column_type(column.is_, column.round, scope)
    if found.word == "records":
        scope.see.say("column_of_records", column, name=name)
        return ANY
    check_rounding(column.round, found, column, scope.see, name)
    if column.show is not None and column.show <= 0:
        scope.see.say("step_not_positive", column, number=column.show)
    if isinstance(column.when_missing, UseInstead):
        expect(found.family, type_of(column.when_missing.use, scope), column.when_missing, scope, "use")
    return found


def check_rounding(
    rounding: Fraction | Rounding | None, found: Type, at: Placed, see: Inspection, name: str
) -> None:
    """Only numbers are rounded, to a step above 0."""
    if rounding is None:
        return
    step = rounding.to if isinstance(rounding, Rounding) else rounding
    if found.word not in ("number", "any"):
        see.say("round_not_number", at, name=name, type=found.word)
    if step <= 0:
        see.say("step_not_positive", at, number=step)


def check_panel(stage: Panel, state: RunState) -> None:
    see, listed = state.scope.see, named(stage.sheets, stage, state.scope)
    if listed.word not in ("records", "any"):
        see.say("not_a_list", stage, name=stage.sheets, type=listed.word)
    elif listed.fields is not None:
        _sheets(stage, listed.fields, state.scope)
    if stage.correction != "none" and stage.drop:
        see.say("correction_with_drop", stage, name=stage.panel)
    if stage.drop and stage.drop.from_ <= stage.drop.highest + stage.drop.lowest:
        dropped = stage.drop.highest + stage.drop.lowest
        see.say("drop_leaves_none", stage.drop, **{"from": stage.drop.from_}, sum=dropped)
    if stage.needs < 1:
        see.say("panel_needs_none", stage, name=stage.panel)
    elif stage.needs < 3 and not (stage.clause or stage.reading):
        see.say("panel_needs_few", stage, name=stage.panel, needs=stage.needs)
    score = Type("number", rounded=stage.round is not None)
    check_rounding(stage.round, score, stage, see, stage.panel)
    state.write(stage.panel, score, stage)
    state.write(f"{stage.panel}_sheets", WHOLE, stage)
    state.write(f"{stage.panel}_left_out", WHOLE, stage)


def _sheets(stage: Panel, fields: Mapping[str, Type], scope: Scope) -> None:
    inner = replace(scope, names=fields, later={}, outer=scope, lists=frozenset(), kind=None, defined={})
    rater = named(stage.rater, stage, inner)
    if rater.family not in ("code", "any"):
        scope.see.say("wants_code", stage, word="rater", type=rater.word)
    want("number", stage.mark, inner, "mark")
    if stage.where is not None:
        check_condition(stage.where, inner)


def check_post(stage: Post, state: RunState) -> None:
    see, ledgers = state.scope.see, state.scope.see.ledgers
    if stage.ledger not in ledgers:
        see.unknown("no_ledger", stage, stage.ledger, ledgers)
    elif stage.account not in ledgers[stage.ledger].accounts:
        see.unknown("no_account", stage, stage.account, ledgers[stage.ledger].accounts)
    want("number", stage.amount, state.scope, "amount")
    for name in stage.key:
        named(name, stage, state.scope)
