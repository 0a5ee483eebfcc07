"""When signing in is open and what a moment of it means (五、3; reading A11). Plain arithmetic.

Shown at the moment of signing; what finally counts is decided by the policy when the session is closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

OPENS_BEFORE = timedelta(hours=2)
"""Signing in begins this long before the start: for those who set up the hall."""

State = Literal["on_time", "lateish", "late"]
Stage = Literal["before", "open", "over"]


@dataclass(frozen=True, slots=True)
class Times:
    """Of one session. `ahead`: minutes before the start by which one has to be there."""

    starts: datetime
    ends: datetime
    ahead: int

    @property
    def opens(self) -> datetime:
        return self.starts - OPENS_BEFORE

    @property
    def deadline(self) -> datetime:
        """Who signs in at this very moment is still in time."""
        return self.starts - timedelta(minutes=self.ahead)

    def state(self, at: datetime) -> State:
        if at <= self.deadline:
            return "on_time"
        return "lateish" if at <= self.starts else "late"

    def stage(self, at: datetime) -> Stage:
        if at < self.opens:
            return "before"
        return "open" if at <= self.ends else "over"
