"""The dry run: files in, every row planned, nothing of the roster touched."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.keyring import sealer
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.access.sealing import Sealer, mask_id_number, mask_phone
from yanxing.actions import trail
from yanxing.actions.filing import store_file
from yanxing.actions.roster import known as roster
from yanxing.actions.roster.known import Known
from yanxing.actions.roster.planning import Plan, Planner, Said
from yanxing.actions.roster.planning_units import UnitPlanner
from yanxing.actions.roster.reading import PURPOSES, Drop, read_drop
from yanxing.actions.roster.sheets import IGNORED, Row
from yanxing.queries.filing import file_for
from yanxing.queries.people.fields import FIELDS, SheetKind, normal_head
from yanxing.records.models import HeaderMapping, ImportBatch, ImportRow, Unit

MOST_FILES = 60
_MASKS = {"id_number": mask_id_number, "phone": mask_phone}
Mapped = Mapping[tuple[SheetKind, str], str]
"""(kind of sheet, head as written) → our field, or `-`."""


class Planned(NamedTuple):
    """All rows with their plans, and what the roster would then hold."""

    plans: list[tuple[Row, Plan]]
    known: Known
    areas: dict[int, str]


def try_import(
    *,
    files: Sequence[tuple[str, bytes]],
    mapping: Mapped | None = None,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    expected_units: int | None = None,
) -> ImportBatch:
    """Reads a drop of (name, bytes) and says what it would change. `as_of`: the day the roster speaks of.

    Raises `Refused` when no file can be read or none holds a roster.
    """
    demand(actor.has("officer"))
    street = street_of(actor)
    if not files:
        raise Refused(_("还没有选文件。请选取花名册或居委会名册。"), field="files")
    if len(files) > MOST_FILES:
        raise Refused(_("一次最多 %(most)d 个文件，请分几次导入。") % {"most": MOST_FILES}, field="files")
    _remember(mapping or {}, actor, now)
    drop = read_drop(files, today=now.date())
    _demand_readable(drop)
    readable = {name for name, _sheets in drop.mapping.items()}
    batch = ImportBatch.objects.create(
        unit=street, mapping=drop.mapping, started_by_id=actor.account_id or 0, started_at=now
    )
    kept = [
        store_file(data=data, name=name, purpose="import", actor=actor, now=now, unit_id=street.pk)
        for name, data in files
        if name in readable
    ]
    batch.files.set(kept)
    _fill(batch, drop, actor=actor, now=now, as_of=as_of, expected_units=expected_units)
    return batch


def map_headers(*, batch_id: int, mapping: Mapped, actor: Actor, now: datetime) -> ImportBatch:
    """Points heads at our fields, remembers it, and tries the same files again."""
    batch = open_batch(batch_id, actor)
    _remember(mapping, actor, now)
    files = [
        (stored.name, file_for(actor, stored.pk)[1].read_bytes()) for stored in batch.files.order_by("pk")
    ]
    drop = read_drop(files, today=now.date())
    batch.rows.all().delete()
    batch.mapping = drop.mapping
    summary = batch.summary
    as_of = date.fromisoformat(summary["as_of"]) if summary.get("as_of") else None
    _fill(batch, drop, actor=actor, now=now, as_of=as_of, expected_units=summary.get("expected_units"))
    return batch


def drop_import(*, batch_id: int, actor: Actor, now: datetime) -> None:
    """Gives a dry run up."""
    from yanxing.actions.roster.erasing import erase_files  # noqa: PLC0415

    batch = open_batch(batch_id, actor)
    batch.state = ImportBatch.State.DROPPED
    batch.save(update_fields=["state"])
    erase_files(batch, now)
    trail.record("roster.drop", actor=actor, now=now, about=("import", batch.pk), unit_id=batch.unit_id)


def open_batch(batch_id: int, actor: Actor) -> ImportBatch:
    """The dry run, locked. Raises `NotYours`, or `Stale` once it was applied or given up."""
    demand(actor.has("officer"))
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("applied_by")
        .filter(pk=batch_id, unit_id__in=actor.units)
        .first()
    )
    if batch is None:
        raise NotYours
    if batch.state == ImportBatch.State.APPLIED:
        who = batch.applied_by.display_name if batch.applied_by else ""
        raise Stale(_("这一批已经由%(who)s导入，不用再导。") % {"who": who}, code="applied")
    if batch.state == ImportBatch.State.DROPPED:
        raise Stale(_("这一批已经放弃。请重新选取文件。"), code="dropped")
    return batch


def street_of(actor: Actor) -> Unit:
    """The street whose roster an officer keeps."""
    posts = [post.unit_id for post in actor.posts if post.role == "officer"]
    if not posts:
        raise NotYours
    return Unit.objects.get(pk=posts[0])


def plan_rows(rows: Sequence[Row], answers: Mapping[int, Said], actor: Actor, now: datetime) -> Planned:
    """Plans every row against the roster of this moment. `answers`: position in `rows` → what was said."""
    numbers = {str(row.values["staff_number"]) for row in rows if "staff_number" in row.values}
    known = roster.load(actor, on=now.date(), numbers=numbers)
    units, people = UnitPlanner(known), Planner(known, sealer())
    plans = [
        (row, units.unit(row) if row.kind == "units" else people.person(row, answers.get(position), position))
        for position, row in enumerate(rows)
    ]
    return Planned(plans, known, units.areas)


def counts(plans: Sequence[tuple[Row, Plan]]) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = {"people": Counter(), "units": Counter()}
    for row, plan in plans:
        found[row.kind][plan.outcome] += 1
    return {kind: dict(sorted(each.items())) for kind, each in found.items()}


def _fill(
    batch: ImportBatch,
    drop: Drop,
    *,
    actor: Actor,
    now: datetime,
    as_of: date | None,
    expected_units: int | None,
) -> None:
    planned = plan_rows(drop.rows, {}, actor, now)
    _store_rows(batch, planned)
    batch.summary = {
        **counts(planned.plans),
        "as_of": as_of.isoformat() if as_of else "",
        "expected_units": expected_units,
        "reconciled": _reconciled(planned, expected_units),
        "refused": drop.refused,
        "remarks": drop.remarks[:50],
    }
    batch.save(update_fields=["summary", "mapping"])
    trail.record(
        "roster.try",
        actor=actor,
        now=now,
        about=("import", batch.pk),
        unit_id=batch.unit_id,
        rows=len(drop.rows),
    )


def _reconciled(planned: Planned, expected: int | None) -> dict[str, Any]:
    """Committees in the list against those on record and those that should be (ORG-02)."""
    listed = {
        plan.person: str(plan.values.get("short_name", ""))
        for row, plan in planned.plans
        if row.kind == "units" and plan.person is not None and plan.values.get("kind") == "neighbourhood"
    }
    if not listed:
        return {}
    on_record = {
        key: str(unit.get("short_name", ""))
        for key, unit in planned.known.units.items()
        if unit.get("kind") == "neighbourhood"
    }
    return {
        "found": len(listed),
        "expected": expected,
        "new": [name for key, name in listed.items() if key < 0],
        "missing": [name for key, name in on_record.items() if key not in listed],
        "areas": sorted(planned.areas.values()),
    }


def _store_rows(batch: ImportBatch, planned: Planned) -> None:
    """By COPY: fifty thousand rows are common in a district."""
    columns = (
        "batch_id", "file_name", "sheet", "row_number", "raw", "sealed", "outcome", "matched_by", "person_id",
        "changes", "problems",
    )  # fmt: skip
    seal = sealer()
    table = ImportRow._meta.db_table  # noqa: SLF001
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for position, (row, plan) in enumerate(planned.plans):
            copy.write_row(_stored(batch.pk, position, row, plan, planned.known, seal))


def _stored(
    batch_id: int, position: int, row: Row, plan: Plan, known: Known, seal: Sealer
) -> tuple[object, ...]:
    masked = {kind: _MASKS[kind](number) for kind, number in row.secrets.items()}
    raw = {
        "at": position,
        "kind": row.kind,
        "values": row.values,
        "masked": masked,
        "candidates": plan.candidates,
        "places": {str(key): known.places[key] for key in plan.candidates if key in known.places},
    }
    context = f"import:{batch_id}:{position}"
    sealed = seal.seal(_json(row.secrets), context=context) if row.secrets else None
    return (
        batch_id,
        row.file,
        row.sheet,
        row.number,
        _json(raw),
        sealed,
        plan.outcome,
        plan.matched_by,
        plan.person if row.kind == "people" and plan.person and plan.person > 0 else None,
        _json(_shown(plan.changes, masked)),
        _json([problem.stored() for problem in row.problems]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(changes: Mapping[str, list[object]], masked: Mapping[str, str]) -> dict[str, list[object]]:
    """Without blind indexes: of a sealed field only the mask of the new value."""
    return {code: [None, masked[code]] if code in masked else pair for code, pair in changes.items()}


def _demand_readable(drop: Drop) -> None:
    if drop.rows:
        return
    if drop.refused and not drop.mapping:
        name, what, mend = drop.refused[0]
        raise Refused(f"{name}：{what}{mend}", field="files", code="unreadable")
    if not any(each.get("columns") for sheets in drop.mapping.values() for each in sheets.values()):
        raise Refused(
            _("没有读到花名册或居委会名册。表里要有“姓名”或“居委会名称”这样的列头。"), field="files"
        )


def _remember(mapping: Mapped, actor: Actor, now: datetime) -> None:
    for (kind, head), code in mapping.items():
        if kind not in FIELDS or (code != IGNORED and code not in FIELDS[kind]):
            raise Refused(_("没有这样的列，请重新选。"), field="mapping")
        HeaderMapping.objects.update_or_create(
            purpose=PURPOSES[kind],
            header=normal_head(head),
            defaults={"field": code, "said_by_id": actor.account_id or 0, "said_at": now},
        )
