"""Conditions: three answers, met (True), not met (False), Unknown.

A moment meets a date by its day: `until 2024-06-10` lasts to the end of that day, `before` ends at its start.
Two moments are compared exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from yanxing.engine.calendar import day_of, window_days
from yanxing.engine.evaluation.compiling import (
    Constant,
    Held,
    Met,
    Work,
    compile_condition,
    compile_term,
    compiles,
    gaps_of,
)
from yanxing.engine.evaluation.names import name_reader
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.grammar.base import Name, Node
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Not, OtherName, Test
from yanxing.engine.grammar.terms import Literally
from yanxing.engine.unknown import Unknown

Check = Callable[[Any, Any], bool]


def _days(check: Check) -> Check:
    """A date and a moment meet as days."""

    def checked(value: date, other: date) -> bool:
        if isinstance(value, datetime) != isinstance(other, datetime):
            return check(day_of(value), day_of(other))
        return check(value, other)

    return checked


def _same(value: Any, other: Any) -> bool:
    both = isinstance(value, date) and isinstance(other, date)
    return bool(day_of(value) == day_of(other) if both and type(value) is not type(other) else value == other)


CHECKS: dict[str, Check] = {
    "is": _same,
    "is_not": lambda value, other: not _same(value, other),
    "in": lambda value, others: value in others,
    "not_in": lambda value, others: value not in others,
    "at_least": lambda value, other: value >= other,
    "above": lambda value, other: value > other,
    "at_most": lambda value, other: value <= other,
    "below": lambda value, other: value < other,
    "from": _days(lambda value, other: value >= other),
    "after": _days(lambda value, other: value > other),
    "until": _days(lambda value, other: value <= other),
    "before": _days(lambda value, other: value < other),
    "within": lambda value, days: days[0] <= day_of(value) <= days[1],
    "has": lambda codes, code: code in codes,
    "lacks": lambda codes, code: code not in codes,
    "has_all": lambda codes, others: codes >= others,
    "has_any": lambda codes, others: not codes.isdisjoint(others),
}

_BY_LISTS = frozenset({"in", "not_in", "has_all", "has_any"})


@compiles(Compare)
def _compare(condition: Compare, scope: Scope, exact: bool) -> Met:
    read = name_reader(condition.name, scope, exact or condition.on == "exact")
    return _every([_test(test, read, scope) for test in condition.tests])


def _test(test: Test, read: Work, scope: Scope) -> Met:
    operand = test_operand(test, scope)
    if test.word == "known":
        wanted = operand(None)
        return lambda row: (read(row).__class__ is not Unknown) is wanted
    if not isinstance(operand, Constant):
        return _with_operand(CHECKS[test.word], read, operand)
    if operand.value.__class__ is Unknown:
        return lambda row: gaps_of([read(row), operand.value])  # type: ignore[return-value]
    return _with_constant(_bound(test.word, operand.value), read)


def test_operand(test: Test, scope: Scope) -> Work:
    """What the name is compared with: codes as they are, a window as its two days, the rest as terms."""
    operand = test.operand
    if test.word == "within":
        return Constant(_window(operand, scope))
    if isinstance(operand, OtherName):
        return name_reader(operand.of, scope)
    if isinstance(operand, Literally):
        return Constant(operand.value)
    if isinstance(operand, Node):
        return compile_term(operand, scope)
    if isinstance(operand, tuple):
        return Constant(frozenset(operand))
    return Constant(frozenset({operand}) if test.word in _BY_LISTS else operand)


def _window(name: Any, scope: Scope) -> tuple[date, date]:
    window = (scope.policy.windows or {}).get(Name(name))
    if window is None:
        raise UnresolvedName(f"no window is called {name!r}")
    return window_days(window)


def _bound(word: str, other: Any) -> Callable[[Any], bool]:
    """The check against something fixed; numbers are compared as whole numbers over one denominator."""
    if isinstance(other, Fraction) and word in _NUMBERS:
        return _NUMBERS[word](*other.as_integer_ratio())
    check = CHECKS[word]
    return lambda value: check(value, other)


def _at_least(over: int, under: int) -> Callable[[Fraction], bool]:
    def check(value: Fraction) -> bool:
        numerator, denominator = value.as_integer_ratio()
        return numerator * under >= over * denominator

    return check


def _above(over: int, under: int) -> Callable[[Fraction], bool]:
    def check(value: Fraction) -> bool:
        numerator, denominator = value.as_integer_ratio()
        return numerator * under > over * denominator

    return check


def _negated(
    make: Callable[[int, int], Callable[[Fraction], bool]],
) -> Callable[[int, int], Callable[[Any], bool]]:
    def made(over: int, under: int) -> Callable[[Any], bool]:
        check = make(over, under)
        return lambda value: not check(value)

    return made


_NUMBERS = {"at_least": _at_least, "above": _above, "at_most": _negated(_above), "below": _negated(_at_least)}


def _with_constant(check: Callable[[Any], bool], read: Work) -> Met:
    def met(row: Held) -> bool | Unknown:
        value = read(row)
        return value if value.__class__ is Unknown else check(value)

    return met


def _with_operand(check: Check, read: Work, operand: Work) -> Met:
    def met(row: Held) -> bool | Unknown:
        value, other = read(row), operand(row)
        if value.__class__ is Unknown or other.__class__ is Unknown:
            return gaps_of((value, other))  # type: ignore[return-value]
        return check(value, other)

    return met


@compiles(AllOf)
def _all_of(condition: AllOf, scope: Scope, exact: bool) -> Met:  # noqa: ARG001 - the register's signature
    return _every([compile_condition(part, scope) for part in condition.all])


@compiles(AnyOf)
def _any_of(condition: AnyOf, scope: Scope, exact: bool) -> Met:  # noqa: ARG001 - the register's signature
    return _settled_by(True, [compile_condition(part, scope) for part in condition.any])


@compiles(Not)
def _not(condition: Not, scope: Scope, exact: bool) -> Met:  # noqa: ARG001 - the register's signature
    part = compile_condition(condition.not_, scope)

    def negated(row: Held) -> bool | Unknown:
        met = part(row)
        return met if met.__class__ is Unknown else not met

    return negated


def _every(parts: Sequence[Met]) -> Met:
    return parts[0] if len(parts) == 1 else _settled_by(False, parts)


def _settled_by(settling: bool, parts: Sequence[Met]) -> Met:
    """Kleene: one part that is `settling` settles it, else an unknown part leaves it open."""

    def met(row: Held) -> bool | Unknown:
        unknown: Unknown | None = None
        for part in parts:
            answer = part(row)
            if answer is settling:
                return settling
            if answer.__class__ is Unknown:
                unknown = answer if unknown is None else unknown | answer
        return (not settling) if unknown is None else unknown

    return met
