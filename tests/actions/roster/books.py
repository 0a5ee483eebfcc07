"""Workbooks for tests: the demo's own year, and small ones written cell by cell."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from yanxing.demo.workbooks import write_workbooks


def _year() -> list[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return [(path.name, path.read_bytes()) for path in write_workbooks(Path(folder))]


YEAR = _year()
HEADS = ["姓名", "工号", "居民区", "职务", "入职日期"]


def book(*rows: list[object], name: str = "名册.xlsx", sheet: str = "花名册") -> tuple[str, bytes]:
    """(name, bytes) of a workbook with these rows from A1."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    page = made.add_worksheet(sheet)
    days = made.add_format({"num_format": "yyyy-mm-dd"})
    for number, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, date):
                page.write_datetime(number, column, cell, days)
            elif isinstance(cell, str):
                page.write_string(number, column, cell)
            elif cell is not None:
                page.write(number, column, cell)
    made.close()
    return name, out.getvalue()
