"""What a name stands for where it is read: a fact or column of the row, a definition, a value."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from yanxing.engine.grammar.document import Value
from yanxing.engine.grammar.stages import Rounding
from yanxing.engine.grammar.terms import Own, Ref, Term
from yanxing.policy.checking.inspection import Scope
from yanxing.policy.checking.registry import type_of, types
from yanxing.policy.checking.types import ANY, NUMBER, Type, of_literal
from yanxing.policy.findings import Placed

NOT_FOUND = (
    "no_name",
    "no_name_near",
    "read_before_written",
    "name_of_outer_row",
    "name_of_sheets_row",
    "name_of_some_runs",
    "no_value",
    "no_value_near",
)


@types(Ref)
def _ref(ref: Ref, scope: Scope) -> Type:
    return named(ref.name, ref, scope)


@types(Own)
def _own(own: Own, scope: Scope) -> Type:
    if scope.owner is None:
        scope.see.say("own_outside_measure", own, name=own.own)
        return ANY
    return own_name(own.own, own, scope.owner)


def named(name: str, at: Placed, scope: Scope) -> Type:
    """The type of a name, or `any` with a finding when nothing in reach is called so."""
    see = scope.see
    if name in scope.names:
        return scope.names[name]
    if name in see.define:
        return _defined(name, at, scope)
    if name in see.values:
        see.used.values.setdefault(name, set()).add(scope.blocks)
        return of_value(see.values[name])
    return _not_found(name, at, scope, scope.known())


def _not_found(name: str, at: Placed, scope: Scope, known: set[str]) -> Type:
    if name in scope.partial:
        scope.see.say("name_of_some_runs", at, name=name)
    elif name in scope.later:
        scope.see.say("read_before_written", at, name=name)
    elif scope.outer and name in scope.outer.names:
        scope.see.say("name_of_outer_row" if scope.owner else "name_of_sheets_row", at, name=name)
    elif scope.constant:
        scope.see.unknown("no_value", at, name, known)
    elif not scope.open:
        scope.see.unknown("no_name", at, name, {*known, *scope.later})
    return ANY


def own_name(name: str, at: Placed, scope: Scope) -> Type:
    """The type of what the row itself says: a fact, column or definition, never a value."""
    if name in scope.names:
        return scope.names[name]
    if name in scope.see.define:
        return _defined(name, at, scope)
    return _not_found(name, at, scope, {*scope.names, *scope.see.define})


def group_name(name: str, at: Placed, scope: Scope) -> Type:
    """The type of what rows are grouped or told apart by; a list is neither equal nor unlike."""
    found = own_name(name, at, scope)
    if found.word == "records":
        scope.see.say("grouped_by_records", at, name=name)
        return ANY
    return found


def of_value(value: Value) -> Type:
    """The type of a value; one that is not set yet fits everywhere."""
    if value.since:
        whole = all(amount.denominator == 1 for amount in value.since.values())
        return replace(NUMBER, whole=whole)
    return of_literal(value.is_)


def _defined(name: str, at: Placed, scope: Scope) -> Type:
    scope.see.used.define.add(name)
    if name in scope.defined:
        return scope.defined[name]
    scope.defined[name] = ANY
    scope.defined[name] = _seen_from(name, at, scope)
    return scope.defined[name]


def _seen_from(name: str, at: Placed, scope: Scope) -> Type:
    """Types a definition with the names of this row; what it lacks here is told where it is used."""
    column = scope.see.define[name]
    see = scope.see.muted()
    found = column_type(column.is_, column.round, replace(scope, see=see))
    for each in see.findings:
        if each.code not in NOT_FOUND:
            scope.see.findings.append(each)
        else:
            scope.see.say("definition_not_here", at, name=name, missing=each.params["name"])
    return found


def column_type(term: Term, rounding: Fraction | Rounding | None, scope: Scope) -> Type:
    """The type of a column: that of its term, with what its rounding does to it."""
    found = type_of(term, scope).plain()
    if found.word != "number" or rounding is None:
        return found
    step = rounding.to if isinstance(rounding, Rounding) else rounding
    return replace(found, rounded=not found.whole, whole=found.whole or step.denominator == 1)
