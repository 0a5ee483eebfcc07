"""What the collections of a policy are in the house: guessed from their facts, changed by the officer."""

from __future__ import annotations

from collections.abc import Mapping

from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import origin_of, types_of
from yanxing.records.models import CollectionBinding, PolicyDocument

_NOUNS = CollectionBinding.Noun


def bindings_of(document: PolicyDocument) -> Mapping[str, str]:
    """collection → noun. One query."""
    return dict(CollectionBinding.objects.filter(document=document).values_list("collection", "noun"))


def guessed(policy: Policy) -> dict[str, str]:
    """What each collection most likely is."""
    about = {str(ledger.about) for ledger in (policy.ledgers or {}).values()}
    return {
        str(kind): _NOUNS.POSTINGS if str(kind) in about else _guess(policy, str(kind))
        for kind in policy.facts or {}
    }


def _guess(policy: Policy, kind: str) -> str:
    names = types_of(policy, kind).keys()
    if {"entered", "posts", "born"} & names and "name" in names:
        return _NOUNS.PEOPLE
    if {"signed_in", "attendance"} & names and "person" in names:
        return _NOUNS.ATTENDANCES
    if "title" in names and ({"begins", "ends"} <= names or {"on_day", "minutes_long"} & names):
        return _NOUNS.SESSIONS
    if {"person", "begins", "ends"} <= names or {"session", "asked"} <= names:
        return _NOUNS.LEAVES
    if "name" in names and (_holds_people(policy, kind) or "area" in names):
        return _NOUNS.UNITS
    return _NOUNS.TYPED


def _holds_people(policy: Policy, kind: str) -> bool:
    """Whether persons say that they belong to a row of this kind."""
    return any(
        str(other) != kind and "entered" in facts and any(_points(fact, kind) for fact in facts.values())
        for other, facts in (policy.facts or {}).items()
    )


def _points(fact: object, kind: str) -> bool:
    return isinstance(fact, KeyOf) and str(fact.key) == kind


def origin_words(policy: Policy, kind: str) -> str:
    """Where the policy says that the rows come from: import, sign_in …"""
    return origin_of(policy, kind).from_
