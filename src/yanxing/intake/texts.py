"""Text files: which encoding, which separator, CSV as a sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from yanxing.intake.sheet import NotReadable, Sheet, check_size

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
    try:
        rows: list[list[object]] = [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        ]
    except csv.Error as failure:
        raise NotReadable("input_damaged") from failure
    check_size(path.stem, len(rows), max((len(row) for row in rows), default=0))
    return Sheet(path, path.stem, rows)


def _separator(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]

    def lines_split(separator: str) -> int:
        return sum(min(line.count(separator), 1) for line in lines)

    return max((",", "\t", ";"), key=lines_split)
