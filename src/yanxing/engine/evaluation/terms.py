"""Arithmetic on exact numbers, choices, and look-ups in another row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

from yanxing.engine.evaluation.compiling import (
    Constant,
    Held,
    Met,
    Work,
    compile_condition,
    compile_term,
    compiles,
    gaps_of,
    lift,
)
from yanxing.engine.evaluation.names import name_reader
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.grammar.terms import (
    Balance,
    Case,
    Greatest,
    Holds,
    Least,
    Limit,
    Mean,
    Minus,
    Percent,
    Product,
    Rate,
    Ratio,
    Ref,
    Side,
    Slope,
    Sum,
    Term,
    Weigh,
    When,
)
from yanxing.engine.grammar.walking import nodes
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown, missing

NOTHING = Fraction(0)


def weighed_sum(weights: Sequence[int], values: Sequence[Fraction], scale: int) -> Fraction:
    """Σ weight × value ÷ scale, reduced once at the end."""
    over, under = 0, 1
    for weight, value in zip(weights, values, strict=True):
        numerator, denominator = value.as_integer_ratio()
        if denominator == under:
            over += weight * numerator
        else:
            over = over * denominator + weight * numerator * under
            under *= denominator
    return Fraction(over, under * scale)


def _linear(weights: Sequence[int], scale: int = 1) -> Callable[..., Value]:
    return lambda *values: weighed_sum(weights, values, scale)


def _all(terms: Sequence[Term], scope: Scope, exact: bool) -> list[Work]:
    return [compile_term(term, scope, exact) for term in terms]


@compiles(Sum)
def _sum(term: Sum, scope: Scope, exact: bool) -> Work:
    return lift(_linear([1] * len(term.sum)), _all(term.sum, scope, exact))


@compiles(Minus)
def _minus(term: Minus, scope: Scope, exact: bool) -> Work:
    return lift(_linear([1] + [-1] * (len(term.minus) - 1)), _all(term.minus, scope, exact))


@compiles(Mean)
def _mean(term: Mean, scope: Scope, exact: bool) -> Work:
    return lift(_linear([1] * len(term.mean), len(term.mean)), _all(term.mean, scope, exact))


@compiles(Product)
def _product(term: Product, scope: Scope, exact: bool) -> Work:
    return lift(_multiplied, _all(term.product, scope, exact))


def _multiplied(*values: Fraction) -> Fraction:
    over, under = 1, 1
    for value in values:
        numerator, denominator = value.as_integer_ratio()
        over, under = over * numerator, under * denominator
    return Fraction(over, under)


@compiles(Percent)
def _percent(term: Percent, scope: Scope, exact: bool) -> Work:
    parts = _all((term.percent, term.of), scope, exact)
    return lift(lambda percent, whole: _multiplied(percent, whole) / 100, parts)


@compiles(Ratio)
def _ratio(term: Ratio, scope: Scope, exact: bool) -> Work:
    return lift(_divide(1, term.ratio[0]), _all(term.ratio, scope, exact))


@compiles(Rate)
def _rate(term: Rate, scope: Scope, exact: bool) -> Work:
    return lift(_divide(100, term.rate[0]), _all(term.rate, scope, exact))


def _divide(times: int, divided: Term) -> Callable[..., Value]:
    by_zero = _by_zero(divided)

    def divide(part: Fraction, whole: Fraction) -> Value:
        return times * part / whole if whole else by_zero

    return divide


def _by_zero(divided: Term) -> Unknown:
    """Named after what is divided: its own name, or the first it is made of."""
    named = next((node.name for node in nodes(divided) if isinstance(node, Ref)), "division_by_zero")
    return missing(named, "division_by_zero")


@compiles(Least)
def _least(term: Least, scope: Scope, exact: bool) -> Work:
    return lift(lambda *values: min(values), _all(term.min, scope, exact))


@compiles(Greatest)
def _greatest(term: Greatest, scope: Scope, exact: bool) -> Work:
    return lift(lambda *values: max(values), _all(term.max, scope, exact))


@compiles(Weigh)
def _weigh(term: Weigh, scope: Scope, exact: bool) -> Work:
    weights = _all(tuple(term.weigh.values()), scope, exact)
    columns = [name_reader(name, scope, exact) for name in term.weigh]
    fixed = [weight.value for weight in weights if isinstance(weight, Constant)]
    if len(fixed) == len(weights) and not gaps_of(fixed):
        common = lcm(*(weight.denominator for weight in fixed))
        return lift(_linear([int(weight * common) for weight in fixed], 100 * common), columns)
    count = len(weights)

    def weigh(*values: Fraction) -> Value:
        products = (weight * value for weight, value in zip(values[:count], values[count:], strict=True))
        return sum(products, NOTHING) / 100

    return lift(weigh, [*weights, *columns])


@compiles(Limit)
def _limit(term: Limit, scope: Scope, exact: bool) -> Work:
    """The floor first, then the cap: where the bounds cross, the cap stands."""
    bounds = [bound for bound in (term.at_least, term.at_most) if bound is not None]
    parts = _all((term.limit, *bounds), scope, exact)
    if len(bounds) == 2:
        return lift(lambda value, least, most: min(max(value, least), most), parts)
    if term.at_least is not None:
        return lift(max, parts)
    return lift(min, parts) if bounds else parts[0]


@compiles(Slope)
def _slope(term: Slope, scope: Scope, exact: bool) -> Work:
    """Only the side the value lies on is worked out, so nothing unknown on the other side matters."""
    value, start = _all((term.slope, term.from_), scope, exact)
    above, below = (_side(side, term.part, term.slope, scope, exact) for side in (term.above, term.below))

    def slope(row: Held) -> Value:
        values: list[Any] = [value(row), start(row)]
        unknown = gaps_of(values)
        if unknown is not None:
            return unknown
        distance = values[0] - values[1]
        if not distance:
            return NOTHING
        return above(distance, row) if distance > 0 else below(-distance, row)

    return slope


def _side(
    side: Side | None, part: str, divided: Term, scope: Scope, exact: bool
) -> Callable[[Fraction, Held], Value]:
    if side is None:
        return lambda _distance, _row: NOTHING
    given = [term for term in (side.at_least, side.at_most) if term is not None]
    parts = _all((side.each, side.adds, *given), scope, exact)
    floor, cap = side.at_least is not None, side.at_most is not None
    by_zero = _by_zero(divided)

    def total(distance: Fraction, row: Held) -> Value:
        values: list[Any] = [term(row) for term in parts]
        unknown = gaps_of(values)
        if unknown is not None:
            return unknown
        each, adds, *limits = values
        if not each:
            return by_zero
        added = _whole_steps(distance / each, part) * adds
        if floor:
            added = max(added, limits[0])
        return Fraction(min(added, limits[-1]) if cap else added)

    return total


def _whole_steps(steps: Fraction, part: str) -> Fraction:
    if part == "proportional":
        return steps
    numerator, denominator = steps.as_integer_ratio()
    return Fraction(-(-numerator // denominator) if part == "counts" else numerator // denominator)


@compiles(Case)
def _case(term: Case, scope: Scope, exact: bool) -> Work:
    lines = [(_when(line, scope), _then(line, scope, exact)) for line in term.case]
    nothing = missing("case", "no_line")

    def case(row: Held) -> Value:
        for when, then in lines:
            met = when(row)
            if met is True:
                return then(row)
            if met is not False:
                return met
        return nothing

    return case


def _when(line: When, scope: Scope) -> Met:
    return Constant(True) if line.when is None else compile_condition(line.when, scope)


def _then(line: When, scope: Scope, exact: bool) -> Work:
    if line.give is not None:
        return Constant(str(line.give))
    if line.then is None:
        raise UnresolvedName(f"a case line gives nothing (line {line.line})")
    return compile_term(line.then, scope, exact)


@compiles(Holds)
def _holds(term: Holds, scope: Scope, exact: bool) -> Work:  # noqa: ARG001 - the register's signature
    return compile_condition(term.holds, scope)


@compiles(Balance)
def _balance(term: Balance, scope: Scope, exact: bool) -> Work:  # noqa: ARG001 - the register's signature
    balance, account = scope.balance, term.balance
    if balance is None:
        raise UnresolvedName(f"there is no ledger here to read the balance of {account!r} from")
    return lambda row: balance(row, account)
