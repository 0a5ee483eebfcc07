"""The register of constructs: each module compiles its own, this one finds who."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.terms import Term
from yanxing.engine.outcome import Row, Value
from yanxing.engine.unknown import Unknown

Held = Row | Mapping[str, Value]
"""What a closure is run on: a row of a run, or a record or input row as a plain mapping."""

Work = Callable[[Any], Value]
Met = Callable[[Any], bool | Unknown]
Compiler = Callable[[Any, Scope, bool], Work]
C = TypeVar("C", bound=Compiler)

_COMPILERS: dict[type, Compiler] = {}


@dataclass(frozen=True, slots=True)
class Constant:
    """A closure that says the same of every row, so that others may fold it."""

    value: Any

    def __call__(self, row: Any) -> Any:  # noqa: ARG002 - every closure takes a row
        return self.value


def compiles(*constructs: type) -> Callable[[C], C]:
    """Registers the compiler of these constructs."""

    def register(compiler: C) -> C:
        for construct in constructs:
            _COMPILERS[construct] = compiler
        return compiler

    return register


def compile_term(term: Term, scope: Scope, exact: bool = False) -> Work:
    """A closure from a row to the term's value; `exact` reads columns as they were before rounding."""
    return _COMPILERS[type(term)](term, scope, exact)


def compile_condition(condition: Condition, scope: Scope) -> Met:
    """A closure from a row to True (met), False (not met) or Unknown with the gaps of every open part."""
    return _COMPILERS[type(condition)](condition, scope, False)  # type: ignore[return-value]


def gaps_of(values: Sequence[Value]) -> Unknown | None:
    """All that is unknown among the values, as one; None when nothing is."""
    found: Unknown | None = None
    for value in values:
        if value.__class__ is Unknown:
            found = value if found is None else found | value
    return found


def lift(function: Callable[..., Value], parts: Sequence[Work]) -> Work:
    """A closure: `function` of what the parts say, unless one is unknown; constant if they all are."""
    if all(isinstance(part, Constant) for part in parts):
        values = [part(None) for part in parts]
        return Constant(gaps_of(values) or function(*values))
    if len(parts) == 1:
        return _lift_one(function, parts[0])

    def lifted(row: Held) -> Value:
        values = [part(row) for part in parts]
        for value in values:
            if value.__class__ is Unknown:
                return gaps_of(values)  # type: ignore[return-value]
        return function(*values)

    return lifted


def _lift_one(function: Callable[..., Value], part: Work) -> Work:
    def lifted(row: Held) -> Value:
        value = part(row)
        return value if value.__class__ is Unknown else function(value)

    return lifted
