"""A chart and the table beside it, from the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class ChartRow:
    """One bar or point: its name, its value as shown, and where the number leads to."""

    name: str
    value: int | Decimal
    shown: str = ""
    url: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Chart:
    """`title` says what is to be seen; `note` the measure and its unit, and a cut axis if there is one.

    `kind`: "bar" (upright), "rows" (lying, for long names) or "line". `start`: where the axis begins;
    `unit` stands behind its numbers, "%" ends it at 100.
    """

    title: str
    note: str
    rows: Sequence[ChartRow]
    kind: str = "bar"
    name_head: str = ""
    value_head: str = ""
    start: int = 0
    unit: str = ""

    def data(self) -> dict[str, Any]:
        """What the page's script draws: names, values and labels, in order."""
        return {
            "kind": self.kind,
            "title": self.title,
            "start": self.start,
            "unit": self.unit,
            "names": [row.name for row in self.rows],
            "values": [float(row.value) for row in self.rows],
            "labels": [row.shown or str(row.value) for row in self.rows],
            "marked": [row.marked for row in self.rows],
        }
