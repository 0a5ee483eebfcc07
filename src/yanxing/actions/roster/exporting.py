"""The list of people leaves the house as a workbook; who took it stays in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_or_secretary, demand
from yanxing.actions import trail
from yanxing.queries.people.listing import COLUMNS, Filters, exported, found_people, listed
from yanxing.report.sheets import Sheet, write_workbook


def people_book(*, filters: Filters, columns: Sequence[str], actor: Actor, now: datetime) -> bytes:
    """An .xlsx with the people of the list in the chosen columns."""
    demand(an_officer_or_secretary(actor))
    lines = listed(found_people(actor, filters, on=now.date()), on=now.date())
    trail.record(
        "people.export",
        actor=actor,
        now=now,
        about=("people", ""),
        unit_id=actor.home_unit_id,
        columns=list(columns),
        rows=len(lines),
    )
    note = _("数据截至 %(at)s，共 %(n)d 人。") % {"at": f"{now:%Y-%m-%d %H:%M}", "n": len(lines)}
    heads = [COLUMNS[column] for column in columns]
    rows = exported(lines, columns)
    return write_workbook([Sheet(_("人员"), _("社区工作者名册"), heads, rows, (note,))])  # type: ignore[arg-type]
