"""What a source of facts is asked for, and how rows of the house are called in a policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from yanxing.engine.grammar.facts import FactType, KeyOf, ManyCodes, OneCode
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import origin_of, types_of
from yanxing.policy.facts.codes import spellings
from yanxing.policy.facts.reading import squeezed

Raw = dict[str, object]
"""A row as `policy.facts.read_rows` takes it: `id` and raw cells."""


@dataclass(frozen=True, slots=True)
class Within:
    """Only these persons and these sessions; None: all there are. What an explanation of one person, or the
    closing of one session, rests on."""

    persons: frozenset[int] | None = None
    sessions: frozenset[int] | None = None


ALL = Within()


@dataclass(frozen=True)
class Asked:
    """Rows of one collection of a policy, for one street, as they stand on a day."""

    policy: Policy
    collection: str
    street_id: int
    units: frozenset[int]
    as_of: date
    within: Within = ALL

    @property
    def types(self) -> Mapping[str, FactType]:
        return types_of(self.policy, self.collection)

    def field(self, *names: str) -> str | None:
        """The first of these names that the collection has."""
        return next((name for name in names if name in self.types), None)

    def codes(self, name: str, ours: Mapping[str, str]) -> Mapping[str, str]:
        """Our codes (code → label) → the policy's, by code, label or word; those it does not know are left
        out."""
        declared = self.types.get(name)
        known = declared.codes if isinstance(declared, ManyCodes) else ()
        known = declared.code if isinstance(declared, OneCode) else known
        words = origin_of(self.policy, self.collection).words or {}
        index = spellings(known, self.policy.labels or {}, words)
        found = {
            code: index.get(squeezed(code)) or index.get(squeezed(label)) for code, label in ours.items()
        }
        return {code: str(theirs) for code, theirs in found.items() if theirs}

    def keyed(self, name: str) -> bool:
        """Whether the fact names a row of another collection."""
        return isinstance(self.types.get(name), KeyOf)


Source = Callable[[Asked], list[Raw]]


def row_id(subject_id: int) -> str:
    """The id of a person or unit inside a policy."""
    return str(subject_id)


def subject_id(row: str) -> int | None:
    """The person or unit a row stands for; None for rows that stand for none."""
    return int(row) if row.isascii() and row.isdigit() else None
