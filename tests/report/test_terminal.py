"""The tables of a terminal."""

import io

from rich.console import Console
from tests.engine.explanation.plan import PLAN, names, settlement

from yanxing.report import settlement_tables


def shown(language: str = "zh") -> str:
    console = Console(width=120, file=io.StringIO())
    console.print(settlement_tables(PLAN, settlement(), names=names, language=language))
    return console.file.getvalue()


def row_of(text: str, word: str) -> list[str]:
    line = next(line for line in text.splitlines() if word in line and "│" in line)
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_counts_of_each_run() -> None:
    text = shown()
    assert row_of(text, "“全岗通”考核") == ["“全岗通”考核", "5", "1", "3", "1"]
    assert row_of(text, "“民情手记”") == ["“民情手记”", "6", "4", "0", "2"]


def test_the_first_places() -> None:
    text = shown()
    assert row_of(text, "顾凌云")[:1] == ["2"]
    assert "二等奖" in row_of(text, "顾凌云")
    assert "距三等奖 0.35 分" in row_of(text, "周喆")


def test_in_english() -> None:
    assert "Through" in shown("en")
