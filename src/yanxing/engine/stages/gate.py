"""gate: every requirement is asked of every row; what fails first decides, else what first cannot be told."""

from __future__ import annotations

from yanxing.engine.course import Course, note, take_leave
from yanxing.engine.grammar.stages import Gate
from yanxing.engine.outcome import OPEN, GateReason
from yanxing.engine.requirements import Verdict, compile_rulings
from yanxing.engine.unknown import Gap


def run(stage: Gate, index: int, course: Course) -> None:
    """Stores a `GateReason` with all checks on each row; rows that do not pass leave."""
    live = course.begin()
    rule_on = compile_rulings(stage.require, course.scope, lambda verdict: _ruling(stage, index, verdict))
    for row in live:
        reason, verdict, gaps = rule_on(row)
        row.reasons.append(reason)
        for code in verdict.notes:
            note(row, code)
        if verdict.leave is not None:
            take_leave(row, verdict.leave, gaps)


def _ruling(stage: Gate, index: int, verdict: Verdict) -> tuple[GateReason, Verdict, tuple[Gap, ...]]:
    still_open = verdict.leave is not None and verdict.leave.state in OPEN
    return GateReason(index, stage.gate, verdict.checks), verdict, verdict.gaps if still_open else ()
