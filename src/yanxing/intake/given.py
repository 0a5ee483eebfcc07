"""JSON and YAML inputs as rows that can be merged with those of sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from yanxing.engine.grammar.facts import Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.intake.sheet import NotReadable
from yanxing.intake.tables import Found
from yanxing.intake.targets import targets
from yanxing.policy.facts import types_of
from yanxing.policy.facts.given import Given, place_in, read_given
from yanxing.policy.facts.reading import squeezed


@dataclass(frozen=True)
class TreeSource:
    """A list of rows in a tree."""

    file: str
    path: str
    names: frozenset[str]

    def place(self, row: int, name: str) -> str:
        return place_in(self.path, row, name)

    def carries(self, name: str) -> bool:
        return name in self.names


def read_tree(policy: Policy, tree: object, name: str, file: str) -> tuple[Given, dict[str, list[Found]]]:
    """A tree `{workers: [...], as_of: ...}`, or a bare list whose file's name or facts say its kind.

    Raises `NotReadable` when neither does.
    """
    if isinstance(tree, list) and (kind := _kind_of(policy, name, tree)):
        tree = {kind: tree}
    if not isinstance(tree, Mapping):
        raise NotReadable("input_shape", known=next(iter(policy.facts or {}), "workers"))
    given = read_given(policy, tree)
    given.findings = [replace(each, file=file) for each in given.findings]
    return given, {kind: _founds(policy, kind, rows, file) for kind, rows in given.rows.items()}


def _kind_of(policy: Policy, name: str, rows: list[Any]) -> str | None:
    for target in targets(policy):
        if target.records is None and any(word in squeezed(name) for word in target.names):
            return target.kind
    first = next((row for row in rows if isinstance(row, Mapping)), {})
    fits = {str(kind): sum(each in facts for each in first) for kind, facts in (policy.facts or {}).items()}
    best = max(fits, key=lambda kind: fits[kind], default=None)
    return best if best is not None and fits[best] else None


def _founds(policy: Policy, kind: str, rows: list[dict[str, Value] | None], file: str) -> list[Found]:
    names = frozenset(str(name) for row in rows[:200] if row for name in row)
    source = TreeSource(file, kind, names)
    records = {name for name, fact in types_of(policy, kind).items() if isinstance(fact, Records)}
    return [_found(source, index, row, records) for index, row in enumerate(rows) if row is not None]


def _found(source: TreeSource, index: int, row: dict[str, Value], records: set[str]) -> Found:
    lists = {name: row.pop(name) for name in records if name in row}
    kept = {name: [dict(each) for each in rows] for name, rows in lists.items() if isinstance(rows, tuple)}
    return Found(source, index, row, kept)
