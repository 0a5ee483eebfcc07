"""A matter: where one case of a flow stands, and everything that was done with it. Never changed, only
replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from yanxing.engine.outcome import Value

HOUSE = "house"
"""Who acts when a clock has passed or a sub-matter has ended."""

OFFERED = "offered"
"""The party, and the name, of whom a step is put to now when it goes from one to the next."""

ActKind = Literal["start", "answer", "pause", "resume", "revise", "late", "expire", "sub_ended"]
"""`late`: the house answers or passes on, its clock having passed · `expire`: it could not, a requirement
not being met ·
`sub_ended`: all sub-matters waited for have ended, with or without an answer that follows from them."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing done: on which matter, at which of its steps, by whom, with which facts. The acts alone tell
    the matter again.

    `party` is who was asked, `stands_in` the party that stepped in for it; `checks` are not kept, they
    follow from the facts.
    """

    kind: ActKind
    on: str
    at: datetime
    step: str = ""
    party: str = ""
    actor: str = HOUSE
    answer: str | None = None
    reason: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    stands_in: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """From when to when (None: still) a clock stands, who stopped it (HOUSE: a sub-matter is waited for) and
    why."""

    since: datetime
    by: str
    reason: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ClockState:
    """Since when the step is asked, and when its clock stood. How much is left is worked out, so nothing
    gets lost when the clock of the step becomes another one. `expired`: it has passed and the house could
    not answer."""

    since: datetime
    pauses: tuple[Pause, ...] = ()
    expired: bool = False

    @property
    def paused(self) -> Pause | None:
        return self.pauses[-1] if self.pauses and self.pauses[-1].until is None else None

    def stopped(self, pause: Pause) -> ClockState:
        return replace(self, pauses=(*self.pauses, pause))

    def started(self, at: datetime) -> ClockState:
        """Running again; as it is when it runs."""
        pause = self.paused
        return replace(self, pauses=(*self.pauses[:-1], replace(pause, until=at))) if pause else self


@dataclass(frozen=True, slots=True)
class Given:
    """An answer of one of several parties that waits for the others."""

    party: str
    answer: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Matter:
    """`step` is None when it has ended with `outcome`. `offered`: how many of the offer's list have passed.

    `parts`: the sub-matters opened from here, in order, with ids `<id>/1`, `<id>/2` …; `waits`: those it
    stands still for.
    `history` is kept by the outermost matter for all of them.
    """

    id: str
    flow: str
    facts: Mapping[str, Value]
    opened: datetime
    step: str | None
    outcome: str | None = None
    given: tuple[Given, ...] = ()
    clock: ClockState | None = None
    offered: int = 0
    parts: tuple[Matter, ...] = ()
    waits: tuple[str, ...] = ()
    history: tuple[Act, ...] = ()

    def find(self, matter_id: str) -> Matter | None:
        """This matter or the sub-matter of that id."""
        if self.id == matter_id:
            return self
        found = (part.find(matter_id) for part in self.parts if _within(matter_id, part))
        return next(found, None)

    def put(self, changed: Matter) -> Matter:
        """This matter with one of its parts (or itself) replaced by the one of the same id."""
        if self.id == changed.id:
            return changed
        parts = tuple(part.put(changed) if _within(changed.id, part) else part for part in self.parts)
        return replace(self, parts=parts)

    def all(self) -> tuple[Matter, ...]:
        """This matter and all below it, outermost first."""
        return (self, *(below for part in self.parts for below in part.all()))


def _within(matter_id: str, part: Matter) -> bool:
    return matter_id == part.id or matter_id.startswith(f"{part.id}/")
