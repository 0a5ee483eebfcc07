"""A block of cells as a spreadsheet puts it on the clipboard."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and the sentence saying what is wrong with it."""

    text: str
    error: str = ""


@dataclass(frozen=True)
class Row:
    """A pasted row: its number as a person counts, its cells, and what comes next."""

    number: int
    cells: tuple[Cell, ...]
    next: str = ""


@dataclass(frozen=True)
class Paste:
    """The table shown below the block: heads and rows."""

    heads: Sequence[str]
    rows: Sequence[Row] = field(default_factory=tuple)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """(address of the row, sentence) of every wrong cell, for the summary above the form."""
        return [
            (f"#paste-{row.number}", f"第 {row.number} 行 {head}：{cell.error}")
            for row in self.rows
            for head, cell in zip(self.heads, row.cells, strict=False)
            if cell.error
        ]


QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
PLAIN = re.compile(r"[^\t\n]*")


def read_block(text: str, columns: int) -> list[list[str]]:
    """Rows of `columns` trimmed cells, parted by tabs; short rows are filled, empty rows left out.

    A spreadsheet puts a cell in quotes only when it holds a tab or line break; others are the writer's.
    """
    rows: list[list[str]] = [[]]
    text, place = text.replace("\r\n", "\n"), 0
    while place <= len(text):
        cell, place = _cell(text, place)
        rows[-1].append(cell.strip())
        if text[place : place + 1] == "\n":
            rows.append([])
        place += 1
    return [(row + [""] * columns)[:columns] for row in rows if any(row)]


def _cell(text: str, place: int) -> tuple[str, int]:
    """The cell beginning at `place`, and where it ends."""
    quoted = QUOTED.match(text, place)
    if quoted and ("\n" in quoted[1] or "\t" in quoted[1]):
        return quoted[1].replace('""', '"'), quoted.end()
    end = next(PLAIN.finditer(text, place)).end()
    return text[place:end], end
