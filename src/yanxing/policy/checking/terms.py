"""Types of terms: arithmetic, limits, look-ups in rows, and cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from yanxing.engine.exact import shown
from yanxing.engine.grammar.terms import (
    Balance,
    Case,
    Characters,
    Greatest,
    Holds,
    Least,
    Limit,
    Literally,
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
    TableAt,
    Term,
    Their,
    Weigh,
    When,
)
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Inspection, Scope, Shape
from yanxing.policy.checking.registry import expect, like_units, type_of, types, want
from yanxing.policy.checking.shapes import kind_shape, run_shape
from yanxing.policy.checking.tables import check_lookup
from yanxing.policy.checking.types import ANY, NUMBER, WHOLE, YES_NO, Type, joined, of_literal
from yanxing.policy.findings import Placed


@types(Literally)
def _literally(term: Literally, _scope: Scope) -> Type:
    return of_literal(term.value)


@types(Sum, Minus, Mean)
def _added(term: Sum | Minus | Mean, scope: Scope) -> Type:
    word = str(term.HEAD)
    terms: tuple[Term, ...] = getattr(term, word)
    enough(terms, 2 if word == "minus" else 1, term, scope, word)
    total = _all_numbers(terms, term, scope, word)
    return replace(total, whole=False) if word == "mean" else total


def _all_numbers(terms: Iterable[Term], at: Placed, scope: Scope, word: str) -> Type:
    """The type of numbers put together: one unit, whole when all of them are."""
    unit, whole = None, True
    for each in terms:
        found = want("number", each, scope, word)
        like_units(Type("number", unit=unit), found, at, scope, word)
        unit = unit or found.unit
        whole = whole and (found.whole or found.word == "any")
    return Type("number", unit=unit, whole=whole)


def enough(terms: tuple[Term, ...], least: int, at: Placed, scope: Scope, word: str, most: int = 0) -> bool:
    """Whether there are enough terms, and not too many; a finding when not."""
    if len(terms) < least:
        scope.see.say("too_few_terms", at, word=word, least=least, count=len(terms))
    elif most and len(terms) > most:
        scope.see.say("too_many_terms", at, word=word, most=most, count=len(terms))
    else:
        return True
    return False


@types(Product)
def _product(term: Product, scope: Scope) -> Type:
    """Of unlike units: a factor often converts one unit into another, so the product has none."""
    enough(term.product, 1, term, scope, "product")
    found = [want("number", each, scope, "product") for each in term.product]
    return Type("number", whole=all(each.whole for each in found))


@types(Ratio, Rate)
def _share(term: Ratio | Rate, scope: Scope) -> Type:
    word = "ratio" if isinstance(term, Ratio) else "rate"
    terms: tuple[Term, ...] = getattr(term, word)
    found = [want("number", each, scope, word) for each in terms]
    if not enough(terms, 2, term, scope, word, most=2):
        return ANY
    if word == "rate":
        like_units(found[0], found[1], term, scope, word)
    return Type("number", share="rate" if word == "rate" else "ratio")


@types(Percent)
def _percent(term: Percent, scope: Scope) -> Type:
    want("number", term.percent, scope, "percent")
    whole = want("number", term.of, scope, "of")
    return Type("number", unit=whole.unit)


@types(Least, Greatest)
def _extreme(term: Least | Greatest, scope: Scope) -> Type:
    word = str(term.HEAD)
    terms: tuple[Term, ...] = getattr(term, word)
    enough(terms, 2, term, scope, word)
    for each in terms:
        if isinstance(each, Literally) and of_literal(each.value).word == "number":
            scope.see.say("number_in_extreme", each, word=word, number=figure(each.value))
    return _ordered(terms, scope, word)


def _ordered(terms: Iterable[Term], scope: Scope, word: str) -> Type:
    """The common type of numbers, or of dates and moments, that are compared with each other."""
    common: Type | None = None
    for each in terms:
        found = type_of(each, scope).plain()
        if found.word != "any" and found.family not in ("number", "date"):
            scope.see.say("wants_ordered", each, word=word, type=found.word)
        elif common is None or common.word == "any":
            common = found
        elif found.word != "any":
            expect(common.family, found, each, scope, word)
            like_units(common, found, each, scope, word)
            _alike_dates(common, found, each, scope, word)
            common = joined(common, found)
    return common or ANY


def _alike_dates(one: Type, other: Type, at: Placed, scope: Scope, word: str) -> None:
    """A day and a moment of it have no order: a column is the one or the other."""
    if {one.word, other.word} == {"date", "moment"}:
        scope.see.say("date_and_moment", at, word=word)


def figure(value: object) -> str:
    """A number as a message shows it."""
    return shown(value, None) if isinstance(value, Fraction) else str(value)


@types(Weigh)
def _weigh(term: Weigh, scope: Scope) -> Type:
    weights = [constant(weight, scope.see) for weight in term.weigh.values()]
    known = [weight for weight in weights if isinstance(weight, Fraction)]
    if len(known) == len(weights) and sum(known, Fraction(0)) != term.adds_to:
        scope.see.say("weights_sum", term, sum=figure(sum(known, Fraction(0))), adds_to=figure(term.adds_to))
    _dated_weights(term, scope)
    for weight in term.weigh.values():
        want("number", weight, scope, "weigh")
    columns = [Ref(name=name, line=term.line, column=term.column) for name in term.weigh]
    return replace(_all_numbers(columns, term, scope, "weigh"), whole=False)


def _dated_weights(term: Weigh, scope: Scope) -> None:
    """Weights that change on set days have to add up on each of them."""
    values = [_by_day(weight, scope.see) for weight in term.weigh.values()]
    days = {day for value in values if value is not None for day in value}
    for day in sorted(days - {date.min}):
        then = [_on(value, day) for value in values if value is not None]
        known = [weight for weight in then if weight is not None]
        if len(known) == len(values) and sum(known, Fraction(0)) != term.adds_to:
            total = figure(sum(known, Fraction(0)))
            scope.see.say("weights_sum_then", term, day=day, sum=total, adds_to=figure(term.adds_to))
            return


def _by_day(term: Term, see: Inspection) -> Mapping[date, Fraction] | None:
    if isinstance(term, Ref) and term.name in see.values and see.values[term.name].since:
        return see.values[term.name].since
    fixed = constant(term, see)
    return {date.min: fixed} if isinstance(fixed, Fraction) else None


def _on(value: Mapping[date, Fraction], day: date) -> Fraction | None:
    begun = [each for each in value if each <= day]
    return value[max(begun)] if begun else None


def constant(term: Term | None, see: Inspection) -> object:
    """What a term is when it is written down or a value that is set; None when it has to be worked out."""
    if isinstance(term, Literally):
        return term.value
    if isinstance(term, Ref) and term.name in see.values:
        return see.values[term.name].is_
    return None


@types(Limit)
def _limit(term: Limit, scope: Scope) -> Type:
    bounds = [bound for bound in (term.at_least, term.at_most) if bound is not None]
    if not bounds:
        scope.see.say("limit_without_bound", term)
    low, high = constant(term.at_least, scope.see), constant(term.at_most, scope.see)
    if isinstance(low, Fraction) and isinstance(high, Fraction) and low > high:
        scope.see.say("limit_upside_down", term, at_least=figure(low), at_most=figure(high))
    return _ordered((term.limit, *bounds), scope, "limit")


@types(TableAt)
def _table_at(term: TableAt, scope: Scope) -> Type:
    at = term.at if isinstance(term.at, tuple) else (term.at,)
    found = [type_of(each, scope) for each in at]
    return check_lookup(term, at, found, scope)


@types(Slope)
def _slope(term: Slope, scope: Scope) -> Type:
    height = want("number", term.slope, scope, "slope")
    start = want("number", term.from_, scope, "from")
    like_units(height, start, term, scope, "slope")
    sides = [side for side in (term.above, term.below) if side is not None]
    if not sides:
        scope.see.say("slope_without_side", term)
    return replace(NUMBER, unit=next((unit for side in sides if (unit := _side(side, height, scope))), None))


def _side(side: Side, height: Type, scope: Scope) -> str | None:
    like_units(height, want("number", side.each, scope, "each"), side, scope, "each")
    adds = want("number", side.adds, scope, "adds")
    step = constant(side.each, scope.see)
    if isinstance(step, Fraction) and step <= 0:
        scope.see.say("step_not_positive", side, number=figure(step))
    for word in ("at_least", "at_most"):
        bound = getattr(side, word)
        if bound is not None:
            like_units(adds, want("number", bound, scope, word), side, scope, word)
    return adds.unit


@types(Case)
def _case(term: Case, scope: Scope) -> Type:
    if not term.case:
        scope.see.say("too_few_terms", term, word="case", least=1, count=0)
        return ANY
    common: Type | None = None
    for number, line in enumerate(term.case, start=1):
        _case_when(line, last=number == len(term.case), scope=scope)
        found = _case_value(line, scope)
        if common and "any" not in (common.word, found.word) and common.family != found.family:
            scope.see.say("case_mixed", line, one=common.word, other=found.word)
            common = ANY
        like_units(common or ANY, found, line, scope, "case")
        _alike_dates(common or ANY, found, line, scope, "case")
        common = found if common is None else joined(common, found)
    return common or ANY


def _case_when(line: When, last: bool, scope: Scope) -> None:
    if line.when is not None:
        check_condition(line.when, scope)
    if last and line.when is not None:
        scope.see.say("case_last_has_when", line)
    elif not last and line.when is None:
        scope.see.say("case_line_without_when", line)


def _case_value(line: When, scope: Scope) -> Type:
    if (line.then is None) == (line.give is None):
        scope.see.say("case_then_or_give", line)
    if line.then is not None:
        return type_of(line.then, scope).plain()
    return of_literal(line.give)


@types(Holds)
def _holds(term: Holds, scope: Scope) -> Type:
    check_condition(term.holds, scope)
    return YES_NO


@types(Characters)
def _characters(term: Characters, scope: Scope) -> Type:
    found = type_of(term.characters, scope)
    if found.word not in ("text", "any"):
        scope.see.say("wants_text", term, word="characters", type=found.word)
    return WHOLE


@types(Their)
def _their(term: Their, scope: Scope) -> Type:
    at = want("code", term.at, scope, "at")
    shape = rows_called(term.in_, term, scope)
    if shape is None:
        return ANY
    if at.of and shape.kind and at.of != shape.kind:
        scope.see.say("key_of_other_kind", term, kind=at.of, wanted=shape.kind)
    if term.their not in shape.names:
        if not shape.open:
            scope.see.unknown("no_name_in", term, term.their, shape.names, rows=term.in_)
        return ANY
    return shape.names[term.their].plain()


def rows_called(name: str, at: Placed, scope: Scope) -> Shape | None:
    """The rows of a kind or of an earlier run, or None with a finding."""
    if name in scope.see.facts:
        return kind_shape(name, scope.see)
    if name in scope.see.runs:
        return run_shape(name, at, scope.see, scope.runs)
    scope.see.unknown("no_rows", at, name, {*scope.see.facts, *scope.see.runs})
    return None


@types(Balance)
def _balance(term: Balance, scope: Scope) -> Type:
    if scope.ledger is None:
        scope.see.say("balance_outside_ledger", term)
    elif term.balance not in scope.ledger.accounts:
        scope.see.unknown("no_account", term, term.balance, scope.ledger.accounts)
    return NUMBER
