"""What the table of a run must show: amounts made after the places, and each group together."""

from tests.engine.settling import policy, settled

from yanxing.engine.explanation.speech import Speech
from yanxing.report.columns import by_place, figures, rank_of_run
from yanxing.report.listings import chart
from yanxing.report.runs import desk_of

PAY = """
labels: {people: 人员, due: 应发, cut: 扣发, final: 实发绩效, rate: 系数, place: 名次}
facts: {people: {post: text, pay: number}}
runs:
  r:
    rows: people
    stages:
      - compute: {rate: {is: {ratio: [pay, 2]}}}
      - {rank: place, order: [{rate: high}], per: post}
      - {allocate: due, fund: 100, weight: rate, by: place, round: 0.01, remainder: largest}
      - compute: {cut: {is: 1}, final: {is: {minus: [due, cut]}}}
"""
PEOPLE = [
    {"id": "a", "post": "east", "pay": 3},
    {"id": "b", "post": "west", "pay": 4},
    {"id": "c", "post": "east", "pay": 2},
    {"id": "d", "post": "west", "pay": 1},
]


def test_amounts_and_groups_stand_in_the_table() -> None:
    spec = policy(PAY)
    assert figures(spec, spec.runs["r"], 6) == (("post", "rate"), ("due", "cut", "final"))
    assert figures(spec, spec.runs["r"], 3).after == ("cut", "final")


def test_groups_stay_together_and_are_not_charted_side_by_side() -> None:
    spec = policy(PAY)
    result = settled(spec, {"people": PEOPLE}).runs["r"]
    rows = by_place(list(result.rows.values()), rank_of_run(spec.runs["r"]))
    assert [row.id for row in rows] == ["a", "c", "b", "d"]
    desk = desk_of(Speech(spec), result)
    assert desk is not None
    assert chart(desk) is None
