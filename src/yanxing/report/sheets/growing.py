"""More lines in a table of a template: what stands below moves down, and what adds up grows.

openpyxl inserts rows without moving merged cells, heights, validations or the references of formulas.
"""

from __future__ import annotations

import re
from copy import copy
from typing import Any, NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?")


class _Growth(NamedTuple):
    first: int
    below: int
    added: int

    def start(self, row: int) -> int:
        return row + self.added if row >= self.below else row

    def end(self, row: int) -> int:
        """The last line of the table stretches what ends there."""
        return row + self.added if row >= max(self.below - 1, self.first) else row


def grow(book: Workbook, sheet: Worksheet, first: int, below: int, added: int) -> None:
    """`added` empty rows before row `below` of a table that begins at row `first`; all count from 1."""
    growth = _Growth(first, below, added)
    merged = [CellRange(each.coord) for each in sheet.merged_cells.ranges if each.min_row >= below]
    for each in merged:
        sheet.unmerge_cells(each.coord)
    heights = {
        row: found.height
        for row, found in sheet.row_dimensions.items()
        if row >= below and found.height is not None
    }
    _move_cells(sheet, below, added)
    for each in merged:
        each.shift(row_shift=added)
        sheet.merge_cells(each.coord)
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + added].height = height
    _stretch(sheet, growth)
    for each_sheet in book.worksheets:
        _refer(each_sheet, sheet.title, growth)


def _move_cells(sheet: Worksheet, below: int, added: int) -> None:
    for row in range(sheet.max_row, below - 1, -1):
        for column in range(1, sheet.max_column + 1):
            old = sheet.cell(row, column)
            new = sheet.cell(row + added, column)
            new.value, new.data_type = old.value, old.data_type
            copy_style(old, new)
            old.value = None


def copy_style(model: Any, cell: Any) -> None:
    """Font, borders, fill, format, alignment."""
    cell._style = copy(model._style)  # noqa: SLF001 - openpyxl has no other way to copy a style


def _stretch(sheet: Worksheet, growth: _Growth) -> None:
    """Validations, conditional formats and the print area reach as far as the table now does."""
    for validation in sheet.data_validations.dataValidation:
        validation.sqref = MultiCellRange([_range(each, growth) for each in validation.sqref.ranges])
    found = [(each.sqref, each.rules) for each in sheet.conditional_formatting]
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    for places, rules in found:
        coordinates = " ".join(_range(each, growth).coord for each in places.ranges)
        for rule in rules:
            sheet.conditional_formatting.add(coordinates, rule)
    if sheet.print_area:
        areas = (area.rpartition("!")[2] for area in str(sheet.print_area).split(","))
        sheet.print_area = ",".join(_shifted(area, growth) for area in areas)


def _range(found: CellRange, growth: _Growth) -> CellRange:
    return CellRange(
        min_col=found.min_col,
        max_col=found.max_col,
        min_row=growth.start(found.min_row),
        max_row=growth.end(found.max_row),
    )


def _refer(sheet: Worksheet, grown: str, growth: _Growth) -> None:
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = _formula(cell.value, sheet.title == grown, grown, growth)


def _formula(formula: str, own: bool, grown: str, growth: _Growth) -> str:
    tokens = Tokenizer(formula)
    for token in tokens.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            sheet, mark, reference = token.value.rpartition("!")
            if (own and not mark) or sheet.strip("'") == grown:
                token.value = f"{sheet}{mark}{_shifted(reference, growth)}"
    return "=" + "".join(token.value for token in tokens.items)


def _shifted(reference: str, growth: _Growth) -> str:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return reference
    start = f"{found[1]}{growth.start(int(found[2]))}"
    return f"{start}:{found[3]}{growth.end(int(found[4]))}" if found[3] else start
