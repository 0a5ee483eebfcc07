"""Spreadsheets that leave the house: no text of a user ever becomes a formula."""

from yanxing.report.sheets.cells import Cell
from yanxing.report.sheets.csv_file import write_csv
from yanxing.report.sheets.filling import ROW_NUMBER, fill_template
from yanxing.report.sheets.heads import Head, NotFilled, not_kept, read_heads
from yanxing.report.sheets.marking import Checked, Problem, error_workbook
from yanxing.report.sheets.workbook import Sheet, write_workbook

__all__ = [
    "ROW_NUMBER",
    "Cell",
    "Checked",
    "Head",
    "NotFilled",
    "Problem",
    "Sheet",
    "error_workbook",
    "fill_template",
    "not_kept",
    "read_heads",
    "write_csv",
    "write_workbook",
]
