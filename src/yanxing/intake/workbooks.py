"""Workbooks (.xlsx, .xlsm, .xls) as sheets, with limits that hold before anything is unpacked in memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import unescape

import python_calamine as calamine

from yanxing.intake.sheet import MOST_EXPANDED, NotReadable, Sheet, check_size
from yanxing.policy.facts.reading import FormulaError
from yanxing.policy.findings import Finding, finding

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']")
_COORDINATE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,7})(\d{1,9})[\"']")
_ODD_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_STYLE = re.compile(rb"<(?:\w+:)?xf\s[^>]*>")
_QUOTED = re.compile(r'"[^"]*"|\\.')
_PERCENT = "%"
_MOST_SHOWN = 1e12
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>")


Errors = dict[tuple[int, int], str]
Odd = dict[str, Errors | NotReadable]


def read_workbook(path: Path, data: bytes) -> tuple[list[Sheet], list[Finding]]:
    """The visible sheets of a workbook that hold anything. Raises `NotReadable`."""
    odd: Odd = {}
    findings: list[Finding] = []
    if data.startswith(ZIP):
        findings, odd = _inspect(path, data)
    elif data.startswith(OLE):
        _inspect_old(data)
    sheets: list[Sheet] = []
    with _opened(data) as book:
        names = [meta.name for meta in book.sheets_metadata if _shown(meta)]
        findings += [
            finding("input_hidden_sheet", None, file=path.name, place=meta.name)
            for meta in book.sheets_metadata
            if not _shown(meta)
        ]
        for name in names:
            if isinstance(trouble := odd.get(name), NotReadable):
                findings.append(trouble.finding(path.name))
                continue
            sheet = _sheet(path, book, name, alone=len(names) == 1)
            _put_errors(sheet, trouble or {})
            sheets.append(sheet)
    return [sheet for sheet in sheets if sheet.rows], findings


def _shown(meta: calamine.SheetMetadata) -> bool:
    visible: bool = meta.visible == calamine.SheetVisibleEnum.Visible
    return visible and meta.typ == calamine.SheetTypeEnum.WorkSheet


class _Opened:
    """Turns whatever the reader raises, its panics included, into `NotReadable`."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def __enter__(self) -> calamine.CalamineWorkbook:
        try:
            return calamine.load_workbook(io.BytesIO(self._data))
        except BaseException as failure:
            raise _readable(failure) from failure

    def __exit__(self, kind: object, failure: BaseException | None, trace: object) -> None:
        if failure is not None and not isinstance(failure, NotReadable):
            raise _readable(failure) from failure


_opened = _Opened


def _readable(failure: BaseException) -> BaseException:
    if isinstance(failure, calamine.PasswordError):
        return NotReadable("input_encrypted")
    if isinstance(failure, Exception) or type(failure).__name__ == "PanicException":
        return NotReadable("input_damaged")
    return failure


def _sheet(path: Path, book: calamine.CalamineWorkbook, name: str, *, alone: bool) -> Sheet:
    raw = book.get_sheet_by_name(name)
    check_size(name, raw.total_height, raw.total_width)
    rows: list[list[object]] = [list(row) for row in raw.to_python(skip_empty_area=False)]
    return Sheet(path, name, rows, tuple(raw.merged_cell_ranges or ()), alone)


def _put_errors(sheet: Sheet, odd: Errors) -> None:
    for (row, column), word in odd.items():
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            continue
        cell = sheet.rows[row][column]
        if word == _PERCENT:
            sheet.rows[row][column] = _as_shown(cell)
        elif cell == "":
            sheet.rows[row][column] = FormulaError(word)


def _as_shown(cell: object) -> object:
    """0.85 in a cell of percentages as the text an office would type: 85%."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not abs(cell) < _MOST_SHOWN:
        return cell
    return f"{(Decimal(format(cell, '.15g')) * 100).normalize():f}%"


def _inspect_old(data: bytes) -> None:
    def named(word: str) -> bool:
        return word.encode("utf-16-le") in data

    if named("EncryptedPackage"):
        raise NotReadable("input_encrypted")
    if not named("Workbook") and not named("Book"):
        raise NotReadable("input_old_word" if named("WordDocument") else "input_not_a_workbook")


def _inspect(path: Path, data: bytes) -> tuple[list[Finding], Odd]:
    """Failed formulas by sheet (the reader shows them as blank), and sheets too big; raises `NotReadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            _check_archive(archive, names)
            macros = any(name.lower().endswith("vbaproject.bin") for name in names)
            findings = [finding("input_macros", None, file=path.name)] if macros else []
            percent = _percent_styles(archive, names)
            return findings, {sheet: _scan(sheet, archive, part, percent) for sheet, part in _parts(archive)}
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as failure:
        raise NotReadable("input_damaged") from failure


def _check_archive(archive: zipfile.ZipFile, names: list[str]) -> None:
    if "xl/workbook.xml" not in names:
        raise NotReadable("input_not_a_workbook")
    if len(set(names)) != len(names):
        raise NotReadable("input_damaged")
    expanded = sum(part.file_size for part in archive.infolist())
    if expanded > MOST_EXPANDED:
        raise NotReadable("input_too_big", size=f"{expanded >> 20} MB", limit=f"{MOST_EXPANDED >> 20} MB")
    for name in names:
        # A part that is longer than its entry says would only show while it is unpacked.
        if name.startswith("xl/") and not name.startswith(("xl/worksheets/", "xl/media/")):
            with archive.open(name) as part:
                while part.read(1 << 20):
                    pass


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        key.decode(): unescape(value.decode("utf-8", "replace")) for key, value in _ATTRIBUTE.findall(tag)
    }


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = [_attributes(tag) for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))]
    targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        sheet = _attributes(tag)
        target = next((targets.get(value, "") for key, value in sheet.items() if key.endswith(":id")), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part.startswith("xl/worksheets/"):
            yield sheet.get("name", ""), part


def _percent_styles(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    """The numbers of the cell styles that show 0.85 as 85%."""
    if "xl/styles.xml" not in names:
        return []
    xml = archive.read("xl/styles.xml")
    formats = {"9", "10"}
    for tag in _FORMAT.findall(xml):
        own = _attributes(tag)
        if "%" in _QUOTED.sub("", own.get("formatCode", "").replace("&quot;", '"')):
            formats.add(own.get("numFmtId", ""))
    styles = _STYLE.findall(xml.partition(b"cellXfs")[2].partition(b"cellXfs>")[0])
    return [str(n) for n, tag in enumerate(styles) if _attributes(tag).get("numFmtId") in formats]


def _percents(xml: bytes, styles: list[str]) -> Errors:
    """The cells of these styles, each with the mark that its number is to be read as it is shown."""
    if not styles:
        return {}
    cell = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bs=[\"'](?:" + "|".join(styles).encode() + rb")[\"'][^>]*>")
    places = (_COORDINATE.search(tag) for tag in cell.findall(xml))
    return {(int(each[2]) - 1, _number(each[1].decode()) - 1): _PERCENT for each in places if each}


def _scan(sheet: str, archive: zipfile.ZipFile, part: str, percent: list[str]) -> Errors | NotReadable:
    xml = archive.read(part)
    places = set(_COORDINATE.findall(xml)) if len(xml) < 2**20 else _corners(xml)
    rows = max((int(row) for _, row in places), default=0)
    columns = max((_number(column.decode()) for column, _ in places), default=0)
    try:
        check_size(sheet, rows, columns)
    except NotReadable as trouble:
        return trouble
    percents = _percents(xml, percent)
    if b't="e"' not in xml and b"t='e'" not in xml and b"<f" not in xml and b":f" not in xml:
        return percents
    return percents | dict(_errors(xml))


def _corners(xml: bytes) -> set[tuple[bytes, bytes]]:
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for column, row in _COORDINATE.findall(xml):
        columns.add(column)
        rows.add(row)
    return {(column, b"1") for column in columns} | {(b"A", row) for row in rows}


def _errors(xml: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for attributes, body in _ODD_CELL.findall(xml):
        values = _attributes(attributes)
        where = re.fullmatch(r"([A-Z]{1,3})(\d+)", values.get("r", ""))
        if not where or not body:
            continue
        value = _VALUE.search(body)
        word = value[1].decode("utf-8", "replace") if value else ""
        place = (int(where[2]) - 1, _number(where[1]) - 1)
        if values.get("t") == "e" and word != "#N/A":
            yield place, word
        elif (b"<f" in body or b":f" in body) and not word and values.get("t") != "str":
            yield place, ""


def _number(column: str) -> int:
    total = 0
    for letter in column:
        total = total * 26 + ord(letter) - 64
    return total
