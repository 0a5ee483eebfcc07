"""The sheet of GB/T 9704-2012: A4, 22 lines of 28 characters, typefaces, page numbers on the outer side."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from yanxing.report.legal import legal

TITLE, BODY, HEADING, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
"""Named, not embedded: they come from the reader's Office."""

RED = RGBColor(0xFF, 0, 0)
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
TEXT_WIDTH = 156 / 25.4 * 72
"""In points."""
CHARACTER = TEXT_WIDTH / 28
LINE = 28.95
BODY_SIZE, SMALL, TITLE_SIZE = 16.0, 14.0, 22.0


@dataclass(frozen=True)
class Look:
    """`left`, `right`, `first`: indents in characters (`first` negative: hanging). `line`: points, exact."""

    font: str = BODY
    size: float = BODY_SIZE
    align: ALIGN = ALIGN.LEFT
    left: float = 0
    right: float = 0
    first: float = 0
    line: float = LINE
    before: float = 0
    red: bool = False
    keep: bool = False


def new_paper(title: str, author: str) -> Document:
    """An empty document with its page, grid and page numbers."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.footer_distance = Mm(23)
    _set_grid(section._sectPr)  # noqa: SLF001 - python-docx has no grid
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY_SIZE)
    _set_fonts(normal.element.get_or_add_rPr(), BODY)
    for language in document.styles.element.iter(qn("w:lang")):
        # Which characters may begin or end a line is decided by this.
        language.set(qn("w:eastAsia"), "zh-CN")
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer.paragraphs[0], Look(SONG, SMALL, ALIGN.RIGHT, right=1, line=SMALL))
    _number_pages(section.even_page_footer.paragraphs[0], Look(SONG, SMALL, ALIGN.LEFT, left=1, line=SMALL))
    properties = document.core_properties
    properties.title, properties.author, properties.comments = legal(title)[:255], legal(author)[:255], ""
    return document


def saved(document: Document) -> bytes:
    """The .docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def write(paragraph: Paragraph, text: str, look: Look) -> Paragraph:
    """Text in one typeface, with the layout of its paragraph."""
    layout(paragraph, look)
    add_run(paragraph, text, look.font, look.size, red=look.red)
    return paragraph


def layout(paragraph: Paragraph, look: Look) -> None:
    """Alignment, indents, exact line height."""
    form = paragraph.paragraph_format
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(look.line)
    form.left_indent, form.right_indent = Pt(look.left * CHARACTER), Pt(look.right * CHARACTER)
    form.first_line_indent = Pt(look.first * CHARACTER)
    form.widow_control = False
    form.keep_with_next = look.keep or None


def add_run(paragraph: Paragraph, text: str, font: str, size: float, *, red: bool = False) -> None:
    """Text in a typeface, Latin letters and digits in it too: the grid counts them."""
    run = paragraph.add_run(legal(text))
    run.font.size = Pt(size)
    if red:
        run.font.color.rgb = RED
    _set_fonts(run._r.get_or_add_rPr(), font)  # noqa: SLF001 - python-docx knows no w:eastAsia


def element(tag: str, **attributes: str) -> Any:
    """`<w:tag w:name="value"/>`."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def blank(document: Document, lines: int = 1) -> None:
    """Empty lines of the grid."""
    for _ in range(lines):
        write(document.add_paragraph(), "", Look())


def _set_fonts(properties: Any, font: str) -> None:
    fonts = properties.get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def _set_grid(section: Any) -> None:
    for old in section.findall(qn("w:docGrid")):
        section.remove(old)
    space = round((CHARACTER - BODY_SIZE) * 4096)
    section.append(
        element("docGrid", type="linesAndChars", linePitch=str(round(LINE * 20)), charSpace=str(space))
    )


def _number_pages(paragraph: Paragraph, look: Look) -> None:
    write(paragraph, "— ", look)
    run = paragraph.add_run()
    run.font.size = Pt(look.size)
    _set_fonts(run._r.get_or_add_rPr(), look.font)  # noqa: SLF001
    code = element("instrText")
    code.text = "PAGE"
    run._r.extend(  # noqa: SLF001 - python-docx has no fields
        [element("fldChar", fldCharType="begin"), code, element("fldChar", fldCharType="end")]
    )
    add_run(paragraph, " —", look.font, look.size)
