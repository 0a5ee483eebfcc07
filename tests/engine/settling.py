"""Settling a policy written as YAML on facts written as plain numbers and words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Cell, Decision, Row, RunResult, Settlement, Value
from yanxing.engine.settle import settle
from yanxing.policy.reading import read_policy

DAY = date(2024, 6, 10)
CALENDAR = OfficeCalendar({}, frozenset(), frozenset({2023, 2024, 2025}))


def policy(text: str) -> Policy:
    """The policy of a YAML text without its head. It must read without a finding."""
    found, findings = read_policy(f"policy: trial\ntitle: 试行\n{text}".encode(), "trial.yaml")
    assert findings == [], [finding.text("zh") for finding in findings]
    assert found is not None
    return found


def value(plain: Any) -> Value:
    """Whole numbers and decimals as text become fractions, lists become records or codes."""
    if isinstance(plain, int) and not isinstance(plain, bool):
        return Fraction(plain)
    if isinstance(plain, list):
        return tuple(facts(**record) for record in plain)
    return plain  # type: ignore[no-any-return]


def facts(**plain: Any) -> dict[str, Value]:
    return {name: value(one) for name, one in plain.items()}


def settled(
    spec: Policy | str,
    rows: Mapping[str, Iterable[Mapping[str, Any]]],
    decisions: Sequence[Decision] = (),
    runs: Sequence[str] | None = None,
) -> Settlement:
    given = {kind: [facts(**row) for row in each] for kind, each in rows.items()}
    spec = policy(spec) if isinstance(spec, str) else spec
    return settle(spec, given, as_of=DAY, calendar=CALENDAR, decisions=decisions, runs=runs)


def run(
    spec: Policy | str, rows: Mapping[str, Iterable[Mapping[str, Any]]], decisions: Sequence[Decision] = ()
) -> RunResult:
    """The last run."""
    return list(settled(spec, rows, decisions).runs.values())[-1]


def column(result: RunResult, name: str) -> dict[str, Value]:
    """The column's value for each row that has it."""
    return {row.id: row.cells[name].value for row in result.rows.values() if name in row.cells}


def ended(result: RunResult) -> dict[str, tuple[str, str | None]]:
    """State and reason of the rows that did not stay in."""
    return {row.id: (row.state, row.reason) for row in result.rows.values() if row.state != "in"}


def reasons(row: Row, kind: type) -> list[Any]:
    return [reason for reason in row.reasons if isinstance(reason, kind)]


def outcome(row: Row) -> tuple[str, str | None, dict[str, Cell], tuple[Any, ...], bool]:
    """Everything a person is told of a row but its reasons."""
    return row.state, row.reason, row.cells, row.gaps, row.provisional
