"""The YAML tree: what was written, with its place, before it means anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Line breaks as the YAML parser counts them."""


@dataclass(slots=True, eq=False)
class YamlScalar:
    """A word, number or text. `plain`: written without quotes. `lost`: an alias, already reported."""

    line: int
    column: int
    text: str
    plain: bool = True
    end_line: int = 0
    end_column: int = 0
    lost: bool = False


@dataclass(slots=True, eq=False)
class YamlList:
    """Items in order. `flow`: written in brackets."""

    line: int
    column: int
    items: list[YamlNode] = field(default_factory=list)
    flow: bool = False


@dataclass(slots=True, eq=False)
class YamlMap:
    """Keys in the order written, each once. `flow`: written in braces."""

    line: int
    column: int
    entries: dict[str, tuple[YamlScalar, YamlNode]] = field(default_factory=dict)
    flow: bool = False

    def get(self, key: str) -> YamlNode | None:
        """The value under a key, or None."""
        entry = self.entries.get(key)
        return entry[1] if entry else None


YamlNode = YamlScalar | YamlList | YamlMap


def scalars(node: YamlNode) -> Iterator[YamlScalar]:
    """Every key and scalar in a node, in no order."""
    waiting: list[YamlNode] = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, YamlScalar):
            yield here
        elif isinstance(here, YamlList):
            waiting.extend(here.items)
        else:
            for key, value in here.entries.values():
                yield key
                waiting.append(value)


def as_plain(node: YamlNode, scalar: Any) -> Any:
    """The node as dicts and lists, each scalar turned by `scalar(node)`; nesting is limited by the reader."""
    if isinstance(node, YamlScalar):
        return scalar(node)
    if isinstance(node, YamlList):
        return [as_plain(item, scalar) for item in node.items]
    return {key: as_plain(value, scalar) for key, (_, value) in node.entries.items()}
