"""Workbooks of our own making: a title, a head, rows, notes; ready to print on A4."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from yanxing.report.legal import legal
from yanxing.report.sheets.cells import WIDEST, Cell, Kept, kept, width

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_MEASURED = 40
_PLAIN = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 11}
_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Sheet:
    """`rows` may be a generator; `notes` stand under them; `widths` in half-width characters."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = ()
    widths: Sequence[int] = ()


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx, one row in memory at a time."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, **_AS_TEXT})
    styles = styles_of(book)
    for sheet, name in zip(sheets, sheet_names([each.name for each in sheets]), strict=True):
        _write_sheet(book.add_worksheet(name), sheet, styles)
    if not sheets:
        book.add_worksheet("空")
    book.close()
    return out.getvalue()


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names a workbook takes: at most 31 characters, each once, whatever the case."""
    names: list[str] = []
    taken: set[str] = {"history"}
    for name in wanted:
        base = " ".join(_NOT_IN_NAMES.sub(" ", legal(name)).split()).strip("'")[:_LONGEST_NAME] or "表"
        found, number = base, 2
        while found.casefold() in taken:
            tail = f" ({number})"
            found, number = base[: _LONGEST_NAME - len(tail)] + tail, number + 1
        taken.add(found.casefold())
        names.append(found)
    return names


def styles_of(book: Any) -> dict[str, Any]:
    """Formats by name: title, head, text, long, date, moment, number, note, wrong."""
    return {
        "title": book.add_format({"bold": True, "font_name": "宋体", "font_size": 16, "valign": "vcenter"}),
        "head": book.add_format(
            _PLAIN | {"bold": True, "align": "center", "bg_color": "#EDF0F3", "text_wrap": True}
        ),
        "text": book.add_format(_PLAIN | {"num_format": "@"}),
        "long": book.add_format(_PLAIN | {"num_format": "@", "text_wrap": True, "valign": "top"}),
        "date": book.add_format(_PLAIN | {"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format(_PLAIN | {"num_format": "yyyy-mm-dd hh:mm"}),
        "number": book.add_format(_PLAIN),
        "note": book.add_format({"font_name": "宋体", "font_size": 10}),
        "wrong": book.add_format(
            _PLAIN | {"bg_color": "#FFF2A8", "text_wrap": True, "num_format": "@", "valign": "top"}
        ),
    }


def put(sheet: Any, row: int, column: int, value: Kept, styles: dict[str, Any], style: str = "") -> None:
    """One cell; text always as text. `style`: in place of the one its kind has."""
    if value is None:
        sheet.write_blank(row, column, None, styles[style or "number"])
    elif isinstance(value, str):
        long = "\n" in value or width(value) > WIDEST
        sheet.write_string(row, column, value, styles[style or ("long" if long else "text")])
    elif isinstance(value, date):
        kind = "moment" if isinstance(value, datetime) else "date"
        sheet.write_datetime(row, column, value, styles[kind])
    else:
        sheet.write_number(row, column, value, styles["number"])


def for_paper(sheet: Any, head: int) -> None:
    """A4 landscape, as wide as the paper, the head on every page and always in sight."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.repeat_rows(0, head)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.freeze_panes(head + 1, 0)


def _write_sheet(sheet: Any, content: Sheet, styles: dict[str, Any]) -> None:
    top = 0
    if content.title:
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, kept(content.title) or "", styles["title"])
        top = 1
    heads = [legal(each) for each in content.heads]
    for column, head in enumerate(heads):
        sheet.write_string(top, column, head, styles["head"])
    widest = [width(each) for each in heads]
    row = top
    for row, cells in enumerate(content.rows, top + 1):
        for column, cell in enumerate(cells):
            value = kept(cell)
            put(sheet, row, column, value, styles)
            if row <= top + _MEASURED and column < len(widest):
                widest[column] = max(widest[column], width(value))
    for line, note in enumerate(content.notes, row + 2):
        sheet.write_string(line, 0, kept(note) or "", styles["note"])
    for column, measured in enumerate(content.widths or [min(WIDEST, each + 3) for each in widest]):
        sheet.set_column(column, column, measured)
    if heads and row > top:
        sheet.autofilter(top, 0, row, len(heads) - 1)
    for_paper(sheet, top)
