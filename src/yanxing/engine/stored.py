"""Outcomes as plain data (maps, lists, text) and back, without loss: `load_row(dump_row(row)) == row`.

A value carries its type: `{"number": "837/10"}`, `{"date": "2024-06-10"}`, `{"moment": …}`,
`{"yes_no": true}`, `{"code": …}` (codes, keys and texts), `{"codes": […]}`, `{"records": […]}`,
`{"unknown": [gaps]}`. Every other field is stored as its declared type says, so a new kind of reason needs
nothing here.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from yanxing.engine.outcome import Row, RunResult, Settlement, Value
from yanxing.engine.unknown import Gap, Unknown

Stored = Any
"""Maps with text keys, lists, text, whole numbers, true/false and null."""

_VALUE = get_args(Value)


def dump_value(value: Value) -> Stored:
    """One typed value. Raises `TypeError` for anything that is not a value."""
    if type(value) not in _DUMPERS:
        raise TypeError(f"{type(value).__name__} is not a value")
    word, dump = _DUMPERS[type(value)]
    return {word: dump(value)}


def _dump_values(values: Mapping[str, Value]) -> Stored:
    return {name: dump_value(value) for name, value in values.items()}


def load_value(stored: Stored) -> Value:
    """The value that `dump_value` wrote. Raises `KeyError` for an unknown type word."""
    ((word, body),) = stored.items()
    return _LOADERS[word](body)


_DUMPERS: Mapping[type, tuple[str, Callable[[Any], Stored]]] = {
    bool: ("yes_no", bool),
    int: ("number", str),
    Fraction: ("number", str),
    date: ("date", date.isoformat),
    datetime: ("moment", datetime.isoformat),
    str: ("code", str),
    frozenset: ("codes", sorted),
    tuple: ("records", lambda records: [_dump_values(record) for record in records]),
    Unknown: ("unknown", lambda unknown: [dump_as(Gap, gap) for gap in unknown.gaps]),
}
_LOADERS: Mapping[str, Callable[[Any], Value]] = {
    "number": Fraction,
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "yes_no": bool,
    "code": str,
    "codes": frozenset,
    "unknown": lambda body: Unknown(tuple(load_as(Gap, gap) for gap in body)),
    "records": lambda body: tuple({n: load_value(v) for n, v in record.items()} for record in body),
}


def dump_row(row: Row) -> Stored:
    """A row with its facts, columns and reasons."""
    return dump_as(Row, row)


def load_row(stored: Stored) -> Row:
    """The row that `dump_row` wrote."""
    row: Row = load_as(Row, stored)
    return row


def dump_run(result: RunResult) -> Stored:
    """All rows of a run with the diagnostics of its panels."""
    return dump_as(RunResult, result)


def load_run(stored: Stored) -> RunResult:
    """The result that `dump_run` wrote."""
    result: RunResult = load_as(RunResult, stored)
    return result


def dump_settlement(settlement: Settlement) -> Stored:
    """All runs of a settlement."""
    return dump_as(Settlement, settlement)


def load_settlement(stored: Stored) -> Settlement:
    """The settlement that `dump_settlement` wrote."""
    settlement: Settlement = load_as(Settlement, stored)
    return settlement


def dump_as(hint: Any, value: Any) -> Stored:
    """Anything whose declared type is `hint`: a class of outcomes, or a union, list or map of such."""
    return _coder(hint)[0](value)


def load_as(hint: Any, stored: Stored) -> Any:
    """What `dump_as` wrote for the same declared type."""
    return _coder(hint)[1](stored)


Coder = tuple[Callable[[Any], Stored], Callable[[Stored], Any]]


def _same(value: Any) -> Any:
    return value


@cache
def _coder(hint: Any) -> Coder:
    """How something of this declared type is written and read."""
    origin, args = get_origin(hint), get_args(hint)
    if args == _VALUE:
        return dump_value, load_value
    if origin is Literal:
        return _same, _same
    if origin in (tuple, list, dict, Mapping):
        return _collection_coder(origin, args)
    if origin in (Union, types.UnionType):
        return _union_coder(args)
    return _PLAIN.get(hint) or _class_coder(hint)


_PLAIN: Mapping[Any, Coder] = {
    str: (_same, _same),
    int: (_same, _same),
    bool: (_same, _same),
    Fraction: (str, Fraction),
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
}


def _class_coder(hint: Any) -> Coder:
    @cache
    def fields() -> list[tuple[str, Coder]]:
        # Only when first used: a class may hold others of its own kind.
        hints = get_type_hints(hint)
        return [(field.name, _coder(hints[field.name])) for field in dataclasses.fields(hint)]

    def dump(value: Any) -> Stored:
        return {name: write(getattr(value, name)) for name, (write, _) in fields()}

    def load(stored: Stored) -> Any:
        return hint(**{name: read(stored[name]) for name, (_, read) in fields()})

    return dump, load


def _collection_coder(origin: Any, args: tuple[Any, ...]) -> Coder:
    """A map, a list, a tuple of any length, or one with a type a place."""
    item = args[0] if args[-1] is Ellipsis else args[-1]
    if origin in (dict, Mapping) and args[0] is not str:
        # A key that is not text has no place in a map of plain data.
        pairs, load_pairs = _coder(tuple[tuple[args], ...])  # type: ignore[valid-type]
        return (
            lambda value: pairs(tuple(value.items())),
            lambda stored: dict(load_pairs(stored)),
        )
    write, read = _coder(item)
    if origin in (dict, Mapping):
        return (
            lambda value: {key: write(one) for key, one in value.items()},
            lambda stored: {key: read(one) for key, one in stored.items()},
        )
    if origin is list or args[-1] is Ellipsis:
        return (
            lambda value: [write(one) for one in value],
            lambda stored: origin([read(one) for one in stored]),
        )
    coders = [_coder(arg) for arg in args]
    return (
        lambda value: [each[0](one) for each, one in zip(coders, value, strict=True)],
        lambda stored: tuple([each[1](one) for each, one in zip(coders, stored, strict=True)]),
    )


def _union_coder(args: tuple[Any, ...]) -> Coder:
    """Either something or nothing, or one of several classes, told apart by its name under `type`."""
    some = [arg for arg in args if arg is not type(None)]
    if len(some) == 1:
        write, read = _coder(some[0])
        return (
            lambda value: None if value is None else write(value),
            lambda stored: None if stored is None else read(stored),
        )
    coders = {kind.__name__: _coder(kind) for kind in some}
    return (
        lambda value: {"type": type(value).__name__, **coders[type(value).__name__][0](value)},
        lambda stored: coders[stored["type"]][1](stored),
    )
