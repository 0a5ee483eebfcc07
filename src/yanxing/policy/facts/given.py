"""Facts, decisions, events and matters written as maps and lists, in the shape examples use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Decision, Value
from yanxing.policy.facts.blanks import known
from yanxing.policy.facts.dates import date_reader
from yanxing.policy.facts.decisions import read_decision
from yanxing.policy.facts.rows import read_each
from yanxing.policy.facts.trouble import told
from yanxing.policy.findings import Finding, shown
from yanxing.policy.nearest import nearest

OTHER = ("as_of", "decisions", "events", "matter", "matters")


@dataclass
class Given:
    """What one tree holds: rows by kind (None for what is no row), events by ledger, and the rest."""

    rows: dict[str, list[dict[str, Value] | None]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    events: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    matters: list[object] = field(default_factory=list)
    """As they are written: each is told step by step, see `policy.example_matters`."""
    as_of: date | None = None
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, place: str, **params: object) -> None:
        self.findings.append(told(code, place, "", params))


def read_given(policy: Policy, tree: Mapping[str, object]) -> Given:
    """`{workers: [...], decisions: [...], events: {ledger: [...]}, as_of: ...}` as typed values."""
    given = Given()
    for key, value in tree.items():
        if value is None:
            continue
        if key in (policy.facts or {}):
            given.rows[key] = _rows(policy, key, value, key, given)
        elif key == "as_of":
            _as_of(value, given)
        elif key == "decisions":
            _decisions(policy, value, given)
        elif key == "events":
            _events(policy, value, given)
        elif key in OTHER:
            given.matters += value if isinstance(value, list) else [value]
        else:
            _unknown(key, shown(key), list(policy.facts or {}), OTHER, given)
    return given


def _unknown(word: str, place: str, known: list[Any], others: tuple[str, ...], given: Given) -> None:
    near = nearest(word, [*known, *others])
    given.add("input_kind_near" if near else "input_kind", place, word=word, near=near, known=known)


def _rows(policy: Policy, kind: str, raw: object, path: str, given: Given) -> list[dict[str, Value] | None]:
    if not isinstance(raw, list):
        given.add("input_list_shape", path, word=path)
        return []
    rows, findings = read_each(policy, kind, raw, lambda row, name: place_in(path, row, name))
    given.findings += findings
    return rows


def place_in(path: str, row: int, name: str) -> str:
    """`workers[3].entered`."""
    return f"{path}[{row}].{name}" if name else f"{path}[{row}]"


def _as_of(value: object, given: Given) -> None:
    day, _ = date_reader()(value)
    if isinstance(day, date):
        given.as_of = day
    else:
        given.add("input_as_of", "as_of", word=value)


def _decisions(policy: Policy, raw: object, given: Given) -> None:
    for number, each in enumerate(raw if isinstance(raw, list) else [raw]):
        place = f"decisions[{number}]"
        if not isinstance(each, Mapping):
            given.add("input_row_shape", place)
            continue
        decision = read_decision(policy, each, place, given.add)
        if decision is not None:
            given.decisions.append(decision)


def _events(policy: Policy, raw: object, given: Given) -> None:
    ledgers = {str(name): ledger for name, ledger in (policy.ledgers or {}).items()}
    if isinstance(raw, list) and len(ledgers) == 1:
        raw = {next(iter(ledgers)): raw}
    if not isinstance(raw, Mapping):
        given.add("input_list_shape", "events", word="events")
        return
    for name, rows in raw.items():
        if name not in ledgers:
            _unknown(name, f"events.{shown(name)}", list(ledgers), (), given)
        elif str(ledgers[name].about) in (policy.facts or {}):
            read = _rows(policy, str(ledgers[name].about), rows, f"events.{name}", given)
            given.events.setdefault(name, []).extend(known(row) for row in read if row is not None)
