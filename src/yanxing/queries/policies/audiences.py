"""Audience lists as kept: the last of each run, its rows, and who may see which of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, a_worker, an_officer
from yanxing.access.refusal import NotYours
from yanxing.records.models import PolicyDocument, RunRow, SettledRun

_HEAVY = ("facts", "outcome")


def latest_runs(document: PolicyDocument) -> dict[str, SettledRun]:
    """run → its last settling, without the snapshots. One query."""
    rows = SettledRun.objects.filter(document=document).defer(*_HEAVY).order_by("run", "-id").distinct("run")
    return {row.run: row for row in rows}


def latest_run(document: PolicyDocument, run: str) -> SettledRun | None:
    """The last settling of one run, without its snapshots."""
    kept = SettledRun.objects.filter(document=document, run=run).defer(*_HEAVY)
    return kept.select_related("settled_by").order_by("-id").first()


def rows_for(actor: Actor, settled: SettledRun) -> QuerySet[RunRow]:
    """Rows an actor may see: all for officers of the street, the own unit's for a secretary, one's own."""
    rows = RunRow.objects.filter(settled=settled)
    if an_officer(actor):
        return rows
    reach = Q(pk=None)
    if a_secretary(actor):
        reach |= Q(unit_id__in=actor.units)
    if a_worker(actor):
        reach |= Q(subject_id=actor.person_id)
    return rows.filter(reach)


def row_for(actor: Actor, settled: SettledRun, key: str) -> RunRow:
    """One of `rows_for`. Raises `NotYours`."""
    row = rows_for(actor, settled).filter(key=key).select_related("subject__person", "unit").first()
    if row is None:
        raise NotYours
    return row


def own_rows(person_id: int, street_ids: Collection[int]) -> list[RunRow]:
    """How a person stands in the last settling of every list of the documents in force, with the run and its
    document beside each. Two queries."""
    last = (
        SettledRun.objects.filter(document__unit_id__in=street_ids, document__state="in_force")
        .order_by("document", "run", "-id")
        .distinct("document", "run")
        .values_list("pk", flat=True)
    )
    rows = RunRow.objects.filter(settled_id__in=list(last), subject_id=person_id)
    heavy = ("settled__facts", "settled__outcome")
    return list(rows.select_related("settled__document").defer(*heavy).order_by("settled_id"))


@dataclass(frozen=True, slots=True)
class Moved:
    """A row whose status is another than in the list before; "" where it is in one of them only."""

    name: str
    unit: str
    before: str
    after: str
    key: str = ""


def changes_since(before: SettledRun | None, after: SettledRun) -> list[Moved]:
    """Whose status changed between two settlings. Two queries."""
    old = _standing(before) if before else {}
    new = _standing(after)
    return [
        Moved(
            *(new.get(key) or old[key])[:2], old.get(key, ("", "", ""))[2], new.get(key, ("", "", ""))[2], key
        )
        for key in {**new, **old}
        if old.get(key, ("", "", ""))[2] != new.get(key, ("", "", ""))[2]
    ]


def previous_run(settled: SettledRun) -> SettledRun | None:
    """The settling before this one."""
    earlier = SettledRun.objects.filter(document_id=settled.document_id, run=settled.run, pk__lt=settled.pk)
    return earlier.defer(*_HEAVY).order_by("-id").first()


def _standing(settled: SettledRun) -> dict[str, tuple[str, str, str]]:
    rows = RunRow.objects.filter(settled=settled).annotate(
        person_name=F("subject__person__name"), unit_name=F("unit__short_name")
    )
    found = rows.values_list("key", "person_name", "unit_name", "status")
    return {key: (name or unit or key, unit or "", status) for key, name, unit, status in found}
