"""呈批表: the form on which a leader decides by hand, one page of A4, later scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm
from docx.table import _Cell, _Row

from yanxing.report.official.model import chinese_date
from yanxing.report.official.paper import BODY, HEADING, TITLE, TITLE_SIZE, Look, new_paper, saved, write
from yanxing.report.official.tables import put, ruled, shares

_HEIGHT = 222
_TITLE_HEIGHT = 18
_LINE_HEIGHT = 11
_TO_SIGN = 30
_LONGEST = 700
_LABEL = Look(HEADING, 12, ALIGN.CENTER, line=18)
_VALUE = Look(BODY, 12, ALIGN.LEFT, line=18)
_SIGN = Look(BODY, 12, ALIGN.RIGHT, right=1, line=18)


@dataclass(frozen=True)
class ApprovalForm:
    """`office` heads the form; `subject` is what is decided; `summary` the proposal in words.

    `reference`: by which the scan finds its way back. `opinions`: who writes, from the top (up to 4).
    """

    office: str
    subject: str
    summary: str
    drafted_by: str
    drafted_on: date | None = None
    unit: str = ""
    telephone: str = ""
    number: str = ""
    basis: str = ""
    annexes: Sequence[str] = ()
    opinions: Sequence[str] = ("科室审核意见", "分管领导意见", "主要领导意见")
    reference: str = ""


def write_approval_form(form: ApprovalForm) -> bytes:
    """The .docx. Raises `ValueError` for more than four opinions: they would not fit the page."""
    if not 0 < len(form.opinions) <= 4:
        raise ValueError("one to four opinions fit the page")
    document = new_paper(f"{form.office}呈批表", form.office)
    title = f"{form.office}呈批表"
    size = min(TITLE_SIZE, 420 / max(1, len(title)))
    write(document.paragraphs[0] if document.paragraphs else document.add_paragraph(), title,
          Look(TITLE, size, ALIGN.CENTER, line=36))  # fmt: skip
    facts = _facts(form)
    made = ruled(document, len(facts) + 1 + len(form.opinions), shares([18, 32, 18, 32], 4))
    for row, cells in zip(made.rows, facts, strict=False):
        _fact_row(row, cells)
    left = _HEIGHT - _TITLE_HEIGHT - _LINE_HEIGHT * len(facts) - _TO_SIGN * len(form.opinions) - 8
    _wide_row(made.rows[len(facts)], "呈批事项", _shortened(form.summary), left)
    for row, opinion in zip(made.rows[len(facts) + 1 :], form.opinions, strict=True):
        _wide_row(row, opinion, "", _TO_SIGN)
        write(row.cells[1].add_paragraph(), "签名：              年    月    日", _SIGN)
    foot = "意见栏请手写签署；签署后扫描上传，以扫描件为准。"
    foot += f"　编号：{form.reference}" if form.reference else ""
    write(document.add_paragraph(), foot, Look(BODY, 10.5, line=18))
    return saved(document)


def _facts(form: ApprovalForm) -> list[tuple[str, ...]]:
    day = chinese_date(form.drafted_on) if form.drafted_on else ""
    rows: list[tuple[str, ...]] = [
        ("标题", form.subject),
        ("文号", form.number, "拟稿日期", day),
        ("拟稿单位", form.unit, "拟稿人", form.drafted_by),
        ("联系电话", form.telephone, "审核人", ""),
    ]
    rows += [("依据", form.basis)] if form.basis else []
    rows += [("附件", "；".join(form.annexes))] if form.annexes else []
    return rows


def _fact_row(row: _Row, cells: tuple[str, ...]) -> None:
    if len(cells) == 2:
        _wide_row(row, cells[0], cells[1], _LINE_HEIGHT)
        return
    _height(row, _LINE_HEIGHT)
    for cell, text, look in zip(row.cells, cells, (_LABEL, _VALUE, _LABEL, _VALUE), strict=True):
        put(cell, _shortened(text, 60), look)


def _wide_row(row: _Row, label: str, text: str, height: float) -> None:
    _height(row, height)
    put(row.cells[0], label, _LABEL)
    cell: _Cell = row.cells[1].merge(row.cells[3])
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)  # noqa: SLF001
    tight = height <= _LINE_HEIGHT
    shown = _shortened(text, 70) if tight else text
    small = (tight and len(shown) > 28) or len(shown) > 420
    put(cell, shown, Look(BODY, 10.5 if small else 12, line=14 if small else 18))


def _height(row: _Row, millimetres: float) -> None:
    """Exact: whatever is written, the form stays on its page."""
    row.height = Mm(millimetres)
    row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY


def _shortened(text: str, most: int = _LONGEST) -> str:
    flat = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    return flat if len(flat) <= most else f"{flat[: most - 8]}…（见所附文稿）"
