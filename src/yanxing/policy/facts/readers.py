"""A reader for each fact of a kind, from its type and its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from yanxing.engine.grammar.base import Code, Name, Text
from yanxing.engine.grammar.facts import (
    FactType,
    KeyOf,
    ManyCodes,
    Measured,
    OneCode,
    Origin,
    Records,
    SimpleType,
)
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import missing
from yanxing.policy.facts.characters import seen
from yanxing.policy.facts.codes import (
    code_reader,
    codes_reader,
    read_key,
    read_name,
    read_text,
    spellings,
    yes_no_reader,
)
from yanxing.policy.facts.dates import date_reader, read_moment
from yanxing.policy.facts.numbers import number_reader
from yanxing.policy.facts.reading import Reader, Reading, squeezed

_KEPT = 200_000

EVENT_TYPES: Mapping[str, SimpleType] = {"kind": "text", "actor": "key", "date": "date", "reverses": "key"}
"""What every event of a ledger carries, whether or not its kind declares it."""

EVENT_HEADS: Mapping[str, tuple[str, ...]] = {
    "kind": ("事项种类", "事项", "种类", "类型"),
    "actor": ("当事人", "对象", "谁"),
    "date": ("日期", "发生日期"),
    "reverses": ("冲销", "冲销哪一件", "冲销编号"),
}
"""Heads that mean these in any table of events."""


class KindReaders(NamedTuple):
    """Readers of the plain facts of a kind, and of the fields of each of its records facts."""

    plain: Mapping[str, Reader]
    records: Mapping[str, Mapping[str, Reader]]


def kind_readers(policy: Policy, kind: str) -> KindReaders:
    """Readers for every fact of `kind`. Raises `KeyError` for a kind the policy does not have."""
    types = types_of(policy, kind)
    origin = origin_of(policy, kind)
    plain = {
        name: _fact_reader(policy, name, of, origin)
        for name, of in types.items()
        if not isinstance(of, Records)
    }
    records = {
        name: {"id": seen(read_key)}
        | {
            field: _fact_reader(policy, field, of, origin_of(policy, kind, name))
            for field, of in fact.records.items()
        }
        for name, fact in types.items()
        if isinstance(fact, Records)
    }
    if types.get("kind") == "text" and (events := events_about(policy, kind)):
        plain["kind"] = _event_reader(policy, events, origin)
    return KindReaders({"id": seen(read_key), **plain}, records)


def events_about(policy: Policy, kind: str) -> tuple[Code, ...]:
    """The events of all ledgers that are about this kind; none for any other kind."""
    ledgers = (ledger for ledger in (policy.ledgers or {}).values() if ledger.about == kind)
    return tuple(Code(str(event)) for ledger in ledgers for event in ledger.events)


def _event_reader(policy: Policy, events: tuple[Code, ...], origin: Origin) -> Reader:
    """A kind of event by its name or label; any other word stays, for the ledger to refuse."""
    known = spellings(events, policy.labels or {}, origin.words or {})

    def read(raw: object) -> Reading:
        value, remark = read_text(raw)
        return (known.get(squeezed(value), value) if isinstance(value, str) else value), remark

    return seen(read)


def types_of(policy: Policy, kind: str) -> dict[str, FactType]:
    """The declared facts of a kind; those of a ledger's events with what every event carries."""
    declared: dict[str, FactType] = {str(name): of for name, of in (policy.facts or {})[Name(kind)].items()}
    if events_about(policy, kind):
        return {**EVENT_TYPES, **declared}
    return declared


def origin_of(policy: Policy, kind: str, records: str | None = None) -> Origin:
    """The source of a kind or of its records; without one of their own, that of the kind holds."""
    sources = policy.sources or {}
    own = sources.get(Text(kind)) or Origin()
    return own if records is None else sources.get(Text(f"{kind}.{records}")) or own


def _fact_reader(policy: Policy, name: str, fact_type: FactType, origin: Origin) -> Reader:
    read = seen(read_name) if name == "name" and fact_type == "text" else _reader(policy, fact_type, origin)
    return _told_apart(read, name) if Name(name) in (origin.blank or {}) else read


def _told_apart(read: Reader, name: str) -> Reader:
    """Where the policy says what a blank means, 待补 or a cell nobody can read is still no blank."""
    unknown = missing(name)

    def reading(raw: object) -> Reading:
        value, remark = read(raw)
        blank = raw is None or (isinstance(raw, str) and not raw.strip())
        return (unknown if value is None and not blank else value), remark

    return reading


def _reader(policy: Policy, fact_type: FactType, origin: Origin) -> Reader:
    labels = policy.labels or {}
    if isinstance(fact_type, OneCode):
        return kept(code_reader(spellings(fact_type.code, labels, origin.words or {}), labels))
    if isinstance(fact_type, ManyCodes):
        return kept(codes_reader(spellings(fact_type.codes, labels, origin.words or {}), labels))
    if isinstance(fact_type, Measured):
        return kept(number_reader(fact_type.number))
    if isinstance(fact_type, KeyOf) or fact_type == "key":
        return seen(read_key)
    if fact_type == "number":
        return kept(number_reader())
    if fact_type == "date":
        return kept(date_reader(origin.month_only))
    if fact_type == "moment":
        return kept(read_moment)
    return seen(read_text) if fact_type == "text" else kept(yes_no_reader(origin.words or {}))


def kept(read: Reader) -> Reader:
    """The same reader, remembering what it read: a roster repeats its dates and codes."""
    known: dict[tuple[type, object], Reading] = {}
    read = seen(read)

    def remembering(raw: object) -> Reading:
        key = (raw.__class__, raw)
        try:
            return known[key]
        except KeyError:
            result = read(raw)
        except TypeError:
            return read(raw)
        if len(known) < _KEPT:
            known[key] = result
        return result

    return remembering
