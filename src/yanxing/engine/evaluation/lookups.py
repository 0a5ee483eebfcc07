"""`{their: area, in: committees, at: unit}`: a name of another row, found by id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yanxing.engine.evaluation.compiling import Held, Work, compile_term, compiles
from yanxing.engine.evaluation.gaps import placed
from yanxing.engine.evaluation.names import name_reader
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.evaluation.shapes import shape_of_kind, shape_of_run
from yanxing.engine.grammar.terms import Their
from yanxing.engine.outcome import OPEN, Value
from yanxing.engine.unknown import Unknown, missing

Find = Callable[[str], Any]


@compiles(Their)
def _their(term: Their, scope: Scope, exact: bool) -> Work:
    """A column that an open row of an earlier run lacks is unknown because the row is open."""
    find, inner = _finder(term.in_, scope)
    at, read = compile_term(term.at, scope, exact), name_reader(term.their, inner, exact)
    of_run, column = not inner.shape.flat, term.their in inner.shape.columns

    def their(row: Held) -> Value:
        key = at(row)
        if key.__class__ is Unknown:
            return key
        where = f"{term.in_}/{key}"
        other = find(key)  # type: ignore[arg-type]
        if other is None:
            return missing(term.in_, "no_row", where)
        value = read(other)
        if value.__class__ is not Unknown:
            return value
        if of_run and column and other.state in OPEN:
            return missing(term.in_, "open_row", where)
        return placed(value, where)

    return their


def _finder(name: str, scope: Scope) -> tuple[Find, Scope]:
    if name in (scope.policy.facts or {}):
        return _input_rows(name, scope), scope.inside(shape_of_kind(scope.policy, name))
    if name in (scope.policy.runs or {}):
        result = scope.results.get(name)
        rows: Mapping[str, Any] = result.rows if result else {}
        return rows.get, scope.inside(shape_of_run(scope.policy, name))
    raise UnresolvedName(f"{name!r} is neither a kind of rows nor a run")


def _input_rows(kind: str, scope: Scope) -> Find:
    key = ("rows by id", kind)
    if key not in scope.compiled:
        scope.compiled[key] = {row["id"]: row for row in scope.facts.get(kind, ())}
    return scope.compiled[key].get  # type: ignore[no-any-return]
