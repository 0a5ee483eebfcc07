"""What rows look like: of a kind, of an earlier run, of several together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from yanxing.engine.grammar.measures import ResultOf
from yanxing.policy.checking.inspection import Inspection, Shape, builtin
from yanxing.policy.checking.types import Type, joined, of_fact
from yanxing.policy.findings import Placed


def kind_shape(kind: str, see: Inspection) -> Shape:
    """Rows of a kind: their facts and the names every row has."""
    facts = see.facts.get(kind, {})
    return Shape(builtin(kind) | {name: of_fact(fact) for name, fact in facts.items()}, kind)


def run_shape(name: str, at: Placed, see: Inspection, runs: Mapping[str, Shape]) -> Shape | None:
    """Rows of a run that stands further up, or None with a finding."""
    if name in runs:
        return runs[name]
    if name in see.runs:
        see.say("later_run", at, name=name)
    else:
        see.unknown("no_run", at, name, see.runs)
    return None


def result_shape(source: ResultOf, see: Inspection, runs: Mapping[str, Shape]) -> Shape | None:
    """Rows of one or several earlier runs: of several, only the names that all of them have."""
    wanted = (source.result,) if isinstance(source.result, str) else source.result
    found = [run_shape(name, source, see, runs) for name in wanted]
    shapes = [shape for shape in found if shape is not None]
    if not shapes or len(shapes) < len(found):
        return None
    names: dict[str, Type] = {}
    for name in dict.fromkeys(name for shape in shapes for name in shape.names):
        types = [shape.names[name] for shape in shapes if name in shape.names]
        if len(types) == len(shapes) and len({each.family for each in types}) == 1:
            names[name] = reduce(joined, types)
    kinds = {shape.kind for shape in shapes}
    return Shape(
        names,
        kinds.pop() if len(kinds) == 1 else None,
        open=any(shape.open for shape in shapes),
        partial=frozenset().union(*(shape.names for shape in shapes)) - names.keys(),
    )


def any_shape(see: Inspection) -> Shape:
    """The names of all kinds together, for looking at what is not yet used anywhere."""
    names = builtin(None)
    for kind in see.facts:
        for name, found in kind_shape(kind, see).names.items():
            names[name] = found if name not in names else joined(names[name], found)
    return Shape(names)
