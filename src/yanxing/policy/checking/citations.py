"""Clauses, readings and labels: quotations are in the adopted text, ids are listed, labels name something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

from yanxing.engine.grammar.base import Cited
from yanxing.engine.grammar.walking import nodes, words
from yanxing.policy.checking.inspection import RESERVED, Inspection
from yanxing.policy.checking.stages import columns_of
from yanxing.policy.checking.types import STATES
from yanxing.policy.checking.unlabelled import shown_names

_SAME = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "「": '"', "」": '"', "‘": "'", "’": "'", "–": "-", "―": "-", "—": "-"}
)
_ID = re.compile(r"[A-Za-z]{1,8}[-_.]?[0-9]+(?:[-_.]?[0-9A-Za-z]+)*")
_BETWEEN = re.compile(r"[\s,，、;；和及与]+")


def _folded(text: str) -> str:
    """A text as quotations are compared: no white space, one width, one kind of quotation mark."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_SAME).split())


def check_citations(see: Inspection) -> None:
    """Checks every clause and reading of the policy, and every label."""
    policy = see.policy
    numbers = [_folded(number) for number in policy.text or ()]
    texts = [_folded(text) for text in (policy.text or {}).values()]
    seen: set[str] = set()
    for node in nodes(policy):
        if not isinstance(node, Cited):
            continue
        if policy.text and node.clause is not None and node.clause not in seen:
            if _stands(_folded(node.clause), numbers, texts):
                seen.add(node.clause)
            else:
                see.say("clause_not_found", node, clause=node.clause)
        if policy.readings is not None and node.reading is not None:
            for reading in _ids(node.reading, policy.readings):
                if reading not in policy.readings:
                    see.unknown("no_reading", node, reading, policy.readings)
    _labels(see)


def _stands(quotation: str, numbers: list[str], texts: list[str]) -> bool:
    """A printed number, or words of one clause; `……` in a quotation leaves words out."""
    if not quotation:
        return False
    if any(number.startswith(quotation) for number in numbers):
        return True
    parts = [part for part in re.split(r"\.{3,}", quotation) if part]
    return any(_in_turn(parts, text) for text in (*texts, "".join(texts)))


def _in_turn(parts: Iterable[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _ids(reading: str, known: Container[str]) -> list[str]:
    """The ids a reading consists of; none when it is a sentence."""
    if reading in known:
        return []
    tokens = [token for token in _BETWEEN.split(reading.strip()) if token]
    return tokens if all(token in known or _ID.fullmatch(token) for token in tokens) else []


def _named(see: Inspection) -> set[str]:
    """What the policy itself gives a name: kinds, facts, codes, columns and runs."""
    named = words(dict(see.facts)) | {*see.values, *see.define, *see.runs}
    columns = (columns_of(stage) for run in see.runs.values() for stage in run.stages)
    return named | {name for each in columns for name, _ in each}


def _labels(see: Inspection) -> None:
    policy = see.policy
    if not policy.labels:
        return
    parts = (
        policy.facts, policy.values, policy.tables, policy.windows, policy.define, policy.programme,
        policy.runs, policy.ledgers, policy.flows, policy.sources,
    )  # fmt: skip
    known = set(RESERVED | STATES).union(
        *(words(tuple(part.items()) if isinstance(part, dict) else part) for part in parts)
    )
    known |= {f"{word}{end}" for word in known for end in ("_left", "_sheets", "_left_out")}
    named = _named(see)
    for label, shown in policy.labels.items():
        if label in STATES & named:
            see.say_at(f"labels.{label}", "label_of_state", name=label, label=shown)
        if label not in known:
            see.place = f"labels.{label}"
            see.unknown(
                "label_for_nothing",
                None,
                label,
                named.union(shown_names(policy), see.windows, see.tables, see.ledgers, see.flows),
            )
    see.place = ""
