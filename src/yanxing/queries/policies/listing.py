"""One page shape of an audience list: rows with their figures, counts by status, units to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from yanxing.access.actor import Actor
from yanxing.queries.policies.audiences import rows_for
from yanxing.queries.policies.figures import heads_of
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import RunRow, SettledRun

_ORDER = ("unknown", "nearly", "eligible", "ineligible")
"""Whoever something is to be done about comes first."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address says: a status, a unit, words of a name or number."""

    status: str = ""
    unit: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """`rows` is lazy. `counts` by status, of the chosen unit; `units`: (id, name, rows)."""

    rows: QuerySet[RunRow]
    counts: dict[str, int]
    units: list[tuple[int, str, int]]
    heads: list[tuple[str, str]]
    chosen: Chosen

    @property
    def total(self) -> int:
        """How many rows are chosen."""
        status = self.chosen.status
        return self.counts.get(status, 0) if status in RunRow.Status else sum(self.counts.values())

    @property
    def unit_name(self) -> str:
        return next((name for pk, name, _ in self.units if pk == self.chosen.unit), "")


def listing_of(actor: Actor, settled: SettledRun, chosen: Chosen) -> Listing:
    """Three queries beside the page of rows. Needs `settled.document`."""
    seen = rows_for(actor, settled)
    units = seen.exclude(unit=None).values_list("unit_id", "unit__short_name", "unit__position")
    of_unit = seen if chosen.unit is None else seen.filter(unit_id=chosen.unit)
    if chosen.words:
        of_unit = of_unit.filter(
            Q(subject__person__name__icontains=chosen.words)
            | Q(subject__person__staff_number__icontains=chosen.words)
            | Q(subject__person__initials__startswith=chosen.words.lower())
        )
    counts = dict(of_unit.values_list("status").annotate(Count("id")).order_by())
    rows = of_unit.filter(status=chosen.status) if chosen.status in RunRow.Status else of_unit
    first = seen.order_by("pk").values_list("columns", flat=True).first() or {}
    return Listing(
        _ordered(rows),
        counts,
        [
            (pk, name, n)
            for pk, name, _, n in units.annotate(n=Count("id")).order_by("unit__position", "unit_id")
        ],
        heads_of(pinned(settled.document).usable, list(first)),
        chosen,
    )


def _ordered(rows: QuerySet[RunRow]) -> QuerySet[RunRow]:
    urgency = Case(
        *(When(status=status, then=place) for place, status in enumerate(_ORDER)), output_field=IntegerField()
    )
    return rows.select_related("subject__person", "unit").order_by(urgency, "unit__position", "unit_id", "pk")


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its cells in the order of the heads, and what is to be done next."""

    row: RunRow
    cells: list[tuple[str, str]]
    next: str


def lines_of(listing: Listing, rows: Iterable[RunRow]) -> list[Line]:
    """The rows of a page."""
    return [
        Line(
            row,
            [(head, str(row.columns.get(name, ""))) for name, head in listing.heads],
            str(row.columns.get("_next", "")),
        )
        for row in rows
    ]


def export_rows(listing: Listing) -> Iterator[list[str]]:
    """As `Listing.rows`, in words."""
    for row in listing.rows.iterator(chunk_size=500):
        person = row.subject.person if row.subject and hasattr(row.subject, "person") else None
        yield [
            person.name if person else (row.unit.short_name if row.unit else row.key),
            (person.staff_number or "") if person else "",
            row.unit.short_name if row.unit else "",
            *(str(row.columns.get(name, "")) for name, _ in listing.heads),
            row.get_status_display(),
            row.sentence,
        ]
