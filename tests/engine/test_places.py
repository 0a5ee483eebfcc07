"""Handing out places: what must hold for every line, every set of places, both ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from yanxing.engine.places import Deal, Decide, Rule, deal

Answer = bool | None
Tie = Literal["all_enter", "none_enter", "widen", "undecided"]
TIES: tuple[Tie, ...] = ("undecided", "undecided", "all_enter", "none_enter", "widen")


@dataclass(frozen=True)
class Place:
    number: int
    tie: Tie
    up_to: int | None
    bottom: bool
    coarse: bool
    """Ties cut on the first key alone (`level_on`)."""
    only: int | None
    """Which of the entries' answers it asks for."""


@dataclass(frozen=True)
class Line:
    keys: tuple[tuple[int, int], ...]
    answers: tuple[tuple[Answer, Answer], ...]


def lines(unknowns: bool = False) -> st.SearchStrategy[Line]:
    answer = st.sampled_from([True, True, False, None] if unknowns else [True, True, False])
    entry = st.tuples(st.tuples(st.integers(0, 2), st.integers(0, 1)), st.tuples(answer, answer))
    return st.lists(entry, min_size=3, max_size=9).map(
        lambda entries: Line(
            tuple(key for key, _ in sorted(entries, key=lambda entry: entry[0])),
            tuple(told for _, told in sorted(entries, key=lambda entry: entry[0])),
        )
    )


def places(ties: Sequence[Tie] = ("undecided",), coarse: bool = True) -> st.SearchStrategy[list[Place]]:
    place = st.builds(
        Place,
        number=st.sampled_from([1, 2, 3, 1, 2, 0]),
        tie=st.sampled_from(ties),
        up_to=st.none() | st.integers(0, 8),
        bottom=st.booleans(),
        coarse=st.booleans() if coarse else st.just(False),
        only=st.sampled_from([None, None, 0, 1]),
    )
    return st.lists(place, min_size=2, max_size=4)


def rules(line: Line, served: Sequence[Place]) -> list[Rule]:
    return [
        Rule(
            place.number,
            [key[:1] if place.coarse else key for key in line.keys],
            _fits(line, place.only),
            place.tie,
            place.up_to,
            place.bottom,
        )
        for place in served
    ]


def _fits(line: Line, only: int | None) -> Callable[[int], Answer]:
    return (lambda entry: True) if only is None else (lambda entry: line.answers[entry][only])


def orders() -> st.SearchStrategy[list[int]]:
    """In which order a person puts any of the entries."""
    return st.permutations(range(9))


def level(*answers: tuple[Answer, Answer], behind: int = 0) -> Line:
    """Entries level on everything, and some behind them who meet everything."""
    return Line(((0, 0),) * len(answers) + ((1, 0),) * behind, answers + ((True, True),) * behind)


def top(number: int, only: int | None = None, tie: Tie = "undecided", coarse: bool = False) -> Place:
    return Place(number, tie, None, bottom=False, coarse=coarse, only=only)


BOTH, FIRST_ONLY, SECOND_ONLY = (True, True), (True, False), (False, True)


def by_order(order: Sequence[int]) -> Decide:
    """A decision on everybody at once."""
    return lambda entries: sorted(entries, key=order.index)


def nobody(entries: Sequence[int]) -> None:
    return None


def result(done: Deal, entry: int) -> object:
    if entry in done.placed:
        return done.placed[entry][0]
    return "unclear" if entry in done.unclear else "left"


@example(level(BOTH, FIRST_ONLY, behind=2), [top(1), top(1, only=1)], [1, 0, 2, 3])
@example(level(BOTH, SECOND_ONLY, BOTH, behind=1), [top(1, only=0), top(1, only=1)], [1, 0, 2, 3])
@example(level(BOTH, BOTH, BOTH, behind=3), [top(1), top(1), top(2)], [2, 1, 0, 3, 4, 5])
@example(level(BOTH, BOTH, behind=3), [top(1), top(2)], [1, 0, 2, 3, 4])
@example(level(BOTH, BOTH, BOTH, BOTH, behind=1), [top(1), top(1, tie="all_enter"), top(1)], [1, 0, 2, 3, 4])
@example(level(BOTH, BOTH, BOTH, behind=1), [top(1), top(1, tie="none_enter"), top(2)], [1, 0, 2, 3])
@example(
    Line(((0, 0), (0, 1), (0, 1), (1, 0)), (BOTH,) * 4),
    [top(1, coarse=True), top(1, tie="none_enter"), top(2, tie="none_enter")],
    [0, 1, 2, 3],
)
@example(
    Line(((0, 0), (0, 1), (0, 2), (1, 0)), (FIRST_ONLY, SECOND_ONLY, FIRST_ONLY, BOTH)),
    [top(1, coarse=True, only=0), top(1)],
    [2, 0, 1, 3],
)
@settings(max_examples=600)
@given(lines(unknowns=True), places(TIES), orders())
def test_whoever_is_outside_the_level_block_has_the_same_result_however_it_is_decided(line, served, order):
    undecided = deal(line.keys, rules(line, served), nobody)
    decided = deal(line.keys, rules(line, served), by_order(order))
    assert not decided.waiting
    outside = set(range(len(line.keys))) - set(undecided.waiting)
    assert {e: result(undecided, e) for e in outside} == {e: result(decided, e) for e in outside}


@given(lines(), places(coarse=False), orders())
def test_a_recorded_decision_equals_one_more_key(line, served, order):
    decided = deal(line.keys, rules(line, served), by_order(order))
    again = sorted(range(len(line.keys)), key=lambda entry: (line.keys[entry], order.index(entry)))
    longer = Line(
        tuple((*line.keys[entry], place) for place, entry in enumerate(again)),
        tuple(line.answers[entry] for entry in again),
    )
    with_key = deal(longer.keys, rules(longer, served), nobody)
    assert not with_key.waiting
    assert {again[e]: place for e, (place, _) in with_key.placed.items()} == {
        e: place for e, (place, _) in decided.placed.items()
    }


@settings(max_examples=300)
@given(lines(), places(TIES), orders())
def test_a_recorded_decision_is_honoured_at_every_place_behind(line, served, order):
    for_all = [replace(place, only=None, bottom=False) for place in served]
    undecided = deal(line.keys, rules(line, for_all), nobody)
    decided = deal(line.keys, rules(line, for_all), by_order(order))
    for block in undecided.blocks:
        best_first = sorted(block.members, key=order.index)
        ends = [decided.placed[e][0] if e in decided.placed else len(for_all) for e in best_first]
        assert ends == sorted(ends), (best_first, ends)


@given(lines(unknowns=True), places(TIES))
def test_level_entries_that_answer_alike_have_the_same_result(line, served):
    done = deal(line.keys, rules(line, served), nobody)
    alike: dict[object, set[object]] = {}
    for entry, about in enumerate(zip(line.keys, line.answers, strict=True)):
        waits = entry in done.waiting
        alike.setdefault(about, set()).add("waits" if waits else result(done, entry))
    assert all(len(results) == 1 for results in alike.values()), alike


@given(lines(), places(("none_enter", "undecided", "widen")))
def test_no_place_is_given_more_often_than_it_may(line, served):
    done = deal(line.keys, rules(line, served), nobody)
    for index, place in enumerate(served):
        given_out = sum(1 for at, _ in done.placed.values() if at == index)
        limit = place.number
        if place.tie == "widen":
            limit = len(line.keys) if place.up_to is None else max(place.up_to, place.number)
        assert given_out <= (limit if place.number else 0)


@given(lines(), places(("none_enter", "undecided", "widen", "all_enter")), orders())
def test_decided_places_are_full_unless_nobody_fits(line, served, order):
    done = deal(line.keys, rules(line, served), by_order(order))
    for index, (place, rule) in enumerate(zip(served, rules(line, served), strict=True)):
        given_out = sum(1 for at, _ in done.placed.values() if at == index)
        if place.tie != "none_enter" and given_out < place.number:
            assert not [entry for entry in done.left_over if rule.fits(entry)]


@given(lines(unknowns=True), places(("all_enter", "none_enter", "widen", "undecided")))
def test_everybody_ends_in_exactly_one_place(line, served):
    done = deal(line.keys, rules(line, served), nobody)
    ends = [*done.placed, *done.unclear, *done.left_over, *done.waiting]
    assert sorted(ends) == list(range(len(line.keys)))


@given(lines(), st.integers(0, 6), st.sampled_from(["all_enter", "widen", "undecided", "none_enter"]))
def test_nobody_is_overtaken_from_behind(line, number, tie):
    place = Place(number, tie, None, bottom=False, coarse=False, only=None)
    done = deal(line.keys, rules(line, [place]), nobody)
    taken = [line.keys[entry] for entry in done.placed]
    left = [line.keys[entry] for entry in done.left_over]
    assert not taken or not left or max(taken) < min(left)
