"""The tool library's policy, events for it, and what came of them in short."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.ledger import LedgerResult, Refused, post_events
from yanxing.policy.calendars import office_calendar
from yanxing.policy.reading import read_policy

OFFICE = office_calendar()
END = date(2024, 12, 31)


def policy_of(text: str) -> Policy:
    policy, findings = read_policy(text.encode(), "ledger.yaml")
    assert [found.text() for found in findings] == []
    assert policy is not None
    return policy


TOOLS_TEXT = (Path(__file__).parent / "tools.yaml").read_text("utf-8")
TOOLS = policy_of(TOOLS_TEXT)


def event(
    id_: str, kind: str, actor: str, day: str, amount: int | None = None, **more: Any
) -> dict[str, Any]:
    facts = {"id": id_, "kind": kind, "actor": actor, "date": date.fromisoformat(f"2024-{day}"), **more}
    return facts if amount is None else {**facts, "credits": Fraction(amount)}


def undo(id_: str, day: str, reverses: str) -> dict[str, Any]:
    return event(id_, "undo", "office", day, reverses=reverses)


def post(*events: dict[str, Any], policy: Policy = TOOLS, **more: Any) -> LedgerResult:
    return post_events(policy, "tools", events, calendar=OFFICE, as_of=END, **more)


def codes(result: LedgerResult) -> list[str]:
    return [outcome.code if isinstance(outcome, Refused) else "ok" for outcome in result.outcomes]


def balances(result: LedgerResult) -> dict[str, int | Fraction]:
    return {f"{account}/{owner}": amount for (account, owner), amount in result.balances.items()}
