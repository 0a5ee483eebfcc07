"""What is stored of all that a rule read."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import (
    compare,
    gap,
    gaps,
    n,
    policy,
    read,
    row,
    scope,
    sheets,
    term,
    terms,
    value,
)
from tests.engine.evaluation.test_sources import BOTH, COMMITTEES, ESSAYS, people, points, settled

from yanxing.engine.evaluation.measures import MOST_LISTED
from yanxing.engine.grammar.conditions import AllOf, OtherName
from yanxing.engine.grammar.document import Table
from yanxing.engine.grammar.document import Value as PolicyValue
from yanxing.engine.grammar.measures import Count, Drop, FirstOver, LastOver, MeanOver, SumOver
from yanxing.engine.grammar.stages import Column
from yanxing.engine.grammar.terms import Balance, Case, Sum, TableAt, Their, Weigh, When
from yanxing.engine.outcome import ListRead, Read


def test_names_are_stored_once_with_where_they_live() -> None:
    of = policy(
        define={"twice": Column(is_=Sum(sum=terms("written", "written")))},
        values={"mark": PolicyValue(is_=n(60))},
    )
    within = scope(of, columns=["total"])
    total = row(cells={"total": (n(60), n("59.9"))}, written=n(7), unit="c1", post="c1")
    node = AllOf(
        all=(
            compare("total", at_least=term("mark")),
            compare("total", "exact", above=term("written")),
            compare("total", below=term("twice")),
            compare("unit", is_=OtherName(of="post"), is_not="c9"),
            compare("passed", known=True),
        )
    )
    assert read(node, total, within) == (
        Read("total", n(60), "column"),
        Read("mark", n(60), "value"),
        Read("total", n("59.9"), "column"),
        Read("written", n(7), "fact"),
        Read("twice", n(14), "definition"),
        Read("unit", "c1", "fact"),
        Read("post", "c1", "fact"),
        Read("passed", gap("passed"), "fact"),
    )


def test_values_alone_are_stored_once_for_all_rows() -> None:
    within = scope(policy(values={"mark": PolicyValue(is_=n(60))}))
    assert read(term("mark"), row(), within) == (Read("mark", n(60), "value"),)
    assert read(term(5), row(), within) == ()


def test_look_ups_are_stored_with_their_answer() -> None:
    of = policy(tables={"grade": Table(at_least={n(60): "pass"})})
    within = scope(of, facts=COMMITTEES, balance=lambda _row, _account: n(3))
    node = Case(
        case=(
            When(when=compare("passed", is_=True), then=TableAt(table="grade", at=term("written"))),
            When(when=compare("tags", is_="x"), then=Balance(balance="own")),
            When(then=Their(their="area", in_="committees", at=term("unit"))),
        )
    )
    of_row = row(passed=True, written=n(61), unit="c1", tags="y")
    assert read(node, of_row, within) == (
        Read("passed", True),
        Read("written", n(61)),
        Read("grade", "pass", "lookup"),
        Read("tags", "y"),
        Read("own", n(3), "lookup"),
        Read("unit", "c1"),
        Read("area", "north", "lookup"),
    )


def test_weighed_columns_are_stored() -> None:
    node = Weigh(weigh={"written": term(40), "interview": term(60)})
    assert read(node, row(written=n(1))) == (Read("written", n(1)), Read("interview", gap("interview")))


MEAN = MeanOver(
    mean=term("mark"),
    over="sheets",
    where=compare("recused", is_=False),
    missing="skip",
    needs=3,
    drop=Drop(highest=1, lowest=1, from_=5),
)


def test_a_measure_stores_who_was_used_dropped_and_skipped() -> None:
    marks = sheets(80, 95, 60, 60, 70, None, recused=False)
    stored = ListRead(
        "mean",
        "sheets",
        (("j1", n(80)), ("j4", n(60)), ("j5", n(70))),
        (("j2", n(95)), ("j3", n(60))),
        1,
        n(70),
    )
    assert read(MEAN, row(sheets=marks)) == (stored,)
    backwards = read(MEAN, row(sheets=tuple(reversed(marks))))[0]
    assert backwards.dropped == (("j3", n(60)), ("j2", n(95)))
    of = row(sheets=marks)
    within = scope()
    assert value(MEAN, of, within) == 70
    assert read(MEAN, of, within) == (stored,)


@given(st.lists(st.integers(0, 3), min_size=5, max_size=8), st.randoms(use_true_random=False))
def test_who_is_dropped_does_not_depend_on_the_order(marks: list[int], shuffle: Any) -> None:
    records = list(sheets(*marks, recused=False))
    one = read(MEAN, row(sheets=tuple(records)))[0]
    shuffle.shuffle(records)
    other = read(MEAN, row(sheets=tuple(records)))[0]
    assert set(one.dropped) == set(other.dropped)
    assert len(one.dropped) == 2
    assert one.value == other.value == value(MEAN, row(sheets=tuple(records)))


def test_an_unknown_measure_is_stored_as_such() -> None:
    assert read(MEAN, row()) == (ListRead("mean", "sheets", (), (), 0, gap("sheets")),)
    few = read(MEAN, row(sheets=sheets(1, None, recused=False)))[0]
    assert few.used == (("j1", n(1)),)
    assert few.skipped == 1
    assert gaps(few.value) == [("sheets", "too_few", "")]
    empty = MeanOver(mean=term("mark"), over="sheets", when_empty=term("written"))
    assert read(empty, row(sheets=(), written=n(4))) == (ListRead("mean", "sheets", (), (), 0, n(4)),)


def test_counts_and_ends_are_stored() -> None:
    of = row(sheets=sheets(5, 6, 7))
    assert read(Count(count="sheets"), of)[0].used == (("j1", True), ("j2", True), ("j3", True))
    assert read(Count(count="sheets", distinct="mark"), of)[0].used[2] == ("j3", n(7))
    assert read(LastOver(last=term("mark"), over="sheets", by="judge"), of)[0].used == (("j3", n(7)),)
    assert read(FirstOver(first=term("mark"), over="sheets", by="judge"), of)[0].used == (("j1", n(5)),)


def test_rows_of_several_runs_are_stored_with_their_run() -> None:
    stored = read(points(BOTH), row("c1"), settled())[0]
    assert stored.source == "essays,photos"
    assert stored.used == (("essays/e1", n(5)), ("essays/e2", n(3)), ("photos/p1", n(10)))
    assert read(points(ESSAYS), row("c3"), settled())[0].used == (("e5", n(4)),)
    assert read(points(ESSAYS), row("c2"), settled())[0].value == gap("essays", "open_row", "essays/e4")


def test_long_lists_are_stored_in_part() -> None:
    within = scope(columns=["total"])
    rows = people(*[("c1", 1)] * (MOST_LISTED + 50))
    within.live = rows
    stored = read(SumOver(sum=term("total"), over="rows"), rows[0], within)[0]
    assert (len(stored.used), stored.more, stored.value) == (MOST_LISTED, 50, Fraction(MOST_LISTED + 50))


def test_many_gaps_are_named_in_part() -> None:
    within = scope(columns=["total"])
    rows = people(*[("c1", None)] * 300)
    within.live = rows
    assert len(gaps(value(SumOver(sum=term("total"), over="rows"), rows[0], within))) == 50
