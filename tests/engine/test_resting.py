"""Whoever reads provisional rows of an earlier run is provisional, and says because of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import policy, settled

from yanxing.engine.explanation import explain

CONTEST = """
labels: {contest: 作品评比, units: 居委会, works: 作品, score: 得分, points: 积分}
facts:
  units: {name: text}
  works: {unit: {key: units}, field: key, score: number}
tables: {pp: {codes: {first: 10, second: 6, none: 0}}}
runs:
  contest:
    rows: works
    stages:
      - {rank: place, order: [{score: high}], per: field}
      - {take: prize, by: place, tie: undecided, rest: none,
         places: [{give: first, number: 1}, {give: second, number: 1}]}
"""
POINTS = "{sum: {table: pp, at: prize}, over: {result: contest}, per: {unit: id}}"
LATER = {
    "measure": f"""
  later:
    rows: units
    stages: [{{compute: {{points: {{is: {POINTS}}}}}}}]
""",
    "definition": f"""
  later:
    rows: units
    stages: [{{gate: some, require: [{{that: {{all_points: {{at_least: 1}}}}, else: {{out: nothing}}}}]}}]
define: {{all_points: {{is: {POINTS}}}}}
""",
    "key of the stage": """
  later:
    rows: units
    stages:
      - compute:
          own: {is: id}
          points: {is: {count: {result: contest}, per: {unit: own}}}
""",
    "group": """
  later:
    rows: {group: {result: contest}, per: unit}
    stages: [{compute: {points: {is: {count: records}}}}]
""",
}
UNITS = [{"id": "u1", "name": "石榴居委会"}, {"id": "u2", "name": "银杏居委会"}]
WORKS = [
    {"id": "张桂芳的散文", "unit": "u1", "field": "essays", "score": 90},
    {"id": "李建国的散文", "unit": "u1", "field": "essays"},
    {"id": "陈秀英的照片", "unit": "u2", "field": "photos", "score": 80},
]
ROWS = {"units": UNITS, "works": WORKS}


def names(kind, key):
    return {each["id"]: each["name"] for each in UNITS}.get(key, key)


def provisional(result):
    return {row.id for row in result.rows.values() if row.provisional}


@pytest.mark.parametrize("way", LATER)
def test_who_reads_provisional_rows_is_provisional_and_nobody_else(way):
    """李建国's score is missing: the essays are provisional, the photos are not."""
    later = settled(CONTEST + LATER[way], ROWS).runs["later"]
    assert provisional(later) - {row.id for row in later.rows.values() if row.state == "held"} <= {"u1"}
    if way not in ("group", "definition"):  # where the open row is among the records, u1 may be held
        assert later.rows["u1"].rests_on == ("contest/张桂芳的散文",)
    assert later.rows["u2"].rests_on == ()


@pytest.mark.parametrize("way", LATER)
def test_nobody_is_provisional_once_nothing_is_open(way):
    full = [work | {"score": work.get("score", 70)} for work in WORKS]
    later = settled(CONTEST + LATER[way], {"units": UNITS, "works": full}).runs["later"]
    assert provisional(later) == set()
    assert all(row.rests_on == () for row in later.rows.values())


def test_a_lookup_of_a_provisional_row_is_provisional():
    spec = """
  later:
    rows: works
    stages: [{compute: {got: {is: {their: prize, in: contest, at: id}}}}]
"""
    later = settled(CONTEST + spec, ROWS).runs["later"]
    assert later.rows["张桂芳的散文"].provisional
    assert not later.rows["陈秀英的照片"].provisional


TEAMS = """
  team:
    rows: units
    stages:
      - compute: {points: {is: {sum: {table: pp, at: prize}, over: {result: contest}, per: {unit: id}}}}
      - {rank: team_place, order: [{points: high}]}
  after:
    rows: {result: team}
    stages: [{compute: {bonus: {is: {percent: 50, of: points}}}}]
"""
APART = [
    {"id": "张桂芳的散文", "unit": "u1", "field": "essays", "score": 90},
    {"id": "陈秀英的照片", "unit": "u2", "field": "photos", "score": 80},
    {"id": "李建国的散文", "unit": "u3", "field": "essays"},
]


def test_a_rank_over_a_provisional_row_is_provisional_and_so_are_the_runs_behind_it():
    runs = settled(CONTEST + TEAMS, {"units": UNITS, "works": APART}).runs
    assert provisional(runs["contest"]) == {"张桂芳的散文"}
    assert provisional(runs["team"]) == {"u1", "u2"}
    assert provisional(runs["after"]) == {"u1", "u2"}
    assert runs["after"].rows["u2"].rests_on == ("team/u2",)


def test_the_sentence_says_provisional_and_because_of_what():
    spec = policy(CONTEST + TEAMS)
    runs = settled(spec, {"units": UNITS, "works": APART}).runs
    said = explain(spec, runs["team"], "u1", "zh", names).sentence
    assert "结果暂定：所依据的“作品评比”结果（张桂芳的散文）也是暂定的，定了以后重新计算。" in said
    english = explain(spec, runs["team"], "u1", "en", names).sentence
    assert "Provisional: it rests on results that are provisional themselves" in english
    told_to_one = explain(spec, runs["after"], "u1", "zh", names, you=True).sentence
    assert "结果暂定：所依据的“team”结果也是暂定的，定了以后重新计算。" in told_to_one


ALL = """
  again:
    rows: {result: contest, rows: all}
    stages: [{compute: {now: {is: state}, then: {is: {their: state, in: contest, at: id}}}}]
"""


def test_rows_that_left_start_anew_and_their_earlier_state_can_still_be_read():
    again = settled(CONTEST + ALL, ROWS).runs["again"]
    said = {row.id: (row.cells["now"].value, row.cells["then"].value) for row in again.rows.values()}
    assert said == {
        "张桂芳的散文": ("in", "in"),
        "李建国的散文": ("in", "held"),
        "陈秀英的照片": ("in", "in"),
    }
    assert provisional(again) == {"张桂芳的散文", "李建国的散文"}


scores = st.lists(st.tuples(st.sampled_from(["u1", "u2"]), st.none() | st.integers(0, 3)), max_size=6)


@given(scores, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_what_is_not_provisional_stays_when_the_missing_scores_come_in(given_scores, later_scores):
    """Whatever is settled and not provisional in any run is the same once nothing is missing."""
    works = [
        {"id": f"w{at}", "unit": unit, "field": unit} | ({} if score is None else {"score": score})
        for at, (unit, score) in enumerate(given_scores)
    ]
    filled = [work | {"score": work.get("score", later_scores[at])} for at, work in enumerate(works)]
    before = settled(CONTEST + TEAMS, {"units": UNITS, "works": works}).runs
    after = settled(CONTEST + TEAMS, {"units": UNITS, "works": filled}).runs
    for run, result in before.items():
        for row in result.rows.values():
            if row.state not in ("held", "undecided") and not row.provisional:
                assert row.cells == after[run].rows[row.id].cells, (run, row.id)


SCREENING = """
facts: {{people: {{name: text, job: key, local: yes_no}}}}
runs:
  screening:
    rows: people
    stages:
      - {{gate: qualified, require: [{{that: {{local: {{is: true}}}}, else: {{out: not_local}}}}]}}
{after}"""
TWO_NEEDED = """      - compute:
          applicants: {is: {count: SOURCE, per: job}}
          twice: {is: {product: [applicants, 2]}}
      - {gate: job_open, require: [{that: {twice: {at_least: 4}}, else: {out: job_cancelled}}]}
"""
NEXT_RUN = """  opening:
    rows: {result: screening}
    stages:
"""
APPLICANTS = [
    {"id": "王敏", "job": "south", "local": True},
    {"id": "顾凌云", "job": "south"},
    {"id": "沈洁", "job": "north", "local": True},
    {"id": "周建国", "job": "north", "local": True},
    {"id": "吴霞", "job": "north", "local": False},
]


@pytest.mark.parametrize("between", ["", NEXT_RUN], ids=["same run", "run of those in"])
def test_a_figure_over_rows_is_provisional_while_a_row_of_the_group_is_held(between):
    """顾凌云 may still be the second applicant: that 王敏's post is cancelled is not final."""
    spec = policy(SCREENING.format(after=between + TWO_NEEDED.replace("SOURCE", "rows")))
    result = list(settled(spec, {"people": APPLICANTS}).runs.values())[-1]
    assert (result.rows["王敏"].state, result.rows["王敏"].reason) == ("out", "job_cancelled")
    assert provisional(result) == {"王敏"}
    said = explain(spec, result, "王敏").sentence
    assert "结果暂定：同组还有未定的" in said
    told = [one if one["id"] != "顾凌云" else one | {"local": True} for one in APPLICANTS]
    result = list(settled(spec, {"people": told}).runs.values())[-1]
    assert result.rows["王敏"].state == "in"
    assert provisional(result) == set()


def test_a_held_row_of_unknown_group_makes_every_group_provisional():
    spec = policy(SCREENING.format(after=TWO_NEEDED.replace("SOURCE", "rows")))
    nowhere = [one if one["id"] != "顾凌云" else {"id": "顾凌云"} for one in APPLICANTS]
    assert provisional(list(settled(spec, {"people": nowhere}).runs.values())[-1]) == {
        "王敏",
        "沈洁",
        "周建国",
    }


def test_a_count_of_all_rows_is_final_whoever_is_held():
    """顾凌云 is counted either way; how she stands is not asked."""
    spec = policy(SCREENING.format(after=TWO_NEEDED.replace("SOURCE", "all_rows")))
    assert provisional(list(settled(spec, {"people": APPLICANTS}).runs.values())[-1]) == set()
    standing = "all_rows, where: {state: {is: in}}"
    spec = policy(SCREENING.format(after=TWO_NEEDED.replace("SOURCE", standing)))
    assert provisional(list(settled(spec, {"people": APPLICANTS}).runs.values())[-1]) == {"王敏"}


def test_a_row_held_at_a_column_is_missed_by_the_next_column_only():
    text = """
facts: {people: {name: text, score: number}}
runs:
  interview:
    rows: people
    stages:
      - compute:
          FIRST
          known: {is: score, when_missing: {held: no_score}}
          SECOND
"""
    people = [{"id": "王敏", "score": 80}, {"id": "顾凌云"}]
    before = text.replace("FIRST", "many: {is: {count: rows}}").replace("SECOND", "same: {is: many}")
    assert provisional(list(settled(before, {"people": people}).runs.values())[-1]) == set()
    after = text.replace("FIRST", "same: {is: 1}").replace("SECOND", "line: {is: {mean: score, over: rows}}")
    assert provisional(list(settled(after, {"people": people}).runs.values())[-1]) == {"王敏"}
