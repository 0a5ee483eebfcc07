"""A dry run becomes the roster, in one transaction, exactly as it was shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from yanxing.access.acting import narrow
from yanxing.access.actor import Actor
from yanxing.access.keyring import sealer
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions import trail
from yanxing.actions.pouring import pour
from yanxing.actions.roster.erasing import erase_files
from yanxing.actions.roster.planning import Said
from yanxing.actions.roster.problems import Problem
from yanxing.actions.roster.sheets import Row
from yanxing.actions.roster.trying import Planned, counts, open_batch, plan_rows
from yanxing.actions.roster.writing import write_people
from yanxing.actions.roster.writing_units import write_units
from yanxing.records.models import AuditEntry, ImportBatch, ImportRow

_LOCK = 0x726F73746572  # "roster": two batches are never applied at once


def confirm_match(*, row_id: int, person_id: int | None, actor: Actor, now: datetime) -> None:
    """Says whom a row means that was only matched by name or telephone: one of its candidates, or (None)
    somebody new. Raises `Refused` for anybody else."""
    demand(actor.has("officer"))
    row = ImportRow.objects.select_related("batch").filter(pk=row_id, batch__unit_id__in=actor.units).first()
    if row is None:
        raise NotYours
    open_batch(row.batch_id, actor)
    if row.outcome != ImportRow.Outcome.ASK:
        raise Stale(_("这一行不用确认。"))
    if person_id is not None and person_id not in row.raw.get("candidates", []):
        raise Refused(_("不在可选的人里，请重新选。"), field="person")
    _answer(row, person_id, actor)
    row.save(update_fields=["raw", "person", "confirmed_by"])
    trail.record(
        "roster.match",
        actor=actor,
        now=now,
        about=("import_row", row.pk),
        unit_id=row.batch.unit_id,
        person=person_id,
    )


def confirm_matches(*, batch_id: int, matched_by: str, same: bool, actor: Actor, now: datetime) -> int:
    """All rows of one kind that are open and have one candidate: that person, or all somebody new."""
    batch = open_batch(batch_id, actor)
    rows = [
        row
        for row in batch.rows.filter(outcome="ask", matched_by=matched_by, confirmed_by=None)
        if not same or len(row.raw.get("candidates", [])) == 1
    ]
    for row in rows:
        _answer(row, row.raw["candidates"][0] if same else None, actor)
    ImportRow.objects.bulk_update(rows, ["raw", "person", "confirmed_by"], batch_size=500)
    trail.record(
        "roster.match_all",
        actor=actor,
        now=now,
        about=("import", batch.pk),
        unit_id=batch.unit_id,
        matched_by=matched_by,
        same=same,
        rows=len(rows),
    )
    return len(rows)


def _answer(row: ImportRow, person_id: int | None, actor: Actor) -> None:
    row.raw = row.raw | {"answer": person_id}
    row.person_id = person_id if person_id is not None and person_id > 0 else None
    row.confirmed_by_id = actor.account_id


def apply_import(*, batch_id: int, actor: Actor, now: datetime) -> ImportBatch:
    """Writes what the dry run showed; rows with errors, and rows nobody has confirmed, stay out.

    Raises `Stale` if somebody else applied it, or if the roster has changed since it was tried.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    batch = open_batch(batch_id, actor)
    stored = list(batch.rows.order_by("pk"))
    rows, answers = _rows_of(batch, stored)
    shown = _shown(batch)
    planned = plan_rows(rows, {}, actor, now)
    if counts(planned.plans) != shown:
        raise Stale(_("试读之后名册有了变动，结果会不一样。请重新试读后再导入。"), code="roster_changed")
    planned = plan_rows(*_rows_of(batch, stored), actor, now) if answers else planned
    as_of = date.fromisoformat(batch.summary["as_of"]) if batch.summary.get("as_of") else now.date()
    try:
        with transaction.atomic():
            written = _write(planned, batch, actor, now, as_of)
    except IntegrityError as failure:
        raise Refused(_refusal(failure)) from failure
    _finish(batch, planned, written, actor, now)
    return batch


def _write(planned: Planned, batch: ImportBatch, actor: Actor, now: datetime, as_of: date) -> dict[str, Any]:
    units = write_units(planned, batch.unit, as_of)
    if units.made:
        narrow(replace(actor, units=actor.units | frozenset(units.made)))
    people = write_people(planned, units.ids, street=batch.unit, actor=actor, now=now, as_of=as_of)
    _leave_a_trail([("unit", pk, pk, []) for pk in units.touched], batch, actor, now)
    _leave_a_trail([("person", *each) for each in people], batch, actor, now)
    return {"units": len(units.touched), "people": len(people)}


def _leave_a_trail(
    written: list[tuple[str, int, int | None, list[str]]], batch: ImportBatch, actor: Actor, now: datetime
) -> None:
    """A row for each unit and each person, as a change by hand leaves one."""
    one = trail.entry("", actor=actor, now=now)
    columns = (
        "at", "real_at", "account_id", "person_id", "post_id", "door", "act", "object_kind", "object_id",
        "unit_id", "reason", "detail",
    )  # fmt: skip
    who = (one.at, one.real_at, one.account_id, one.person_id, one.post_id, one.door)
    rows = [
        (*who, f"{kind}.import", kind, str(pk), unit, "", {"batch": batch.pk, "fields": fields})
        for kind, pk, unit, fields in written
    ]
    pour(AuditEntry, columns, rows)


def _finish(
    batch: ImportBatch, planned: Planned, written: dict[str, Any], actor: Actor, now: datetime
) -> None:
    batch.state = ImportBatch.State.APPLIED
    batch.applied_by_id = actor.account_id
    batch.applied_at = now
    batch.summary = batch.summary | {"written": written, "applied": counts(planned.plans)}
    batch.save(update_fields=["state", "applied_by", "applied_at", "summary"])
    batch.rows.exclude(sealed=None).update(sealed=None)
    erase_files(batch, now)
    trail.record(
        "roster.apply", actor=actor, now=now, about=("import", batch.pk), unit_id=batch.unit_id, **written
    )


def _rows_of(batch: ImportBatch, stored: Sequence[ImportRow]) -> tuple[list[Row], dict[int, Said]]:
    seal = sealer()
    rows: list[Row] = []
    answers: dict[int, Said] = {}
    for position, kept in enumerate(sorted(stored, key=lambda each: each.raw["at"])):
        problems = [Problem(**problem) for problem in kept.problems]
        row = Row(kept.file_name, kept.sheet, kept.row_number, kept.raw["kind"], dict(kept.raw["values"]))
        row.problems = [p for p in problems if not _is_row(p.cell)]  # those are found again while planning
        if kept.sealed is not None:
            opened = seal.open(kept.sealed, context=f"import:{batch.pk}:{kept.raw['at']}")
            row.secrets = json.loads(opened)
        if kept.confirmed_by_id is not None:
            answers[position] = Said(kept.raw.get("answer"))
        rows.append(row)
    return rows, answers


def _is_row(place: str) -> bool:
    """`花名册!17` and not `花名册!C17`: said of the whole row."""
    return place.rpartition("!")[2].isdigit()


def _shown(batch: ImportBatch) -> dict[str, dict[str, int]]:
    return {kind: dict(batch.summary.get(kind, {})) for kind in ("people", "units")}


def _refusal(failure: IntegrityError) -> str:
    text = str(failure)
    if "id_number_once" in text:
        return _("有一个身份证号已经是名册里别人的，一行也没有写入。请核对身份证号。")
    if "staff_number" in text:
        return _("有一个工号已经是别人的，一行也没有写入。请核对工号。")
    if "credential" in text:
        return _("有一个证书编号已经是别人的，一行也没有写入。请核对证书编号。")
    return _("有一行的日期和名册里已有的任职、服务记录冲突，一行也没有写入。请核对任职和入职日期。")
