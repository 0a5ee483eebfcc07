"""A day the office has otherwise than the published calendar."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.records.models import CalendarDay, Unit


def record_calendar_day(
    *, street: Unit, day: date, works: bool, name: str, actor: Actor, now: datetime
) -> CalendarDay:
    """`name`: the holiday, or why the day is worked; shown wherever the day is counted."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, street.pk)
    if not name.strip():
        raise Refused(_("请写明原因，例如“防汛值守”。"), field="name")
    row = CalendarDay.objects.create(
        unit=street,
        day=day,
        works=works,
        name=name.strip()[:40],
        recorded_by_id=actor.account_id or 0,
        recorded_at=now,
    )
    trail.record(
        "calendar.day", actor=actor, now=now, about=("calendar_day", row.pk), unit_id=street.pk,
        reason=row.name, day=day.isoformat(), works=works,
    )  # fmt: skip
    return row
