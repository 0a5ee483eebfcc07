"""The events of ledgers, from tables and from trees: whom they name, and in which order they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.intake.keys import Index, index_of, key_facts, resolved
from yanxing.intake.tables import Found
from yanxing.policy.facts import remarked
from yanxing.policy.findings import Finding

Event = Mapping[str, Value]


def events_of(
    policy: Policy,
    written: Mapping[str, Sequence[Event]],
    facts: Mapping[str, Sequence[Event]],
    tables: Mapping[str, Sequence[Sequence[Found]]],
    findings: list[Finding],
) -> dict[str, list[Event]]:
    """Ledger → its events: those of the tree, then those of tables of the ledger's `about` kind as they
    stand there. A name instead of an id is looked up; one that names nobody is left out and said."""
    events: dict[str, list[Event]] = {}
    indexes = _Indexes(policy, facts)
    for name, ledger in (policy.ledgers or {}).items():
        own = [
            indexes.named(str(ledger.about), dict(each), f"events.{name}[{number}]", findings)
            for number, each in enumerate(written.get(str(name), ()))
        ]
        tabled = _in_order(facts.get(ledger.about, ()), tables.get(ledger.about, ()))
        if own or tabled:
            events[str(name)] = [*own, *tabled]
    return events


def _in_order(rows: Sequence[Event], tables: Sequence[Sequence[Found]]) -> list[Event]:
    """As they stand in the files: of two events of one day the first one comes first."""
    place = {found.facts.get("id"): number for number, found in enumerate(chain.from_iterable(tables))}
    return sorted(rows, key=lambda row: place.get(row.get("id"), len(place)))


@dataclass
class _Indexes:
    """Who answers to which name, worked out once a kind."""

    policy: Policy
    facts: Mapping[str, Sequence[Event]]
    known: dict[str, Index] = field(default_factory=dict)

    def of(self, kind: str) -> Index:
        if kind not in self.known:
            rows = {str(row["id"]): row for row in self.facts.get(kind, ())}
            self.known[kind] = index_of(self.policy, kind, rows)
        return self.known[kind]

    def named(self, kind: str, event: dict[str, Value], place: str, findings: list[Finding]) -> Event:
        for name, named in key_facts(self.policy, kind).items():
            word, index = event.get(name), self.of(named)
            if not isinstance(word, str) or not index.ids or word in index.ids:
                continue
            beside = {each: value for each, value in event.items() if each != name}
            label = (self.policy.labels or {}).get(Text(named), Text(named))
            key, remark = resolved(index, word, beside, label)
            if key is None:
                del event[name]
            else:
                event[name] = key
            if remark is not None:
                findings.append(remarked(remark, f"{place}.{name}"))
        return event
