"""panel: trimmed means, recusals never filled in, an announced correction, diagnostics apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, ended, outcome, policy, reasons, run

from yanxing.engine.outcome import PanelReason
from yanxing.engine.unknown import Gap

TEXT = """
facts: {{essays: {{sheets: {{records: {{judge: key, mark: number, recused: yes_no}}}}}}}}
runs:
  contest:
    rows: essays
    stages:
      - panel: score
        sheets: sheets
        rater: judge
        mark: mark
        where: {{recused: {{is: false}}}}
        round: 0.01
        {more}
"""
TRIMMED = policy(TEXT.format(more="drop: {highest: 1, lowest: 1, from: 5}"))
CORRECTED = policy(TEXT.format(more="needs: 1\n        correction: additive"))
PLAIN = policy(TEXT.format(more="needs: 1"))
JUDGES = ["陈评委", "李评委", "沈评委", "周评委", "吴评委", "朱评委"]


def essay(name, *marks, **by_judge):
    given_marks = by_judge or dict(zip(JUDGES, marks, strict=False))
    return {"id": name, "sheets": [sheet(judge, mark) for judge, mark in given_marks.items()]}


def sheet(judge, mark, recused=False):
    return {"judge": judge, "recused": recused} | ({} if mark is None else {"mark": mark})


def recused(judge):
    return sheet(judge, None, recused=True)


def contest(spec, *essays):
    return run(spec, {"essays": essays})


def reason(result, name):
    return reasons(result.rows[name], PanelReason)[-1]


def test_five_marks_lose_the_highest_and_the_lowest_and_four_do_not():
    result = contest(TRIMMED, essay("王敏", 100, 80, 81, 82, 40), essay("顾凌云", 100, 80, 81, 40))
    assert column(result, "score") == {"王敏": 81, "顾凌云": Fraction("75.25")}
    assert sorted(mark for _, mark in reason(result, "王敏").dropped) == [40, 100]
    assert column(result, "score_sheets") == {"王敏": 5, "顾凌云": 4}


def test_a_recused_judge_is_counted_and_never_filled_in():
    work = essay("王敏", 80, 90, 85)
    work["sheets"] = [*work["sheets"], recused("朱评委")]
    result = contest(TRIMMED, work)
    assert column(result, "score") == {"王敏": 85}
    assert (reason(result, "王敏").left_out, column(result, "score_left_out")) == (1, {"王敏": 1})
    assert "朱评委" not in dict(reason(result, "王敏").used)


def test_two_sheets_are_judged_again_and_are_no_zero():
    result = contest(TRIMMED, essay("王敏", 80, 90))
    assert ended(result) == {"王敏": ("redo", "too_few_marks")}
    assert "score" not in column(result, "score")
    assert column(result, "score_sheets") == {"王敏": 2}


def test_a_missing_mark_holds_the_work_and_names_the_judge():
    result = contest(TRIMMED, essay("王敏", 80, 90, 85, None), essay("顾凌云", 80, 90, 85))
    assert ended(result) == {"王敏": ("held", "missing_mark")}
    assert result.rows["王敏"].gaps == (Gap("mark", "missing", "sheets/周评委"),)
    assert column(result, "score") == {"顾凌云": 85}


def test_a_judge_who_marked_twice_holds_the_work():
    work = essay("王敏", 80, 90, 85)
    work["sheets"] = [*work["sheets"], sheet("陈评委", 99)]
    result = contest(TRIMMED, work)
    assert ended(result) == {"王敏": ("held", "duplicate_rater")}
    assert result.rows["王敏"].gaps == (Gap("judge", "duplicate", "sheets/陈评委"),)


def test_an_unknown_recusal_is_not_taken_for_no():
    work = essay("王敏", 80, 90, 85)
    work["sheets"] = [*work["sheets"], {"judge": "周评委", "mark": 99}]
    result = contest(TRIMMED, work)
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert result.rows["王敏"].gaps == (Gap("recused", "missing", "sheets/周评委"),)


def test_sheets_that_were_never_given_are_missing_and_not_none():
    assert ended(contest(TRIMMED, {"id": "王敏"})) == {"王敏": ("held", "missing_facts")}
    assert ended(contest(TRIMMED, {"id": "王敏", "sheets": []})) == {"王敏": ("redo", "too_few_marks")}


def test_too_few_sheets_may_leave_otherwise():
    spec = policy(TEXT.format(more="too_few: {out: not_judged}"))
    assert ended(contest(spec, essay("王敏", 80))) == {"王敏": ("out", "not_judged")}


def test_the_correction_takes_a_strict_judge_out():
    works = [
        essay("王敏", 陈评委=80, 李评委=90),
        essay("顾凌云", 陈评委=70, 李评委=80),
        essay("沈洁", 陈评委=75),
        essay("周建国", 李评委=84),
    ]
    result = contest(CORRECTED, *works)
    scores = column(result, "score")
    assert scores["沈洁"] - scores["周建国"] == 1
    assert dict(reason(result, "沈洁").correction) == {"陈评委": Fraction(-5)}
    assert dict(reason(result, "沈洁").used) == {"陈评委": 75}


def test_two_rooms_without_a_common_work_are_held_and_said_to_be_unconnected():
    result = contest(CORRECTED, essay("王敏", 陈评委=80), essay("顾凌云", 李评委=90))
    assert set(ended(result).values()) == {("held", "panel_not_connected")}
    assert not result.diagnostics[0].connected


def test_the_diagnosis_decides_nothing_and_says_how_each_judge_marked():
    result = contest(PLAIN, essay("王敏", 陈评委=80, 李评委=90), essay("顾凌云", 陈评委=70, 李评委=80))
    (diagnosis,) = result.diagnostics
    assert [(one.rater, one.marks, one.mean, one.variance, one.leniency) for one in diagnosis.raters] == [
        ("李评委", 2, 85, 25, 5),
        ("陈评委", 2, 75, 25, -5),
    ]
    assert (diagnosis.connected, diagnosis.full) == (True, True)


def test_a_recusal_leaves_a_panel_full_and_an_absence_does_not():
    one, other = essay("王敏", 陈评委=80, 李评委=90), essay("顾凌云", 陈评委=70)
    assert not contest(PLAIN, one, other).diagnostics[0].full
    other["sheets"] = [*other["sheets"], recused("李评委")]
    assert contest(PLAIN, one, other).diagnostics[0].full


marks = st.sampled_from([0, 50, 80, 80, 90, 100, None])
sheets = st.dictionaries(st.sampled_from(JUDGES), marks, max_size=6)
works = st.lists(sheets, min_size=1, max_size=5).map(
    lambda each: [
        {"id": f"e{place}", "sheets": [sheet(judge, mark) for judge, mark in given_marks.items()]}
        for place, given_marks in enumerate(each)
    ]
)


@pytest.mark.parametrize("spec", [TRIMMED, CORRECTED, PLAIN], ids=["trimmed", "corrected", "plain"])
@given(works, st.randoms(use_true_random=False))
def test_neither_the_order_of_judges_nor_of_works_changes_anything(spec, each, random):
    shuffled = [work | {"sheets": random.sample(work["sheets"], len(work["sheets"]))} for work in each]
    before, after = contest(spec, *each), contest(spec, *random.sample(shuffled, len(shuffled)))
    assert {name: outcome(row) for name, row in before.rows.items()} == {
        name: outcome(row) for name, row in after.rows.items()
    }
    assert before.diagnostics == after.diagnostics
    assert [row.reasons for row in before.rows.values()] == [row.reasons for row in after.rows.values()]


@given(works, st.integers(0, 4), st.sampled_from(JUDGES), st.integers(1, 10))
def test_a_higher_mark_never_lowers_a_score(each, chosen, judge, more):
    work = each[chosen % len(each)]
    raised = [
        one | {"mark": one["mark"] + more} if one["judge"] == judge and "mark" in one else one
        for one in work["sheets"]
    ]
    before, after = (column(contest(TRIMMED, one), "score") for one in (work, work | {"sheets": raised}))
    assert set(before) == set(after)
    assert all(after[name] >= before[name] for name in before)


@given(st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=6))
def test_where_everybody_marked_everything_the_correction_changes_no_score(given_marks):
    each = [essay(f"e{place}", *three) for place, three in enumerate(given_marks)]
    corrected, plain = contest(CORRECTED, *each), contest(PLAIN, *each)
    assert column(corrected, "score") == column(plain, "score")


@given(works)
def test_a_work_without_a_score_is_open_and_never_zero(each):
    result = contest(TRIMMED, *each)
    scores = column(result, "score")
    assert all((row.id in scores) == (row.state == "in") for row in result.rows.values())
