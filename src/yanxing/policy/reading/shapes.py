"""How each class of the grammar is written in YAML, worked out from its type hints once."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from yanxing.engine import grammar
from yanxing.engine.grammar.base import Code, Name, Node, Text
from yanxing.engine.grammar.conditions import Compare
from yanxing.engine.grammar.terms import Literally, Ref

Kind = Literal["number", "whole", "date", "moment", "yes_no", "name", "code", "text"]

_KINDS: dict[Any, Kind] = {
    Fraction: "number", int: "whole", date: "date", datetime: "moment", bool: "yes_no",
    Name: "name", Code: "code", Text: "text",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Shape:
    """What may stand at one place: scalars, a list, a map of names, constructs known by head or pair."""

    literals: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    item: Shape | None = None
    mapping: tuple[Kind, Shape] | None = None
    heads: Mapping[str, tuple[type[Node], ...]] = field(default_factory=dict)
    pairs: Mapping[str, type[Node]] = field(default_factory=dict)
    plain: type[Node] | None = None
    term: bool = False
    condition: bool = False

    @property
    def takes_scalar(self) -> bool:
        return bool(self.literals or self.kinds or self.term)

    @property
    def words(self) -> tuple[str, ...]:
        """The keys by which a map is recognised here."""
        return (*self.heads, *self.pairs)


@dataclass(frozen=True, eq=False)
class FieldPlan:
    name: str
    key: str
    shape: Shape
    required: bool


@dataclass(frozen=True, eq=False)
class Plan:
    """The keys of one class."""

    cls: type[Node]
    fields: Mapping[str, FieldPlan]

    @property
    def keys(self) -> list[str]:
        return list(self.fields)


_PLANS: dict[type[Node], Plan] = {}


def plan_of(cls: type[Node]) -> Plan:
    """The keys of a class, the place fields left out."""
    if cls not in _PLANS:
        _PLANS[cls] = _plan(cls)
    return _PLANS[cls]


def _plan(cls: type[Node]) -> Plan:
    hints = get_type_hints(cls, globalns=_names() | vars(sys.modules[cls.__module__]))
    plans = {}
    for each in fields(cls):
        if each.name in ("line", "column"):
            continue
        key = each.name.removesuffix("_")
        required = each.default is MISSING and each.default_factory is MISSING
        plans[key] = FieldPlan(each.name, key, shape_of(hints[each.name]), required)
    return Plan(cls, plans)


@cache
def shape_of(hint: Any) -> Shape:
    """The shape of a type hint; unions are merged, for no place takes two things that look alike."""
    parts: dict[str, Any] = {"literals": (), "kinds": frozenset(), "heads": {}, "pairs": {}}
    for option in _options(hint):
        _add(parts, option)
    return Shape(**parts)


def _options(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _add(parts: dict[str, Any], option: Any) -> None:
    origin = get_origin(option)
    if option is type(None):
        return
    if origin in (Union, types.UnionType):
        for inner in get_args(option):
            _add(parts, inner)
    elif origin is Literal:
        parts["literals"] += get_args(option)
    elif origin is tuple:
        parts["item"] = shape_of(get_args(option)[0])
    elif origin is not None and issubclass(origin, Mapping):
        key, value = get_args(option)
        parts["mapping"] = (_KINDS[key], shape_of(value))
    elif option in _KINDS:
        parts["kinds"] |= {_KINDS[option]}
    else:
        _add_class(parts, option)


def _add_class(parts: dict[str, Any], cls: type[Node]) -> None:
    if cls is Literally or cls is Ref:
        parts["term"] = True
    elif cls is Compare:
        parts["condition"] = True
    elif cls.HEAD:
        parts["heads"][cls.HEAD] = (*parts["heads"].get(cls.HEAD, ()), cls)
    elif cls.PAIR:
        parts["pairs"] |= dict.fromkeys(cls.PAIR, cls)
    else:
        parts["plain"] = cls


@cache
def _names() -> dict[str, Any]:
    """Every name of every grammar module; a class looks into its own module first."""
    names: dict[str, Any] = {}
    for module in pkgutil.iter_modules(grammar.__path__, f"{grammar.__name__}."):
        names |= vars(importlib.import_module(module.name))
    return names
