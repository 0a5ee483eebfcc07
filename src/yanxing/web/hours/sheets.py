"""Lists of these pages as workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.report.sheets import Sheet, write_workbook
from yanxing.report.sheets.cells import Cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], file: str, now: datetime
) -> HttpResponse:
    """One sheet, with the time it was made below it."""
    made = f"{now.astimezone(OFFICE):%Y-%m-%d %H:%M}"
    sheet = Sheet(name=name, title=title, heads=heads, rows=rows, notes=[_("数据截至 %(at)s") % {"at": made}])
    answer = HttpResponse(write_workbook([sheet]), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file)}.xlsx"
    return answer
