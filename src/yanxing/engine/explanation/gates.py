"""Requirements of a gate: one step each, met, not met, not to be told, or not asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yanxing.engine.explanation.citation import cited, other_readings
from yanxing.engine.explanation.conditions import condition_words
from yanxing.engine.explanation.figures import Figures, figures_of
from yanxing.engine.explanation.measures import list_lines
from yanxing.engine.explanation.model import Mark, StepText
from yanxing.engine.explanation.phrases import Common, Gate, Short
from yanxing.engine.explanation.shortfall import shortfalls
from yanxing.engine.grammar.stages import Gate as GateStage
from yanxing.engine.grammar.stages import Requirement
from yanxing.engine.outcome import Check, GateReason, ListRead, Read, Row

if TYPE_CHECKING:
    from yanxing.engine.explanation.scene import Scene

_MARKS: dict[bool | None, Mark] = {True: "met", False: "unmet", None: "unknown"}


def gate_steps(scene: Scene, row: Row, reason: GateReason) -> Iterator[StepText]:
    stage = scene.stage(reason.stage, GateStage)
    for check in reason.checks:
        requirement = requirement_of(stage, check)
        if requirement is None:
            yield StepText(scene.speech.label(reason.gate), (), (), reason.gate, mark_of(check))
        else:
            yield _step(scene, row, reason, check, requirement)


def requirement_of(stage: GateStage | None, check: Check) -> Requirement | None:
    known = stage is not None and 0 <= check.index < len(stage.require)
    return stage.require[check.index] if stage is not None and known else None


def mark_of(check: Check) -> Mark:
    return _MARKS[check.met] if check.asked else "not_asked"


def _step(scene: Scene, row: Row, reason: GateReason, check: Check, requirement: Requirement) -> StepText:
    speech = scene.of_row(row)
    figures = figures_of(speech.policy, check.reads, row.cells)
    cite = cited(speech, requirement, scene.stage(reason.stage, GateStage), scene.run)
    condition = condition_words(requirement.that, speech, figures)
    lines = [*_lines(scene, row, check, requirement, figures)]
    lines += other_readings(
        speech, (read.name for read in check.reads if isinstance(read, Read)), cite.reading_id
    )
    several = sum(isinstance(each, GateReason) for each in row.reasons) > 1
    named = speech.say(
        Gate.TITLE_OF if several else Gate.TITLE,
        gate=speech.label(reason.gate),
        index=check.index + 1,
        what=condition,
    )
    return StepText(named, tuple(lines), (), reason.gate, mark_of(check), cite)


def _lines(scene: Scene, row: Row, check: Check, requirement: Requirement, figures: Figures) -> Iterator[str]:
    speech = scene.of_row(row)
    when = condition_words(requirement.when, speech, figures) if requirement.when else ""
    if not check.asked:
        yield speech.say(Gate.NOT_ASKED, condition=when)
        return
    if when:
        yield speech.say(Gate.ASKED_WHEN, condition=when)
    reads = [
        speech.say(Common.FIGURE, what=speech.label(read.name), value=scene.shown(row, read))
        for read in check.reads
        if isinstance(read, Read) and read.kind != "value"
    ]
    if reads:
        yield speech.say(Gate.READ, reads=speech.join(reads, Common.SENTENCE_JOIN))
    for read in check.reads:
        if isinstance(read, ListRead):
            yield from list_lines(read, speech)
    if check.met is None:
        yield speech.say(Gate.UNTOLD, gaps=speech.gaps(check.gaps))
    elif check.met is False:
        yield speech.say(Gate.RESULT, reason=fault_words(scene, row, check, requirement))


def fault_words(scene: Scene, row: Row, check: Check, requirement: Requirement) -> str:
    """`入职未满 2 年，还差 3 个月`: the label of the reason, or the condition itself, and how far."""
    speech = scene.of_row(row)
    figures = figures_of(speech.policy, check.reads, row.cells)
    fault = speech.label(requirement.else_.reason)
    if fault == requirement.else_.reason:
        fault = speech.join((condition_words(requirement.that, speech, figures), fault), Common.SENTENCE_JOIN)
    far = () if requirement.mends == "never" else shortfalls(requirement.that, speech, figures)
    short = speech.join(far, Common.CLAUSE_JOIN)
    return speech.say(Short.WITH, fault=fault, short=short) if short else fault
