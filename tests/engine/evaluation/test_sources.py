"""Measures over rows, kinds and results; what is read of other rows; the shapes of runs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import (
    compare,
    gap,
    n,
    policy,
    read,
    row,
    scope,
    term,
    value,
)

from yanxing.engine.evaluation import Scope, UnresolvedName, compile_term, shape_of_run
from yanxing.engine.grammar.measures import Count, MeanOver, ResultOf, SumOver
from yanxing.engine.grammar.runs import EachOf, GroupOf, Run
from yanxing.engine.grammar.stages import Allocate, Column, Compute, Panel, Rank, Split, Take
from yanxing.engine.grammar.terms import Their
from yanxing.engine.outcome import Row, RunResult

RUNS: Any = {
    name: Run(rows="workers", stages=(Compute(compute={"points": Column(is_=term("written"))}),))
    for name in ("essays", "photos")
}


def result(run: str, *rows: Row) -> RunResult:
    return RunResult(run, {each.id: each for each in rows})


def scored(key: str, points: int | None, state: Any = "in", **facts: Any) -> Row:
    made = row(key, {} if points is None else {"points": n(points)}, **facts)
    made.state = state
    return made


def settled() -> Scope:
    essays = result(
        "essays",
        scored("e1", 5, unit="c1"),
        scored("e2", 3, unit="c1"),
        scored("e3", 2, "out", unit="c1"),
        scored("e4", None, "redo", unit="c2"),
        scored("e5", 4, unit="c3"),
    )
    photos = result("photos", scored("p1", 10, unit="c1"), scored("p2", 1, unit="c4"))
    return scope(policy(runs=RUNS), results={"essays": essays, "photos": photos})


ESSAYS = ResultOf(result="essays")
BOTH = ResultOf(result=("essays", "photos"))


def points(source: Any, **rest: Any) -> SumOver:
    return SumOver(sum=term("points"), over=source, per={"unit": "id"}, **rest)


def test_a_result_is_the_rows_that_finished_in() -> None:
    assert value(points(ESSAYS), row("c1"), settled()) == 8
    assert value(points(BOTH), row("c1"), settled()) == 18
    assert value(points(BOTH), row("c4"), settled()) == 1
    assert value(points(BOTH), row("c9"), settled()) == 0
    everything = ResultOf(result="essays", rows="all")
    assert value(points(everything), row("c1"), settled()) == 10


def test_an_open_row_stops_only_its_own_group() -> None:
    assert value(points(BOTH), row("c2"), settled()) == gap("essays", "open_row", "essays/e4")
    assert value(Count(count=ESSAYS), row("c1"), settled()) == gap("essays", "open_row", "essays/e4")
    everything = ResultOf(result="essays", rows="all")
    assert value(points(everything), row("c2"), settled()) == gap("points", "not_reached", "essays/e4")
    redo = Count(count=everything, where=compare("state", is_="redo"))
    assert value(redo, row("c1"), settled()) == 1


def test_rows_of_results_say_their_run_and_state() -> None:
    node = Count(count=BOTH, per={"unit": "id"}, where=compare("run", is_="essays"))
    assert value(node, row("c1"), settled()) == 2
    assert value(Count(count=BOTH, per={"unit": "id"}, distinct="run"), row("c1"), settled()) == 2


def test_a_result_that_is_not_there_is_empty() -> None:
    within = scope(policy(runs=RUNS))
    assert value(Count(count=ESSAYS), row("c1"), within) == 0
    with pytest.raises(UnresolvedName):
        value(Count(count=ResultOf(result="films")), row("c1"), within)
    with pytest.raises(UnresolvedName):
        value(Count(count="films"), row("c1"), within)


def people(*pairs: tuple[str, int | None]) -> list[Row]:
    return [
        row(f"w{place}", {} if mark is None else {"total": n(mark)}, unit=unit)
        for place, (unit, mark) in enumerate(pairs)
    ]


def test_rows_are_those_still_in_and_are_seen_anew_each_turn() -> None:
    within = scope(columns=["total", "share"])
    rows = people(("c1", 60), ("c1", 80), ("c2", 10))
    within.all_rows, within.live = rows, rows[:2]
    count, everyone = compile_term(Count(count="rows"), within), compile_term(Count(count="all_rows"), within)
    mean = compile_term(MeanOver(mean=term("total"), over="rows", per="unit"), within)
    assert (count(rows[0]), everyone(rows[0]), mean(rows[0])) == (2, 3, 70)
    assert mean(rows[2]) == gap("rows", "empty")
    within.live = rows
    assert (count(rows[0]), mean(rows[2])) == (3, 10)
    del rows[1].cells["total"]
    within.live = rows
    assert mean(rows[0]) == gap("total", "not_reached", "exam/w1")


def test_a_group_is_worked_out_once() -> None:
    within = scope(columns=["total"])
    rows = people(*[("c1", mark) for mark in range(50)])
    within.live = rows
    node = MeanOver(mean=term("total"), over="rows", per="unit")
    reads = [read(node, each, within)[0] for each in rows]
    assert all(each is reads[0] for each in reads)


def test_past_events_are_read_on_as_they_come() -> None:
    within = scope(columns=["total"])
    past = people(("c1", 1), ("c2", 2))
    within.past = past
    total = compile_term(SumOver(sum=term("total"), over="past", per="unit"), within)
    here = row("w9", unit="c1")
    assert total(here) == 1
    past.append(row("w5", {"total": n(4)}, unit="c1"))
    assert total(here) == 5
    within.past = past[1:]
    assert total(here) == 4


COMMITTEES = {
    "committees": [{"id": "c1", "area": "north", "households": n(500)}, {"id": "c2", "area": "south"}]
}


def test_a_kind_of_rows() -> None:
    within = scope(facts=COMMITTEES)
    assert value(Count(count="committees"), None, within) == 2
    assert value(Count(count="committees", where=compare("area", is_="north")), None, within) == 1
    households = SumOver(sum=term("households"), over="committees", per={"id": "unit"})
    assert value(households, row(unit="c1"), within) == 500
    assert value(households, row(unit="c2"), within) == gap("households", where="committees/c2")
    assert value(Count(count="committees"), None, scope()) == 0


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_groups_are_plain_grouping_and_order_changes_nothing(
    pairs: list[tuple[str, int]], shuffle: Any
) -> None:
    within = scope(columns=["total"])
    rows = people(*pairs)
    node = SumOver(sum=term("total"), over="rows", per="unit")
    within.live = rows
    found = [value(node, each, within) for each in rows]
    assert found == [sum(mark for unit, mark in pairs if unit == own) for own, _ in pairs]
    mixed = list(rows)
    shuffle.shuffle(mixed)
    within.live = mixed
    assert [value(node, each, within) for each in rows] == found


# another row, by id


def test_their() -> None:
    area = Their(their="area", in_="committees", at=term("unit"))
    within = scope(facts=COMMITTEES)
    assert value(area, row(unit="c1"), within) == "north"
    assert value(area, row(unit="c9"), within) == gap("committees", "no_row", "committees/c9")
    assert value(area, row(), within) == gap("unit")
    households = Their(their="households", in_="committees", at=term("unit"))
    assert value(households, row(unit="c2"), within) == gap("households", where="committees/c2")
    with pytest.raises(UnresolvedName):
        value(Their(their="area", in_="films", at=term("unit")), row(unit="c1"), within)


@pytest.mark.parametrize(
    ("key", "name", "expected"),
    [
        ("e1", "points", n(5)),
        ("e1", "unit", "c1"),
        ("e3", "points", n(2)),
        ("e3", "state", "out"),
        ("e4", "state", "redo"),
        ("e4", "unit", "c2"),
        ("e4", "points", gap("essays", "open_row", "essays/e4")),
        ("e4", "post", gap("post", where="essays/e4")),
    ],
)
def test_their_of_a_run(key: str, name: str, expected: Any) -> None:
    assert value(Their(their=name, in_="essays", at=term("unit")), row(unit=key), settled()) == expected


# shapes of runs


def test_shapes_follow_the_rows_of_a_run() -> None:
    runs = RUNS | {
        "again": Run(
            rows=ESSAYS,
            stages=(
                Rank(rank="place", order=()),
                Take(take="prize", by="place", places=()),
                Panel(panel="score", sheets="sheets", rater="judge", mark=term("mark")),
                Split(split="points", round=n(1), into=({"a": term(1)}, {"b": "rest"})),
                Allocate(allocate="bonus", fund=term(1)),
            ),
        ),
        "judges": Run(rows=EachOf(each="sheets", of="essays"), stages=()),
        "units": Run(rows=GroupOf(group=BOTH, per="unit"), stages=()),
    }
    of = policy(runs=runs)
    again = shape_of_run(of, "again")
    written = "points place prize score score_sheets score_left_out a b bonus bonus_left"
    assert again.columns == set(written.split())
    assert "sheets" in again.lists
    assert again.run == "again"
    judges = shape_of_run(of, "judges")
    assert {"mark", "unit"} <= judges.facts
    assert judges.columns == {"points"}
    units = shape_of_run(of, "units")
    assert units.facts == {"unit", "records"}
    assert {"points", "state", "unit", "sheets"} <= units.lists["records"].facts


def test_groups_measure_their_records() -> None:
    of = policy(runs=RUNS | {"units": Run(rows=GroupOf(group="essays", per="unit"), stages=())})
    records = ({"id": "e1", "points": n(5), "state": "in"}, {"id": "e2", "points": n(2), "state": "in"})
    within = Scope(policy=of, shape=shape_of_run(of, "units"), as_of=scope().as_of, calendar=scope().calendar)
    node = SumOver(sum=term("points"), over="records", best=1)
    assert value(node, Row("c1", "", {"unit": "c1", "records": records}), within) == 5
