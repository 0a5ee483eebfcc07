"""Words that hold for any office: neutral where people decide, times as times, strict bounds, periods."""

from datetime import date, datetime
from fractions import Fraction
from textwrap import dedent

import pytest
from tests.engine.settling import policy, run

from yanxing.engine.explanation import audience_status, explain, names_of

LABELS = "labels: {people: 人员, r: 考核, place: 名次, chosen: 评优, best: 优秀, others: 其余, few: 参与不足}"


def told(text, rows, row_id, language="zh"):
    spec = policy(dedent(text))
    result = run(spec, {"people": rows})
    return explain(spec, result, row_id, language)


BARRED = f"""
{LABELS}
facts: {{people: {{score: number, veto: yes_no}}}}
runs:
  r:
    rows: people
    stages:
      - {{rank: place, order: [{{score: high}}]}}
      - take: chosen
        by: place
        tie: undecided
        places: [{{give: best, number: 1, only: {{veto: {{is: false}}}}}}]
        rest: others
"""
PEOPLE = [
    {"id": "a", "score": 95, "veto": False},
    {"id": "b", "score": 93, "veto": False},
    {"id": "c", "score": 92, "veto": True},
]


def test_whoever_is_barred_is_not_told_how_far_behind():
    assert "距优秀" in told(BARRED, PEOPLE, "b").sentence
    said = told(BARRED, PEOPLE, "c").sentence
    assert said == "score 92，第 3 名，不符合“优秀”的附加条件，按规定越过，归入“其余”。"


def test_what_is_level_waits_for_people_not_for_a_panel():
    level = [{**each, "score": 90, "veto": False} for each in PEOPLE[:2]]
    assert told(BARRED, level, "a").sentence == "score 90，与b并列，“优秀”待人决定。"


ARRIVALS = """
labels: {people: 项目, r: 排序, place: 名次, came: 收到时间}
facts: {people: {came: moment}}
runs:
  r: {rows: people, stages: [{rank: place, order: [{came: low}]}]}
"""


def test_times_are_earlier_or_later():
    rows = [
        {"id": "a", "came": datetime(2024, 5, 1, 10, 38)},  # noqa: DTZ001 - office time has no zone
        {"id": "b", "came": datetime(2024, 5, 1, 10, 45)},  # noqa: DTZ001 - office time has no zone
    ]
    lines = told(ARRIVALS, rows, "b").steps[0].lines
    assert "先后依据：收到时间早者在前" in lines
    assert "与上一名分开的是“收到时间”：2024年5月1日 10:45 晚于 2024年5月1日 10:38" in lines


STRICT = """
labels: {people: 表决, r: 结果, turnout: 参与人数, few: 参与不足}
facts: {people: {turnout: number}}
runs:
  r:
    rows: people
    stages:
      - {gate: quorum, require: [{that: {turnout: {above: 15}}, else: {redo: few}, clause: 不足15人}]}
"""


def test_a_strict_bound_and_a_step_to_do_again():
    said = told(STRICT, [{"id": "v", "turnout": 15}], "v")
    assert said.sentence == "需要重做这一步：参与不足。"
    step = said.steps[0]
    assert step.title == "条件 1：参与人数高于 15"
    assert step.lines[-1] == "结论：参与不足，须超过 15，现为 15"


MENDS = """
facts: {people: {sober: yes_no}}
runs:
  r: {rows: people, stages: [{gate: fit, require: [{that: {sober: {is: true}}, else: {out: barred}%s}]}]}
"""


@pytest.mark.parametrize(
    ("mends", "status"), [("", "unfit"), (", mends: never", "unfit"), (", mends: time", "almost")]
)
def test_one_short_only_where_it_can_be_mended(mends, status):
    spec = policy(MENDS % mends)
    result = run(spec, {"people": [{"id": "a", "sober": False}]})
    assert audience_status(spec, "r", result.rows["a"]) == status


PERIODS = """
labels: {people: 活动, r: 分期, month: 月份, quarter: 季度, half: 半年}
facts: {people: {day: date}}
runs:
  r:
    rows: people
    stages:
      - compute:
          month: {is: {period: day, by: month}}
          quarter: {is: {period: day, by: quarter}}
          half: {is: {period: day, by: half_year}}
"""


def test_periods_as_people_write_them():
    lines = [step.lines[-1] for step in told(PERIODS, [{"id": "a", "day": date(2025, 1, 9)}], "a").steps]
    assert [line.rpartition(" = ")[2] for line in lines] == ["2025年1月", "2025年第1季度", "2025年上半年"]


MONTHS = """
labels: {people: 网格员, sheets: 月报, month: 月份, done: 上报数, r: 月度考核}
facts:
  people: {name: text}
  sheets: {people: {key: people}, month: number, done: number}
runs:
  r: {rows: sheets, stages: [{compute: {score: {is: done}}}]}
"""


def test_monthly_rows_are_told_apart_by_their_month():
    spec = policy(MONTHS)
    rows = [
        {"id": "m1", "people": "p", "month": 1, "done": 5},
        {"id": "m2", "people": "p", "month": 2},
    ]
    facts = {
        "people": [{"id": "p", "name": "李婷"}],
        "sheets": [{**each, "month": Fraction(each["month"])} for each in rows],
    }
    names = names_of(spec, facts)
    assert [names("sheets", each) for each in ("m1", "m2")] == ["李婷（月份 1）", "李婷（月份 2）"]


SPLIT = """
labels: {people: 业主单位, pay: 总额, owner: 业主, fund: 基金, r: 分成}
facts: {people: {pay: number}}
runs:
  r:
    rows: people
    stages:
      - {split: pay, into: [{owner: {percent: 70, of: pay}}, {fund: rest}], round: 0.01}
"""


def test_parts_of_a_split_have_as_many_decimals_as_their_column():
    (step,) = told(SPLIT, [{"id": "a", "pay": 101}], "a").steps
    assert step.lines == ("总额 101 分为：业主 70.70、基金 30.30",)
