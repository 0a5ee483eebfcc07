"""A document from head to colophon."""

from __future__ import annotations

from yanxing.report.official.model import OfficialDocument
from yanxing.report.official.paper import Look, new_paper, saved, write
from yanxing.report.official.parts import (
    add_annex,
    add_annex_note,
    add_colophon,
    add_content,
    add_head,
    add_signatures,
    add_title,
)


def write_document(content: OfficialDocument) -> bytes:
    """The .docx. Fonts are named, not embedded. Raises `ValueError` for a document that nobody issues."""
    if not content.issuers:
        raise ValueError("a document needs an issuer")
    document = new_paper(content.title, content.issuers[0].name)
    if content.red_head:
        add_head(document, content)
    add_title(document, content.title, lines_above=2 if content.red_head else 0)
    if content.addressee:
        addressee = content.addressee.strip().rstrip("：:")
        write(document.add_paragraph(), f"{addressee}：", Look())
    for each in content.body:
        add_content(document, each)
    annexes = list(content.annexes)
    add_annex_note(document, annexes)
    add_signatures(document, content)
    if content.note:
        write(document.add_paragraph(), f"（{content.note.strip().strip('（）()')}）", Look(first=2))
    for number, annex in enumerate(annexes, 1):
        add_annex(document, annex, number if len(annexes) > 1 else None)
    add_colophon(document, content)
    return saved(document)
