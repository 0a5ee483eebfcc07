"""What people call a row: its name, or its title and whose it is; its id only where nothing else is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from yanxing.engine.explanation.model import Language, Names
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.facts import FactType, KeyOf, OneCode, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row, Value

_NAME = "name"
_TITLES = (_NAME, "title", "topic")
_PERIODS = ("month", "quarter", "period", "date", "day")
"""What tells the rows of one owner apart where they have neither title nor code: reports of each month."""
_OWNERS = 2


def names_of(
    policy: Policy, facts: Mapping[str, Sequence[Mapping[str, Any]]], language: Language = "zh"
) -> Names:
    """(kind, id) -> what the row of that kind is called, from the facts as they were read."""
    rows = {(kind, str(row["id"])): row for kind, given in facts.items() for row in given}
    known: dict[tuple[str, str], str] = {}

    def name(kind: str, key: str) -> str:
        if (kind, key) not in known:
            # Set first: a row that names itself is called by its id.
            known[kind, key] = key
            row = rows.get((kind, key))
            if row is not None:
                known[kind, key] = _called(Speech(policy, language, name).about(kind), row) or key
        return known[kind, key]

    return name


def row_name(speech: Speech, row: Row) -> str:
    """The full name of a row of a run: `三楼的那扇窗（欧阳静雯，花园浜）`."""
    speech = speech.about(row.kind)
    own = _member(speech, row)
    if own:
        return own
    titled, called = _title(speech, row.facts), _called(speech, row.facts)
    named = speech.who(row.kind, row.id)
    return called if titled or (called and named == row.id) else _other(speech, row)


def row_title(speech: Speech, row: Row) -> str:
    """The name or title alone, where a table has columns for whose it is; empty where these say it all."""
    speech = speech.about(row.kind)
    own = _member(speech, row) or _title(speech, row.facts)
    whose = _called(speech, row.facts)
    if own or not whose:
        return own or _other(speech, row)
    named = speech.who(row.kind, row.id)
    return "" if named in (row.id, whose) else named


def first_name(row: Row, owners: Sequence[str]) -> str:
    """What its name begins with: its title, else whose it is; rows that differ in it never share a name."""
    own = _own(row.facts) or " ".join(str(row.facts[fact]) for fact in owners if fact in row.facts)
    return own or row.id


def name_apart(speech: Speech, row: Row) -> str:
    """The name of a row among others of the same name: `李婷（方塔）`, or with its id."""
    speech = speech.about(row.kind)
    whose = [
        name for fact in owner_facts(speech.policy, row.kind) if (name := _owner(speech, row.facts, fact))
    ]
    inside = speech.join(whose or [row.id], Common.CLAUSE_JOIN)
    return speech.say(Common.BRACKETS, what=row_name(speech, row), inside=inside)


def owner_facts(policy: Policy, kind: str) -> tuple[str, ...]:
    """Facts that say whose a row is: people (whose own rows name a unit) before units and the like."""
    facts: Mapping[Any, FactType] = entry(policy.facts, kind) or {}
    keys = {str(name): type_.key for name, type_ in facts.items() if isinstance(type_, KeyOf)}
    return tuple(sorted(keys, key=lambda name: not _names_another(policy, keys[name]))[:_OWNERS])


def _names_another(policy: Policy, kind: str) -> bool:
    return any(isinstance(type_, KeyOf) for type_ in (entry(policy.facts, kind) or {}).values())


def _called(speech: Speech, facts: Mapping[str, Any]) -> str:
    """A thing without a title of its own is told by its owner first: `蒋旻昊（荣，五龙）`."""
    own = _own(facts)
    if own and own == facts.get(_NAME):
        return own
    owners = [
        name for fact in owner_facts(speech.policy, speech.kind) if (name := _owner(speech, facts, fact))
    ]
    parts = [own, *owners] if own else [*owners[:1], *_codes(speech, facts), *owners[1:]]
    if not parts[1:]:
        return "".join(parts)
    return speech.say(Common.BRACKETS, what=parts[0], inside=speech.join(parts[1:], Common.CLAUSE_JOIN))


def _owner(speech: Speech, facts: Mapping[str, Any], fact: str) -> str:
    value = facts.get(fact)
    return speech.value(value, fact) if isinstance(value, str) else ""


def _title(speech: Speech, facts: Mapping[str, Any]) -> str:
    """The name or title; a thing without one by its codes (`片区互动交流 副主任`)."""
    return _own(facts) or " ".join(_codes(speech, facts))


def _own(facts: Mapping[str, Any]) -> str:
    return next((value for fact in _TITLES if isinstance(value := facts.get(fact), str) and value), "")


def _codes(speech: Speech, facts: Mapping[str, Any]) -> list[str]:
    named = ((name, facts.get(name)) for name in title_facts(speech.policy, speech.kind))
    return [_code(speech, name, value) for name, value in named if isinstance(value, str | Fraction | date)]


def _code(speech: Speech, name: str, value: str | Fraction | date) -> str:
    """A number says nothing without its label: `月份 3`."""
    if isinstance(value, str):
        return speech.label(value)
    text = speech.value(value, name)
    return f"{speech.label(name)} {text}" if isinstance(value, Fraction) else text


def title_facts(policy: Policy, kind: str) -> tuple[str, ...]:
    """The codes (or the month) a thing without a title is told apart by; nothing for a kind that has one."""
    declared: Mapping[Any, FactType] = entry(policy.facts, kind) or {}
    if any(name in declared for name in _TITLES) or not owner_facts(policy, kind):
        return ()
    codes = tuple(str(name) for name, type_ in declared.items() if isinstance(type_, OneCode))
    return codes or tuple(name for name in _PERIODS if name in declared)[:1]


def _member(speech: Speech, row: Row) -> str:
    """A record beside its row: by its own name, else by the row's name and its own id; empty for other rows.

    The facts of a record hold those of its row too, so `name` there may be the row's.
    """
    of, dot, each = row.kind.rpartition(".")
    declared = entry(entry(speech.policy.facts, of), each) if dot else None
    if not isinstance(declared, Records) or row.parent is None:
        return ""
    if any(title in declared.records for title in _TITLES):
        return next((str(row.facts[title]) for title in _TITLES if isinstance(row.facts.get(title), str)), "")
    whose, own = speech.who(of, row.parent), row.id.removeprefix(f"{row.parent}/")
    return whose if own == row.parent else f"{whose} {own}"


def _other(speech: Speech, row: Row) -> str:
    """By whom the caller knows it, by its group, or by its id (a street by its word)."""
    named = speech.who(row.kind, row.id)
    if named != row.id or not row.group:
        return named
    return " ".join(_in_group(speech, value, fact) for fact, value in row.group)


def _in_group(speech: Speech, value: Value, fact: str) -> str:
    """A fact rows were grouped by: its type is that of the kinds they came from."""
    for facts in (speech.policy.facts or {}).values():
        declared = entry(facts, fact)
        if isinstance(declared, KeyOf) and isinstance(value, str):
            return speech.who(declared.key, value)
    return speech.value(value, fact)
