"""Unknown: not no and not zero. It travels through terms and conditions, carrying the names of what is
missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal[
    "missing", "not_reached", "division_by_zero", "no_line", "no_row", "open_row", "too_few", "empty",
    "level", "unset", "no_calendar",
    "not_a_number", "not_whole", "negative", "differs", "duplicate", "too_large",
]  # fmt: skip
"""`missing` fact not given · `not_reached` column of a row that left before · `no_line` key without a line
in a table · `no_row` no row of that id · `open_row` a row it is built on is held, redo or undecided ·
`too_few` fewer than `needs` · `empty` nothing to measure · `level` first/last not decided · `unset` value
not set yet · `no_calendar` year not in the calendar · `not_a_number` `not_whole` `negative` no figure that
could be meant · `differs` not the same for all rows of the group · `duplicate` given twice ·
`too_large` a figure of too many digits.
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: its name, why, and where (`workers/w3`; empty for the row at hand)."""

    name: str
    why: Why = "missing"
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that cannot be told, with the gaps it comes from, each once, in order of discovery."""

    gaps: tuple[Gap, ...]

    def __or__(self, other: Unknown) -> Unknown:
        return Unknown(self.gaps + tuple(gap for gap in other.gaps if gap not in self.gaps))


def missing(name: str, why: Why = "missing", where: str = "") -> Unknown:
    """An unknown with a single gap."""
    return Unknown((Gap(name, why, where),))
