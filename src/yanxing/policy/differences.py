"""What differs between two policies, and between what they make of the same facts.

Lines, columns and the order of keys of a map do not count; the order of stages does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import Any

from yanxing.engine.exact import shown
from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import AllOf, Compare, Test
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Leave, Requirement
from yanxing.engine.grammar.terms import Literally, Ref
from yanxing.engine.outcome import Row, RunResult, Settlement, Value
from yanxing.engine.unknown import Unknown


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A place in the policy (`values.pass_mark.is`), what stood there and what does; None where nothing."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A column: its value and how it is shown; both None where the row has no such column."""

    value: Value | None
    shown: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row. `old` or `new` is None where only the other policy has the row; `columns` holds
    those whose value differs."""

    run: str
    id: str
    old: Row | None
    new: Row | None
    columns: Mapping[str, tuple[Figure, Figure]]


@dataclass(frozen=True, slots=True)
class OutcomeChanges:
    """`rows`: those that differ, in order of the runs; `compared`: how many rows both have, by run; runs that
    only one has."""

    rows: tuple[RowChange, ...]
    compared: Mapping[str, int]
    runs_added: tuple[str, ...]
    runs_removed: tuple[str, ...]


def policy_changes(old: Policy, new: Policy) -> tuple[PolicyChange, ...]:
    """Every place where the two differ, in the order of the file."""
    return tuple(_changes(old, new, ""))


def _changes(old: Any, new: Any, path: str) -> Iterator[PolicyChange]:
    if old == new and type(old) is type(new):
        return
    if isinstance(old, Node) and type(old) is type(new) and not isinstance(old, _LEAVES):
        yield from _of_maps(_parts(old), _parts(new), path)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _of_maps(old, new, path)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _of_lists(old, new, path)
    elif _written(old) != _written(new):
        yield PolicyChange(path, _written(old), _written(new))


_LEAVES = (Literally, Ref, Test, Compare, Leave)


def _of_maps(old: Mapping[Any, Any], new: Mapping[Any, Any], path: str) -> Iterator[PolicyChange]:
    for key in dict.fromkeys([*old, *new]):
        yield from _changes(old.get(key), new.get(key), f"{path}.{_word(key)}".lstrip("."))


def _of_lists(old: tuple[Any, ...], new: tuple[Any, ...], path: str) -> Iterator[PolicyChange]:
    if not any(isinstance(each, Node) for each in (*old, *new)):
        yield PolicyChange(path, _written(old), _written(new))
        return
    before, after = _keyed(old), _keyed(new)
    for key in dict.fromkeys([*before, *after]):
        yield from _changes(before.get(key), after.get(key), f"{path}[{key}]")
    kept = [key for key in before if key in after]
    moved = [key for key in after if key in before]
    if kept != moved:
        yield PolicyChange(path, ", ".join(kept), ", ".join(moved))


def _keyed(nodes: tuple[Any, ...]) -> dict[str, Any]:
    """The items of a list by what they are called, so that an added one does not shift the others."""
    keyed: dict[str, Any] = {}
    for number, node in enumerate(nodes, start=1):
        called = _called(node) or str(number)
        key, again = called, 1
        while key in keyed:
            again += 1
            key = f"{called} {again}"
        keyed[key] = node
    return keyed


def _called(node: object) -> str:
    if isinstance(node, Requirement):
        return str(node.else_.reason)
    head = getattr(node, "HEAD", None)
    name = getattr(node, head, None) if head else None
    if isinstance(name, str):
        return f"{head} {name}"
    if head:
        return str(head)
    return next((word for part in ("activity", "part", "give", "for_") if (word := _text(node, part))), "")


def _text(node: object, part: str) -> str:
    word = getattr(node, part, None)
    return word if isinstance(word, str) else ""


def _parts(node: Node) -> dict[str, Any]:
    return {each.name.rstrip("_"): getattr(node, each.name) for each in fields(node) if each.compare}


def _word(key: object) -> str:
    return key if isinstance(key, str) else _written(key) or ""


def _written(value: object) -> str | None:
    """A part of a policy on one line, much as it stands in a file; None for what is not there."""
    match value:
        case None:
            return None
        case bool() | Fraction() | date():
            return shown(value)
        case tuple():
            return f"[{', '.join(_written(each) or '' for each in value)}]"
        case Mapping():
            return f"{{{', '.join(f'{_word(key)}: {_written(each)}' for key, each in value.items())}}}"
        case Node():
            return _WRITERS.get(type(value), _node)(value)
    return str(value)


def _node(node: Any) -> str:
    defaults = {each.name.rstrip("_"): each.default for each in fields(node)}
    said = {name: part for name, part in _parts(node).items() if part is not None and part != defaults[name]}
    return _written(said) or ""


def _test(test: Test) -> str:
    return f"{test.word}: {_written(test.operand)}"


def _compare(compare: Compare) -> str:
    tests = [_test(test) for test in compare.tests] + ([f"on: {compare.on}"] if compare.on else [])
    return f"{compare.name}: {{{', '.join(tests)}}}"


def _condition(condition: AllOf) -> str:
    if all(isinstance(part, Compare) for part in condition.all):
        return f"{{{', '.join(_compare(part) for part in condition.all if isinstance(part, Compare))}}}"
    return _node(condition)


_WRITERS: dict[type, Callable[[Any], str]] = {
    Literally: lambda node: _written(node.value) or "",
    Ref: lambda node: str(node.name),
    Test: lambda node: f"{{{_test(node)}}}",
    Compare: lambda node: f"{{{_compare(node)}}}",
    Leave: lambda node: f"{{{node.state}: {node.reason}}}",
    AllOf: _condition,
}


def outcome_changes(old: Settlement, new: Settlement, only: Collection[str] | None = None) -> OutcomeChanges:
    """Whose result differs, run by run; a row is known by its id in a run of the same name. `only`: of these
    runs; others may have been settled because these are built on them."""
    both = [name for name in new.runs if name in old.runs and (only is None or name in only)]
    return OutcomeChanges(
        rows=tuple(change for name in both for change in _of_run(name, old.runs[name], new.runs[name])),
        compared={name: len(old.runs[name].rows.keys() & new.runs[name].rows.keys()) for name in both},
        runs_added=tuple(
            name for name in new.runs if name not in old.runs and (only is None or name in only)
        ),
        runs_removed=tuple(
            name for name in old.runs if name not in new.runs and (only is None or name in only)
        ),
    )


def _of_run(run: str, old: RunResult, new: RunResult) -> Iterator[RowChange]:
    for row_id in sorted(old.rows.keys() | new.rows.keys()):
        before, after = old.rows.get(row_id), new.rows.get(row_id)
        if before is None or after is None:
            yield RowChange(run, row_id, before, after, {})
            continue
        columns = dict(_of_columns(before, after))
        if columns or _verdict(before) != _verdict(after):
            yield RowChange(run, row_id, before, after, columns)


def _verdict(row: Row) -> tuple[object, ...]:
    return row.state, row.reason, sorted(row.notes), row.provisional


def _of_columns(old: Row, new: Row) -> Iterator[tuple[str, tuple[Figure, Figure]]]:
    for name in dict.fromkeys([*old.cells, *new.cells]):
        before, after = _figure(old, name), _figure(new, name)
        unknown = isinstance(before.value, Unknown) and isinstance(after.value, Unknown)
        if before.value != after.value and not unknown:
            yield name, (before, after)


def _figure(row: Row, name: str) -> Figure:
    cell = row.cells.get(name)
    return Figure(cell.value, cell.shown) if cell else Figure(None, "")
