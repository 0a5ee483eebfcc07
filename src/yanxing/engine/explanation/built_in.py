"""Labels for what the grammar and the engine name themselves; a label of the policy comes first."""

from yanxing.engine.explanation.phrases import Phrase, State

BUILT_IN = {
    "in": State.in_,
    "out": State.out,
    "refused": State.refused,
    "not_graded": State.not_graded,
    "held": State.held,
    "redo": State.redo,
    "undecided": State.undecided,
    "id": Phrase("编号", "id"),
    "run": Phrase("环节", "run"),
    "state": Phrase("状态", "state"),
    "reason": Phrase("原因", "reason"),
    "provisional": Phrase("暂定", "provisional"),
    "parent": Phrase("所属", "parent"),
    "records": Phrase("记录", "records"),
    "kind": Phrase("事项种类", "kind of event"),
    "actor": Phrase("当事人", "whom it is about"),
    "date": Phrase("日期", "date"),
    "reverses": Phrase("冲销哪一件", "the event it reverses"),
    "subject": Phrase("当事人", "whom it is about"),
    "decline": Phrase("不接", "declines"),
    "offered": Phrase("现在问到的一方", "whom it is offered to"),
    "rows": Phrase("在列对象", "those still in"),
    "all_rows": Phrase("全部对象", "everyone"),
    "sheets": Phrase("评分表", "score sheets"),
    "house": Phrase("街道", "the house"),
    "missing_facts": Phrase("信息待补", "information missing"),
    "too_few": Phrase("数量不足", "too few"),
    "too_few_sheets": Phrase("评分表不足", "too few score sheets"),
    "too_few_marks": Phrase("有效评分不足", "too few valid marks"),
    "missing_mark": Phrase("评分缺项", "a mark is missing"),
    "missing_key": Phrase("排序依据不全", "what the order goes by is incomplete"),
    "duplicate_rater": Phrase("同一评委评了两次", "a rater marked twice"),
    "level": Phrase("并列，待决定", "level, to be decided"),
    "waits_for_level": Phrase("等前面的并列先定", "waits for a level block before it"),
    "places_unknown": Phrase("名额未定", "the number of places is not known"),
    "fund_unknown": Phrase("总额未定", "the fund is not known"),
    "decision_does_not_fit": Phrase(
        "已记录的决定与并列的对象不符，未采用",
        "the recorded decision does not fit the level block and was not used",
    ),
    "division_by_zero": Phrase("算式", "the sum"),
    "as_of": Phrase("基准日", "the day it is as of"),
    "panel_not_connected": Phrase("评委与作品没有连成一片，不能修正宽严", "the panel is not connected"),
}

OWN_REASONS = frozenset({
    "missing_facts", "missing_key", "too_few_marks", "missing_mark", "duplicate_rater", "panel_not_connected",
    "level", "waits_for_level", "places_unknown", "fund_unknown", "decision_does_not_fit",
})  # fmt: skip
"""Reasons the engine gives itself."""
