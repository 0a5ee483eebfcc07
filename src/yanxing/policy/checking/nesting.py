"""Definitions that read definitions: none comes back to itself, and none has to be worked out too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from yanxing.engine.grammar.base import Node
from yanxing.engine.grammar.conditions import OtherName
from yanxing.engine.grammar.measures import Measure
from yanxing.engine.grammar.terms import Own, Weigh
from yanxing.engine.grammar.walking import nodes
from yanxing.policy.checking.inspection import Inspection
from yanxing.policy.checking.measures import per_names

MOST_READ = 5_000
"""Readings behind one definition. Each is worked out wherever it is read, so layers of them multiply."""


def check_nesting(see: Inspection) -> None:
    """Refuses circles, and definitions behind which stand too many readings."""
    reads = {name: Counter(_read_by(column)) for name, column in see.define.items()}
    counts: dict[str, int] = {}
    unending = _unending(reads)
    for name, column in see.define.items():
        see.place = f"define.{name}"
        if name in unending and _in_circle(name, reads):
            see.say("definition_circle", column, name=name)
        elif _count(name, reads, counts) > MOST_READ and not _follows(name, reads, counts):
            see.say("definition_multiplies", column, name=name, most=MOST_READ)
    see.place = ""


def _read_by(column: Node) -> Iterator[str]:
    for node in nodes(column):
        if isinstance(node, Weigh):
            yield from node.weigh
        elif isinstance(node, OtherName):
            yield node.of
        elif isinstance(node, Own):
            yield node.own
        elif isinstance(node, Measure):
            yield from _read_by_measure(node)
        elif isinstance(name := getattr(node, "name", None), str):
            yield name


def _read_by_measure(measure: Measure) -> Iterator[str]:
    for word in ("by", "distinct"):
        if isinstance(name := getattr(measure, word, None), str):
            yield name
    for theirs, mine in per_names(measure.per):
        yield from {theirs, mine}


def _unending(reads: Mapping[str, Counter[str]]) -> set[str]:
    """Definitions in a circle or reading one: those left when whatever reads only what has an end is out."""
    readers: dict[str, list[str]] = {}
    inner = {name: [each for each in read if each in reads] for name, read in reads.items()}
    for name, read in inner.items():
        for each in read:
            readers.setdefault(each, []).append(name)
    open_ = {name: len(read) for name, read in inner.items()}
    ended = [name for name, count in open_.items() if count == 0]
    for name in ended:
        for reader in readers.get(name, ()):
            open_[reader] -= 1
            if open_[reader] == 0:
                ended.append(reader)
    return set(reads) - set(ended)


def _in_circle(name: str, reads: Mapping[str, Counter[str]]) -> bool:
    seen: set[str] = set()
    waiting = list(reads[name])
    while waiting:
        each = waiting.pop()
        if each == name:
            return True
        if each not in seen:
            seen.add(each)
            waiting.extend(reads.get(each, ()))
    return False


def _count(name: str, reads: Mapping[str, Counter[str]], counts: dict[str, int]) -> int:
    """How many readings stand behind a name. A circle counts 0: it has its own finding."""
    waiting = [name]
    while waiting:
        here = waiting[-1]
        inner = [each for each in reads[here] if each in reads]
        unknown = [each for each in inner if each not in counts]
        counts.setdefault(here, 0)
        if not unknown:
            counts[here] = sum(times * (1 + counts.get(each, 0)) for each, times in reads[here].items())
            waiting.pop()
        waiting += unknown
    return counts[name]


def _follows(name: str, reads: Mapping[str, Counter[str]], counts: Mapping[str, int]) -> bool:
    """Whether a definition it reads is already too much."""
    return any(counts.get(each, 0) > MOST_READ for each in reads[name])
