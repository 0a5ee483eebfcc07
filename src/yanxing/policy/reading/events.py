"""YAML events → a tree, one pass, without recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from yanxing.policy.findings import Finding, finding, finding_of
from yanxing.policy.reading.decoding import Spot
from yanxing.policy.reading.nodes import YamlList, YamlMap, YamlNode, YamlScalar

DEEPEST = 60
MOST_NODES = 200_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TreeBuilder:
    """Collects the tree of one document; findings are gathered, and only a limit stops it."""

    def __init__(self, first_line: int = 1) -> None:
        self.root: YamlNode | None = None
        self.findings: list[Finding] = []
        self.problem: yaml.YAMLError | None = None
        self.stopped = False
        self._offset = first_line
        self._nodes = 0
        self._documents = 0
        self._open: list[YamlList | YamlMap] = []
        self._keys: list[YamlNode | None] = []

    def build(self, text: str) -> None:
        """Read the text as far as it is YAML."""
        try:
            for event in _events(text):
                self._take(event)
                if self.stopped:
                    return
        except yaml.YAMLError as problem:
            self.problem = problem

    @property
    def open_bracket(self) -> YamlNode | None:
        """The innermost bracket or brace that is still open."""
        return self._open[-1] if self._open and self._open[-1].flow else None

    def place(self, mark: Any) -> Spot:
        """A mark of the parser as line and column of the file."""
        return Spot(mark.line + self._offset, mark.column + 1)

    def _take(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._start(event, self._scalar(event))
        elif isinstance(event, yaml.MappingStartEvent):
            self._start(event, YamlMap(*self._where(event), flow=bool(event.flow_style)))
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start(event, YamlList(*self._where(event), flow=bool(event.flow_style)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._open.pop()
            self._keys.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._report("alias_refused", event, name=event.anchor)
            self._attach(YamlScalar(*self._where(event), text="", lost=True))
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._report("documents_several", event)
                self.stopped = True

    def _where(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + self._offset, event.start_mark.column + 1

    def _report(self, code: str, event: Any, **params: object) -> None:
        self.findings.append(finding_of(code, self.place(event.start_mark), params))

    def _scalar(self, event: Any) -> YamlScalar:
        end = event.end_mark
        plain = not event.style
        return YamlScalar(*self._where(event), event.value, plain, end.line + self._offset, end.column + 1)

    def _start(self, event: Any, node: YamlNode) -> None:
        if event.anchor is not None:
            self._report("anchor_refused", event, name=event.anchor)
        if event.tag is not None:
            self._report("tag_refused", event, name=event.tag)
        self._attach(node)
        if isinstance(node, YamlScalar):
            return
        self._open.append(node)
        self._keys.append(None)
        if len(self._open) > DEEPEST:
            self._report("nested_too_deep", event, deepest=DEEPEST)
            self._stop()

    def _stop(self) -> None:
        """Half a tree is worse than none: what was cut off would be called missing."""
        self.root = None
        self.stopped = True

    def _attach(self, node: YamlNode) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.findings.append(finding("nodes_too_many", node, most=MOST_NODES))
            self._stop()
            return
        if not self._open:
            self.root = self.root or node
            return
        parent = self._open[-1]
        if isinstance(parent, YamlList):
            parent.items.append(node)
        elif self._keys[-1] is None:
            self._keys[-1] = node
        else:
            self._enter(parent, self._keys[-1], node)
            self._keys[-1] = None

    def _enter(self, parent: YamlMap, key: YamlNode, value: YamlNode) -> None:
        if not isinstance(key, YamlScalar):
            self.findings.append(finding("key_not_a_word", key))
        elif key.text in parent.entries:
            first = parent.entries[key.text][0].line
            self.findings.append(finding("key_twice", key, key=key.text, first=first))
        elif not key.lost:
            parent.entries[key.text] = (key, value)


def _events(text: str) -> Iterator[Any]:
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    return events
