"""A workbook as offices lay one out: a merged title, a head, rows, a line for whoever filled it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter  # type: ignore[import-untyped]

Cell = str | int | Fraction | date | datetime | None

_MADE = datetime(2024, 10, 14, 9, 5)  # noqa: DTZ001 - office time has no zone
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `over` stands above the head, one text for so many columns; `down` is a column whose equal
    cells are merged; `closing` stands under the rows."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    closing: str = ""
    over: Sequence[tuple[str, int]] = ()
    down: int | None = None


def write_book(path: Path, tables: Sequence[Table]) -> Path:
    """Writes the workbook, byte for byte the same every time."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/m/d"})
    book.set_properties({"title": path.stem, "author": "中山街道自治办", "created": _MADE})
    styles = _styles(book)
    for table in tables:
        _write_table(book.add_worksheet(table.name), table, styles)
    book.close()
    return path


Styles = dict[str, Any]


def _styles(book: Any) -> Styles:
    cell = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 11}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "head": book.add_format(cell | {"bold": True, "align": "center", "bg_color": "#EDF0F3"}),
        "text": book.add_format(cell),
        "long": book.add_format(cell | {"text_wrap": True, "valign": "top"}),
        "date": book.add_format(cell | {"num_format": "yyyy/m/d"}),
        "moment": book.add_format(cell | {"num_format": "yyyy/m/d hh:mm"}),
        "closing": book.add_format({"font_name": "宋体", "font_size": 10}),
    }  # fmt: skip


def _write_table(sheet: Any, table: Table, styles: Styles) -> None:
    last = len(table.heads) - 1
    if last:
        sheet.merge_range(0, 0, 0, last, table.title, styles["title"])
    else:
        sheet.write_string(0, 0, table.title, styles["title"])
    sheet.set_row(0, 28)
    top = _write_over(sheet, table, styles)
    for column, head in enumerate(table.heads):
        sheet.write_string(top, column, head, styles["head"])
    for row, cells in enumerate(table.rows, top + 1):
        for column, cell in enumerate(cells):
            if column != table.down:
                _write(sheet, row, column, cell, styles)
    if table.down is not None:
        _merge_down(sheet, table, top + 1, table.down, styles)
    if table.closing:
        sheet.write_string(top + len(table.rows) + 2, 0, table.closing, styles["closing"])
    sheet.freeze_panes(top + 1, 0)
    for column, width in enumerate(_widths(table)):
        sheet.set_column(column, column, width)


def _write_over(sheet: Any, table: Table, styles: Styles) -> int:
    """The upper line of a head of two lines; answers the row of the lower one."""
    if not table.over:
        return 1
    column = 0
    for text, span in table.over:
        if span > 1:
            sheet.merge_range(1, column, 1, column + span - 1, text, styles["head"])
        else:
            sheet.write_string(1, column, text, styles["head"])
        column += span
    return 2


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: Styles) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, styles["text"])
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, styles["moment"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["date"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell, styles["long" if len(cell) > _WIDEST else "text"])
    else:
        sheet.write_number(row, column, float(cell), styles["text"])


def _merge_down(sheet: Any, table: Table, top: int, column: int, styles: Styles) -> None:
    start = 0
    for row in range(1, len(table.rows) + 1):
        if row < len(table.rows) and table.rows[row][column] == table.rows[start][column]:
            continue
        text = str(table.rows[start][column])
        if row - start > 1:
            sheet.merge_range(top + start, column, top + row - 1, column, text, styles["text"])
        else:
            sheet.write_string(top + start, column, text, styles["text"])
        start = row


def _widths(table: Table) -> list[int]:
    """As wide as the widest of the first rows, within reason."""
    shown = [table.heads, *table.rows[:40]]
    return [
        min(_WIDEST, 3 + max(_cells(row[column]) for row in shown if column < len(row)))
        for column in range(len(table.heads))
    ]


def _cells(cell: Cell) -> int:
    if isinstance(cell, datetime):
        return 16
    if isinstance(cell, date):
        return 10
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in str(cell or ""))
