"""The catalogue of findings: every code with its severity and its words.

Each module of this package holds `MESSAGES: tuple[Message, ...]` for one part of the house;
it is found by being here.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from yanxing.policy.messages.message import Message


def _entries() -> Iterator[Message]:
    for module in sorted(found.name for found in iter_modules(__path__)):
        if module != "message":
            yield from import_module(f"{__name__}.{module}").MESSAGES


def _merged() -> dict[str, Message]:
    merged: dict[str, Message] = {}
    for entry in _entries():
        if entry.code in merged:
            raise ValueError(f"two catalogue entries are called {entry.code}")
        merged[entry.code] = entry
    return merged


CATALOGUE: dict[str, Message] = _merged()
"""Code → entry."""
