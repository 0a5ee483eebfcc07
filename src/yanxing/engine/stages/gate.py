"""gate: every requirement is asked of every row; what fails first decides, else what first cannot be told."""

from __future__ import annotations

from yanxing.engine.course import Course, note, take_leave
from yanxing.engine.grammar.stages import Gate
from yanxing.engine.outcome import OPEN, GateReason
from yanxing.engine.requirements import compile_requirements


def run(stage: Gate, index: int, course: Course) -> None:
    """Stores a `GateReason` with all checks on each row; rows that do not pass leave."""
    live = course.begin()
    verdict_on = compile_requirements(stage.require, course.scope)
    for row in live:
        verdict = verdict_on(row)
        row.reasons.append(GateReason(index, stage.gate, verdict.checks))
        for code in verdict.notes:
            note(row, code)
        if verdict.leave is not None:
            take_leave(row, verdict.leave, verdict.gaps if verdict.leave.state in OPEN else ())
