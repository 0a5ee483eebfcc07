"""A value as a spreadsheet keeps it: text as text, numbers exact, dates as dates."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

from yanxing.report.legal import legal

Cell = str | int | float | Decimal | Fraction | date | datetime | bool | None
Kept = str | float | int | date | datetime | None
"""What is really written. A date before 1900 is text: spreadsheets know none."""

WIDEST = 60
_OFFICE = ZoneInfo("Asia/Shanghai")
_LONGEST = 32_767
_EXACT = 10**15


def kept(cell: Cell) -> Kept:
    """The value to write. A number of more than 15 digits is text: a spreadsheet would round it."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return legal(cell)[:_LONGEST]
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, datetime):
        local = cell.astimezone(_OFFICE).replace(tzinfo=None) if cell.tzinfo else cell
        return local if local.year >= 1900 else local.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell if cell.year >= 1900 else cell.isoformat()
    return _number(cell)


def _number(number: float | Decimal | Fraction) -> Kept:
    if isinstance(number, int):
        return number if abs(number) < _EXACT else str(number)
    if isinstance(number, Decimal) and not number.is_finite():
        return str(number)
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)
    if isinstance(number, Decimal) and len(number.normalize().as_tuple().digits) > 15:
        return f"{number:f}"
    try:
        return float(number)
    except OverflowError:
        return str(number)


def width(value: Kept) -> int:
    """How many half-width characters it takes."""
    if isinstance(value, datetime):
        return 16
    if isinstance(value, date):
        return 11
    lines = str("" if value is None else value).split("\n")
    return max(sum(2 if east_asian_width(each) in "WF" else 1 for each in line) for line in lines)
