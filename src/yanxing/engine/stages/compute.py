"""compute: columns, one at a time for all rows still in, so that a measure over the rows may read the
column above.
"""

from __future__ import annotations

from fractions import Fraction

from yanxing.engine.course import Course, step_of, take_leave
from yanxing.engine.evaluation import compile_column, reads_of
from yanxing.engine.exact import shown
from yanxing.engine.grammar.stages import Column, Compute, Leave
from yanxing.engine.outcome import Cell, ColumnReason
from yanxing.engine.unknown import Unknown


def run(stage: Compute, index: int, course: Course) -> None:
    """Writes a cell and a `ColumnReason` a row and column. An unknown travels, unless `when_missing` says
    otherwise.
    """
    for name, column in stage.compute.items():
        _column(name, column, index, course)


def _column(name: str, column: Column, index: int, course: Course) -> None:
    live = course.begin()
    figure, reads = compile_column(column, course.scope), reads_of(column.is_, course.scope)
    step: Fraction | None = column.show or step_of(column.round)
    leaving = column.when_missing if isinstance(column.when_missing, Leave) else None
    # All rows are worked out before any is written: none may see another's half-finished column.
    for row, (value, exact, used_instead), read in [(row, figure(row), reads(row)) for row in live]:
        text = shown(value, step)
        row.cells[name] = Cell(value, exact, text)
        row.reasons.append(ColumnReason(index, name, value, exact, text, read, used_instead))
        if leaving is not None and isinstance(value, Unknown):
            take_leave(row, leaving, value.gaps)
