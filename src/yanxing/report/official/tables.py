"""Tables: with lines for lists and forms, without any to place marks and signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable
from docx.table import _Cell

from yanxing.report.official.model import Table
from yanxing.report.official.paper import BODY, HEADING, TEXT_WIDTH, Look, element, write

_MOST_COLUMNS = 40
_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")


def add_table(document: Document, table: Table) -> None:
    """A list with its head on every page; smaller letters for many columns."""
    count = min(_MOST_COLUMNS, max([len(table.heads), *(len(row) for row in table.rows)], default=0))
    if not count:
        return
    size = 12.0 if count <= 6 else 10.5 if count <= 9 else 9.0
    lines = ([table.heads] if table.heads else []) + list(table.rows)
    made = ruled(document, len(lines), shares(table.widths, count))
    for row, cells in zip(made.rows, lines, strict=True):
        row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001
        for cell, text in zip(row.cells, cells, strict=False):
            font = HEADING if cells is table.heads else BODY
            put(cell, text, Look(font, size, ALIGN.CENTER if len(text) < 12 else ALIGN.LEFT, line=size * 1.5))
    if table.heads:
        made.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001


def shares(widths: Sequence[float], count: int) -> list[float]:
    """Points of each column."""
    given = list(widths) if len(widths) == count and all(each > 0 for each in widths) else [1.0] * count
    return [TEXT_WIDTH * each / sum(given) for each in given]


def ruled(document: Document, rows: int, widths: Sequence[float], *, lines: bool = True) -> DocxTable:
    """A table of fixed columns over the text area; widths in points."""
    made: DocxTable = document.add_table(rows, len(widths))
    made.autofit = False
    properties = made._tbl.tblPr  # noqa: SLF001
    borders = element("tblBorders")
    for side in _LINES:
        borders.append(element(side, val="single" if lines else "nil", sz="4", space="0", color="000000"))
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    return made


def put(cell: _Cell, text: str, look: Look) -> None:
    """Text in a cell, in its middle."""
    write(cell.paragraphs[0], text, look)
    _cell_properties(cell).append(element("vAlign", val="center"))


def edge(cell: _Cell, **eighths: int) -> None:
    """Lines of a cell: side=thickness in eighths of a point."""
    borders = element("tcBorders")
    for side in ("top", "bottom"):
        if side in eighths:
            borders.append(element(side, val="single", sz=str(eighths[side]), space="0", color="000000"))
    properties = _cell_properties(cell)
    align = properties.find(qn("w:vAlign"))
    properties.append(borders) if align is None else align.addprevious(borders)


def _cell_properties(cell: _Cell) -> Any:
    return cell._tc.get_or_add_tcPr()  # noqa: SLF001
