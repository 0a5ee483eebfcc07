"""A dry run as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours
from yanxing.queries.people.fields import FIELDS, SheetKind, label_of
from yanxing.queries.people.showing import shown
from yanxing.records.models import ImportBatch, ImportRow, Person, Unit

PAGE = 50
OUTCOMES = ("bad", "ask", "new", "changed", "same")
MATCHED = {
    "id_number": "身份证号",
    "staff_number": "工号",
    "phone": "手机号和姓名",
    "unit_and_name": "居民区和姓名",
    "other_name": "工号相同、姓名不同",
    "name": "名称",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    key: int
    text: str


@dataclass(frozen=True, slots=True)
class RowShown:
    """One row of the dry run. `said`: what a person answered, in words."""

    id: int
    place: str
    name: str
    unit: str
    outcome: str
    matched: str
    changes: Sequence[tuple[str, str, str]]
    problems: Sequence[Mapping[str, Any]]
    candidates: Sequence[Candidate]
    said: str


@dataclass(frozen=True, slots=True)
class SheetShown:
    """A sheet and its columns: (letter, head, our field or "")."""

    file: str
    sheet: str
    kind: str
    columns: Sequence[tuple[str, str, str]]


def batches(actor: Actor) -> list[ImportBatch]:
    """The last drops of the actor's street."""
    found = ImportBatch.objects.filter(unit_id__in=actor.units).select_related("started_by", "applied_by")
    return list(found.order_by("-pk")[:10])


def batch_for(actor: Actor, batch_id: int) -> ImportBatch:
    """Raises `NotYours`."""
    found = ImportBatch.objects.select_related("started_by", "applied_by").filter(
        pk=batch_id, unit_id__in=actor.units
    )
    batch = found.first()
    if batch is None:
        raise NotYours
    return batch


def counted(batch: ImportBatch) -> dict[str, int]:
    """Rows by outcome; what is open is what nobody has answered."""
    by = dict.fromkeys(OUTCOMES, 0)
    for outcome, n in batch.rows.values_list("outcome").annotate(n=Count("pk")):
        by[outcome] = n
    return by


def open_kinds(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """Kinds of weak matches that wait for an answer: (code, words, rows)."""
    rows = batch.rows.filter(outcome="ask", confirmed_by=None).values_list("matched_by")
    return [(code, _(MATCHED.get(code, code)), n) for code, n in rows.annotate(n=Count("pk")).order_by("-n")]


def rows_of(batch: ImportBatch, outcome: str, page: str | None) -> Page[RowShown]:
    """Fifty rows, those with errors first."""
    rows = batch.rows.order_by("pk")
    if outcome in OUTCOMES:
        rows = rows.filter(outcome=outcome)
    found: Page[Any] = Paginator(rows, PAGE).get_page(page)
    stored: list[ImportRow] = list(found.object_list)
    people, units = _names(stored)
    found.object_list = [_row(row, people, units) for row in stored]
    return found


def _names(rows: Sequence[ImportRow]) -> tuple[dict[int, str], dict[int, str]]:
    keys = {key for row in rows for key in row.raw.get("candidates", []) if key > 0}
    people = {
        pk: "　".join(filter(None, (name, number, unit)))
        for pk, name, number, unit in Person.objects.filter(pk__in=keys).values_list(
            "pk", "name", "staff_number", "subject__home_unit__short_name"
        )
    }
    wanted = {
        value
        for row in rows
        for code, pair in row.changes.items()
        if code in ("unit", "area")
        for value in pair
        if isinstance(value, int)
    }
    return people, dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "short_name"))


def _row(row: ImportRow, people: Mapping[int, str], units: Mapping[int, str]) -> RowShown:
    kind: SheetKind = row.raw["kind"]
    values = row.raw["values"]
    candidates = [
        Candidate(key, people.get(key) or _("和 %(place)s 是同一人") % {"place": row.raw["places"][str(key)]})
        for key in row.raw.get("candidates", [])
        if key in people or str(key) in row.raw.get("places", {})
    ]
    return RowShown(
        id=row.pk,
        place=f"{row.sheet}!{row.row_number}",
        name=values.get("name", ""),
        unit=values.get("unit", "") if kind == "people" else _("居委会名册"),
        outcome=row.outcome,
        matched=_(MATCHED.get(row.matched_by, "")) if row.matched_by else "",
        changes=[
            (label_of(kind, code), shown(code, old, units), shown(code, new, units))
            for code, (old, new) in row.changes.items()
        ],
        problems=row.problems,
        candidates=candidates,
        said=_said(row, candidates),
    )


def _said(row: ImportRow, candidates: Sequence[Candidate]) -> str:
    if row.confirmed_by_id is None:
        return ""
    answer = row.raw.get("answer")
    if answer is None:
        return _("另一个人，新增")
    return next((each.text for each in candidates if each.key == answer), "")


def sheets_of(batch: ImportBatch) -> list[SheetShown]:
    """Every sheet of the drop with its heads."""
    return [
        SheetShown(file, name, sheet["kind"], [tuple(column) for column in sheet["columns"]])
        for file, sheets in batch.mapping.items()
        for name, sheet in sheets.items()
    ]


def choices(kind: str) -> list[tuple[str, str]]:
    """Our fields, for pointing a head at one."""
    known: SheetKind = "units" if kind == "units" else "people"
    return [(field.code, field.label) for field in FIELDS[known].values()]
