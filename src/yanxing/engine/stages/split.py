"""split: one amount of one row into parts that add up to it exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from yanxing.engine.course import Course, cell, step_of
from yanxing.engine.evaluation import compile_term
from yanxing.engine.exact import rounded, shown
from yanxing.engine.grammar.stages import Split
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.outcome import Cell, Row, SplitReason, Value
from yanxing.engine.unknown import Unknown

ZERO = Fraction(0)
Parts = Sequence[tuple[str, Callable[[Row], Value] | None]]
"""(name, what it should be; None for the rest), in order of writing."""


def run(stage: Split, index: int, course: Course) -> None:
    """Writes a cell a part, and a `SplitReason` where every part is known. What is unknown makes the parts
    after it and the rest unknown.
    """
    live = course.begin()
    whole = compile_term(Ref(name=stage.split), course.scope)
    parts = [
        (str(name), None if term == "rest" else compile_term(term, course.scope))
        for part in stage.into
        for name, term in part.items()
    ]
    for row in live:
        amount = whole(row)
        cells = _split(stage, parts, row, amount)
        row.cells |= cells
        figures = [(name, one.value, one.exact) for name, one in cells.items()]
        known = tuple((n, v, e) for n, v, e in figures if isinstance(v, Fraction) and isinstance(e, Fraction))
        if len(known) == len(figures):
            row.reasons.append(SplitReason(index, stage.split, amount, known))


def _split(stage: Split, parts: Parts, row: Row, amount: Value) -> dict[str, Cell]:
    """Each part rounded, never below 0, never more than is left; the rest is whatever then remains."""
    cells: dict[str, Cell] = {}
    left, exact_left = amount, amount
    rest = next(name for name, term in parts if term is None)
    for name, term in parts:
        if term is None:
            cells[name] = cell(ZERO)
            continue
        exact = left if isinstance(left, Unknown) else term(row)
        if not isinstance(left, Fraction) or not isinstance(exact, Fraction):
            left = exact_left = exact
            cells[name] = cell(exact)
            continue
        value = max(min(rounded(exact, stage.round), left), ZERO)
        left -= value
        exact_left = Fraction(exact_left) - exact  # type: ignore[arg-type]
        cells[name] = Cell(value, exact, shown(value, step_of(stage.round)))
    cells[rest] = Cell(left, exact_left, shown(left, step_of(stage.round)))
    return cells
