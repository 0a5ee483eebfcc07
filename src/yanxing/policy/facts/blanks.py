"""What nothing written means, where the policy says so (`blank` under `sources`); elsewhere it is unknown,
and so is what somebody wrote that is no value: it comes here as `Unknown` and leaves as nothing.

Filled in last, once all tables of a kind were brought together: a second workbook may still give the fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.conditions import Compare
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.walking import nodes, words
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown
from yanxing.policy.facts.readers import KindReaders, kind_readers, origin_of
from yanxing.policy.facts.reading import Reader


def with_blanks(policy: Policy, kind: str, rows: Iterable[Mapping[str, Value]]) -> list[Mapping[str, Value]]:
    """The rows of a kind, with what an absent fact means where `blank` says it, in their records too."""
    readers = kind_readers(policy, kind)
    own = _said(policy, kind, None, readers.plain)
    of_records = _of_records(policy, kind, readers)
    if not own and not of_records:
        return [
            known(row) if any(isinstance(each, Unknown) for each in row.values()) else row for row in rows
        ]
    return [known(own | _in_records(row, of_records)) for row in rows]


def may_be_blank(policy: Policy, kind: str) -> frozenset[str]:
    """Facts whose gaps are no news: the policy says what a blank means, asks whether the fact is known, or
    never reads it (unless it is what people are told apart by in the end).
    """
    origin = origin_of(policy, kind)
    asked = {str(each.name) for each in nodes(policy) if isinstance(each, Compare) and _asks(each)}
    read = words((policy.runs, policy.define, policy.ledgers, policy.flows))
    told_apart = {str(name) for name in origin.match[-1]} if origin.match else set()
    unread = {str(name) for name in (policy.facts or {})[Name(kind)]} - read - told_apart
    return frozenset({str(name) for name in origin.blank or {}} | asked | unread)


def _asks(compared: Compare) -> bool:
    return any(test.word == "known" for test in compared.tests)


def known(row: Mapping[str, Value]) -> dict[str, Value]:
    """The facts of a row that have a value."""
    return {name: value for name, value in row.items() if not isinstance(value, Unknown)}


def _of_records(policy: Policy, kind: str, readers: KindReaders) -> dict[str, dict[str, Value]]:
    said = {name: _said(policy, kind, name, fields) for name, fields in readers.records.items()}
    return {name: values for name, values in said.items() if values}


def _in_records(row: Mapping[str, Value], said: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    filled = dict(row)
    for name, values in said.items():
        records: Any = row.get(name)
        if isinstance(records, tuple):
            filled[name] = tuple(known({**values, **record}) for record in records)
    return filled


def _said(policy: Policy, kind: str, records: str | None, readers: Mapping[str, Reader]) -> dict[str, Value]:
    raw = origin_of(policy, kind, records).blank or {}
    values = {str(name): readers[name](each)[0] for name, each in raw.items() if name in readers}
    return {
        name: value for name, value in values.items() if value is not None and not isinstance(value, Unknown)
    }
