"""The sheet somebody gave us, with what is wrong marked where it stands."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from yanxing.report.legal import legal
from yanxing.report.sheets.cells import WIDEST, Cell, kept, width
from yanxing.report.sheets.workbook import for_paper, put, sheet_names, styles_of

_HEAD = "问题与改法"
_LONGEST_COMMENT = 2_000


@dataclass(frozen=True)
class Problem:
    """`row` and `column` count from 0 at A1; no column: about the whole row. `text`: what and mend."""

    row: int
    column: int | None
    text: str


@dataclass(frozen=True)
class Checked:
    """A sheet as it stood, from A1, and its problems. `head`: the row of its heads, from 0."""

    name: str
    rows: Sequence[Sequence[Cell]]
    problems: Sequence[Problem]
    head: int = 0


def error_workbook(sheets: Sequence[Checked]) -> bytes:
    """Bad cells yellow with a comment; beside the last column, what to mend in the row.

    Nothing is moved: mended and uploaded again, it reads as the first one did.
    """
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    styles = styles_of(book)
    for checked, name in zip(sheets, sheet_names([each.name for each in sheets]), strict=True):
        _write(book.add_worksheet(name), checked, styles)
    book.close()
    return out.getvalue()


def _write(sheet: Any, checked: Checked, styles: dict[str, Any]) -> None:
    texts = _texts(checked.problems)
    bad_rows = {row for row, column in texts if column is None}
    last = max((len(row) for row in checked.rows), default=0)
    last = max([last, *(column + 1 for _, column in texts if column is not None)])
    count = max([len(checked.rows), *(problem.row + 1 for problem in checked.problems)])
    for row in range(count):
        cells = checked.rows[row] if row < len(checked.rows) else ()
        for column in range(last):
            wrong = (row, column) in texts or row in bad_rows
            value = kept(cells[column]) if column < len(cells) else None
            put(
                sheet, row, column, value, styles, "wrong" if wrong else "head" if row == checked.head else ""
            )
    _comment(sheet, texts)
    _beside(sheet, checked, last, styles)
    for_paper(sheet, checked.head)


def _texts(problems: Sequence[Problem]) -> Mapping[tuple[int, int | None], str]:
    texts: dict[tuple[int, int | None], str] = {}
    for each in problems:
        place = (each.row, each.column)
        text = legal(each.text)
        texts[place] = f"{texts[place]}\n{text}" if place in texts else text
    return texts


def _comment(sheet: Any, texts: Mapping[tuple[int, int | None], str]) -> None:
    for (row, column), text in texts.items():
        if column is not None:
            sheet.write_comment(row, column, text[:_LONGEST_COMMENT], {"x_scale": 2})


def _beside(sheet: Any, checked: Checked, column: int, styles: dict[str, Any]) -> None:
    lines: dict[int, list[str]] = {}
    for each in checked.problems:
        lines.setdefault(each.row, []).append(legal(each.text))
    if checked.head not in lines:
        put(sheet, checked.head, column, _HEAD, styles, "head")
    for row, texts in lines.items():
        put(sheet, row, column, kept("\n".join(texts)), styles, "wrong")
    for number in range(column):
        shown = [width(kept(cells[number])) for cells in checked.rows[:40] if number < len(cells)]
        sheet.set_column(number, number, min(30, max(shown, default=8) + 3))
    sheet.set_column(column, column, WIDEST)
