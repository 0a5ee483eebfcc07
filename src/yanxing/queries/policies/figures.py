"""What a list shows beside a row: the facts its requirements read, and its columns."""

from __future__ import annotations

from functools import lru_cache

from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.facts import KeyOf, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import GateReason, Read, Row
from yanxing.engine.unknown import Unknown

MOST = 3


def figures_of(policy: Policy, row: Row) -> dict[str, str]:
    """name → as shown; of the facts that the gates read, and the run's columns. Empty for what is unknown."""
    speech = _speech(_Pinned(policy)).about(row.kind)
    figures: dict[str, str] = {}
    for reason in row.reasons:
        if isinstance(reason, GateReason):
            for check in reason.checks:
                for read in check.reads:
                    if isinstance(read, Read) and read.kind == "fact" and _plain(policy, row.kind, read.name):
                        figures[read.name] = _shown(speech, read)
    return figures | {name: cell.shown for name, cell in row.cells.items()}


def _shown(speech: Speech, read: Read) -> str:
    return "" if isinstance(read.value, Unknown) else speech.value(read.value, read.name)


def _plain(policy: Policy, kind: str, name: str) -> bool:
    facts = {str(each): of for each, of in (policy.facts or {}).items()}.get(kind, {})
    declared = {str(each): of for each, of in facts.items()}.get(name)
    return declared is not None and not isinstance(declared, KeyOf | Records)


class _Pinned:
    """A policy as a key: the same object."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return id(self.policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pinned) and other.policy is self.policy


@lru_cache(maxsize=8)
def _speech(pinned: _Pinned) -> Speech:
    return Speech(pinned.policy, "zh", None)


def heads_of(policy: Policy, shown: list[str]) -> list[tuple[str, str]]:
    """(name, head) of the columns of a list, the first few."""
    labels = {str(name): str(words) for name, words in (policy.labels or {}).items()}
    return [(name, labels.get(name, name)) for name in shown if not name.startswith("_")][:MOST]
