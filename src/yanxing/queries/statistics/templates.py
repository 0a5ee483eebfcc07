"""Templates of others as kept: the list, and one with its heads."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours
from yanxing.queries.filing import bytes_of
from yanxing.records.models import ReportTemplate
from yanxing.report.sheets import Head, not_kept, read_heads


def templates_of(actor: Actor) -> QuerySet[ReportTemplate]:
    """Those of the street, the newest first."""
    rows = ReportTemplate.objects.filter(unit_id__in=list(actor.units))
    return rows.select_related("file", "saved_by").order_by("-pk")


def template_for(actor: Actor, template_id: int) -> ReportTemplate:
    """Raises `NotYours`."""
    found = templates_of(actor).filter(pk=template_id).first()
    if found is None:
        raise NotYours
    return found


def heads_of(template: ReportTemplate) -> tuple[Sequence[Head], Sequence[str]]:
    """The heads of its sheets, and what filling would lose (`charts`, `pictures`)."""
    data = bytes_of(template.file)
    return read_heads(data), not_kept(data)
