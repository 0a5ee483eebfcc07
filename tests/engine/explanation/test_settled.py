"""Rendered is what was computed: the engine settles, the explanation says the same figures."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.explanation.plan import PLAN, names
from tests.engine.explanation.test_rendering import NUMBER

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.explanation import Explainer
from yanxing.engine.settle import settle

CALENDAR = OfficeCalendar({}, frozenset(), frozenset())
NOW = date(2024, 10, 10)


def settled(**facts):
    return settle(PLAN, facts, as_of=NOW, calendar=CALENDAR)


def test_the_exam_from_end_to_end() -> None:
    workers = [
        {"id": "w1", "entered": date(2022, 9, 10), "credentials": frozenset()},
        {"id": "w2", "credentials": frozenset()},
        {"id": "w3", "entered": date(2019, 6, 3), "credentials": frozenset(), "written": Fraction(80),
         "interview": Fraction(85)},
        {"id": "w4", "entered": date(2018, 9, 1), "credentials": frozenset(), "written": Fraction(55),
         "interview": Fraction(62505, 1000)},
    ]  # fmt: skip
    told = Explainer(PLAN, settled(workers=workers).runs["exam"], "zh", names)
    assert [told.sentence(row) for row in ("w1", "w2", "w3", "w4")] == [
        "有 2 条条件，李婷符合 1 条；不符合的是：入职未满 2 年，还差 3 个月。",
        "信息待补：缺少入职时间，补上后重新判断。",
        "综合成绩 83.00 分。",
        "综合成绩 59.50 分，未达合格线，还差 0.50 分。",
    ]
    assert told.explain("w3").steps[2].lines == (
        "综合成绩 = 笔试 80 × 40% + 面试 85 × 60% = 83",
        "四舍五入到 0.01：83.00",
    )


marks = st.lists(st.integers(60, 100), min_size=2, max_size=7)


@given(st.lists(st.tuples(marks, st.integers(20, 40)), min_size=1, max_size=14))
def test_every_figure_of_a_contest_is_the_engines(entries: list[tuple[list[int], int]]) -> None:
    essays = [
        {
            "id": f"e{at}",
            "unit": "c1",
            "effect": Fraction(effect),
            "sheets": tuple(
                {"judge": f"j{judge}", "mark": Fraction(mark)} for judge, mark in enumerate(given_marks)
            ),
        }
        for at, (given_marks, effect) in enumerate(entries)
    ]
    result = settled(essays=essays, workers=[], committees=[]).runs["essays"]
    told = Explainer(PLAN, result, "zh", names)
    for row in result.rows.values():
        sentence = told.sentence(row.id)
        figures = {cell.shown for other in result.rows.values() for cell in other.cells.values()}
        figures |= {str(other.facts["effect"]) for other in result.rows.values()}
        figures |= {
            number
            for step in told.explain(row.id).steps
            for line in step.lines
            for number in NUMBER.findall(line)
        }
        assert set(NUMBER.findall(sentence)) - figures - {"1", "2", "3"} == set(), sentence
        if row.state == "in":
            assert sentence.startswith(f"{row.cells['score'].shown} 分")
            assert f"第 {row.cells['place'].shown} 名" in sentence
