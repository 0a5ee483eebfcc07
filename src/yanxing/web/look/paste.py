"""A block of cells as a spreadsheet puts it on the clipboard."""

import csv
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


def read_block(text: str, columns: int) -> list[list[str]]:
    """Rows of `columns` trimmed cells; short rows are filled, empty rows left out.

    Cells are parted by tabs; a cell with a line break stands in quotes, as spreadsheets write it.
    """
    lines = csv.reader(text.replace("\r\n", "\n").split("\n"), delimiter="\t")
    rows = [[cell.strip() for cell in line] for line in lines]
    return [(row + [""] * columns)[:columns] for row in rows if any(row)]
