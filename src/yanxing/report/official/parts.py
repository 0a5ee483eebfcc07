"""The parts of a document from the red head to the colophon, each as GB/T 9704-2012 places it."""

from __future__ import annotations

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt

from yanxing.report.official.model import Annex, Issuer, OfficialDocument, Paragraph, Table, chinese_date
from yanxing.report.official.paper import (
    BODY,
    BODY_SIZE,
    CHARACTER,
    HEADING,
    KAI,
    LINE,
    SMALL,
    TEXT_WIDTH,
    TITLE,
    TITLE_SIZE,
    Look,
    add_run,
    blank,
    element,
    layout,
    write,
)
from yanxing.report.official.tables import add_table, edge, put, ruled
from yanxing.report.official.titles import title_lines, width

_MARK_SIZE = 48.0
_MARK_BELOW_TOP = 35 / 25.4 * 72
_FONTS = {0: BODY, 1: HEADING, 2: KAI, 3: BODY, 4: BODY}
_SEALS_A_ROW = 3
_BETWEEN_SEALS = 3
_THICK, _THIN = 8, 6
"""0.35 mm and 0.25 mm in eighths of a point."""


def add_head(document: Document, content: OfficialDocument) -> None:
    """版头: the issuers' marks, the number two lines below, a red line under it."""
    marks = [issuer.mark or issuer.name for issuer in content.issuers]
    if len(marks) == 1:
        _add_mark(document, marks[0])
    else:
        _add_joint_marks(document, marks)
    blank(document, 2)
    number = document.add_paragraph()
    if content.signer:
        layout(number, Look(left=1, right=1))
        number.paragraph_format.tab_stops.add_tab_stop(Pt(TEXT_WIDTH - CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
        add_run(number, f"{content.number or ''}\t签发人：", BODY, BODY_SIZE)
        add_run(number, content.signer, KAI, BODY_SIZE)
    else:
        write(number, content.number or "", Look(align=ALIGN.CENTER))
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="12", space="11", color="FF0000"))
    number._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _mark_size(text: str, room: float) -> float:
    return max(12.0, min(_MARK_SIZE, room / max(1.0, width(text)) // 0.5 * 0.5))


def _add_mark(document: Document, mark: str) -> None:
    text = mark if mark.endswith("文件") else f"{mark}文件"
    size = _mark_size(text, TEXT_WIDTH)
    look = Look(TITLE, size, ALIGN.CENTER, line=size * 1.2, before=_MARK_BELOW_TOP, red=True)
    write(document.add_paragraph(), text, look)


def _add_joint_marks(document: Document, marks: list[str]) -> None:
    names = [mark.removesuffix("文件") for mark in marks]
    write(document.add_paragraph(), "", Look(line=1, before=_MARK_BELOW_TOP))
    left, right = TEXT_WIDTH * 0.78, TEXT_WIDTH * 0.22
    size = min(_mark_size(name, left - 12) for name in names)
    made = ruled(document, len(names), [left, right], lines=False)
    for row, name in zip(made.rows, names, strict=True):
        put(row.cells[0], name, Look(TITLE, size, ALIGN.DISTRIBUTE, line=size * 1.3, red=True))
    together = made.cell(0, 1).merge(made.cell(len(names) - 1, 1))
    for extra in together.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)  # noqa: SLF001
    word = min(_MARK_SIZE, (right - 12) / 2)
    put(together, "文件", Look(TITLE, word, ALIGN.CENTER, line=word * 1.3, red=True))


def add_title(document: Document, title: str, *, lines_above: int) -> None:
    """小标宋 of 22 pt, centred."""
    blank(document, lines_above)
    for line in title_lines(title):
        write(
            document.add_paragraph(), line, Look(TITLE, TITLE_SIZE, ALIGN.CENTER, line=LINE * 1.2, keep=True)
        )
    blank(document)


def add_content(document: Document, content: Paragraph | Table) -> None:
    """A paragraph in the typeface of its level, or a table."""
    if isinstance(content, Table):
        add_table(document, content)
        return
    for line in content.text.split("\n"):
        heading, rest = _heading(line) if content.level in (1, 2) else ("", line)
        paragraph = document.add_paragraph()
        layout(paragraph, Look(align=ALIGN.JUSTIFY, first=2, keep=bool(heading) and not rest))
        if heading:
            add_run(paragraph, heading, _FONTS[content.level], BODY_SIZE)
        if rest or not heading:
            add_run(paragraph, rest, BODY, BODY_SIZE)


def _heading(line: str) -> tuple[str, str]:
    """`一、统一思想。各居委会要…` as heading and what follows; without 。 it is a heading as a whole."""
    head, mark, rest = line.partition("。")
    return head + mark, rest


def add_annex_note(document: Document, annexes: list[Annex]) -> None:
    """附件说明: one line under the text, two characters in, no mark at the end."""
    if not annexes:
        return
    blank(document)
    for number, annex in enumerate(annexes, 1):
        name = " ".join(annex.title.split()).rstrip("。，；")
        mark = f"{number}." if len(annexes) > 1 else ""
        begin = 5 + width(mark)
        lead = f"附件：{mark}" if number == 1 else mark
        look = Look(align=ALIGN.JUSTIFY, left=begin, first=-width(lead))
        write(document.add_paragraph(), lead + name, look)


def add_signatures(document: Document, content: OfficialDocument) -> None:
    """署名和成文日期, with room for seals or without."""
    issuers = list(content.issuers)
    day = chinese_date(content.signed) if content.signed else ""
    blank(document, 2 if content.sealed else 1)
    longest = max((width(issuer.name) for issuer in issuers), default=0)
    if len(issuers) > 1 and longest <= 28 / 2 - 1:
        _sign_side_by_side(document, issuers, day)
        return
    name_right, day_right = signature_indents(longest, width(day), sealed=content.sealed)
    for number, issuer in enumerate(issuers):
        if number and content.sealed:
            blank(document, _BETWEEN_SEALS)
        right = name_right + (longest - width(issuer.name)) / 2
        write(document.add_paragraph(), issuer.name, Look(align=ALIGN.RIGHT, right=right, keep=True))
    if day:
        write(document.add_paragraph(), day, Look(align=ALIGN.RIGHT, right=day_right))


def signature_indents(name: float, day: float, *, sealed: bool) -> tuple[float, float]:
    """Characters from the right for the name and for the day, of their widths in characters.

    Sealed: the day 4 from the right, the name centred over it (a name too wide for that moves both). Else the
    name 2 from the right and the day begins 2 right of it; a longer day stands 2 from the right itself.
    """
    if sealed:
        day_right = max(4.0, (name - day) / 2)
        return day_right + (day - name) / 2, day_right
    return (2.0, name - day) if name - day >= 2 else (4.0 + day - name, 2.0)


def _sign_side_by_side(document: Document, issuers: list[Issuer], day: str) -> None:
    """Joint seals, at most three a row; the day under the last one."""
    longest = max(width(issuer.name) for issuer in issuers)
    a_row = min(len(issuers), _SEALS_A_ROW, int(28 // (longest + 1)))
    rows = [issuers[start : start + a_row] for start in range(0, len(issuers), a_row)]
    for number, row in enumerate(rows):
        if number:
            blank(document, _BETWEEN_SEALS)
        last = number == len(rows) - 1
        made = ruled(document, 1 + last, [TEXT_WIDTH / len(row)] * len(row), lines=False)
        for cell, issuer in zip(made.rows[0].cells, row, strict=True):
            put(cell, issuer.name, Look(align=ALIGN.CENTER, keep=True))
        if last:
            put(made.rows[1].cells[-1], day, Look(align=ALIGN.CENTER))


def add_annex(document: Document, annex: Annex, number: int | None) -> None:
    """On a new page: 附件 in 黑体 at its top, the title, the content."""
    paragraph = document.add_paragraph()
    write(paragraph, f"附件{number or ''}", Look(HEADING))
    paragraph.paragraph_format.page_break_before = True
    add_title(document, annex.title, lines_above=1)
    for each in annex.content:
        add_content(document, each)


def add_colophon(document: Document, content: OfficialDocument) -> None:
    """版记 at the foot of the last page: 抄送, then 印发机关 and 印发日期, between lines."""
    printed = bool(content.printed_by or content.printed_on)
    if not content.copies and not printed:
        return
    made = ruled(document, bool(content.copies) + printed, [TEXT_WIDTH], lines=False)
    _to_the_foot(made._tbl.tblPr)  # noqa: SLF001
    if content.copies:
        copies = content.copies.strip().rstrip("。")
        look = Look(size=SMALL, left=4, right=1, first=-3, line=SMALL * 1.6)
        put(made.rows[0].cells[0], f"抄送：{copies}。", look)
    if printed:
        cell = made.rows[-1].cells[0]
        day = f"{chinese_date(content.printed_on)}印发" if content.printed_on else ""
        put(cell, f"{content.printed_by}\t{day}", Look(size=SMALL, left=1, right=1, line=SMALL * 1.6))
        stops = cell.paragraphs[0].paragraph_format.tab_stops
        stops.add_tab_stop(Pt(TEXT_WIDTH - CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
    cells = [row.cells[0] for row in made.rows]
    for number, cell in enumerate(cells):
        edge(cell, top=_THICK if number == 0 else _THIN, bottom=_THICK if number == len(cells) - 1 else _THIN)
    write(document.add_paragraph(), "", Look(size=1, line=1))


def _to_the_foot(properties: object) -> None:
    """A table that stands at the foot of whatever page the text ends on, as wide as the text area."""
    place = element(
        "tblpPr", horzAnchor="margin", vertAnchor="margin", tblpXSpec="center", tblpYSpec="bottom"
    )
    style = properties.find(qn("w:tblStyle"))  # type: ignore[attr-defined]
    if style is None:
        properties.insert(0, place)  # type: ignore[attr-defined]
    else:
        style.addnext(place)
