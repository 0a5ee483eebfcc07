"""Names: what a bare word means, and how it is read from a row.

In this order: a column of the run, a definition, a fact of the row, a built-in name, a value of the policy.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from yanxing.engine.evaluation.compiling import Constant, Held, Work, compile_term, compiles
from yanxing.engine.evaluation.gaps import placed
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.evaluation.shapes import ROW_NAMES
from yanxing.engine.exact import rounded, too_large
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.document import Value as PolicyValue
from yanxing.engine.grammar.measures import UseInstead
from yanxing.engine.grammar.stages import Column
from yanxing.engine.grammar.terms import Literally, Own, Ref
from yanxing.engine.outcome import Row, Value
from yanxing.engine.unknown import Unknown, missing

NameKind = Literal["fact", "column", "value", "definition"]

_TOO_LARGE = missing("too_large", "too_large")


def kind_of_name(name: str, scope: Scope) -> NameKind:
    """Where the name lives. UnresolvedName if nowhere."""
    shape = scope.shape
    if name in shape.columns:
        return "column"
    if name in (scope.policy.define or {}):
        return "definition"
    if name in shape.facts or name in ROW_NAMES:
        return "fact"
    if name in (scope.policy.values or {}):
        return "value"
    raise UnresolvedName(f"nothing is called {name!r} among the names of {shape.kind or 'these rows'}")


def name_reader(name: str, scope: Scope, exact: bool = False) -> Work:
    """A closure that reads the name from a row; compiled once a scope."""
    key = (name, exact)
    if key not in scope.compiled:
        scope.compiled[key] = None
        scope.compiled[key] = _reader(name, scope, exact)
    if scope.compiled[key] is None:
        raise UnresolvedName(f"{name!r} is defined by itself")
    return scope.compiled[key]  # type: ignore[no-any-return]


def _reader(name: str, scope: Scope, exact: bool) -> Work:
    match kind_of_name(name, scope):
        case "column":
            return _column(name, exact)
        case "definition":
            return _definition((scope.policy.define or {})[Name(name)], scope, exact)
        case "value":
            return Constant(value_at((scope.policy.values or {})[Name(name)], name, scope.as_of))
    return _flat_fact(name) if scope.shape.flat else _fact(name, scope)


def value_at(value: PolicyValue, name: str, as_of: date) -> Value:
    """What the policy's value is on that day: of dated amounts the latest not after it; unset is unknown."""
    if value.since is None:
        return missing(name, "unset") if value.is_ is None else value.is_
    days = [day for day in value.since if day <= as_of]
    return value.since[max(days)] if days else missing(name, "unset")


def _column(name: str, exact: bool) -> Work:
    unreached = missing(name, "not_reached")

    def column(row: Row) -> Value:
        cell = row.cells.get(name)
        if cell is None:
            value = row.facts.get(name)
            return unreached if value is None else value
        return cell.exact if exact else cell.value

    return column


def _fact(name: str, scope: Scope) -> Work:
    absent = missing(name)

    def fact(row: Row) -> Value:
        value = row.facts.get(name)
        return absent if value is None else value

    if name in scope.shape.facts or name not in ROW_NAMES:
        return fact
    if name == "run":
        return Constant(scope.shape.run)
    return _built_in(name)


def _built_in(name: str) -> Work:
    absent = missing(name)
    read: dict[str, Callable[[Row], Value | None]] = {
        "id": lambda row: row.id,
        "state": lambda row: row.state,
        "reason": lambda row: row.reason or "",
        "provisional": lambda row: row.provisional,
        "parent": lambda row: row.parent,
    }
    get = read[name]

    def built_in(row: Row) -> Value:
        value = get(row)
        return absent if value is None else value

    return built_in


def _flat_fact(name: str) -> Work:
    absent = missing(name)

    def fact(record: Any) -> Value:
        value = record.get(name)
        return absent if value is None else value

    return fact


def within_limit(value: Value) -> Value:
    """The value, unless it is a figure of too many digits: products of products soon fill any memory."""
    return _TOO_LARGE if too_large(value) else value


def compile_column(column: Column, scope: Scope) -> Callable[[Held], tuple[Value, Value, bool]]:
    """A closure from a row to (value, value before rounding, whether `when_missing` stood in).

    `when_missing: {held: …}` is for the stage to act upon: the unknown comes back as it is.
    """
    work = compile_term(column.is_, scope)
    instead = column.when_missing
    stand_in = compile_term(instead.use, scope) if isinstance(instead, UseInstead) else None
    rounding = column.round

    def figure(row: Held) -> tuple[Value, Value, bool]:
        exact, used = within_limit(work(row)), False
        if stand_in is not None and exact.__class__ is Unknown:
            exact, used = stand_in(row), True
        if rounding is None or exact.__class__ is Unknown:
            return exact, exact, used
        return rounded(exact, rounding), exact, used  # type: ignore[arg-type]

    return figure


def _definition(column: Column, scope: Scope, exact: bool) -> Work:
    figure, place = compile_column(column, scope), 1 if exact else 0
    return lambda row: figure(row)[place]


@compiles(Ref)
def _ref(term: Ref, scope: Scope, exact: bool) -> Work:
    return name_reader(term.name, scope, exact)


@compiles(Own)
def _own(term: Own, scope: Scope, exact: bool) -> Work:
    owner = scope.owner
    if owner is None:
        raise UnresolvedName(f"{term.own!r} is wanted of the row of a measure, and there is none")
    read, shape = name_reader(term.own, owner.scope, exact), owner.scope.shape

    def own(_: Held) -> Value:
        value = read(owner.row)
        if value.__class__ is not Unknown:
            return value
        # Else the gap would be looked for in the record that it was compared with.
        id_ = owner.row["id"] if shape.flat else owner.row.id
        return placed(value, f"{shape.kind}/{id_}")

    return own


@compiles(Literally)
def _literally(term: Literally, scope: Scope, exact: bool) -> Work:  # noqa: ARG001 - the register's signature
    return Constant(term.value)
