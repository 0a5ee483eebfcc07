"""A sheet: cells as they stand, and where each is."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from yanxing.policy.facts.trouble import NotReadable

__all__ = ["Cell", "NotReadable", "Sheet", "check_size", "is_empty", "letters"]

MOST_BYTES = 64 * 2**20
MOST_EXPANDED = 512 * 2**20
MOST_ROWS = 200_000
MOST_COLUMNS = 500


Cell = object
"""str, float, int, bool, date, datetime, time, timedelta, FormulaError; an empty cell is "" or None."""


@dataclass(frozen=True)
class Sheet:
    """Rows of cells from A1. `merged`: ranges ((row, column), (row, column)), 0-based, both ends in."""

    path: Path
    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    alone: bool = True
    """Whether its file holds nothing else, so that the file's name may say what it is."""

    widths: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", max((len(row) for row in self.rows), default=0))

    def place(self, row: int, column: int | None = None) -> str:
        """`花名册!C17`; without a column `花名册!17`."""
        return f"{self.name}!{letters(column) if column is not None else ''}{row + 1}"


def letters(column: int) -> str:
    """0 → A, 26 → AA."""
    text, column = "", column + 1
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(65 + left) + text
    return text


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def check_size(place: str, rows: int, columns: int) -> None:
    """Raises `NotReadable` for a sheet no office fills in by hand: usually one stray cell far away."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise NotReadable(
            "input_too_many_rows",
            place,
            rows=rows,
            columns=columns,
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
        )
