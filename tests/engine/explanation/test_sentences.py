"""The plain sentence, word for word."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from tests.engine.explanation.plan import PLAN, essays, exam, names, teams

from yanxing.engine.explanation import Explainer, audience_counts, audience_status, status_words
from yanxing.engine.outcome import (
    AllocateReason,
    Cell,
    Row,
    RunResult,
    SubstituteReason,
    TakeReason,
)
from yanxing.engine.unknown import Gap


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("w1", "有 2 条条件，李婷符合 1 条；不符合的是：入职未满 2 年，还差 3 个月。"),
        ("w2", "信息待补：缺少入职时间，补上后重新判断。"),
        ("w3", "综合成绩 83.00 分。"),
        ("w4", "综合成绩 59.50 分，未达合格线，还差 0.50 分。"),
        ("w5", "有 2 条条件，王敏符合 1 条；不符合的是：已取得“全岗通”。"),
    ],
)
def test_exam(row: str, sentence: str) -> None:
    assert Explainer(PLAN, exam(), "zh", names).sentence(row) == sentence


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("e1", "91.40 分，第 1 名，得一等奖。"),
        ("e2", "90.80 分，与第 3 名同分，比“工作实效”36.60 高于 36.20，列第 2 名，得二等奖。"),
        ("e3", "90.80 分，与第 2 名同分，比“工作实效”36.20 低于 36.60，列第 3 名，得二等奖。"),
        ("e4", "83.20 分，第 4 名，距三等奖 0.35 分。"),
        ("e5", "82.00 分，与朱慧芳并列，三等奖待人决定。"),
        ("e6", "需要重做这一步：评分表不足（评分表不足规定数量）。"),
    ],
)
def test_contest(row: str, sentence: str) -> None:
    assert Explainer(PLAN, essays(), "zh", names).sentence(row) == sentence


def test_to_the_person_concerned_nobody_else_is_named() -> None:
    you = Explainer(PLAN, exam(), "zh", names, you=True)
    assert you.sentence("w1") == "有 2 条条件，您符合 1 条；不符合的是：入职未满 2 年，还差 3 个月。"
    mine = Explainer(PLAN, essays(), "zh", names, you=True).explain("e5")
    assert mine.sentence == "82.00 分，与另外 1 个并列，三等奖待人决定。"
    assert all("朱慧芳" not in line for step in mine.steps for line in step.lines)


def test_in_english() -> None:
    told = Explainer(PLAN, essays(), "en", names)
    assert told.sentence("e1") == "91.40 points, place 1, gets 一等奖."
    assert Explainer(PLAN, exam(), "en").sentence("w2") == (
        "Waiting for information: 入职时间 is missing. Once given, it is decided again."
    )


def test_points_of_a_team() -> None:
    assert Explainer(PLAN, teams(), "zh", names).sentence("c1") == "积分 22。"


def test_remarks_are_short() -> None:
    told = Explainer(PLAN, essays(), "zh", names)
    assert [told.remark(row) for row in ("e1", "e2", "e4", "e5", "e6")] == [
        "",
        "与第 3 名同分，按“工作实效”先后",
        "距三等奖 0.35 分",
        "与朱慧芳并列，三等奖待人决定",
        "评分表不足规定数量",
    ]
    assert Explainer(PLAN, exam()).remark("w1") == "入职未满 2 年，还差 3 个月"


def test_provisional_and_notes_are_said() -> None:
    result = essays()
    result.rows["e1"].provisional = True
    result.rows["e1"].notes.append("late_entry")
    assert Explainer(PLAN, result).sentence("e1") == (
        "91.40 分，第 1 名，得一等奖。结果暂定：同组还有未定的，定了以后重新计算。说明：late_entry。"
    )


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ("all_enter", "91.40 分，第 1 名，与最后一名并列，按规定都列入一等奖。"),
        ("widened", "91.40 分，第 1 名，与最后一名并列，按规定放宽后列入一等奖。"),
        ("none_enter", "91.40 分，第 1 名，在一等奖的最后一名上并列，按规定并列的都不列入一等奖。"),
        ("passed_over", "91.40 分，第 1 名，不符合“一等奖”的附加条件，按规定越过。"),
    ],
)
def test_how_a_place_was_come_by(how: str, sentence: str) -> None:
    result = essays()
    row = result.rows["e1"]
    row.reasons[-1] = replace(row.reasons[-1], how=how)
    assert Explainer(PLAN, result, "zh", names).sentence("e1") == sentence


def test_a_decision_names_who_decided_and_why() -> None:
    result = essays()
    result.rows["e5"].state = "in"
    result.rows["e5"].reasons[-1] = TakeReason(
        2, "prize", "third", "decided", 2, 6, ("e5", "e6"), by="评审小组组长", because="复议票多"
    )
    told = Explainer(PLAN, result, "zh", names).explain("e5")
    assert told.sentence.endswith("并列，由评审小组组长决定：三等奖。")
    assert "决定的理由：复议票多" in told.steps[-1].lines


def test_money_and_substitutes() -> None:
    row = Row(
        id="w1", kind="workers", facts={}, cells={"bonus": Cell(Fraction(1200), Fraction(1200), "1200.00")}
    )
    row.reasons = [
        SubstituteReason(0, "prize", True, "w2"),
        AllocateReason(1, "bonus", Fraction(10000), Fraction(3), None, Fraction(1200), Fraction(25)),
    ]
    result = RunResult("exam", {"w1": row, "w2": Row(id="w2", kind="workers", facts={})})
    assert Explainer(PLAN, result, "zh", names).sentence("w1") == "递补尉迟晓岚列入奖项，bonus：得 1200.00。"


def test_what_waits_for_others_is_not_called_missing() -> None:
    row = Row(id="c1", kind="committees", facts={}, state="held", reason="missing_facts")
    row.gaps = (Gap("essays", "open_row", "essays/e6"),)
    result = RunResult("teams", {"c1": row})
    assert Explainer(PLAN, result, "zh", names).sentence("c1") == (
        "暂不能定：朱慧芳的“民情手记”尚未定，定了以后重新判断。"
    )


def test_statuses_of_an_audience() -> None:
    result = exam()
    statuses = [status_words(audience_status(PLAN, "exam", row)) for row in result.rows.values()]
    assert statuses == ["仅差一项", "信息待补", "符合", "不符合", "不符合"]
    assert audience_counts(PLAN, result) == {"fits": 1, "almost": 1, "unfit": 2, "waiting": 1}


def test_two_faults_are_not_one_short() -> None:
    result = exam()
    row = result.rows["w1"]
    gate = row.reasons[0]
    row.reasons[0] = replace(gate, checks=(gate.checks[0], replace(gate.checks[1], met=False)))
    assert audience_status(PLAN, "exam", row) == "unfit"
    row.reasons[0] = replace(gate, checks=(gate.checks[0], replace(gate.checks[1], asked=False)))
    assert audience_status(PLAN, "exam", row) == "almost"


def test_a_day_too_late_is_said_to_the_day() -> None:
    result = exam()
    row = result.rows["w1"]
    gate = row.reasons[0]
    read = replace(gate.checks[0].reads[0], value=date(2022, 6, 11))
    row.reasons[0] = replace(gate, checks=(replace(gate.checks[0], reads=(read, gate.checks[0].reads[1])),))
    assert Explainer(PLAN, result).remark("w1") == "入职未满 2 年，还差 1 天"
