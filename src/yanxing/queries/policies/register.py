"""The register of document numbers: by agency code and year, with what bears each."""

from __future__ import annotations

from typing import NamedTuple

from yanxing.queries.policies.numbers import shown_number
from yanxing.records.models import DocumentNumber, NumberSeries


class Used(NamedTuple):
    """A number given, and the title of what bears it (empty while nothing does)."""

    number: str
    title: str
    by: str


def register_of(unit_id: int) -> list[tuple[NumberSeries, list[Used]]]:
    """Each series with its numbers, the latest first. Two queries."""
    series = list(NumberSeries.objects.filter(unit_id=unit_id).order_by("agency_code"))
    rows = DocumentNumber.objects.filter(series__in=series).select_related("series", "notice", "recorded_by")
    of: dict[int, list[Used]] = {}
    for row in rows.order_by("-year", "-serial"):
        notice = getattr(row, "notice", None)
        title = notice.title if notice else ""
        of.setdefault(row.series_id, []).append(Used(shown_number(row), title, row.recorded_by.display_name))
    return [(each, of.get(each.pk, [])) for each in series]
