"""CSV that Excel opens with its Chinese intact and without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from yanxing.report.sheets.cells import Cell, kept

_STARTS = tuple("=+-@\t\n＝＋－＠")
_HARMLESS = frozenset({"-", "+"})


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with its mark, lines ended by CR LF.

    A text that a spreadsheet would take for a formula gets a quote before it. ID numbers belong into a
    workbook: Excel rounds 18 digits when it opens a CSV.
    """
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow([_shown(each) for each in heads])
    lines.writerows([_shown(each) for each in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")


def neutral(text: str) -> str:
    """`=1+1` as `'=1+1'` is kept from being worked out: a quote before it."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_STARTS) and text not in _HARMLESS else text


def _shown(cell: Cell) -> str:
    value = kept(cell)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, str):
        return neutral(value) if isinstance(cell, str) else value
    return "" if value is None else repr(value)
