"""Conditions and tests: the two shapes whose YAML does not follow from the class alone."""

from __future__ import annotations

from typing import Any, get_args

from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Not, OtherName, Test, TestWord
from yanxing.engine.grammar.terms import Literally, Percent
from yanxing.policy.reading.builder import BROKEN, Builder
from yanxing.policy.reading.elsewhere import instead
from yanxing.policy.reading.nodes import YamlList, YamlMap, YamlNode, YamlScalar
from yanxing.policy.reading.scalars import misread, value_of
from yanxing.policy.reading.shapes import Shape, plan_of

WORDS: tuple[str, ...] = get_args(TestWord)
ONE_CODE = ("has", "lacks")
MANY_CODES = ("in", "not_in", "has_all", "has_any")
SAME = ("is", "is_not")

_TERM = plan_of(Percent).fields["percent"].shape
_NAME = Shape(kinds=frozenset({"name"}))
_CODE = Shape(kinds=frozenset({"code"}))
_CODES = Shape(item=_CODE)
_YES_NO = Shape(kinds=frozenset({"yes_no"}))
_EXACTNESS = Shape(literals=("rounded", "exact"))
_OTHER = Shape(plain=OtherName)


def condition(reader: Builder, node: YamlNode, place: str) -> Any:
    """A map of names to tests, all of which must hold."""
    if not isinstance(node, YamlMap):
        got = node.text if isinstance(node, YamlScalar) else "[…]"
        return reader.unfit(Shape(condition=True), node, place, got)
    if not node.entries:
        return reader.report("map_empty", node, where=place)
    parts = [_part(reader, key, value) for key, value in node.entries.values()]
    kept = tuple(part for part in parts if part is not BROKEN)
    if not kept:
        return BROKEN
    return parts[0] if len(parts) == 1 else AllOf(all=kept, line=node.line, column=node.column)


def _part(reader: Builder, key: YamlScalar, value: YamlNode) -> Any:
    if key.text == "not":
        inner = condition(reader, value, "not")
        return inner if inner is BROKEN else Not(not_=inner, line=key.line, column=key.column)
    if key.text in ("all", "any"):
        return _several(reader, key, value)
    if isinstance(value, YamlList) and (said := instead(key.text, ("all", "any", "not"))):
        return reader.report("word_elsewhere", key, word=key.text, instead=said)
    name = reader.scalar(_NAME, key, "")
    tests = _tests(reader, key.text, value)
    if name is BROKEN or tests is BROKEN:
        return BROKEN
    return Compare(name=name, line=key.line, column=key.column, **tests)


def _several(reader: Builder, key: YamlScalar, value: YamlNode) -> Any:
    if not isinstance(value, YamlList):
        return reader.report("want_conditions", value, where=key.text)
    if not value.items:
        return reader.report("list_empty", value, where=key.text)
    read = [condition(reader, item, key.text) for item in value.items]
    kept = tuple(item for item in read if item is not BROKEN)
    if not kept:
        return BROKEN
    if key.text == "all":
        return AllOf(all=kept, line=key.line, column=key.column)
    return AnyOf(any=kept, line=key.line, column=key.column)


def _tests(reader: Builder, name: str, node: YamlNode) -> Any:
    """The tests on one name, as keywords of `Compare`."""
    if isinstance(node, YamlList):
        return reader.report("test_as_list", node, name=name)
    if isinstance(node, YamlScalar):
        return _test_as_value(reader, name, node)
    tests = []
    read: dict[str, Any] = {}
    for key, operand in node.entries.values():
        if key.text == "on":
            exactness = reader.read(_EXACTNESS, operand, "on")
            read |= {} if exactness is BROKEN else {"on": exactness}
        elif key.text in WORDS:
            tests.append(_test(reader, key, operand))
        else:
            reader.unknown_key(key, (*WORDS, "on"), name)
    if not any(key != "on" for key in node.entries):
        return reader.report("test_missing", node, name=name)
    kept = tuple(test for test in tests if test is not BROKEN)
    return read | {"tests": kept} if kept else BROKEN


def _test_as_value(reader: Builder, name: str, node: YamlScalar) -> Any:
    if not node.text.strip():
        return reader.report("test_missing", node, name=name)
    if found := misread(node):
        reader.note(found)
        return BROKEN
    return reader.report("test_as_value", node, name=name, got=node.text)


def _test(reader: Builder, key: YamlScalar, node: YamlNode) -> Any:
    operand = _operand(reader, key.text, node)
    if operand is BROKEN:
        return BROKEN
    return Test(word=key.text, operand=operand, line=key.line, column=key.column)  # type: ignore[arg-type]


def _operand(reader: Builder, word: str, node: YamlNode) -> Any:
    if word in SAME:
        return _same(reader, word, node)
    if word in MANY_CODES:
        if isinstance(node, YamlScalar) and node.text.strip():
            return reader.report("want_codes", node, where=word, got=node.text)
        return reader.read(_CODES, node, word)
    if word in ONE_CODE:
        return reader.read(_CODE, node, word)
    if word == "known":
        return reader.read(_YES_NO, node, word)
    return reader.read(_NAME if word == "within" else _TERM, node, word)


def _same(reader: Builder, word: str, node: YamlNode) -> Any:
    if isinstance(node, YamlMap):
        formula = any(key in _TERM.words for key in node.entries)
        return reader.read(_TERM if formula else _OTHER, node, word)
    if isinstance(node, YamlList):
        return reader.report("same_as_list", node, where=word, instead="in" if word == "is" else "not_in")
    value = value_of(node)
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return reader.read(_CODE, node, word) if not node.lost else BROKEN
    return Literally(value=value, line=node.line, column=node.column)
