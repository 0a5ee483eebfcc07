from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import (
    KINDS,
    compare,
    gap,
    gaps,
    n,
    policy,
    row,
    scope,
    sheets,
    term,
    terms,
    value,
)

from yanxing.engine.evaluation import UnresolvedName, compile_term
from yanxing.engine.grammar.measures import (
    Count,
    Drop,
    FirstOver,
    GreatestOver,
    LastOver,
    LeastOver,
    MeanOver,
    MedianOver,
    SumOver,
    UseInstead,
)
from yanxing.engine.grammar.terms import Days, Moved, Own, Span, Sum

OWN = (SumOver, MeanOver, MedianOver, LeastOver, GreatestOver)


def over(made: Any, what: Any = "mark", source: Any = "sheets", **rest: Any) -> Any:
    """A measure; `over(SumOver, "mark", "sheets")` or `over(Count, source="sheets")`."""
    return (
        made(count=source, **rest) if made is Count else made(**{made.HEAD: term(what)}, over=source, **rest)
    )


@pytest.mark.parametrize(
    ("made", "expected"),
    [(SumOver, "255"), (MeanOver, "85"), (MedianOver, "85.5"), (LeastOver, "80"), (GreatestOver, "89.5")],
)
def test_figures(made: Any, expected: str) -> None:
    assert value(over(made), row(sheets=sheets("80", "85.5", "89.5"))) == Fraction(expected)


def test_median_of_an_even_number_is_the_mean_of_the_middle_two() -> None:
    assert value(over(MedianOver), row(sheets=sheets(1, 2, "2.5", 9))) == Fraction("2.25")


def test_a_term_over_records() -> None:
    node = over(SumOver, Sum(sum=(term("mark"), term(1))))
    assert value(node, row(sheets=sheets(1, 2))) == 5


def test_nothing_left() -> None:
    empty = row(sheets=())
    assert value(over(Count, source="sheets"), empty) == 0
    assert value(over(SumOver), empty) == 0
    for made in OWN[1:]:
        assert value(over(made), empty) == gap("sheets", "empty")
    assert value(over(FirstOver, by="on"), empty) == gap("sheets", "empty")
    for made in (*OWN, Count):
        assert value(over(made, when_empty=term(7)), empty) == 7
    assert value(over(GreatestOver, when_empty=term("written")), row(sheets=(), written=n(3))) == 3


def test_no_list_is_unknown_not_empty() -> None:
    for node in (over(Count, source="sheets"), over(SumOver), over(MeanOver, when_empty=term(0))):
        assert value(node, row()) == gap("sheets")
        assert value(node, row(sheets=gap("sheets"))) == gap("sheets")


def test_a_missing_mark_is_unknown_unless_told() -> None:
    three = row(sheets=sheets(80, None, 90))
    assert value(over(MeanOver), three) == gap("mark", where="sheets/j2")
    assert value(over(MeanOver, missing="skip"), three) == 85
    assert value(over(MeanOver, missing=UseInstead(use=term(0))), three) == Fraction(170, 3)
    assert value(over(Count, source="sheets", distinct="mark"), three) == gap("mark", where="sheets/j2")
    assert value(over(Count, source="sheets", distinct="mark", missing="skip"), three) == 2
    assert value(over(Count, source="sheets"), three) == 3


def test_where_reads_the_record_and_an_unknown_one_stops_it() -> None:
    where = compare("recused", is_=False)
    some = sheets(80, recused=False) + sheets(None, recused=True) + sheets(90, recused=False)
    assert value(over(MeanOver, where=where), row(sheets=some)) == 85
    assert value(over(Count, source="sheets", where=where), row(sheets=some)) == 2
    vague = sheets(80, recused=False) + sheets(90)
    assert value(over(MeanOver, where=where), row(sheets=vague)) == gap("recused", where="sheets/j1")
    assert value(over(MeanOver, where=where, missing="skip"), row(sheets=vague)) == 80
    assert value(over(MeanOver, where=where, missing="skip"), row(sheets=vague[::-1])) == 80
    twice = sheets(1, 2, recused=False) + sheets(3, recused=True) + sheets(4, recused=False)
    assert value(over(SumOver, where=where), row(sheets=twice)) == 7


def test_the_outer_row_is_not_read_in_a_record() -> None:
    with pytest.raises(UnresolvedName, match="written"):
        value(over(SumOver, "written"), row(sheets=sheets(1), written=n(5)))


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("1", "5", "6", "7", "100"), "6"),
        (("1", "5", "6", "100"), "28"),
        (("5", "5", "5", "9", "9"), "19/3"),
        (("7", "7", "7", "7", "7"), "7"),
    ],
)
def test_drop_only_from_so_many_up_and_one_of_equals(marks: tuple[str, ...], expected: str) -> None:
    node = over(MeanOver, drop=Drop(highest=1, lowest=1, from_=5))
    assert value(node, row(sheets=sheets(*marks))) == Fraction(expected)


def test_dropping_all_leaves_nothing() -> None:
    node = over(MeanOver, drop=Drop(highest=2, lowest=2))
    assert value(node, row(sheets=sheets(1, 2, 3))) == gap("sheets", "empty")


def test_best_takes_the_greatest_after_drop() -> None:
    marks = row(sheets=sheets(1, 9, 5, 7))
    assert value(over(SumOver, best=2), marks) == 16
    assert value(over(SumOver, best=9), marks) == 22
    assert value(over(SumOver, best=0), marks) == 0
    assert value(over(SumOver, best=2, drop=Drop(highest=1)), marks) == 12


def test_needs_counts_what_is_left_before_drop() -> None:
    node = over(
        MeanOver, needs=3, missing="skip", drop=Drop(highest=1, lowest=1, from_=3), when_empty=term(0)
    )
    assert value(node, row(sheets=sheets(1, 2, None))) == gap("sheets", "too_few")
    assert value(node, row(sheets=sheets(1, 2, 9))) == 2
    assert value(node, row(sheets=())) == gap("sheets", "too_few")


def test_distinct() -> None:
    marks = row(sheets=sheets(80, 80, 90))
    assert value(over(Count, source="sheets", distinct="mark"), marks) == 2


def visits(*pairs: tuple[int | None, Any]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"judge": f"j{place}", "kind": kind} | ({} if day is None else {"on": date(2024, 6, day)})
        for place, (day, kind) in enumerate(pairs)
    )


def test_first_and_last() -> None:
    of = row(sheets=visits((3, "c"), (1, "a"), (9, "z")))
    assert value(over(FirstOver, "kind", by="on"), of) == "a"
    assert value(over(LastOver, "kind", by="on"), of) == "z"
    level = row(sheets=visits((1, "a"), (1, "b")))
    assert value(over(FirstOver, "kind", by="on"), level) == gap("on", "level")
    alike = row(sheets=visits((1, "a"), (1, "a"), (2, "b")))
    assert value(over(FirstOver, "kind", by="on"), alike) == "a"
    undated = row(sheets=visits((1, "a"), (None, "b")))
    assert value(over(LastOver, "kind", by="on"), undated) == gap("on", where="sheets/j1")
    assert value(over(LastOver, "kind", by="on", missing="skip"), undated) == "a"


def test_dates_have_a_least_and_a_greatest() -> None:
    of = row(sheets=visits((3, "c"), (1, "a"), (9, "z")))
    assert value(over(LeastOver, "on"), of) == date(2024, 6, 1)
    assert value(over(GreatestOver, "on", drop=Drop(highest=1)), of) == date(2024, 6, 3)


def test_per_joins_a_record_to_the_row() -> None:
    of = row(unit="j2", sheets=sheets(80, 90, 70))
    assert value(over(SumOver, per={"judge": "unit"}), of) == 90
    assert value(over(Count, source="sheets", per={"judge": "unit"}), row(unit="j9", sheets=sheets(1))) == 0
    assert value(over(SumOver, per={"judge": "unit"}), row(sheets=sheets(1))) == gap("unit")
    nameless = ({"mark": n(5)}, {"judge": "j2", "mark": n(1)})
    of = row(unit="j2", sheets=nameless)
    assert value(over(SumOver, per={"judge": "unit"}), of) == gap("judge", where="sheets/1")
    assert value(over(SumOver, per={"judge": "unit"}, missing="skip"), of) == 1


def test_gaps_of_several_records_are_all_named() -> None:
    found = value(over(SumOver), row(sheets=sheets(None, 1, None)))
    assert gaps(found) == [("mark", "missing", "sheets/j1"), ("mark", "missing", "sheets/j3")]


def test_a_record_without_key_is_told_by_its_place() -> None:
    assert value(over(SumOver), row(sheets=({"mark": n(1)}, {}))) == gap("mark", where="sheets/2")
    assert value(over(SumOver), row(sheets=({"id": "s7"},))) == gap("mark", where="sheets/s7")


# what holds for every list

MARKS = st.lists(st.fractions(0, 100, max_denominator=20), max_size=9)
DROPS = st.one_of(
    st.none(), st.builds(Drop, highest=st.integers(0, 2), lowest=st.integers(0, 2), from_=st.integers(1, 6))
)


@given(MARKS, DROPS, st.one_of(st.none(), st.integers(0, 5)))
def test_figures_are_plain_arithmetic(marks: list[Fraction], drop: Drop | None, best: int | None) -> None:
    left = sorted(marks)
    if drop and len(left) >= drop.from_:
        left = left[drop.lowest :]
        left = left[: max(len(left) - drop.highest, 0)]
    if best is not None:
        left = left[max(len(left) - best, 0) :]
    of = row(sheets=sheets(*marks))
    assert value(over(SumOver, drop=drop, best=best), of) == sum(left)
    if left:
        middle = len(left) // 2
        median = left[middle] if len(left) % 2 else (left[middle - 1] + left[middle]) / 2
        expected = {
            MeanOver: sum(left) / len(left),
            MedianOver: median,
            LeastOver: left[0],
            GreatestOver: left[-1],
        }
        for made, figure in expected.items():
            assert value(over(made, drop=drop, best=best), of) == figure
    else:
        assert value(over(MeanOver, drop=drop, best=best), of) == gap("sheets", "empty")


@given(st.data(), MARKS, DROPS)
def test_order_of_records_changes_nothing(data: Any, marks: list[Fraction], drop: Drop | None) -> None:
    records = sheets(*marks, None, recused=False)
    shuffled = tuple(data.draw(st.permutations(records)))
    one, other = row(sheets=records), row(sheets=shuffled)
    for made in OWN:
        node = over(made, drop=drop, missing="skip", needs=1)
        assert value(node, one) == value(node, other)
    dated = tuple(record | {"on": date(2024, 1, place + 1)} for place, record in enumerate(records[:-1]))
    mixed = tuple(data.draw(st.permutations(dated)))
    for made in (FirstOver, LastOver):
        assert value(over(made, by="on"), row(sheets=dated)) == value(over(made, by="on"), row(sheets=mixed))


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=6))
def test_an_unknown_record_makes_every_figure_unknown(marks: list[int | None]) -> None:
    of = row(sheets=sheets(*marks))
    for made in OWN:
        found = value(over(made, drop=Drop(highest=1, lowest=1, from_=5), when_empty=term(0)), of)
        absent = [
            ("mark", "missing", f"sheets/j{place}") for place, mark in enumerate(marks, 1) if mark is None
        ]
        assert gaps(found) == absent if absent else isinstance(found, Fraction)


def test_measures_nest_over_input_rows() -> None:
    facts = {"workers": [{"id": "w1", "sheets": sheets(1, 2)}, {"id": "w2", "sheets": sheets(5)}]}
    node = over(SumOver, over(Count, source="sheets"), source="workers")
    assert value(node, None, scope(facts=facts)) == 3
    lacking = {"workers": [{"id": "w1", "sheets": sheets(1, None)}, {"id": "w2"}]}
    found = value(over(SumOver, over(SumOver), source="workers"), None, scope(facts=lacking))
    assert gaps(found) == [("mark", "missing", "sheets/j2"), ("sheets", "missing", "workers/w2")]


LATELY = compare(
    "on", after=Moved(date=Own(own="entered"), plus=Span(days=term(-30))), until=Own(own="entered")
)
SAME_POST = {"kind": "post"}


def lecture(day: int, kind: str = "a") -> dict[str, Any]:
    return {"id": f"l{day}{kind}", "kind": kind, "on": date(2024, 1, 1) + timedelta(days=day)}


def rolling(of: Any, entered: Sequence[int | None]) -> list[Any]:
    """The measure for several rows, one after another, and once more the other way round."""
    rows = [
        row(f"w{place}", post="a" if place % 2 else "b")
        if day is None
        else row(f"w{place}", post="a" if place % 2 else "b", entered=date(2024, 1, 1) + timedelta(days=day))
        for place, day in enumerate(entered)
    ]
    found = [of(each) for each in rows]
    assert [of(each) for each in reversed(rows)] == found[::-1]
    return found


@given(st.lists(st.integers(0, 90)), st.lists(st.integers(0, 90), min_size=1, max_size=5), st.randoms())
def test_own_is_read_of_the_row_at_hand(days: list[int], entered: list[int], mixed: Any) -> None:
    lectures = [lecture(day, kind) for day in days for kind in "ab"]
    mixed.shuffle(lectures)
    kinds = {"lectures": {"kind": "key", "on": "date"}, **KINDS}
    node = over(Count, source="lectures", per=SAME_POST, where=LATELY)
    work = compile_term(node, scope(policy(facts=kinds), facts={"lectures": lectures}))
    assert rolling(work, entered) == [sum(entry - 30 < day <= entry for day in days) for entry in entered]


def test_own_is_read_in_what_is_measured_too() -> None:
    node = over(LeastOver, Days(days=terms("on", Own(own="entered"))))
    when = date(2024, 6, 10)
    on = tuple({"judge": f"j{n}", "on": when - timedelta(days=n)} for n in (5, 3, 8))
    assert value(node, row(sheets=on, entered=when)) == 3


def test_an_unknown_own_is_missing_of_the_row_not_of_the_record() -> None:
    node = over(Count, source="sheets", where=compare("mark", above=Own(own="written")))
    assert value(node, row(sheets=sheets(80, 90))) == gap("written", where="exam/w1")
    assert value(node, row(sheets=())) == 0
    assert value(node, row(sheets=sheets(80, 90), written=n(85))) == 1


def test_own_without_a_measure_has_no_row() -> None:
    with pytest.raises(UnresolvedName, match="written"):
        value(Own(own="written"), row(written=n(5)))
