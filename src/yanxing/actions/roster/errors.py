"""The workbook of errors: the sheets somebody gave us, with what is wrong marked where it stands."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.roster.sheets import open_sheets
from yanxing.queries.filing import file_for
from yanxing.records.models import ImportBatch
from yanxing.report.sheets import Checked, Problem, error_workbook

_PLACE = re.compile(r"([A-Z]*)(\d+)")


def error_book(*, batch_id: int, actor: Actor, now: datetime) -> bytes:
    """An .xlsx. Raises `Refused` when nothing is wrong, or the files are gone (applied or given up)."""
    demand(actor.has("officer"))
    batch = ImportBatch.objects.filter(pk=batch_id, unit_id__in=actor.units).first()
    if batch is None:
        raise NotYours
    if batch.state != ImportBatch.State.TRIED:
        raise Refused(_("这一批已经办完，原表不再保留。请把改好的行重新导入。"))
    problems = _problems(batch)
    if not problems:
        raise Refused(_("没有要改的格子。"))
    checked: list[Checked] = []
    for stored in batch.files.order_by("pk"):
        sheets, _findings = open_sheets(stored.name, file_for(actor, stored.pk)[1].read_bytes())
        for sheet in sheets:
            found = problems.get((stored.name, sheet.name[:60]))
            if found:
                head = int(batch.mapping[stored.name][sheet.name[:60]]["head"]) - 1
                checked.append(Checked(sheet.name, sheet.rows, found, head))  # type: ignore[arg-type]
    trail.record("roster.errors", actor=actor, now=now, about=("import", batch.pk), unit_id=batch.unit_id)
    return error_workbook(checked)


def _problems(batch: ImportBatch) -> dict[tuple[str, str], list[Problem]]:
    found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    rows = batch.rows.exclude(problems=[]).order_by("pk")
    for file, sheet, number, problems in rows.values_list("file_name", "sheet", "row_number", "problems"):
        for each in problems:
            place = _PLACE.fullmatch(each["cell"].rpartition("!")[2])
            column = _column(place[1]) if place and place[1] else None
            text = f"{each['column']}：{each['what']}{each['mend']}"
            found[file, sheet].append(Problem(number - 1, column, text))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
