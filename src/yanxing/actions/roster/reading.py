"""A drop of files read as rows: units first, then people, each sheet under the head that was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yanxing.actions.roster.sheets import Head, Remembered, Row, find_head, open_sheets, read_rows
from yanxing.intake.guarding import SHEETS, check_upload
from yanxing.intake.sheet import NotReadable
from yanxing.records.models import HeaderMapping

PURPOSES = {"people": "roster", "units": "roster-units"}


@dataclass(slots=True)
class Drop:
    """What a drop of files holds. `refused`: (file, what, mend) of files that cannot be read at all."""

    rows: list[Row] = field(default_factory=list)
    mapping: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def remembered() -> Remembered:
    """What people said earlier about heads."""
    kinds = {purpose: kind for kind, purpose in PURPOSES.items()}
    rows = HeaderMapping.objects.filter(purpose__in=kinds)
    return {(kinds[m.purpose], m.header): m.field for m in rows}


def read_drop(files: Sequence[tuple[str, bytes]], *, today: date) -> Drop:
    """Reads every file; one that cannot be read does not keep the others out."""
    drop = Drop()
    told = remembered()
    for name, data in _once(files, drop):
        trouble = check_upload(name, data, allowed=SHEETS)
        if trouble is not None:
            drop.refused.append((name, trouble.what(), trouble.mend()))
            continue
        try:
            _read_file(drop, name, data, told, today)
        except NotReadable as failure:
            found = failure.finding(name)
            drop.refused.append((name, found.what(), found.mend()))
    drop.rows.sort(key=lambda row: row.kind != "units")
    return drop


def _once(files: Iterable[tuple[str, bytes]], drop: Drop) -> Iterable[tuple[str, bytes]]:
    seen: set[str] = set()
    for name, data in files:
        if name in seen:
            drop.refused.append((name, _("有两个文件都叫这个名字。"), _("请改名后一起放进来。")))
            continue
        seen.add(name)
        yield name, data


def _read_file(drop: Drop, name: str, data: bytes, told: Remembered, today: date) -> None:
    sheets, findings = open_sheets(name, data)
    drop.remarks += [f"{found.file} {found.place}：{found.what()}{found.mend()}" for found in findings]
    heads: dict[str, Head] = {}
    for sheet in sheets:
        head = heads[sheet.name[:60]] = find_head(sheet, told)
        for row in read_rows(sheet, head, today):
            row.sheet = row.sheet[:60]
            drop.rows.append(row)
    drop.mapping[name] = {sheet: head.stored() for sheet, head in heads.items()}
