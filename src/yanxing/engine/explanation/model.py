"""What an explanation is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
Names = Callable[[str, str], str]
"""(kind of rows, id) -> the name to show; the id itself where there is no better one."""

Mark = Literal["met", "unmet", "unknown", "not_asked", ""]


@dataclass(frozen=True, slots=True)
class Citation:
    """Clause and reading behind a step; empty where there is none. `quote`: what is cited of a long text."""

    clause_number: str = ""
    clause_text: str = ""
    reading_id: str = ""
    reading_text: str = ""
    reading_why: str = ""
    reading_by: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class StepText:
    """One step: what it is, its lines with figures, and where it comes from.

    `rule`: those of the lines that only say what the policy asks. `name`: the column, gate, rank or take it
    made. `mark` is set for requirements only; `reading_by` says whose reading it is.
    """

    title: str
    lines: tuple[str, ...]
    rule: tuple[str, ...] = ()
    name: str = ""
    mark: Mark = ""
    cite: Citation = Citation()

    @property
    def clause_number(self) -> str:
        return self.cite.clause_number

    @property
    def clause_text(self) -> str:
        return self.cite.clause_text

    @property
    def reading_id(self) -> str:
        return self.cite.reading_id

    @property
    def reading_text(self) -> str:
        return self.cite.reading_text

    @property
    def reading_by(self) -> str:
        return self.cite.reading_by


@dataclass(frozen=True, slots=True)
class Explanation:
    """A plain sentence first, then the steps it comes from."""

    sentence: str
    steps: tuple[StepText, ...]
