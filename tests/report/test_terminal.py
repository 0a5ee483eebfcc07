"""The tables of a terminal."""

import io

from rich.console import Console
from tests.engine.explanation.plan import PLAN, essays, exam, names

from yanxing.engine.explanation.speech import Speech
from yanxing.engine.outcome import RunResult
from yanxing.report import run_table


def lines(result: RunResult, language: str = "zh", **asked) -> list[str]:
    console = Console(width=160, file=io.StringIO())
    console.print(run_table(Speech(PLAN, language, names), result, **asked))
    return [line.strip() for line in console.file.getvalue().splitlines() if line.strip(" ─")]


def cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split("  ") if cell.strip()]


def test_score_place_and_prize_stand_in_the_table() -> None:
    head, heads, *rows = lines(essays())
    assert head == "“民情手记” essays：共 6 行，在列 4，待决定 1，待重做 1"
    assert cells(heads) == ["名称", "author", "unit", "状态", "工作实效", "得分", "名次", "奖项", "说明"]
    assert cells(rows[1])[:1] == ["顾凌云"]
    assert cells(rows[1])[-3:] == ["2", "二等奖", "与第 3 名同分，按“工作实效”先后"]
    assert cells(rows[3])[-1] == "距三等奖 0.35 分"


def test_a_figure_stands_behind_the_parts_it_is_weighed_from() -> None:
    heads = cells(lines(exam())[1])
    assert heads[-4:] == ["笔试", "面试", "综合成绩", "说明"]


def test_a_cut_table_keeps_what_is_open_and_says_how_many_are_left() -> None:
    told = lines(essays(), most=2)
    assert told[-1] == "另有 2 行，加 --all 看全部。"
    assert [cells(line)[0] for line in told[2:-1]][:1] == ["王敏"]
    assert sum("待" in line for line in told[2:-1]) == 2


def test_a_narrow_terminal_gets_score_place_and_prize() -> None:
    heads = cells(lines(exam(), width=80)[1])
    assert heads[-2:] == ["综合成绩", "说明"]
    assert cells(lines(essays(), width=80)[1])[-4:] == ["得分", "名次", "奖项", "说明"]


def test_one_row_alone() -> None:
    told = lines(essays(), ids=frozenset({"e2"}))
    assert told[0] == "“民情手记” essays：共 1 行，在列 1"
    assert len(told) == 3


def test_in_english() -> None:
    assert lines(essays(), "en")[0] == "“民情手记” essays: 6 rows, in 4, undecided 1, to be done again 1"
