"""The office clock of a test, and codes as the hall shows them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from tests.street.meetings import STARTS

from yanxing.access import clock


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """at("13:37") sets the office clock of this test; seconds may be given."""

    def set_clock(text: str) -> datetime:
        parts = [int(part) for part in text.split(":")]
        moment = STARTS.replace(hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else 0)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    return set_clock
