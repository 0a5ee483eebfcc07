"""Tables: looking a key up, dimension by dimension, with the edge its word states."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from fractions import Fraction

from yanxing.engine.evaluation.compiling import Constant, Held, Work, compile_term, compiles, gaps_of
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.grammar.document import Line, Table
from yanxing.engine.grammar.terms import TableAt
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown, missing

Find = Callable[[list[Value]], Value]
"""From the keys still to be used to the line's value."""


@compiles(TableAt)
def _table_at(term: TableAt, scope: Scope, exact: bool) -> Work:
    table = (scope.policy.tables or {}).get(term.table)
    if table is None:
        raise UnresolvedName(f"no table is called {term.table!r}")
    keys = term.at if isinstance(term.at, tuple) else (term.at,)
    parts = [compile_term(key, scope, exact) for key in keys]
    find = _dimension(table, missing(term.table, "no_line"), len(keys))

    def line(row: Held) -> Value:
        return find([part(row) for part in parts])

    return Constant(line({})) if all(isinstance(part, Constant) for part in parts) else line


def _dimension(table: Table, no_line: Unknown, keys: int) -> Find:
    """`keys`: how many keys are left for this table and those within it."""
    if keys == 0:
        raise UnresolvedName("a table has more dimensions than `at` has keys")
    choose = _chooser(table, no_line, keys - 1)

    def find(values: list[Value]) -> Value:
        if values[0].__class__ is Unknown:
            return gaps_of(values) or values[0]
        return choose(values[0])(values[1:])

    return find


def _chooser(table: Table, no_line: Unknown, keys: int) -> Callable[[Value], Find]:
    otherwise = _line(no_line if table.else_ is None else table.else_, no_line, keys)
    if table.codes is not None:
        codes = {str(code): _line(line, no_line, keys) for code, line in table.codes.items()}
        return lambda key: codes.get(key, otherwise)  # type: ignore[arg-type]
    for lines, find, step in (
        (table.at_least, bisect_right, -1),
        (table.above, bisect_left, -1),
        (table.at_most, bisect_left, 0),
        (table.below, bisect_right, 0),
    ):
        if lines is not None:
            return _edges(lines, find, step, otherwise, lambda line: _line(line, no_line, keys))
    return lambda _: otherwise


def _edges(
    lines: Mapping[Fraction, Line],
    bisect: Callable[[list[Fraction], Fraction], int],
    step: int,
    otherwise: Find,
    compiled: Callable[[Line], Find],
) -> Callable[[Value], Find]:
    edges = sorted(lines)
    found = [compiled(lines[edge]) for edge in edges]

    def choose(key: Value) -> Find:
        place = bisect(edges, key) + step  # type: ignore[arg-type]
        return found[place] if 0 <= place < len(found) else otherwise

    return choose


def _line(line: Line | Unknown, no_line: Unknown, keys: int) -> Find:
    if isinstance(line, Table):
        return _dimension(line, no_line, keys)
    value: Value = line
    return lambda _: value
