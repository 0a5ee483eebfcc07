"""What people will see by its English name: facts, codes, columns, runs and reasons without a label."""

from __future__ import annotations

from collections.abc import Iterator

from yanxing.engine.explanation.built_in import BUILT_IN
from yanxing.engine.grammar.document import Table
from yanxing.engine.grammar.facts import FactType, ManyCodes, OneCode, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Leave
from yanxing.engine.grammar.walking import nodes
from yanxing.policy.checking.inspection import RESERVED
from yanxing.policy.checking.stages import columns_of

_BESIDE = ("_left", "_sheets", "_left_out")
"""Columns that stand beside the one that was asked for; they need no label while nobody shows them."""


def unlabelled(policy: Policy) -> tuple[str, ...]:
    """The names in the order of the file; none for a policy that labels nothing at all."""
    if not policy.labels:
        return ()
    labels = {str(name) for name in policy.labels} | set(BUILT_IN) | RESERVED
    return tuple(name for name in dict.fromkeys(shown_names(policy)) if name not in labels)


def shown_names(policy: Policy) -> Iterator[str]:
    """What tables, reasons and pages of a policy may show, some of it more than once."""
    for kind, facts in (policy.facts or {}).items():
        yield str(kind)
        for name, fact in facts.items():
            yield from (str(name), *_of_fact(fact))
    for table in (policy.tables or {}).values():
        yield from _codes(table)
    for name, run in (policy.runs or {}).items():
        yield str(name)
        yield from _of_run(run)


def _of_fact(fact: FactType) -> Iterator[str]:
    match fact:
        case OneCode():
            yield from fact.code
        case ManyCodes():
            yield from fact.codes
        case Records():
            for field, simple in fact.records.items():
                yield from (str(field), *_of_fact(simple))


def _codes(table: Table) -> Iterator[str]:
    """The codes a table gives, whatever its shape."""
    for part in nodes(table):
        if isinstance(part, Table):
            sides = (part.codes, part.at_least, part.above, part.at_most, part.below)
            lines = [line for side in sides for line in (side or {}).values()]
            yield from (line for line in (*lines, part.else_) if isinstance(line, str))


def _of_run(run: Run) -> Iterator[str]:
    for stage in run.stages:
        own = {name for name, _ in columns_of(stage)}
        beside = {f"{name}{end}" for name in own for end in _BESIDE}
        yield from (name for name, _ in columns_of(stage) if name not in beside)
        for part in nodes(stage):
            if isinstance(part, Leave):
                yield str(part.reason)
            elif isinstance(code := getattr(part, "give", None), str):
                yield code
