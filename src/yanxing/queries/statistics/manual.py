"""Figures somebody typed in (STA-07): the last of each name and period counts, the others stay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from yanxing.records.models import ManualFigure


@dataclass(frozen=True, slots=True)
class Typed:
    """`earlier`: how often it was corrected."""

    figure: ManualFigure
    earlier: int


def manual_figures(units: Collection[int]) -> Sequence[Typed]:
    """Of the units in reach, newest period first. One query."""
    rows = ManualFigure.objects.filter(unit_id__in=list(units)).select_related("entered_by", "unit")
    found: dict[tuple[int, str, str], list[ManualFigure]] = {}
    for row in rows.order_by("-period", "code", "-pk"):
        found.setdefault((row.unit_id, row.code, row.period), []).append(row)
    return [Typed(each[0], len(each) - 1) for each in found.values()]
