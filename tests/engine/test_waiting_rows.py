"""Figures over the rows of a run while people still have to decide on some of them."""

from fractions import Fraction
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import policy, settled

from yanxing.engine.outcome import Decision, Row, RunResult
from yanxing.engine.unknown import Unknown

SELECTION = """
facts: {works: {area: {code: [east, west]}, score: number}}
runs:
  sel:
    rows: works
    stages:
      - {rank: p1, order: [{score: high}], per: area}
      - {take: best, by: p1, tie: undecided, places: [{give: direct, number: 1}], rest: {out: rest1}}
      - compute:
          direct: {is: {count: rows, where: {best: {is: direct}}}}
          here: {is: {count: rows, per: area}}
          west: {is: {count: rows, where: {area: {is: west}}}}
          others: {is: {count: rows, per: best}}
          total: {is: {sum: score, over: rows}}
          left: {is: {minus: [3, direct]}}
      - {rank: p2, order: [{score: high}]}
      - {take: chosen, by: p2, tie: undecided, places: [{give: by_total, number: left}], rest: rest2}
"""
COLUMNS = ("direct", "here", "west", "others", "total", "left", "chosen")


def works(*scores: tuple[str, int]) -> list[dict[str, Any]]:
    return [{"id": f"w{n}", "area": area, "score": score} for n, (area, score) in enumerate(scores)]


def result_of(rows: list[dict[str, Any]], *decisions: Decision) -> RunResult:
    return settled(policy(SELECTION), {"works": rows}, decisions=decisions).runs["sel"]


def test_a_count_of_rows_waits_for_the_decision_and_says_for_whom() -> None:
    row = result_of(works(("east", 90), ("east", 90), ("west", 80))).rows["w2"]
    for name in ("direct", "others", "total", "left"):
        value = row.cells[name].value
        assert isinstance(value, Unknown), name
        assert [(gap.name, gap.why, gap.where) for gap in value.gaps] == [
            ("sel", "open_row", "sel/w0"),
            ("sel", "open_row", "sel/w1"),
        ]
    assert row.cells["here"].value == row.cells["west"].value == 1
    assert (row.state, row.reason) == ("held", "places_unknown")


def test_once_decided_the_count_is_told() -> None:
    order = Decision(run="sel", take="best", order=("w1", "w0"), by="评委会", because="现场")
    row = result_of(works(("east", 90), ("east", 90), ("west", 80)), order).rows["w2"]
    assert [row.cells[name].value for name in ("direct", "left", "total")] == [2, 1, 170]


PLACES = st.lists(st.tuples(st.sampled_from(["east", "west"]), st.integers(1, 3)), min_size=1, max_size=5)


@given(PLACES)
def test_no_decision_changes_what_was_told(scores: list[tuple[str, int]]) -> None:
    before = result_of(works(*scores))
    level = [row.id for row in before.rows.values() if row.state == "undecided" and row.reason == "level"]
    for order in permutations(level):
        decided = Decision(run="sel", take="best", order=order, by="评委会", because="现场")
        assert told(before.rows) <= told(result_of(works(*scores), decided).rows)


def told(rows: dict[str, Row]) -> set[tuple[str, str, Any]]:
    """The figures that stand, of rows that stand: a provisional take may still change."""
    return {
        (row.id, name, cell.value)
        for row in rows.values()
        if row.state == "in"
        for name, cell in row.cells.items()
        if name in COLUMNS and isinstance(cell.value, Fraction)
    }
