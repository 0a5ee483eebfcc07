"""The steps: figures, clauses as printed, readings."""

from dataclasses import replace
from fractions import Fraction

from tests.engine.explanation.plan import PLAN, essays, exam, names, teams

from yanxing.engine.explanation import Explainer, explain
from yanxing.engine.explanation.citation import printed
from yanxing.engine.explanation.speech import like, numeral
from yanxing.engine.outcome import ColumnReason, PanelReason, Read, Row, RunResult, SplitReason
from yanxing.engine.unknown import missing

F = Fraction


def test_requirements_with_clause_and_reading() -> None:
    served, not_yet = explain(PLAN, exam(), "w1").steps
    assert (served.mark, served.title) == (
        "unmet",
        "条件 1：入职时间不晚于 2022年6月10日（资格审核日 2024年6月10日往前 24 个月）",
    )
    assert served.lines == (
        "读到：入职时间：2022年9月10日",
        "结论：入职未满 2 年，还差 3 个月",
    )
    assert served.rule == ()
    assert served.clause_number == "二（一）3"
    assert served.clause_text == "考核对象：入职满 2 年、未取得“全岗通”的社区工作者"
    assert (served.reading_id, served.reading_by) == ("A5", "街道口径，自治办 2024年5月20日确认")
    assert (not_yet.mark, not_yet.lines) == ("met", ("读到：证书：无",))


def test_what_cannot_be_told() -> None:
    served, _ = explain(PLAN, exam(), "w2").steps
    assert served.mark == "unknown"
    assert served.lines == ("读到：入职时间：未填", "还不能判断：缺少入职时间")


def test_a_composite_in_words_and_figures() -> None:
    step = explain(PLAN, exam(), "w4").steps[2]
    assert step.lines == (
        "综合成绩 = 笔试 55 × 40% + 面试 62.505 × 60% = 59.503",
        "四舍五入到 0.01：59.503 → 59.50",
    )
    assert step.clause_text.startswith("为建立“一人多岗，一专多能”的社区工作者队伍")
    assert (step.reading_id, step.reading_by) == ("A14", "我们的理解")


def test_a_panel_lists_marks_without_raters() -> None:
    step = explain(PLAN, essays(), "e2").steps[0]
    assert step.lines == (
        "评分 7 份：88、89、90、91、91、93、95",
        "去掉最高 95、最低 88",
        "回避或不计 1 人，不计分也不补分",
        "其余 5 份相加 454，除以 5，得 90.8",
        "四舍五入到 0.01：90.80",
    )


def test_a_panel_that_is_too_small_or_corrected() -> None:
    assert explain(PLAN, essays(), "e6").steps[0].lines[-1] == "有效评分 2 份，不足 3 份"
    reason = PanelReason(
        0,
        "score",
        F(250, 3),
        F(250, 3),
        "83.33",
        (("j1", F(80)), ("j2", F(85))),
        (),
        0,
        (("j1", F(-1)), ("j2", F(1))),
    )
    result = RunResult("essays", {"e1": Row(id="e1", kind="essays", facts={}, reasons=[reason])})
    lines = explain(PLAN, result, "e1").steps[0].lines
    assert lines[1:3] == (
        "各评委的宽严：评委 1 -1、评委 2 1",
        "按评委宽严修正后平均，得 83.333333…（250/3）",
    )


def test_rank_and_prize() -> None:
    _, rank, prize = Explainer(PLAN, essays(), "zh", names).explain("e3").steps
    assert rank.lines == (
        "6 个参加排名，列第 3 名",
        "先后依据：得分高者在前、工作实效高者在前",
        "各项：得分：90.80、工作实效：36.20",
        "与上一名分开的是“工作实效”：36.20 低于 36.60",
    )
    assert prize.lines == ("按名次列入二等奖", "一等奖：1 名，二等奖：3 名，三等奖：6 名")
    assert prize.clause_number == "三、1"


def test_points_name_the_records_they_come_from() -> None:
    (step,) = Explainer(PLAN, teams(), "zh", names).explain("c1").steps
    assert step.lines == (
        "积分 = “民情手记”结果中按“奖项分值”查奖项的合计 22",
        "计入 3 条：王敏 10、顾凌云 6、欧阳静雯 6",
    )


def test_an_unknown_column_and_its_stand_in() -> None:
    gone = missing("interview")
    reads = (Read("written", F(80)), Read("interview", gone))
    row = Row(
        id="w1", kind="workers", facts={}, reasons=[ColumnReason(1, "composite", gone, gone, "", reads)]
    )
    result = RunResult("exam", {"w1": row})
    assert explain(PLAN, result, "w1").steps[0].lines == (
        "综合成绩：笔试 80 × 40% + 面试 × 60%",
        "算不出：缺少面试",
    )
    row.reasons = [ColumnReason(1, "composite", F(0), gone, "0.00", reads, used_instead=True)]
    assert explain(PLAN, result, "w1").steps[0].lines[-1] == "数据不全，按规定以 0.00 计"


def test_a_split_says_what_rounding_did() -> None:
    parts = (("fixed", F(80), F(80)), ("merit", F(2000, 100), F(19995, 1000)))
    row = Row(id="w1", kind="workers", facts={}, reasons=[SplitReason(0, "pay", F(100), parts)])
    (step,) = explain(PLAN, RunResult("exam", {"w1": row}), "w1").steps
    assert step.lines == ("pay 100 分为：fixed 80、merit 20（取整前 19.995）",)


def test_numbers_are_exact() -> None:
    assert [numeral(n) for n in (F(83), F(837, 10), F(250, 3), F(-1, 3), F(1, 8))] == [
        "83",
        "83.7",
        "83.333333…（250/3）",
        "-0.333333…（-1/3）",
        "0.125",
    ]
    assert [like("83.20", F(7, 20)), like("83", F(7)), like("83.20", F(1, 3)), like("", F(1, 2))] == [
        "0.35",
        "7",
        "0.333333…（1/3）",
        "0.5",
    ]


def test_a_quotation_brings_its_sentence_and_number() -> None:
    assert printed(PLAN, "综合成绩合格者") == ("二（一）3", "综合成绩合格者评聘为“全岗通”社区工作者。")
    assert printed(PLAN, "三、1") == ("三、1", (PLAN.text or {})["三、1"])
    assert printed(PLAN, "没有这一句") == ("", "没有这一句")


def test_a_quotation_that_stands_twice_is_the_one_at_home() -> None:
    text = {"二（二）1": "有话说。展示时间：6月--9月", "二（二）2": "“民情手记”。 展示时间：6月--9月"}
    policy = replace(PLAN, text=text)
    assert printed(policy, "展示时间：6月--9月") == ("二（二）1", "展示时间：6月--9月")
    assert printed(policy, "展示时间：6月--9月", "二（二）2") == ("二（二）2", "展示时间：6月--9月")
    assert printed(policy, "展示时间：6月--9月", "民情手记")[0] == "二（二）2"
