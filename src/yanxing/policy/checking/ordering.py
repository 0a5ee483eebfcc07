"""Ranks, and the stages that go along them: take, substitute, split, allocate."""

from __future__ import annotations

from collections.abc import Iterable

from yanxing.engine.grammar.base import Code
from yanxing.engine.grammar.stages import Allocate, Leave, Places, Rank, Split, Substitute, Take
from yanxing.engine.grammar.terms import Term
from yanxing.engine.stages.take import NO_PLACE
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Scope
from yanxing.policy.checking.names import group_name, named, own_name
from yanxing.policy.checking.registry import like_units, want
from yanxing.policy.checking.stages import RunState, check_rounding
from yanxing.policy.checking.terms import constant, figure
from yanxing.policy.checking.types import ANY, CODE, WHOLE, Type
from yanxing.policy.findings import Placed


def several(names: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """A name or a list of names, as a list."""
    if names is None:
        return ()
    return (names,) if isinstance(names, str) else names


def check_names(names: Iterable[str], at: Placed, scope: Scope) -> None:
    """Names of the row itself, by which rows are grouped."""
    for name in names:
        group_name(name, at, scope)


def chain(order: Iterable[Iterable[str]]) -> list[str]:
    """The names of a tie-break chain, first to last."""
    return [name for key in order for name in key]


def check_chain(names: list[str], at: Placed, scope: Scope) -> None:
    """Every key of a chain has an order, and stands in it once."""
    for number, name in enumerate(names):
        found = own_name(name, at, scope)
        if found.word in ("code", "codes", "text", "key", "records"):
            scope.see.say("rank_key_without_order", at, name=name, type=found.word)
        if name in names[:number]:
            scope.see.say("rank_key_twice", at, name=name)


def check_rank(stage: Rank, state: RunState) -> None:
    names = chain(stage.order)
    check_chain(names, stage, state.scope)
    check_names(several(stage.per), stage, state.scope)
    _from_first("share", stage.share, names, stage.rank, stage, state)
    state.ranks.setdefault(stage.rank, stage)
    state.write(stage.rank, WHOLE, stage)


def check_take(stage: Take, state: RunState) -> None:
    see, rank = state.scope.see, _rank(stage.by, stage, state)
    for places in stage.places:
        _places(places, stage, rank, state)
    _after_undecided(stage, state)
    if rank is not None:
        _rounded_ties(stage, rank, state)
    codes = {places.give for places in stage.places}
    if isinstance(stage.rest, str):
        if stage.rest in codes:
            see.say("rest_is_a_place", stage, name=stage.take, rest=stage.rest)
        codes.add(stage.rest)
    elif stage.rest is None:
        codes.add(Code(NO_PLACE))
    elif stage.rest.state == "note":
        see.say("rest_note", stage, name=stage.take)
    state.takes.setdefault(stage.take, stage)
    state.write(stage.take, Type("code", codes=frozenset(codes)), stage)


def _rank(name: str, at: Placed, state: RunState) -> Rank | None:
    if name in state.ranks:
        return state.ranks[name]
    if name in state.scope.later:
        state.scope.see.say("read_before_written", at, name=name)
    elif name in state.names:
        state.scope.see.say("not_a_rank", at, name=name)
    else:
        state.scope.see.unknown("no_rank", at, name, state.ranks)
    return None


def _places(places: Places, stage: Take, rank: Rank | None, state: RunState) -> None:
    see = state.scope.see
    tie = places.tie or stage.tie
    if tie is None:
        see.say("tie_missing", places, name=stage.take)
    if tie == "widen" and places.up_to is None:
        see.say("widen_without_up_to", places, name=stage.take)
    if tie != "widen" and places.up_to is not None:
        see.say("up_to_without_widen", places, name=stage.take)
    _number(places, state.scope)
    if places.only is not None:
        check_condition(places.only, state.scope)
    if rank is not None:
        _from_first("level_on", places.level_on, chain(rank.order), stage.by, places, state)


def _from_first(
    word: str,
    named: str | tuple[str, ...] | None,
    order: list[str],
    rank: str,
    at: Placed,
    state: RunState,
) -> None:
    """Rows equal on some keys stand together only when those are the first keys of the chain."""
    names = several(named)
    strange = [name for name in names if name not in order]
    for name in strange:
        state.scope.see.unknown("not_in_chain", at, name, order, rank=rank)
    if not strange and set(names) != set(order[: len(names)]):
        state.scope.see.say("not_from_first", at, word=word, names=names, rank=rank, order=order)


def _number(places: Places, scope: Scope) -> None:
    found = want("number", places.number, scope, "number")
    written = constant(places.number, scope.see)
    if found.word == "number" and not found.whole:
        scope.see.say("number_not_whole", places)
    elif _below(written, 0):
        scope.see.say("number_negative", places, number=figure(written))
    elif places.up_to is not None and _below(places.up_to, written):
        scope.see.say("up_to_too_small", places, up_to=places.up_to, number=figure(written))


def _below(one: object, other: object) -> bool:
    numbers = [each for each in (one, other) if hasattr(each, "numerator") and not isinstance(each, bool)]
    return len(numbers) == 2 and numbers[0] < numbers[1]  # type: ignore[operator]


def _after_undecided(stage: Take, state: RunState) -> None:
    """Places under another `only` than an undecided place before them: who is in line there depends on the
    decision, so the engine can only take those it is sure of."""
    before: Places | None = None
    for places in stage.places:
        settled = places.reading or places.because or stage.reading or stage.because
        if before is not None and places.only != before.only and not settled:
            state.scope.see.say("after_undecided", places, name=stage.take, give=before.give)
            return
        if (places.tie or stage.tie) == "undecided" and before is None:
            before = places


def _rounded_ties(stage: Take, rank: Rank, state: RunState) -> None:
    if stage.reading or rank.reading or stage.because or rank.because:
        return
    for name in chain(rank.order):
        column = state.rounded_by.get(name)
        carried = state.names.get(name, ANY).rounded
        if carried and not (column and (column.reading or column.because)):
            state.scope.see.say("rounded_ties", stage, name=stage.take, column=name)
            return


def check_substitute(stage: Substitute, state: RunState) -> None:
    see = state.scope.see
    check_condition(stage.when, state.scope)
    if stage.leaves.state == "note":
        see.say("leaves_note", stage, name=stage.substitute)
    if stage.substitute in state.takes:
        found = state.names.get(stage.substitute, CODE)
        rest = state.takes[stage.substitute].rest
        if isinstance(rest, Leave) and rest.state != "note":
            see.say("substitute_without_line", stage, name=stage.substitute)
        if found.codes is not None and stage.give not in found.codes:
            state.names[stage.substitute] = Type("code", codes=found.codes | {stage.give})
    elif stage.substitute in state.scope.later:
        see.say("read_before_written", stage, name=stage.substitute)
    else:
        see.unknown("no_take", stage, stage.substitute, state.takes)


def check_split(stage: Split, state: RunState) -> None:
    see = state.scope.see
    whole = named(stage.split, stage, state.scope)
    if whole.word not in ("number", "any"):
        see.say("wants_number", stage, word="split", type=whole.word)
    check_rounding(stage.round, whole, stage, see, stage.split)
    parts = [part for each in stage.into for part in each.items()]
    rests = sum(1 for _, term in parts if term == "rest")
    if rests != 1:
        see.say("split_rest", stage, name=stage.split, count=rests)
    for name, term in parts:
        if not isinstance(term, str):
            like_units(whole, want("number", term, state.scope, "into"), stage, state.scope, "split")
        state.write(name, Type("number", unit=whole.unit), stage)


_ORDERED = ("by", "ask", "fit")
_WEIGHED = ("weight", "round", "remainder")


def check_allocate(stage: Allocate, state: RunState) -> None:
    see = state.scope.see
    fund = want("number", stage.fund, state.scope, "fund")
    ordered = [word for word in ("ask", "fit") if getattr(stage, word) is not None]
    weighed = [word for word in _WEIGHED if getattr(stage, word) is not None]
    if bool(ordered) == bool(weighed):
        see.say("allocate_form", stage, name=stage.allocate)
    else:
        for word in _ORDERED if ordered else _WEIGHED:
            if getattr(stage, word) is None:
                see.say("allocate_incomplete", stage, name=stage.allocate, word=word)
    if stage.by is not None:
        _rank(stage.by, stage, state)
    check_names(several(stage.per), stage, state.scope)
    like_units(fund, _share(stage.ask, "ask", state.scope), stage, state.scope, "allocate")
    _share(stage.weight, "weight", state.scope)
    check_rounding(stage.round, fund, stage, see, stage.allocate)
    for name in (stage.allocate, f"{stage.allocate}_left"):
        state.write(name, Type("number", unit=fund.unit), stage)


def _share(term: Term | None, word: str, scope: Scope) -> Type:
    return want("number", term, scope, word) if term is not None else ANY
