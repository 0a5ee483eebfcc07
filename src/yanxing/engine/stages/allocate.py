"""allocate: a fund to rows, along a rank or by weight. What is given never exceeds the fund."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from yanxing.engine.course import Course, cell, hold, leave, mark_provisional, note, one_for_all
from yanxing.engine.evaluation import compile_term
from yanxing.engine.grammar.stages import Allocate
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.levels import Group, Key, Ranked, Ranking, blocks, listed, names_of
from yanxing.engine.outcome import AllocateReason, Decision, Row, Value
from yanxing.engine.sharing import Ask, Share, in_order, weighted
from yanxing.engine.unknown import Gap, Unknown

ZERO = Fraction(0)


def run(stage: Allocate, index: int, course: Course) -> None:
    """Writes the amount and `<name>_left`, and an `AllocateReason`. Unknown or negative asks and weights
    hold the row.
    """
    live = course.begin()
    before = course.open_rows()
    fund = compile_term(stage.fund, course.scope)
    by_weight = stage.weight is not None
    figure = stage.weight if by_weight else stage.ask
    if figure is None:
        raise ValueError(f"allocate {stage.allocate} says neither `ask` nor `weight`; the checker refuses it")
    decided = [_places_in(decision) for decision in course.decisions_on(stage.allocate)]
    sharing = _Sharing(stage, index, fund, compile_term(figure, course.scope), decided)
    ranking, lines = _lines(stage, course, live, by_weight)
    for line in lines.values():
        sharing.run(line, ranked=stage.by is not None)
    held = [one.row for line in lines.values() for one in line if one.row.state == "held"]
    unlined = [row for row in live if row.state == "held"]
    mark_provisional([*before, *held, *unlined], ranking, lines)


def _lines(
    stage: Allocate, course: Course, live: Sequence[Row], by_weight: bool
) -> tuple[Ranking, dict[Group, list[Ranked]]]:
    """The groups that share a fund: those of the rank, or for weights those of `per`, each in order of `by`
    if it is given.
    """
    if not by_weight:
        ranking = course.rankings[stage.by or ""]
        return ranking, ranking.still_in()
    names = names_of(stage.per)
    reads = [compile_term(Ref(name=name), course.scope) for name in names]  # type: ignore[arg-type]
    keys = _keys(course.rankings[stage.by]) if stage.by else {}
    groups: defaultdict[Group, list[Ranked]] = defaultdict(list)
    for row in live:
        group = tuple([read(row) for read in reads])
        if any(isinstance(value, Unknown) for value in group):
            hold(row, "missing_key", *group)
        else:
            groups[group].append(Ranked(row, (), keys.get(row.id, ())))
    lines = {group: sorted(line, key=lambda one: (one.key, one.row.id)) for group, line in groups.items()}
    return Ranking(stage.allocate, (), names, lines, lambda row: tuple([read(row) for read in reads])), lines


def _keys(ranking: Ranking) -> dict[str, Key]:
    return {one.row.id: one.key for line in ranking.groups.values() for one in line}


def _places_in(decision: Decision) -> Mapping[str, int]:
    """Where each row stands in it, the first time it is named."""
    return {name: at for at, name in reversed(list(enumerate(decision.order)))}


@dataclass(frozen=True, slots=True)
class _Sharing:
    stage: Allocate
    index: int
    fund: Callable[[Row], Value]
    figure: Callable[[Row], Value]
    decided: Sequence[Mapping[str, int]]

    def run(self, line: Sequence[Ranked], *, ranked: bool) -> None:
        fund = one_for_all((self.fund(one.row) for one in line), self.stage.allocate, whole=False)
        if isinstance(fund, Unknown):
            for one in line:
                hold(one.row, "fund_unknown", fund)
            return
        asks: list[tuple[Ranked, Fraction]] = []
        for one in line:
            figure = one_for_all([self.figure(one.row)], self.stage.allocate, whole=False)
            if isinstance(figure, Unknown):
                hold(one.row, "missing_facts", figure)
            else:
                asks.append((one, figure))
        if self.stage.weight is None:
            self._along(fund, asks)
        else:
            self._by_weight(fund, asks, ranked)

    def _along(self, fund: Fraction, asks: Sequence[tuple[Ranked, Fraction]]) -> None:
        levels: list[list[Ask]] = []
        for start, end in blocks([one.key for one, _ in asks]):
            level = [(one.row.id, ask) for one, ask in asks[start:end]]
            decided = self._decided(level)
            levels += [[ask] for ask in decided] if decided else [level]
        got, waits = in_order(fund, levels, self.stage.fit or "whole_then_stop", self.stage.round)
        # A block once, not once a row: a long one would make this quadratic.
        blocks_left = list({id(one): one for one in waits.values()}.values())
        undecided = {name for block in blocks_left for name in block}
        unfit = {name for block in blocks_left if self._named_in_part(block) for name in block}
        for one, ask in asks:
            if one.row.id in waits:
                inside = one.row.id in undecided
                named, more = listed(waits[one.row.id], one.row.id, inside=inside)
                reason = AllocateReason(
                    self.index, self.stage.allocate, fund, ask, None, ZERO, level=named, more=more
                )
                one.row.reasons.append(reason)
                leave(one.row, "undecided", "level" if inside else "waits_for_level")
                if one.row.id in unfit:
                    note(one.row, "decision_does_not_fit")
                continue
            amount, left_before = got[one.row.id]
            left = (
                Unknown((Gap(f"{self.stage.allocate}_left", "level"),))
                if left_before is None
                else left_before - amount
            )
            self._cells(one.row, amount, amount, left)
            one.row.reasons.append(
                AllocateReason(self.index, self.stage.allocate, fund, ask, left_before, amount)
            )

    def _named_in_part(self, block: Sequence[str]) -> bool:
        """Whether somebody decided on some of them: of all there is no decision, or they would not wait."""
        return any(not place.keys().isdisjoint(block) for place in self.decided)

    def _decided(self, level: Sequence[Ask]) -> list[Ask]:
        if len(level) < 2:
            return []
        for place in reversed(self.decided):
            if all(name in place for name, _ in level):
                return sorted(level, key=lambda ask: place[ask[0]])
        return []

    def _by_weight(self, fund: Fraction, asks: Sequence[tuple[Ranked, Fraction]], ranked: bool) -> None:
        shares, level = self._shares(fund, asks, ranked)
        left = fund - sum((share.got for share in shares), ZERO)
        if level and self.stage.round:  # the units they are level for are given, however it is decided
            left %= self.stage.round
        whole = sum((weight for _, weight in asks), ZERO)
        ids = tuple(asks[at][0].row.id for at in sorted(level))
        unfit = bool(ids) and self._named_in_part(ids)
        for at, ((one, weight), share) in enumerate(zip(asks, shares, strict=True)):
            named, more = listed(ids, one.row.id) if at in level else ((), 0)
            figures = (fund, weight, None, share.got, whole, share.unit, named, more)
            one.row.reasons.append(AllocateReason(self.index, self.stage.allocate, *figures))
            if at not in level:
                self._cells(one.row, share.got, share.exact, left)
                continue
            leave(one.row, "undecided", "level")
            if unfit:
                note(one.row, "decision_does_not_fit")

    def _shares(
        self, fund: Fraction, asks: Sequence[tuple[Ranked, Fraction]], ranked: bool
    ) -> tuple[list[Share], frozenset[int]]:
        """What each gets, and the places of those of whom a person must say who gets the last units."""
        weights, step = [weight for _, weight in asks], self.stage.round
        largest = self.stage.remainder == "largest"
        order = [(one.key if ranked else (), 0) for one, _ in asks]
        shares, level = weighted(fund, weights, order, step, largest=largest)
        places = {asks[at][0].row.id: at for at in level}
        decided = self._decided([(name, weights[at]) for name, at in places.items()])
        if not decided:
            return shares, level
        for place, (name, _) in enumerate(decided):
            order[places[name]] = (order[places[name]][0], place)
        return weighted(fund, weights, order, step, largest=largest)

    def _cells(self, row: Row, amount: Fraction, exact: Fraction, left: Value) -> None:
        name, step = self.stage.allocate, self.stage.round
        row.cells[name] = replace(cell(amount, None, step), exact=exact)
        row.cells[f"{name}_left"] = cell(left, None, step)
