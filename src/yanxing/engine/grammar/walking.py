"""All nodes of a policy, whatever they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from yanxing.engine.grammar.base import Node

_PARTS: dict[type, tuple[str, ...]] = {}


def _parts(node: Node) -> tuple[str, ...]:
    shape = type(node)
    if shape not in _PARTS:
        _PARTS[shape] = tuple(each.name for each in fields(shape) if each.name not in ("line", "column"))
    return _PARTS[shape]


def nodes(top: object) -> Iterator[Node]:
    """A node and every node in it, in the order written."""
    waiting: list[object] = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Node):
            yield each
            waiting.extend([getattr(each, name) for name in reversed(_parts(each))])
        elif isinstance(each, Mapping):
            waiting.extend(reversed(list(each.values())))
        elif isinstance(each, tuple):
            waiting.extend(reversed(each))


def words(top: object) -> set[str]:
    """Every name and code in a node: keys of its maps and bare words."""
    found: set[str] = set()
    waiting: list[object] = [top]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, Node):
            waiting.extend([getattr(each, name) for name in _parts(each)])
        elif isinstance(each, Mapping):
            waiting.extend(each)
            waiting.extend(each.values())
        elif isinstance(each, tuple):
            waiting.extend(each)
    return found
