"""Text files: which encoding, which separator, CSV as a sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from yanxing.intake.sheet import NotReadable, Sheet, check_size

_LONGEST_CELL = 1 << 20
_END = "\0end"
"""A last line that no text has: `decoded` refuses a zero."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(data: bytes) -> str:
    """Text in UTF-8 (with or without a mark), UTF-16 with a mark, or GB18030. Raises `NotReadable`."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for name in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotReadable("input_encoding")


def read_csv(path: Path, text: str) -> Sheet:
    """A CSV with `,` `;` or tab between its cells. Raises `NotReadable`."""
    if text.lstrip()[:1] == "<":
        raise NotReadable("input_not_a_workbook")
    rows = _rows(text, _separator(text))
    check_size(path.stem, len(rows), max((len(row) for row in rows), default=0))
    return Sheet(path, path.stem, rows)


def _rows(text: str, separator: str) -> list[list[object]]:
    """The rows. A quote that is not closed takes all that follows into its cell; `NotReadable` says where."""
    # The setting is of the module, not of a reader; nothing else here reads CSV.
    csv.field_size_limit(_LONGEST_CELL)
    lines = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=separator)
    rows: list[list[object]] = []
    begun = 1
    width = 0
    try:
        for row in lines:
            if lines.line_num > begun and _swallows(row, separator, width):
                raise NotReadable("input_quote", row=begun)
            width = max(width, len(row)) if lines.line_num == begun else width
            begun = lines.line_num + 1
            rows.append(list(row))
    except csv.Error as failure:
        raise NotReadable("input_long_cell", row=begun, most=_LONGEST_CELL) from failure
    rows.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _swallows(row: list[str], separator: str, width: int) -> bool:
    """Whether a cell holds whole lines of the table: they have as many separators as the table has."""
    if row[-1].endswith(_END):
        return True
    lines = (line for cell in row if "\n" in cell for line in cell.split("\n")[1:])
    return width > 2 and any(line.count(separator) >= width - 1 for line in lines)


def _separator(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]

    def lines_split(separator: str) -> int:
        return sum(min(line.count(separator), 1) for line in lines)

    return max((",", "\t", ";"), key=lines_split)
