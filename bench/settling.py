"""A policy from its text, settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import RunResult
from yanxing.engine.settle import settle
from yanxing.policy.calendars import office_calendar
from yanxing.policy.load import loaded

Facts = Mapping[str, Sequence[Mapping[str, Any]]]

CALENDAR = office_calendar()


def policy_of(text: str) -> Policy:
    """A checked policy. Raises `ValueError` when it has errors."""
    return loaded(text.encode(), "bench.yaml", CALENDAR).usable


def settled(policy: Policy, facts: Facts) -> Mapping[str, RunResult]:
    return settle(policy, facts, as_of=date(2024, 10, 14), calendar=CALENDAR).runs
