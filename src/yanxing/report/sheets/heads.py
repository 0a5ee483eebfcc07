"""The heads of somebody else's template, over one line or several, merged or not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

_SEARCHED = 20
_COVER = 0.6
_COLONS = ("：", ":")

Anchor = tuple[int, int]
Grid = dict[tuple[int, int], tuple[Anchor, str]]
"""(row, column), from 1 → where its merged cell begins, and its text."""


class NotFilled(Exception):  # noqa: N818 - said of a template, as NotReadable is of a file
    """A template that cannot be used. `code`: `unreadable`, `no_such_head`."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code} {place}".strip())
        self.code = code
        self.place = place


@dataclass(frozen=True)
class Head:
    """`parts` from the top line down. `row`: the lowest line of the head; both count from 1."""

    sheet: str
    row: int
    column: int
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """`汇总表!C4`: what a saved mapping names it by."""
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"

    @property
    def text(self) -> str:
        """`培训情况/学时`."""
        return "/".join(self.parts)


def read_heads(template: bytes) -> list[Head]:
    """The heads of every visible sheet that has a table. Raises `NotFilled`."""
    book = opened(template)
    return [head for sheet in book.worksheets if sheet.sheet_state == "visible" for head in heads_of(sheet)]


def not_kept(template: bytes) -> tuple[str, ...]:
    """What filling would lose: `charts`, `pictures`. Empty for most templates."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as failure:
        raise NotFilled("unreadable") from failure
    found = (("charts", "xl/charts/"), ("pictures", "xl/media/"))
    return tuple(word for word, folder in found if any(name.startswith(folder) for name in names))


def opened(template: bytes) -> Workbook:
    """Raises `NotFilled` for anything openpyxl does not read: it has no error class of its own."""
    try:
        return openpyxl.load_workbook(io.BytesIO(template))
    except Exception as failure:
        raise NotFilled("unreadable") from failure


def heads_of(sheet: Worksheet) -> list[Head]:
    """The heads of one sheet; empty where no row has two."""
    grid = _grid(sheet)
    bottom = max(range(1, _SEARCHED + 1), key=lambda row: (len(_anchors(grid, row)), -row))
    if len(_anchors(grid, bottom)) < 2:
        return []
    top = _top(grid, bottom)
    heads: dict[Anchor, Head] = {}
    for row, column in sorted(grid):
        anchor, _ = grid[row, column]
        if row == bottom and anchor not in heads:
            heads[anchor] = Head(sheet.title, bottom, column, tuple(_parts(grid, top, bottom, column)))
    return list(heads.values())


def _grid(sheet: Worksheet) -> Grid:
    grid: Grid = {}
    for cells in sheet.iter_rows(max_row=min(_SEARCHED, sheet.max_row)):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.strip() and cell.data_type != "f":
                grid[cell.row, cell.column] = ((cell.row, cell.column), " ".join(cell.value.split()))
    for merged in sheet.merged_cells.ranges:
        found = grid.get((merged.min_row, merged.min_col))
        if found:
            for row in range(merged.min_row, min(merged.max_row, _SEARCHED) + 1):
                for column in range(merged.min_col, merged.max_col + 1):
                    grid[row, column] = found
    return grid


def _anchors(grid: Grid, row: int) -> set[Anchor]:
    return {anchor for (each, _), (anchor, _) in grid.items() if each == row}


def _top(grid: Grid, bottom: int) -> int:
    """The highest line of the head: lines that share a merged cell with it, or cover most of its columns."""
    columns = {column for row, column in grid if row == bottom}
    top = bottom
    while top > 1:
        above = {column for row, column in grid if row == top - 1}
        texts = [grid[top - 1, column][1] for column in above]
        shared = bool(_anchors(grid, top) & _anchors(grid, top - 1))
        covers = len(above & columns) >= _COVER * len(columns) and len(_anchors(grid, top - 1)) > 1
        labels = any(colon in text for text in texts for colon in _COLONS)
        if not shared and (not covers or labels):
            break
        top -= 1
    return top


def _parts(grid: Grid, top: int, bottom: int, column: int) -> Iterator[str]:
    last: Anchor | None = None
    for row in range(top, bottom + 1):
        anchor, text = grid.get((row, column), (None, ""))
        if anchor is not None and anchor != last:
            yield text
            last = anchor
