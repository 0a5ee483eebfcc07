"""A unit goes to another area from a day on; what was before stays on record (ORG-03)."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.actions.roster.known import in_force
from yanxing.records.models import Unit, UnitSpell


def belong_to(unit: Unit, parent_id: int, since: date) -> bool:
    """Ends the spell of that day and begins the next; False when it belongs there already.

    Raises `Refused` for a day before the running spell began, or after a later move already on record.
    """
    later = UnitSpell.objects.filter(unit=unit, since__gt=since).order_by("since").first()
    if later is not None:
        raise Refused(
            _("%(unit)s在 %(day)s 已经有一次变动，新的日期要晚于它。")
            % {"unit": unit.short_name, "day": later.since.isoformat()},
            field="since",
        )
    running = UnitSpell.objects.select_for_update().filter(in_force(since), unit=unit).first()
    if running is not None and running.parent_id == parent_id:
        return False
    if running is not None and running.since == since:
        running.parent_id = parent_id
        running.save(update_fields=["parent"])
        return True
    if running is not None:
        running.until = since
        running.save(update_fields=["until"])
    UnitSpell.objects.create(unit=unit, parent_id=parent_id, since=since)
    return True
