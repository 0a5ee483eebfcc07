"""Facts for the engine, from the house's own tables, in the shapes of docs/policy/facts.md."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from importlib import import_module
from importlib.util import find_spec

from yanxing.engine.evaluation import Facts
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.walking import words
from yanxing.engine.outcome import Value
from yanxing.policy.facts import read_rows
from yanxing.policy.facts.blanks import with_blanks
from yanxing.queries.facts.asking import ALL, Asked, Raw, Source, Within, row_id, subject_id
from yanxing.queries.facts.people import people
from yanxing.queries.facts.typed import typed
from yanxing.queries.facts.units import units
from yanxing.queries.policies.bindings import bindings_of
from yanxing.queries.policies.reach import units_below
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import CollectionBinding, PolicyDocument

_NOUNS = CollectionBinding.Noun
_OWN: Mapping[str, Source] = {_NOUNS.PEOPLE: people, _NOUNS.UNITS: units, _NOUNS.TYPED: typed}
_ATTENDANCE = "yanxing.queries.facts.attendance"
"""Sessions, sign-ins, leaves and postings; `SOURCES` there is as `_OWN` here."""


def facts_for(
    document: PolicyDocument,
    *,
    as_of: date,
    collections: Collection[str] | None = None,
    within: Within = ALL,
) -> Facts:
    """Rows of every collection of the document, or of those named, as they stand on a day.

    A number of queries that depends on the collections, not on the rows. What cannot be read is unknown.
    """
    policy = pinned(document).usable
    bound = bindings_of(document)
    street = units_below(document.unit_id, as_of)
    return {
        kind: _read(
            bound.get(kind, _NOUNS.TYPED), Asked(policy, kind, document.unit_id, street, as_of, within)
        )
        for kind in map(str, policy.facts or {})
        if collections is None or kind in collections
    }


def _read(noun: str, asked: Asked) -> list[dict[str, Value]]:
    source = _source(noun)
    if source is None:
        return []
    rows = read_rows(asked.policy, asked.collection, source(asked))[0]
    return [dict(row) for row in with_blanks(asked.policy, asked.collection, rows)]


def _source(noun: str) -> Source | None:
    if noun in _OWN:
        return _OWN[noun]
    if find_spec(_ATTENDANCE) is None:
        return None
    sources: Mapping[str, Source] = import_module(_ATTENDANCE).SOURCES
    return sources.get(noun)


def collections_of(policy: Policy, runs: Collection[str]) -> frozenset[str]:
    """Collections that runs may look at, with those whose names they show."""
    kinds = {str(kind) for kind in policy.facts or {}}
    read = {word for name, run in (policy.runs or {}).items() if str(name) in runs for word in words(run)}
    keyed = {
        str(fact.key)
        for kind, facts in (policy.facts or {}).items()
        if str(kind) in read
        for fact in facts.values()
        if isinstance(fact, KeyOf)
    }
    return frozenset(kinds & (read | keyed))


def runs_behind(policy: Policy, runs: Collection[str]) -> frozenset[str]:
    """The runs with all earlier ones that they may read."""
    known = [str(name) for name in policy.runs or {}]
    wanted = set(runs) & set(known)
    for name in reversed(known):
        if name in wanted:
            wanted |= words((policy.runs or {})[Name(name)]) & set(known[: known.index(name)])
    return frozenset(wanted)


__all__ = [
    "ALL",
    "Asked",
    "Raw",
    "Source",
    "Within",
    "collections_of",
    "facts_for",
    "row_id",
    "runs_behind",
    "subject_id",
]
