"""JSON and YAML as plain maps, lists and text; numbers stay the text they were written as."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from yanxing.policy.facts.trouble import NotReadable

Tree = Any
"""dict with text keys, list, str, bool, None."""

_DEEPEST = 60
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_json(text: str) -> Tree:
    """Raises `NotReadable`."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_pairs)
    except json.JSONDecodeError as failure:
        raise NotReadable("input_json", row=failure.lineno, position=failure.colno) from failure
    except RecursionError as failure:
        raise NotReadable("input_nesting") from failure


def _pairs(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        raise NotReadable("input_name_twice", word=next(key for key in keys if keys.count(key) > 1))
    return result


def read_yaml(text: str) -> Tree:
    """YAML without aliases; a bare word stays text, nothing or `null` is None. Raises `NotReadable`."""
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        _check_events(yaml.parse(text, Loader=loader))
        return _plain(yaml.compose(text, Loader=loader))
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark
        raise NotReadable("input_yaml", row=getattr(mark, "line", 0) + 1) from failure
    except (yaml.YAMLError, ValueError) as failure:
        raise NotReadable("input_yaml", row=1) from failure
    except RecursionError as failure:
        raise NotReadable("input_nesting") from failure


def _check_events(events: Iterator[yaml.Event]) -> None:
    depth = 0
    for event in events:
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            depth -= 1
        if depth > _DEEPEST:
            raise NotReadable("input_nesting")
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            code = "alias_refused" if isinstance(event, yaml.AliasEvent) else "anchor_refused"
            trouble = NotReadable(code, name=anchor)
            trouble.line = getattr(event.start_mark, "line", 0) + 1
            raise trouble


def _plain(node: yaml.Node | None) -> Tree:
    if node is None:
        return None
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each) for each in node.value]
    if isinstance(node, yaml.MappingNode):
        return _pairs([(_key(key), _plain(value)) for key, value in node.value])
    bare = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if bare and node.value in _NOTHING else node.value


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise NotReadable("input_yaml", row=node.start_mark.line + 1)
    return str(node.value)
