"""The sentence never says the opposite of the result: it agrees with the row's state and columns."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.engine.settling import policy, run

from yanxing.engine.explanation import explain
from yanxing.engine.outcome import Decision

LABELS = {"first": "一等奖", "second": "良好", "third": "合格", "others": "普通"}
TEXT = """
labels: {{works: 作品, total: 得分, place: 名次, prize: 评定, first: 一等奖, second: 良好, third: 合格,
  others: 普通}}
facts: {{works: {{total: number, sanction: yes_no}}}}
runs:
  contest:
    rows: works
    stages:
      - rank: place
        order: [{{total: high}}]
      - take: prize
        by: place
        tie: undecided
        places:
          - {{give: first, number: 1, tie: {0}, only: {{sanction: {{is: false}}}}}}
          - {{give: second, number: 1, tie: {1}}}
          - {{give: third, number: 1, tie: {2}, end: bottom}}
        rest: {rest}
"""
RESTS = {"others": "others", "out": "{out: not_chosen}"}
TIES = st.sampled_from(["undecided", "all_enter", "none_enter", "widen"])
works = st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=7)
ORDER = tuple(f"w{at}" for at in range(7))

POSITIVE = {
    "zh": r"(?<!不)(?<!未)(?:列入|得|决定：|^)“?(?:{codes})”?",
    "en": r"(?:gets |: |places?, )“?(?:{codes})”?",
}
NEGATIVE = {"zh": r"不列入|未列入|越过|距", "en": r"none of those|not among|[Pp]assed over|short of"}


def sentences(ties, rest, rows, decided, language):
    spec = policy(TEXT.format(*ties, rest=RESTS[rest]))
    given_rows = [
        {"id": f"w{at}", "total": total, "sanction": sanction} for at, (total, sanction) in enumerate(rows)
    ]
    decisions = [Decision("contest", "prize", ORDER, "沈科长", "抽签")] if decided else []
    result = run(spec, {"works": given_rows}, decisions)
    return [(row, explain(spec, result, row.id, language).sentence) for row in result.rows.values()]


@pytest.mark.parametrize("language", ["zh", "en"])
@example(["none_enter", "none_enter", "none_enter"], "others", [(2, False), (2, False), (1, False)], False)
@example(["undecided", "all_enter", "all_enter"], "out", [(2, False), (2, False), (1, True)], True)
@settings(max_examples=100)
@given(st.lists(TIES, min_size=3, max_size=3), st.sampled_from(sorted(RESTS)), works, st.booleans())
def test_the_sentence_agrees_with_the_result(language, ties, rest, rows, decided):
    for row, said in sentences(ties, rest, rows, decided, language):
        cell = row.cells.get("prize")
        given_code = cell.value if cell is not None else None
        placed = given_code in ("first", "second", "third")
        negative = re.search(NEGATIVE[language], said)
        if placed:
            assert LABELS[given_code] in said, said
            assert not negative, said
            others = "|".join(label for code, label in LABELS.items() if code != given_code)
        else:
            others = "一等奖|良好|合格"
        assert not re.search(POSITIVE[language].format(codes=others), said), said
        if row.state == "undecided":
            assert not negative, said
            assert (
                ("待" in said or "等" in said) if language == "zh" else ("left to" in said or "wait" in said)
            )
        if "普通" in said:
            assert given_code == "others", said


ALLOCATION = """
labels: {people: 居民, score: 得分, place: 名次, grant: 补贴}
facts: {people: {score: number, ask: number}}
values: {fund: {is: 100}}
runs:
  grants:
    rows: people
    stages:
      - {rank: place, order: [{score: high}]}
      - {allocate: grant, fund: fund, by: place, ask: ask, fit: whole_skip}
"""
asks = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 80)), min_size=1, max_size=5)


@given(asks)
def test_an_allocation_that_waits_says_so_and_never_nought(people):
    spec = policy(ALLOCATION)
    rows = [{"id": f"p{at}", "score": score, "ask": ask} for at, (score, ask) in enumerate(people)]
    result = run(spec, {"people": rows})
    for row in result.rows.values():
        told = explain(spec, result, row.id)
        lines = [told.sentence, *(line for step in told.steps for line in step.lines)]
        if row.state == "undecided":
            assert "补贴：等先后定了再分配" in told.sentence
            assert not any("得 0" in line for line in lines)
        else:
            assert f"补贴：得 {row.cells['grant'].shown}" in told.sentence


YEAR = """
labels: {staff: 社工, points: 得分, place: 名次, chosen: 评定, excellent: 优秀, other: 其余}
facts: {staff: {points: number, sanction: yes_no}}
runs:
  year:
    rows: staff
    stages:
      - {rank: place, order: [{points: high}]}
      - take: chosen
        by: place
        tie: TIE
        places: [{give: excellent, number: 1, only: {sanction: {is: false}}}]
        rest: other
"""


def told_of_the_year(tie, *people, decisions=()):
    spec = policy(YEAR.replace("TIE", tie))
    rows = [{"id": name, "points": points, "sanction": sanction} for name, points, sanction in people]
    result = run(spec, {"staff": rows}, decisions)
    return {name: explain(spec, result, name).sentence for name in result.rows}


def test_who_is_left_out_is_told_of_which_place_and_what_comes_instead():
    level = [("王敏", 90, False), ("顾凌云", 90, False), ("沈洁", 95, True)]
    said = told_of_the_year("none_enter", *level)
    assert said["王敏"] == (
        "90 分，与另外 1 个并列第 2 名，在“优秀”的最后一名上并列，按规定并列的都不列入“优秀”，归入“其余”。"
    )
    assert said["沈洁"] == "95 分，第 1 名，不符合“优秀”的附加条件，按规定越过，归入“其余”。"


def test_who_was_decided_against_is_told_so():
    drawn = Decision("year", "chosen", ("顾凌云", "王敏"), "沈科长", "复议")
    said = told_of_the_year("undecided", ("王敏", 90, False), ("顾凌云", 90, False), decisions=[drawn])
    assert said["顾凌云"].endswith("并列，由沈科长决定：优秀。")
    assert said["王敏"].endswith("并列，由沈科长决定未列入“评定”，归入“其余”。")


SEVERAL = """
labels: {staff: 社工, posts: 岗位数, points: 得分, rate: 到岗率, able: 资格, enough: 名额, few: 岗位不足,
  low: 得分不足, places: 优秀名额, excellent: 优秀, chosen: 评定, place: 名次}
facts: {staff: {posts: number, points: number}}
runs:
  year:
    rows: staff
    stages:
      - gate: able
        require:
          - {that: {points: {at_least: 60}}, else: {out: low}}
          - {that: {posts: {at_least: 0}}, else: {out: few}}
      - {gate: enough, require: [{that: {posts: {known: true}}, else: {out: few}}]}
      - compute:
          places: {is: {percent: 10, of: {count: rows}}, round: {to: 1, mode: down}}
          rate: {is: {rate: [points, posts]}}
      - {rank: place, order: [{points: high}]}
      - {take: chosen, by: place, tie: none_enter, places: [{give: excellent, number: places}], rest: other}
"""


def told_of_several(name, points, posts):
    spec = policy(SEVERAL)
    result = run(spec, {"staff": [{"id": name, "points": points, "posts": posts}]})
    return explain(spec, result, name)


def test_gates_are_named_and_figures_stand_for_codes():
    told = told_of_several("王敏", 80, 0)
    titles = [step.title for step in told.steps]
    assert [title for title in titles if "条件" in title] == [
        "资格 条件 1：得分不低于 60",
        "资格 条件 2：岗位数不低于 0",
        "名额 条件 1：岗位数已填写",
    ]
    lines = [line for step in told.steps for line in step.lines]
    assert "算不出：得分的除数为零" in lines
    assert "优秀：0 名" in lines


def test_the_unmet_condition_is_not_listed_as_met():
    assert told_of_several("顾凌云", 50, 1).sentence == (
        "有 2 条条件，符合 1 条；不符合的是：得分不足，还差 10 分。"
    )
