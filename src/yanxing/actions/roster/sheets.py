"""The sheets of a drop: which of them are rosters or lists of units, under which heads, and their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yanxing.actions.roster.cells import Value, read_cell, tier_said
from yanxing.actions.roster.problems import Problem
from yanxing.intake.closing import closes, fill_merged, is_sentence, is_signed, is_total
from yanxing.intake.sheet import Cell, NotReadable, Sheet, is_empty, letters
from yanxing.intake.texts import decoded, read_csv
from yanxing.intake.workbooks import OLE, ZIP, read_workbook
from yanxing.policy.facts.reading import words
from yanxing.policy.findings import Finding
from yanxing.queries.people.fields import FIELDS, SheetKind, heads_of, label_of, normal_head

IGNORED = "-"
_LOOKED_AT = 30
Remembered = Mapping[tuple[str, str], str]
"""(kind of sheet, normalised head) → field, `-` for a column that is left alone."""


@dataclass(slots=True)
class Head:
    """Where a table begins and what its columns are. `kind` None: not a table of ours."""

    kind: SheetKind | None
    row: int
    first_row: int
    titles: dict[int, str]
    columns: dict[int, str]

    def stored(self) -> dict[str, object]:
        return {
            "kind": self.kind or "",
            "head": self.row + 1,
            "columns": [
                [letters(column), title, self.columns.get(column, "")]
                for column, title in sorted(self.titles.items())
            ],
        }


@dataclass(slots=True)
class Row:
    """One row as read. `values` in JSON's own types; `secrets` are never stored in clear."""

    file: str
    sheet: str
    number: int
    kind: SheetKind
    values: dict[str, Value] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.number}"

    @property
    def bad(self) -> bool:
        return any(not problem.note for problem in self.problems)


def open_sheets(name: str, data: bytes) -> tuple[list[Sheet], list[Finding]]:
    """The sheets of an uploaded file. Raises `NotReadable`."""
    path = Path(name)
    if data.startswith((ZIP, OLE)):
        return read_workbook(path, data)
    text = decoded(data)
    if not text.strip():
        raise NotReadable("input_empty")
    return [read_csv(path, text)], []


def find_head(sheet: Sheet, remembered: Remembered) -> Head:
    """The likeliest head within the first rows: a title above it, or a head of two lines, is no matter."""
    best, most = Head(None, 0, 1, {}, {}), 1
    for row in range(min(_LOOKED_AT, len(sheet.rows))):
        for titles, first_row in _titles(sheet, row):
            for kind in ("units", "people"):
                columns = _columns(kind, titles, remembered)
                if len(columns) > most and "name" in columns.values():
                    best, most = Head(kind, row, first_row, titles, columns), len(columns)
    if best.kind and not _is_ours(best):
        return Head(None, best.row, best.first_row, best.titles, {})
    return best


def _titles(sheet: Sheet, row: int) -> list[tuple[dict[int, str], int]]:
    """The titles in one row, and in this row over the next."""
    upper = _words_of(sheet.rows[row])
    found = [(upper, row + 1)]
    if row + 1 < len(sheet.rows):
        lower = _words_of(sheet.rows[row + 1])
        found.append((upper | lower, row + 2))
    return found


def _words_of(cells: Sequence[Cell]) -> dict[int, str]:
    return {
        column: " ".join(words(cell).split())[:60]
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and not is_empty(cell)
    }


def _columns(kind: SheetKind, titles: Mapping[int, str], remembered: Remembered) -> dict[int, str]:
    known = heads_of(kind)
    columns: dict[int, str] = {}
    for column, title in titles.items():
        head = normal_head(title)
        code = remembered.get((kind, head)) or known.get(head)
        if code and code != IGNORED and code not in columns.values():
            columns[column] = code
    return columns


def _is_ours(head: Head) -> bool:
    """Something beyond who is meant: a sheet of marks with names and units is no roster."""
    fields = FIELDS[head.kind or "people"]
    return any(fields[code].tells for code in head.columns.values())


def read_rows(sheet: Sheet, head: Head, today: date) -> list[Row]:
    """The rows under a head; sums, repeated heads and what is written under the table are left out."""
    if head.kind is None:
        return []
    fill_merged(sheet, head.first_row)
    title = sheet.rows[head.row]
    rows: list[Row] = []
    closing = False
    for index in range(head.first_row, len(sheet.rows)):
        cells = sheet.rows[index]
        filled = sum(1 for column in head.columns if column < len(cells) and not is_empty(cells[column]))
        if not filled:
            continue
        closing = closing or closes(cells)
        few = filled < max(2, len(head.columns) // 3)
        if (closing and few) or cells == title or is_total(cells) or is_signed(cells) or is_sentence(cells):
            continue
        rows.append(_row(sheet, head, index, today))
    return rows


def _row(sheet: Sheet, head: Head, index: int, today: date) -> Row:
    kind = head.kind or "people"
    fields = FIELDS[kind]
    row = Row(sheet.path.name, sheet.name, index + 1, kind)
    cells = sheet.rows[index]
    for column, code in head.columns.items():
        if column >= len(cells) or (cell := cells[column]) is None or cell == "":
            continue
        value, odd = read_cell(fields[code], cell, today)
        if value is not None:
            if fields[code].reads in ("id_number", "phone"):
                row.secrets[code] = str(value)
            else:
                row.values[code] = value
        if odd is not None:
            place = sheet.place(index, column)
            row.problems.append(Problem(label_of(kind, code), place, *odd, note=value is not None))
        if code == "posts" and "tier" not in row.values and (tier := tier_said(cell)):
            row.values["tier"] = tier
    return row
