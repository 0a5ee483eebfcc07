"""Types of measures: what they look at, and what they may read there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import (
    Count,
    FirstOver,
    GreatestOver,
    LastOver,
    LeastOver,
    MeanOver,
    Measure,
    MedianOver,
    ResultOf,
    Source,
    SumOver,
    UseInstead,
)
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Scope, Shape
from yanxing.policy.checking.names import group_name, own_name
from yanxing.policy.checking.registry import expect, like_units, type_of, types, want
from yanxing.policy.checking.shapes import kind_shape, result_shape
from yanxing.policy.checking.types import ANY, WHOLE, Type
from yanxing.policy.findings import Placed


@types(Count)
def _count(term: Count, scope: Scope) -> Type:
    inner = _looks_at(term, term.count, scope)
    if term.distinct and inner:
        group_name(term.distinct, term, inner)
    if term.drop or term.best is not None:
        scope.see.say("count_drops", term, word="drop" if term.drop else "best")
    return WHOLE


@types(SumOver, MeanOver, MedianOver, LeastOver, GreatestOver, FirstOver, LastOver)
def _over(
    term: SumOver | MeanOver | MedianOver | LeastOver | GreatestOver | FirstOver | LastOver, scope: Scope
) -> Type:
    word = str(term.HEAD)
    inner = _looks_at(term, term.over, scope)
    if inner is None:
        return ANY
    found = _measured(term, word, inner)
    if term.when_empty is not None:
        expect(found.family, type_of(term.when_empty, scope), term, scope, "when_empty")
    if isinstance(term.missing, UseInstead):
        expect(found.family, type_of(term.missing.use, inner), term.missing, scope, "use")
    if word in ("mean", "median"):
        return replace(found, whole=False)
    return found


def _measured(term: Measure, word: str, inner: Scope) -> Type:
    measured = getattr(term, word)
    if word in ("sum", "mean", "median"):
        found = want("number", measured, inner, word)
    else:
        found = type_of(measured, inner)
    if word in ("min", "max") and found.family not in ("number", "date", "any"):
        inner.see.say("wants_ordered", term, word=word, type=found.word)
        return ANY
    if isinstance(term, (FirstOver, LastOver)):
        if term.drop or term.best is not None:
            inner.see.say("end_drops", term, head=word, word="drop" if term.drop else "best")
        key = own_name(term.by, term, inner)
        if key.family not in ("number", "date", "any"):
            inner.see.say("wants_ordered", term, word="by", type=key.word)
    return replace(found.plain(), share=None)


def _looks_at(term: Measure, source: Source, scope: Scope) -> Scope | None:
    """The scope of the records, after checking what all measures share; None when there is no such list."""
    if scope.outer is not None:
        scope.see.say("nested_measure", term, word=str(term.HEAD))
        return None
    inner = _records(source, term, scope)
    if inner is not None:
        inner = replace(inner, owner=scope)
    _numbers(term, scope)
    if inner is None:
        return None
    if term.where is not None:
        check_condition(term.where, inner)
    for theirs, mine in per_names(term.per):
        _per(theirs, mine, term, inner, scope)
    return inner


def _per(theirs: str, mine: str, term: Measure, inner: Scope, scope: Scope) -> None:
    one, other = group_name(theirs, term, inner), group_name(mine, term, scope)
    if "any" not in (one.word, other.word) and one.family != other.family:
        scope.see.say("per_types", term, theirs=theirs, mine=mine, one=one.word, other=other.word)
    elif one.of and other.of and one.of != other.of:
        scope.see.say("key_of_other_kind", term, kind=other.of, wanted=one.of)
    like_units(one, other, term, scope, "per")


def per_names(per: Name | tuple[Name, ...] | Mapping[Name, Name] | None) -> list[tuple[str, str]]:
    """(the record's name, this row's name) pairs; a bare name stands for both sides."""
    if per is None:
        return []
    if isinstance(per, Mapping):
        return list(per.items())
    return [(name, name) for name in ((per,) if isinstance(per, str) else per)]


def _numbers(term: Measure, scope: Scope) -> None:
    if term.drop and term.drop.from_ <= term.drop.highest + term.drop.lowest:
        scope.see.say("drop_leaves_none", term.drop, **{"from": term.drop.from_}, sum=_dropped(term))
    if term.best == 0:
        scope.see.say("best_of_none", term)


def _dropped(term: Measure) -> int:
    return term.drop.highest + term.drop.lowest if term.drop else 0


def _records(source: Source, at: Placed, scope: Scope) -> Scope | None:
    if isinstance(source, ResultOf):
        shape = result_shape(source, scope.see, scope.runs)
        return scope.inside(shape, {}) if shape else None
    if source in ("rows", "all_rows", "past"):
        if source not in scope.lists:
            scope.see.say("list_not_here", at, list=source)
            return None
        if source == "past" and scope.past is not None:
            return scope.inside(scope.past, {})
        return scope.inside(Shape(scope.names, scope.kind, scope.open), scope.later)
    listed = scope.names.get(source)
    if listed is not None and listed.word in ("records", "any"):
        return scope.inside(Shape(listed.fields, None), {}) if listed.fields is not None else None
    if source in scope.see.facts:
        return scope.inside(kind_shape(source, scope.see), {})
    if not scope.open:
        _no_list(source, at, scope)
    return None


def _no_list(source: str, at: Placed, scope: Scope) -> None:
    if source in scope.names:
        scope.see.say("not_a_list", at, name=source, type=scope.names[source].word)
    elif source in scope.see.runs:
        scope.see.say("run_without_result", at, name=source)
    else:
        lists = {name for name, each in scope.names.items() if each.word == "records"}
        scope.see.unknown("no_list", at, source, {*lists, *scope.see.facts, *scope.lists})
