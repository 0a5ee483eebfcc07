"""What people and units are called where a name does not say of which kind of rows they are."""

from __future__ import annotations

from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.facts import KeyOf


def called(speech: Speech, key: str, fact: str = "") -> str:
    """The name by the declared kind of the fact, else as the first kind of rows that has one says."""
    declared = speech.kind_of(fact) if fact else None
    if isinstance(declared, KeyOf):
        return speech.who(declared.key, key)
    names = (speech.who(str(kind), key) for kind in speech.policy.facts or {})
    return next((name for name in names if name != key), key)
