"""The words of the checker: a line, what is wrong, how to mend it; Chinese first, English beside it."""

from __future__ import annotations

import pytest

from yanxing.policy.load import loaded

FACTS = """\
policy: exam
title: 考核
facts: {workers: {entered: date, post: {code: [secretary, worker]}, score: number}}
runs:
  exam:
    rows: workers
    stages:
"""
TELLS = [
    (
        "      - gate: g\n        require: [{that: {entred: {known: true}}, else: {out: x}}]\n",
        "p.yaml 第 9 行：没有叫 entred 的信息。是不是 entered？",
        "p.yaml line 9: No fact, column or value is called 'entred'. Did you mean 'entered'?",
    ),
    (
        "      - gate: g\n        require: [{that: {post: {above: 3}}, else: {out: x}}]\n",
        "p.yaml 第 9 行：post 是代码，不能比大小（above）。代码可用 is、is_not、in、not_in、known。",
        "p.yaml line 9: post is a code and has no size (above). A code takes is, is_not, in, not_in, known.",
    ),
    (
        "      - gate: g\n        require: [{that: {post: {is: secretery}}, else: {out: x}}]\n",
        "p.yaml 第 9 行：post 没有 secretery 这个代码。是不是 secretary？",
        "p.yaml line 9: post has no code 'secretery'. Did you mean 'secretary'?",
    ),
    (
        "      - compute: {a: {is: total}}\n      - compute: {total: {is: score}}\n",
        "p.yaml 第 8 行：total 在写出之前就被读取。它在后面的步骤里算出，请把这一步移到后面。",
        ("p.yaml line 8: total is read before it is written. It is worked out further down: move this stage "
        "below it."),
    ),
    (
        "      - compute: {a: {is: {weigh: {score: 90}}}}\n",
        "p.yaml 第 8 行：权重合计 90，应为 100。请改权重，或写明 adds_to。",
        "p.yaml line 8: The weights add up to 90 instead of 100. Change the weights, or write adds_to.",
    ),
    (
        "      - compute: {a: {is: {max: [score, 60]}}}\n",
        "p.yaml 第 8 行：max 里出现了数字 60。封顶、保底请写 limit。",
        "p.yaml line 8: max contains the number 60. For a cap or a floor write limit.",
    ),
    (
        ("      - {rank: place, order: [{score: high}]}\n"
        "      - {take: hired, by: place, places: [{give: yes, number: 1}]}\n"),
        ("p.yaml 第 9 行：hired 没有写最后一名并列怎么办。"
         "请写 tie: all_enter、none_enter、widen 或 undecided。"),
        ("p.yaml line 9: hired does not say what happens when the last one in is level with the next. "
        "Write tie: all_enter, none_enter, widen or undecided."),
    ),
    (
        ("      - compute: {quota: {is: {percent: 20, of: score}}}\n"
        "      - {rank: place, order: [{score: high}]}\n"
        "      - {take: hired, by: place, tie: undecided, places: [{give: yes, number: quota}]}\n"),
        "p.yaml 第 10 行：名额必须是整数，这一列可能不是。请给该列写 round。",
        ("p.yaml line 10: The number of places must be whole, and this column may not be. "
        "Write round on that column."),
    ),
    (
        "      - compute: {a: {is: score}}\n      - compute: {a: {is: score}}\n",
        "p.yaml 第 9 行：a 已经有值。一列只写一次，请换一个名字。",
        "p.yaml line 9: a already has a value. A column is written once: choose another name.",
    ),
    (
        ("      - compute: {composite: {is: {percent: 40, of: score}, round: 0.01}}\n"
        "      - gate: g\n        require: [{that: {composite: {at_least: 60}}, else: {out: x}}]\n"),
        "p.yaml 第 10 行 提醒：composite 先四舍五入再比较。请写明 on: rounded 或 on: exact。",
        "p.yaml line 10, note: composite is rounded before it is compared. Say on: rounded or on: exact.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("stages", "zh", "en"), TELLS, ids=[zh.split("：")[1] for _, zh, _ in TELLS])
def test_a_mistake_is_told_in_one_line(stages: str, zh: str, en: str) -> None:
    findings = loaded((FACTS + stages).encode(), "p.yaml").findings
    assert [each.text("zh") for each in findings] == [zh]
    assert [each.text("en") for each in findings] == [en]
