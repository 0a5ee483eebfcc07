"""Ids written as people write them: a committee by its name, a worker by name and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.facts import KeyOf, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown
from yanxing.policy.facts import origin_of, types_of
from yanxing.policy.facts.codes import like
from yanxing.policy.facts.reading import Remark, squeezed

Facts = Mapping[str, Value]


class Index(NamedTuple):
    """The rows of a kind by id and by everything else that may stand for them."""

    ids: Mapping[str, Facts]
    by_word: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, str]
    """word → how it was written"""


def index_of(policy: Policy, kind: str, rows: Mapping[str, Facts]) -> Index:
    """By id, the facts that alone tell who a row is, `name`, and the labels of the ids."""
    alone = {str(match[0]) for match in origin_of(policy, kind).match if len(match) == 1} | {"name", "title"}
    labels = policy.labels or {}
    by_word: dict[str, dict[str, None]] = defaultdict(dict)
    shown: dict[str, str] = {}
    for key, row in rows.items():
        words = [key, labels.get(Text(key)), *(row.get(name) for name in alone)]
        for word in words:
            if isinstance(word, str):
                by_word[squeezed(word)][key] = None
                shown.setdefault(squeezed(word), word)
    return Index(rows, {word: tuple(keys) for word, keys in by_word.items()}, shown)


def key_facts(policy: Policy, kind: str) -> dict[str, str]:
    """Fact → the kind whose rows it names."""
    return {name: str(of.key) for name, of in types_of(policy, kind).items() if isinstance(of, KeyOf)}


def key_fields(policy: Policy, kind: str) -> dict[str, dict[str, str]]:
    """Records fact → field → the kind whose rows it names."""
    records = {name: of for name, of in types_of(policy, kind).items() if isinstance(of, Records)}
    found = {
        name: {str(field): str(of.key) for field, of in fact.records.items() if isinstance(of, KeyOf)}
        for name, fact in records.items()
    }
    return {name: fields for name, fields in found.items() if fields}


def resolved(
    index: Index, word: str, beside: Facts, kind_label: str, hints: Iterable[str] = ()
) -> tuple[str | None, Remark | None]:
    """The id that `word` names; where several rows answer to it, the row's other facts may tell."""
    if word in index.ids:
        return word, None
    answers: Iterable[str] = index.by_word.get(squeezed(word), ())
    fitting = [key for key in answers if _agrees(index.ids[key], beside)]
    if len(fitting) == 1:
        return fitting[0], None
    if len(list(answers)) == 1:
        return next(iter(answers)), None
    hinted = [key for key in fitting or answers if _hinted(index.ids[key], frozenset(hints))]
    if len(hinted) == 1:
        return hinted[0], None
    if answers:
        return None, Remark(
            "input_key_ambiguous", {"kind": kind_label, "word": word, "known": list(answers)[:6]}
        )
    near = like(word, index.by_word) if len(index.by_word) <= 2000 else None
    if near:
        return None, Remark("input_key_near", {"kind": kind_label, "word": word, "near": index.shown[near]})
    return None, Remark("input_key_no_row", {"kind": kind_label, "word": word})


def _hinted(row: Facts, hints: frozenset[str]) -> bool:
    words = {squeezed(value) for name, value in row.items() if isinstance(value, str) and name != "name"}
    return bool(words & hints)


def _agrees(row: Facts, beside: Facts) -> bool:
    return all(
        row[name] == value
        for name, value in beside.items()
        if name in row and name not in ("id", "name") and not isinstance(value, Unknown)
    )
