"""take: places handed out along a rank, group by group; short-list, quota, grades and prizes alike."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import Literal, NamedTuple

from yanxing.engine.course import (
    Course,
    Taken,
    TakenGroup,
    TakenPlace,
    hold,
    leave,
    mark_provisional,
    note,
    one_for_all,
    take_leave,
)
from yanxing.engine.evaluation import compile_condition, compile_term
from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.grammar.stages import Leave, Places, Take
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.levels import Ranked, Ranking, behind, listed
from yanxing.engine.outcome import Cell, Decision, Row, TakeReason, Value
from yanxing.engine.places import Block, Deal, Item, Rule, deal
from yanxing.engine.unknown import Unknown

NO_PLACE = "none"
"""The column of a row without a place where the take has no `rest`."""

How = Literal["placed", "all_enter", "widened", "decided", "rest", "passed_over", "none_enter", "undecided"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place rule with its names resolved."""

    rule: Places
    number: Callable[[Row], Value]
    fits: Callable[[Row], bool | Unknown] | None
    level: tuple[Callable[[Row], Value], ...] | None


def run(stage: Take, index: int, course: Course) -> None:
    """Writes the code and a `TakeReason`. Level rows nobody has decided on leave `undecided`; the others
    are final.
    """
    course.begin()
    before = course.open_rows()
    ranking = course.rankings[stage.by]
    places = [_compile(place, course.scope) for place in stage.places]
    lines = ranking.still_in()
    told = tuple(TakenPlace(p.rule.give, p.rule.end == "bottom", p.fits) for p in places)
    taken = Taken(index, ranking, told, {})
    course.taken[stage.take] = taken
    for group, line in lines.items():
        handing = _Handing(stage, index, ranking, line, places, course.decisions_on(stage.take))
        taken.groups[group] = handing.run()
    rows = [one.row for line in lines.values() for one in line]
    # Whoever waits for a number gets nothing of what the others have.
    held = [row for row in rows if row.state == "held" and row.reason != "places_unknown"]
    mark_provisional([*before, *held], ranking, lines)


def _compile(place: Places, scope: Scope) -> Place:
    fits = compile_condition(place.only, scope) if place.only is not None else None
    level = None
    if place.level_on is not None:
        level = tuple(compile_term(Ref(name=name), scope) for name in place.level_on)
    return Place(place, compile_term(place.number, scope), fits, level)


@dataclass(slots=True)
class _Handing:
    """The take of one group."""

    stage: Take
    index: int
    ranking: Ranking
    line: list[Ranked]
    places: Sequence[Place]
    decisions: Sequence[Decision]

    def run(self) -> TakenGroup:
        rules = [self._rule(place) for place in self.places]
        known = list(takewhile(lambda rule: isinstance(rule, Rule), rules))
        dealt = deal([one.key for one in self.line], known, self._decided_order)  # type: ignore[arg-type]
        self._hold_for_numbers(dealt, rules, len(known))
        self._write(dealt, [rule.number for rule in known])  # type: ignore[union-attr]
        placed = {self.line[entry].row.id: place for entry, (place, _) in dealt.placed.items()}
        line = [self.line[entry] for entry in dealt.order]
        return TakenGroup(line, placed, sum(block.left for block in dealt.blocks))

    def _hold_for_numbers(self, dealt: Deal, rules: Sequence[Rule | Unknown], first: int) -> None:
        """From the first place of unknown number on nothing is handed out: whoever may fit one of these
        places is held, whoever fits none of them is left over however many there are.
        """
        shut = range(first, len(rules))
        fits = [self._fits(self.places[place]) for place in shut]
        unknown = [rule for rule in rules if isinstance(rule, Unknown)]
        left: list[Item] = []
        for item in dealt.line:
            if unknown and not isinstance(item, Block):
                if any(fit(item) is not False for fit in fits):
                    hold(self.line[item].row, "places_unknown", *unknown)
                    continue
                dealt.passed.setdefault(item, []).extend(shut)
            left.append(item)
        dealt.line = left

    def _rule(self, place: Place) -> Rule | Unknown:
        name = place.rule.number.name if isinstance(place.rule.number, Ref) else self.stage.take
        number = one_for_all((place.number(one.row) for one in self.line), name, whole=True)
        if isinstance(number, Unknown):
            return number
        level: Sequence[Hashable] = [one.key for one in self.line]
        if place.level is not None:
            level = [tuple(read(one.row) for read in place.level) for one in self.line]
        tie = place.rule.tie or self.stage.tie or "undecided"
        return Rule(int(number), level, self._fits(place), tie, place.rule.up_to, place.rule.end == "bottom")

    def _fits(self, place: Place) -> Callable[[int], bool | None]:
        meets, told = place.fits, dict[int, bool | None]()
        if meets is None:
            return lambda entry: True  # noqa: ARG005 - everybody does

        def fits(entry: int) -> bool | None:
            if entry not in told:
                answer = meets(self.line[entry].row)
                told[entry] = None if isinstance(answer, Unknown) else answer
            return told[entry]

        return fits

    def shut_out(self, entry: int, place: int) -> bool:
        """Whether the further condition of a place bars the row."""
        return self._fits(self.places[place])(entry) is False

    def _decided_order(self, entries: Sequence[int]) -> Sequence[int] | None:
        decision = self.decision_on({self.line[entry].row.id for entry in entries})
        if decision is None:
            return None
        place = {row_id: at for at, row_id in enumerate(decision.order)}
        return sorted(entries, key=lambda entry: place[self.line[entry].row.id])

    def _write(self, dealt: Deal, numbers: Sequence[int]) -> None:
        writing = _Writing(self, dealt, numbers, _Blocks(self))
        for entry, (place, how) in dealt.placed.items():
            writing.placed(entry, place, how)
        for entry, place in dealt.unclear.items():
            row, meets = self.line[entry].row, self.places[place].fits
            hold(row, "missing_facts", meets(row) if meets is not None else True)
        for entry in dealt.left_over:
            writing.rest(entry)
        for block in dealt.blocks:
            writing.undecided(block)
        for entry, place in dealt.waits.items():
            writing.reason(entry, None, "undecided", place)
            leave(self.line[entry].row, "undecided", "waits_for_level")

    def decision_on(self, ids: set[str]) -> Decision | None:
        """The latest decision that names all of these rows."""
        return next((one for one in reversed(self.decisions) if ids <= set(one.order)), None)


@dataclass(frozen=True, slots=True)
class _Writing:
    """Puts down, row by row, how the places of a group were handed out."""

    handing: _Handing
    dealt: Deal
    numbers: Sequence[int]
    blocks: _Blocks

    def placed(self, entry: int, place: int, how: How) -> None:
        code = self.handing.stage.places[place].give
        self._cell(entry, code)
        self.reason(entry, code, how, place)

    def rest(self, entry: int) -> None:
        rest, line = self.handing.stage.rest, self.handing.line
        place, last = self.dealt.last or (None, None)
        gap = behind(line[entry], line[last], self.handing.ranking.chain) if last is not None else None
        if place is not None and self.handing.shut_out(entry, place):
            # However near: this place was never to be had.
            gap = None
            self.dealt.passed.setdefault(entry, [place])
        given, how = rest if isinstance(rest, str) else None, self._how_left(entry)
        if how == "none_enter":
            place, gap = self.dealt.kept_out[entry], None
        self.reason(entry, given, how, place, gap)
        if not isinstance(rest, Leave) or rest.state == "note":
            self._cell(entry, given or NO_PLACE)
        if isinstance(rest, Leave):
            take_leave(line[entry].row, rest)

    def _how_left(self, entry: int) -> How:
        if entry in self.dealt.decided:
            return "decided"
        if entry in self.dealt.kept_out:
            return "none_enter"
        return "passed_over" if entry in self.dealt.passed else "rest"

    def undecided(self, block: Block) -> None:
        rows = [self.handing.line[entry].row for entry in block.members]
        ids = {row.id for row in rows}
        unfit = any(not ids.isdisjoint(decision.order) for decision in self.handing.decisions)
        for entry, row in zip(block.members, rows, strict=True):
            self.reason(entry, None, "undecided", block.place)
            leave(row, "undecided", "level")
            if unfit:
                note(row, "decision_does_not_fit")

    def _cell(self, entry: int, code: str) -> None:
        self.handing.line[entry].row.cells[self.handing.stage.take] = Cell(code, code, code)

    def reason(
        self,
        entry: int,
        given: str | None,
        how: How,
        place: int | None,
        gap: tuple[str, Fraction] | None = None,
    ) -> None:
        block = self.blocks.of(self.dealt.level.get(entry, ()))
        level, more = listed(block.ids, self.handing.line[entry].row.id)
        decision = block.decision if entry in self.dealt.decided else None
        number = None if place is None else self.numbers[place]
        passed = tuple(self.dealt.passed.get(entry, ()))
        by, because = (decision.by, decision.because) if decision else (None, None)
        stage, index = self.handing.stage, self.handing.index
        told = TakeReason(index, stage.take, given, how, place, number, level, gap, passed, by, because, more)
        self.handing.line[entry].row.reasons.append(told)


class _LevelBlock(NamedTuple):
    ids: tuple[str, ...]
    decision: Decision | None


class _Blocks:
    """The ids of level blocks and the decisions on them, found once a block however many rows quote it."""

    def __init__(self, handing: _Handing) -> None:
        self._handing = handing
        # By identity: hashing a long block once for each of its rows would be quadratic.
        self._known: dict[int, tuple[tuple[int, ...], _LevelBlock]] = {}

    def of(self, entries: tuple[int, ...]) -> _LevelBlock:
        known = self._known.get(id(entries))
        if known is None:
            ids = tuple([self._handing.line[entry].row.id for entry in entries])
            known = entries, _LevelBlock(ids, self._handing.decision_on(set(ids)))
            self._known[id(entries)] = known
        return known[1]
