"""Small files that are what they say."""

from __future__ import annotations

import io

from openpyxl import Workbook


def workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "姓名"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
