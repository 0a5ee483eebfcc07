"""The glossary knows every word of the grammar: keys, test words, and the words a key may be."""

import dataclasses
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

from yanxing.engine import grammar
from yanxing.engine.grammar import conditions, measures, terms
from yanxing.engine.grammar.base import Node

PAGE = Path(__file__).parents[2] / "docs/policy/glossary.md"

UNWRITTEN = {
    "Test": {"word", "operand"},
    "Compare": {"name", "tests"},
    "Literally": {"value"},
    "Ref": {"name"},
    "Leave": {"state"},
    "Effect": {"effect", "target"},
}
"""Fields that no key stands for: their values are written bare, or as the keys of a map."""

NAMES = {**vars(terms), **vars(measures), **vars(conditions)}


def _shapes() -> Iterator[type[Node]]:
    for module in iter_modules(grammar.__path__):
        loaded = import_module(f"{grammar.__name__}.{module.name}")
        for each in vars(loaded).values():
            if isinstance(each, type) and issubclass(each, Node) and each.__module__ == loaded.__name__:
                yield each


def _words(hint: object) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) in (Union, UnionType, tuple) or get_args(hint):
        for part in get_args(hint):
            if not (isinstance(part, type) and issubclass(part, Node)):
                yield from _words(part)


def _wanted() -> set[str]:
    wanted: set[str] = set()
    for shape in _shapes():
        hints = get_type_hints(shape, localns=NAMES)
        for each in dataclasses.fields(shape):
            if each.name in ("line", "column"):
                continue
            if each.name not in UNWRITTEN.get(shape.__name__, ()):
                wanted.add(each.name.rstrip("_"))
            wanted |= set(_words(hints[each.name]))
    return wanted


def test_every_word_of_the_grammar_stands_in_the_glossary() -> None:
    quoted = re.findall(r"`([^`]+)`", PAGE.read_text("utf-8"))
    written = {word for each in quoted for word in re.findall(r"\w+", each)}
    assert sorted(_wanted() - written) == []


def test_every_test_word_has_its_chinese() -> None:
    text = PAGE.read_text("utf-8").partition("## 条件")[2].partition("## ")[0]
    assert sorted(set(get_args(conditions.TestWord)) - set(re.findall(r"\w+", text))) == []
