"""What a rule read: the names and figures an explanation quotes, in stored form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from yanxing.engine.evaluation.compiling import Constant, Work, compile_term
from yanxing.engine.evaluation.measures import measurement, own_names
from yanxing.engine.evaluation.names import NameKind, kind_of_name, name_reader
from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import Compare, Condition, OtherName
from yanxing.engine.grammar.measures import Measure
from yanxing.engine.grammar.terms import Balance, Ref, TableAt, Term, Their, Weigh
from yanxing.engine.outcome import ListRead, Read, Reads, Value
from yanxing.engine.unknown import Unknown

Reader = Callable[[Any], Read | ListRead]
Found = tuple[object, Reader]
"""What is read, so that it is read once, and how: a name as (name, whether exact), all else by identity."""

REPEATING: frozenset[type] = frozenset({bool, date, str, frozenset, Unknown})
"""Types of values that come up again and again and are found by hash sooner than a `Read` is made."""


def reads_of(node: Term | Condition, scope: Scope) -> Callable[[Any], Reads]:
    """A closure from a row to everything the rule reads from it, each once, in order of writing.

    Names are `Read`s. `{their: …}` is a `lookup` under the name it looks for, a table one under the table's
    name, a balance one under its account. Measures are `ListRead`s, which say what was read of the records.
    """
    readers = list(dict(_found(node, scope)).values())
    fixed = [reader.value if isinstance(reader, Constant) else None for reader in readers]
    if all(read is not None for read in fixed):
        always = tuple(fixed)
        return lambda _: always  # type: ignore[return-value]
    if len(readers) == 1:
        only = readers[0]
        return lambda row: (only(row),)
    return lambda row: tuple([reader(row) for reader in readers])


def names_read(node: Any, scope: Scope) -> list[tuple[NameKind, Work]] | None:
    """Every name the rule reads, as where it lives and how it is read; None when it reads more than names."""
    found = list(dict(_found(node, scope)))
    if not all(isinstance(what, tuple) for what in found):
        return None
    names: list[tuple[str, bool]] = found  # type: ignore[assignment]
    return [(kind_of_name(name, scope), name_reader(name, scope, exact)) for name, exact in names]


def _found(node: object, scope: Scope, exact: bool = False) -> Iterator[Found]:
    match node:
        case Ref(name=name) | OtherName(of=name):
            yield _name(name, scope, exact)
        case Compare():
            yield _name(node.name, scope, exact or node.on == "exact")
            yield from _found(node.tests, scope)
        case Measure():
            for name in own_names(node):
                yield _name(name, scope, False)
            yield id(node), measurement(node, scope, exact).reads
        case Mapping():
            yield from _found(tuple(node.values()), scope, exact)
        case tuple():
            for part in node:
                yield from _found(part, scope, exact)
        case Node():
            yield from _inside(node, scope, exact)


def _inside(node: Node, scope: Scope, exact: bool) -> Iterator[Found]:
    if isinstance(node, Weigh):
        for name in node.weigh:
            yield _name(name, scope, exact)
    for each in fields(node):
        yield from _found(getattr(node, each.name), scope, exact)
    if isinstance(node, TableAt | Their | Balance):
        yield _lookup(node, scope, exact)


def _name(name: str, scope: Scope, exact: bool) -> Found:
    kind, read = kind_of_name(name, scope), name_reader(name, scope, exact)
    if isinstance(read, Constant):
        return (name, exact), Constant(Read(name, read.value, kind))
    return (name, exact), _shared(name, read, kind)


def _shared(name: str, read: Work, kind: NameKind) -> Reader:
    """Rows that say the same share one `Read`: of 50,000 people few differ in a date or a code."""
    seen: dict[Value, Read] = {}

    def reader(row: Any) -> Read:
        value = read(row)
        if value.__class__ not in REPEATING:
            return Read(name, value, kind)
        found = seen.get(value)
        if found is None:
            found = seen[value] = Read(name, value, kind)
        return found

    return reader


def _lookup(node: TableAt | Their | Balance, scope: Scope, exact: bool) -> Found:
    name, read = str(getattr(node, str(node.HEAD))), compile_term(node, scope, exact)
    return id(node), lambda row: Read(name, read(row), "lookup")
