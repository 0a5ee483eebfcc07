"""Words on a terminal: widths of Chinese text, the line a finding is about, closing counts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from yanxing.cli.language import current, say
from yanxing.policy.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console

WIDEST = 96
"""Cells of an excerpt; a longer line is cut around the column."""


def out(text: str = "") -> None:
    """A line of the answer."""
    print(text)


def err(text: str) -> None:
    """A line about what stopped the command."""
    print(text, file=sys.stderr)


def wide_console(width: int = 160) -> Console:
    """For tables: as wide as the terminal, so wide when it is a file or a pipe."""
    from rich.console import Console  # noqa: PLC0415 - only for tables

    live = sys.stdout.isatty()
    return Console(width=None if live else width, highlight=False, markup=False, emoji=False)


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def padded(text: str, width: int) -> str:
    """The text filled with spaces up to so many columns of a terminal."""
    return text + " " * max(0, width - cells(text))


def excerpt(lines: Sequence[str], line: int, column: int) -> list[str]:
    """The source line with its number, and a caret under the column; nothing when there is no such line."""
    if not 1 <= line <= len(lines):
        return []
    source = "".join(character if character.isprintable() else " " for character in lines[line - 1]).rstrip()
    column = min(max(column, 1), len(source) + 1)
    start = _start(source, column)
    shown = ("…" if start else "") + _fitting(source[start:])
    before = ("…" if start else "") + source[start : column - 1]
    number = f"{line:>6}"
    return [f"{number} | {shown}", f"{' ' * len(number)} | {' ' * cells(before)}^"]


def _start(source: str, column: int) -> int:
    """Where to begin, so that the column is in sight."""
    start = 0
    while cells(source[start : column - 1]) > WIDEST - 24:
        start += 8
    return start


def _fitting(text: str) -> str:
    width = 0
    for index, character in enumerate(text):
        width += cells(character)
        if width > WIDEST:
            return f"{text[:index]}…"
    return text


def show_findings(findings: Iterable[Finding], lines: Sequence[str]) -> None:
    """Each finding with the line it is about."""
    for found in findings:
        out(found.text(current()))
        for row in excerpt(lines, found.line, found.column):
            out(row)


def counted(errors: int, warnings: int) -> str:
    """`2 处错误，1 条提醒`."""
    zh = f"{errors} 处错误，{warnings} 条提醒"
    en = f"{errors} error{'' if errors == 1 else 's'}, {warnings} note{'' if warnings == 1 else 's'}"
    return say(zh, en)
