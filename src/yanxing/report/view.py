"""What a page shows, ready for the template: no policy, no engine, only texts and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from yanxing.engine.explanation import AudienceStatus, Mark

Tone = Literal["fits", "almost", "unfit", "waiting", ""]


@dataclass(frozen=True, slots=True)
class Cell:
    """`tone` makes it a chip; `why` makes it a link that opens the row's reasons."""

    text: str
    numeric: bool = False
    tone: Tone = ""
    why: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells, and the panel that says why."""

    id: str
    cells: tuple[Cell, ...]
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A table; `folded` ones are closed at first and not printed."""

    title: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]
    folded: bool = False
    tone: Tone = ""

    @property
    def count(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a row; `rule` is where clause and reading stand, once for the whole run."""

    title: str
    lines: tuple[str, ...]
    mark: Mark
    rule: str


@dataclass(frozen=True, slots=True)
class Panel:
    id: str
    name: str
    sentence: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    title: str
    lines: tuple[str, ...]
    clause_number: str
    clause_text: str
    reading_id: str
    reading_text: str
    reading_why: str
    reading_by: str


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    shown: str
    share: int
    """Thousandths of the greatest."""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class RunView:
    id: str
    title: str
    summary: str
    counts: Mapping[AudienceStatus, int] | None
    listings: tuple[Listing, ...]
    chart: Chart | None
    notes: tuple[str, ...]
    rules: tuple[Rule, ...]
    panels: tuple[Panel, ...]
    provisional: bool = False
    next: tuple[str, ...] = ()
    raters: tuple[Listing, ...] = ()
    raters_apart: bool = False


@dataclass(frozen=True, slots=True)
class ActivityView:
    name: str
    window: str
    days: str
    counts: Mapping[AudienceStatus, int] | None
    audience: str
    results: tuple[tuple[str, str, str], ...]
    """(run, its label, what came out)"""
    turns: tuple[tuple[str, str], ...] = ()
    """(month, host)"""
    venue: str = ""


@dataclass(frozen=True, slots=True)
class PartView:
    name: str
    clause: str
    activities: tuple[ActivityView, ...]


@dataclass(frozen=True, slots=True)
class MissingView:
    what: str
    names: tuple[str, ...]
    used: str
    whom: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    name: str
    days: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class DueView:
    day: str
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    severity: str
    what: str
    mend: str
    place: str


@dataclass(frozen=True, slots=True)
class FileView:
    """The findings of one file, errors first."""

    name: str
    errors: int
    notes: int
    findings: tuple[FindingView, ...]


def share_of(value: Fraction, greatest: Fraction) -> int:
    """Thousandths of the greatest, for a bar; 0 where there is nothing to compare."""
    return int(value * 1000 / greatest) if greatest > 0 and value > 0 else 0
