"""Our rows in somebody else's template: its heads, formats, formulas and the lines below stay as they are."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from openpyxl.cell.cell import Cell as XlsxCell
from openpyxl.cell.cell import MergedCell
from openpyxl.formula.translate import Translator
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yanxing.report.sheets.cells import Cell, kept
from yanxing.report.sheets.growing import copy_style, grow
from yanxing.report.sheets.heads import Head, NotFilled, heads_of, opened

ROW_NUMBER = "#"
"""A field every template may be pointed at: 1, 2, 3 …"""

_AS_OF = re.compile(r"数据截[至止](?:日期|时间)?\s*[：:]?[\s_\d年月日./-]*")
_ACTIVE = tuple("=+-@")


def fill_template(
    template: bytes, mapping: Mapping[str, str], rows: Sequence[Mapping[str, Cell]], *, as_of: date
) -> bytes:
    """The template as .xlsx with the rows under its heads.

    `mapping`: `Head.key` → field of the rows, or `ROW_NUMBER`. Several sheets may be mapped; each gets all
    rows. A field a row lacks stays empty. Where there are more rows than lines, lines are added above what
    stands below, and its formulas grow with them. Raises `NotFilled`.
    """
    book = opened(template)
    wanted = dict(mapping)
    for sheet in book.worksheets:
        heads = heads_of(sheet)
        fields = {head.column: wanted.pop(head.key) for head in heads if head.key in wanted}
        if fields:
            _fill(book, sheet, heads, fields, rows)
            _write_as_of(sheet, heads, as_of)
    if wanted:
        raise NotFilled("no_such_head", "、".join(sorted(wanted)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(
    book: Workbook,
    sheet: Worksheet,
    heads: Sequence[Head],
    fields: Mapping[int, str],
    rows: Sequence[Mapping[str, Cell]],
) -> None:
    first = heads[0].row + 1
    below = _below(sheet, first)
    space = below - first
    _part_rows(sheet, first, below)
    if len(rows) > space:
        if below <= sheet.max_row:
            grow(book, sheet, first, below, len(rows) - space)
        _repeat(sheet, first, range(first + max(space, 1), first + len(rows)))
    for number, row in enumerate(rows, 1):
        for column, field in fields.items():
            value = number if field == ROW_NUMBER else row.get(field)
            _put(sheet.cell(first + number - 1, column), value)


def _below(sheet: Worksheet, first: int) -> int:
    """The first row under the table that says something (合计, 填表人); one past the last if none does."""
    for row in range(first, sheet.max_row + 1):
        for column in range(1, sheet.max_column + 1):
            cell = sheet.cell(row, column)
            if isinstance(cell.value, str) and cell.value.strip() and cell.data_type != "f":
                return row
    return max(first, sheet.max_row + 1)


def _part_rows(sheet: Worksheet, first: int, below: int) -> None:
    """Empty cells merged over several rows of the table would swallow rows."""
    for merged in list(sheet.merged_cells.ranges):
        if first <= merged.min_row and merged.max_row < below and merged.max_row > merged.min_row:
            sheet.unmerge_cells(merged.coord)


def _repeat(sheet: Worksheet, first: int, added: range) -> None:
    """Added rows look like the first one and work out what it works out."""
    across = [m for m in sheet.merged_cells.ranges if m.min_row == m.max_row == first]
    for row in added:
        sheet.row_dimensions[row].height = sheet.row_dimensions[first].height
        for column in range(1, sheet.max_column + 1):
            model, cell = sheet.cell(first, column), sheet.cell(row, column)
            if isinstance(model, MergedCell) or isinstance(cell, MergedCell):
                continue
            copy_style(model, cell)
            if model.data_type == "f" and isinstance(model.value, str):
                cell.value = Translator(model.value, model.coordinate).translate_formula(cell.coordinate)
        for merged in across:
            sheet.merge_cells(
                start_row=row, end_row=row, start_column=merged.min_col, end_column=merged.max_col
            )


def _put(cell: XlsxCell | MergedCell, value: Cell) -> None:
    if isinstance(cell, MergedCell):
        return
    content = kept(value)
    cell.value = content
    if isinstance(content, str):
        # Otherwise a text that begins with = is a formula, and #N/A an error.
        cell.data_type = "s"
        if content.startswith(_ACTIVE):
            cell.quotePrefix = True
    elif isinstance(content, date) and cell.number_format == "General":
        cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(content, datetime) else "yyyy-mm-dd"


def _write_as_of(sheet: Worksheet, heads: Sequence[Head], as_of: date) -> None:
    said = f"数据截至{as_of.year}年{as_of.month}月{as_of.day}日"
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.data_type != "f" and _place(cell.value):
                cell.value = _AS_OF.sub(lambda found: said + _space(found[0]), cell.value, count=1)
                return
    last = max(cell.row for cells in sheet.iter_rows() for cell in cells if cell.value is not None)
    _put(sheet.cell(last + 1, heads[0].column), said)


def _place(text: str) -> bool:
    return bool(_AS_OF.search(text))


def _space(replaced: str) -> str:
    """What follows on the same line keeps its distance."""
    return replaced[len(replaced.rstrip()) :]
