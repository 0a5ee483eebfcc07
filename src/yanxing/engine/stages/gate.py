"""gate: every requirement is asked of every row; the first that fails decides, else the first that cannot
be told.
"""

from __future__ import annotations

from collections.abc import Callable

from yanxing.engine.course import Course, note, take_leave
from yanxing.engine.evaluation import compile_condition, reads_of
from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.stages import Gate, Leave, Requirement
from yanxing.engine.outcome import Check, GateReason, Reads, Row
from yanxing.engine.unknown import Gap, Unknown

MISSING_FACTS = Leave(state="held", reason="missing_facts")  # type: ignore[arg-type]


def run(stage: Gate, index: int, course: Course) -> None:
    """Stores a `GateReason` with all checks on each row; rows that do not pass leave."""
    live = course.begin()
    asked = [_check(number, requirement, course.scope) for number, requirement in enumerate(stage.require)]
    for row in live:
        checks = tuple([check(row) for check in asked])
        row.reasons.append(GateReason(index, stage.gate, checks))
        for check in checks:
            if not check.met:
                _decide(stage, row, checks)
                break


def _check(index: int, requirement: Requirement, scope: Scope) -> Callable[[Row], Check]:
    that, reads = compile_condition(requirement.that, scope), reads_of(requirement.that, scope)

    def check(row: Row) -> Check:
        met = that(row)
        if met.__class__ is Unknown:
            return Check(index, None, reads(row), True, met.gaps)
        return Check(index, met, reads(row))  # type: ignore[arg-type]

    return check if requirement.when is None else _check_when(requirement.when, check, scope)


def _check_when(when: Condition, check: Callable[[Row], Check], scope: Scope) -> Callable[[Row], Check]:
    """Not asked is satisfied. Where it cannot be told whether it is asked, only a requirement that is met
    is settled.
    """
    condition, when_reads = compile_condition(when, scope), reads_of(when, scope)

    def conditional(row: Row) -> Check:
        asked, told = condition(row), check(row)
        reads = _once(when_reads(row) + told.reads)
        if asked is False:
            return Check(told.index, True, reads, asked=False)
        if isinstance(asked, Unknown) and told.met is not True:
            gaps = tuple(dict.fromkeys(asked.gaps + told.gaps))
            return Check(told.index, None, reads, True, gaps)
        return Check(told.index, told.met, reads, True, told.gaps)

    return conditional


def _once(reads: Reads) -> Reads:
    return tuple(read for at, read in enumerate(reads) if read not in reads[:at])


def _decide(stage: Gate, row: Row, checks: tuple[Check, ...]) -> None:
    failed: list[Leave] = []
    unclear: list[Leave] = []
    gaps: list[Gap] = []
    for requirement, check in zip(stage.require, checks, strict=True):
        if check.met:
            continue
        leaving = requirement.else_ if check.met is False else requirement.unknown or MISSING_FACTS
        if leaving.state == "note":
            note(row, leaving.reason)
        elif check.met is False:
            failed.append(leaving)
        else:
            unclear.append(leaving)
            gaps += check.gaps
    if failed:
        take_leave(row, failed[0])
    elif unclear:
        take_leave(row, unclear[0], tuple(dict.fromkeys(gaps)))
