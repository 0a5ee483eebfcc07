"""What a run rests on: rows that read provisional rows of earlier runs are provisional themselves.

Looked at only where an earlier run has provisional rows, or the run itself provisional or open ones: an open
row is not among `rows` now, but may come back in. A row rests on every such row that `per` or an id selects
for it, or may select, whatever `where` says of them today: that answer is provisional too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from yanxing.engine.course import Pattern, matches, pattern_of
from yanxing.engine.evaluation import Scope, UnresolvedName, compile_term, shape_of_run
from yanxing.engine.evaluation.sources import key_reader, pairs_of
from yanxing.engine.grammar.base import Name, Node
from yanxing.engine.grammar.measures import Count, Measure, ResultOf, Source
from yanxing.engine.grammar.terms import Their
from yanxing.engine.grammar.walking import nodes, words
from yanxing.engine.outcome import MOST_NAMED, OPEN, Row, RunResult, Value
from yanxing.engine.unknown import Unknown

Rests = Callable[[Row], Iterable[str]]
"""The provisional rows that a row rests on, as `run/id`; nameless those of its own run."""

Shaky = Mapping[str, Sequence[Row]]
"""Run -> its provisional rows; runs without any are not there."""

_OWN = {"rows", "all_rows"}

_STANDING = {"run", "state", "reason", "provisional"}
"""Names that say how a row stands: of all rows, only what reads these changes when one comes back in."""


def provisional_rows(result: RunResult) -> list[Row]:
    """The rows of a settled run that open rows may still change."""
    return [row for row in result.rows.values() if row.provisional and row.state not in OPEN]


def rests_of(
    rule: object, scope: Scope, shaky: Shaky, own: Sequence[Row], outside: Sequence[Row] = ()
) -> list[Rests]:
    """How the rule, a stage or a condition, rests on provisional and open rows; empty when it does not.

    `own`: the rows of the run under way, which measures over `rows` look at. `outside`: rows it could still
    get.
    """
    unsure = [row for row in own if row.provisional or row.state in OPEN]
    if rule is None or not (shaky or unsure or outside):
        return []
    rests = []
    for node, inside in _lookups(rule, scope):
        runs = _runs_of(node)
        known = {run: shaky[run] for run in runs & {*shaky}}
        if runs & _OWN:
            still = "all_rows" not in runs or bool(words(node) & _STANDING)
            mine = [*outside, *(row for row in unsure if still or row.provisional)]
            known = dict.fromkeys(runs, mine) if mine else {}
        if known:
            rests.append(_rests(node, inside, scope, known))
    return rests


def mark_resting(rests: Iterable[Rests], rows: Iterable[Row]) -> None:
    """Marks the rows and says what they rest on."""
    rests = list(rests)
    for row in rows if rests else ():
        if row.state in OPEN or (row.provisional and row.rests_on):
            continue
        found = dict.fromkeys(name for each in rests for name in each(row))
        if found:
            row.provisional, row.rests_on = True, tuple(islice(filter(None, found), MOST_NAMED))


def _lookups(rule: object, scope: Scope) -> Iterator[tuple[Measure | Their, bool]]:
    """Measures and lookups of the rule and of the definitions it names, and whether one stands inside a
    measure, where it reads for another row.
    """
    defined: dict[str, Any] = {str(name): column for name, column in (scope.policy.define or {}).items()}
    tops, named = [rule], set[str]()
    for top in tops:  # grows while it is walked
        for name in (words(top) & set(defined)) - named:
            named.add(name)
            tops.append(defined[name])
    for top in tops:
        found = [node for node in nodes(top) if isinstance(node, Measure | Their)]
        inner = {id(node) for each in found if isinstance(each, Measure) for node in _inside(each)}
        yield from ((node, id(node) in inner) for node in found)


def _inside(measure: Measure) -> Iterator[Node]:
    for each in fields(measure):
        yield from nodes(getattr(measure, each.name))


def _source(measure: Measure) -> Source:
    return measure.count if isinstance(measure, Count) else measure.over  # type: ignore[attr-defined]


def _runs_of(node: Measure | Their) -> set[str]:
    source = node.in_ if isinstance(node, Their) else _source(node)
    if not isinstance(source, ResultOf):
        return {str(source)}
    return {source.result} if isinstance(source.result, str) else set(source.result)


def _rests(node: Measure | Their, inside: bool, scope: Scope, shaky: Shaky) -> Rests:
    runs = sorted(_runs_of(node) & {*shaky})
    everything = ["" if run in _OWN else f"{run}/{row.id}" for run in runs for row in shaky[run]]
    try:
        if inside:
            return lambda _: everything
        return _of_their(node, scope, shaky) if isinstance(node, Their) else _of_measure(node, scope, shaky)
    except UnresolvedName:  # a definition that speaks of other rows
        return lambda _: everything


def _of_their(term: Their, scope: Scope, shaky: Shaky) -> Rests:
    at = compile_term(term.at, scope)
    ids = {row.id: (f"{term.in_}/{row.id}",) for row in shaky[term.in_]}

    def rests(row: Row) -> Iterable[str]:
        key = at(row)
        return ids.get(key, ()) if isinstance(key, str) else ()

    return rests


def _of_measure(measure: Measure, scope: Scope, shaky: Shaky) -> Rests:
    pairs = pairs_of(measure)
    groups: dict[tuple[Value, ...], list[str]] = {}
    vague: dict[Pattern, list[str]] = {}
    for run in sorted(_runs_of(measure) & {*shaky}):
        of_run = scope if run in _OWN else scope.inside(shape_of_run(scope.policy, Name(run)))
        theirs = key_reader(pairs.theirs, of_run)
        for row in shaky[run]:
            key, name = theirs(row), "" if run in _OWN else f"{run}/{row.id}"
            if any(isinstance(value, Unknown) for value in key):
                vague.setdefault(pattern_of(key), []).append(name)
            else:
                groups.setdefault(key, []).append(name)
    mine = key_reader(pairs.mine, scope)

    def rests(row: Row) -> Iterable[str]:
        key = mine(row)
        may = [name for pattern, names in vague.items() if matches(key, pattern) for name in names]
        return [*groups.get(key, ()), *may]

    return rests
