"""Official documents by GB/T 9704-2012, as .docx, and the form on which a leader decides by hand."""

from yanxing.report.official.approval import ApprovalForm, write_approval_form
from yanxing.report.official.model import (
    Annex,
    Issuer,
    OfficialDocument,
    Paragraph,
    Table,
    chinese_date,
    document_number,
    paragraphs,
)
from yanxing.report.official.titles import title_lines
from yanxing.report.official.writing import write_document

__all__ = [
    "Annex",
    "ApprovalForm",
    "Issuer",
    "OfficialDocument",
    "Paragraph",
    "Table",
    "chinese_date",
    "document_number",
    "paragraphs",
    "title_lines",
    "write_approval_form",
    "write_document",
]
