"""What an event or an answer was asked: its columns and requirements stand in no stage of a run."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.engine.explanation.book_phrases import Ledger
from yanxing.engine.explanation.conditions import condition_words
from yanxing.engine.explanation.figures import figures_of
from yanxing.engine.explanation.gates import requirement_of
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.scene import Scene, StageKind
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.stages import Gate, Requirement, Stage
from yanxing.engine.outcome import Check, GateReason, Read, Row, RunResult


@dataclass
class TriedScene(Scene):
    """A scene whose stages are those given here, told apart by what they are."""

    stages: tuple[Stage, ...] = ()

    @classmethod
    def tell(cls, speech: Speech, *stages: Stage) -> TriedScene:
        return cls(speech, RunResult("", {}), stages=stages)

    def stage(self, index: int, kind: type[StageKind]) -> StageKind | None:  # noqa: ARG002 - a stage of its kind
        return next((stage for stage in self.stages if isinstance(stage, kind)), None)


def fault_of(scene: Scene, row: Row, reason: GateReason, gate: Gate) -> str:
    """`一季最多三次（本季次数：3，要求本季次数低于 3）`: the first requirement that is not met, else the
    first that cannot be told; empty when all are met."""
    asked = [check for check in reason.checks if check.asked and check.met is not True]
    first = next((check for check in asked if check.met is False), asked[0] if asked else None)
    requirement = requirement_of(gate, first) if first else None
    if first is None or requirement is None:
        return ""
    return (
        _unknown(scene, row, first, requirement)
        if first.met is None
        else _unmet(scene, row, first, requirement)
    )


def _unmet(scene: Scene, row: Row, check: Check, requirement: Requirement) -> str:
    speech = scene.of_row(row)
    condition = condition_words(requirement.that, speech, figures_of(speech.policy, check.reads, row.cells))
    figures = [
        speech.say(Common.FIGURE, what=speech.label(read.name), value=scene.shown(row, read))
        for read in check.reads
        if isinstance(read, Read) and read.kind != "value"
    ]
    inside = speech.join([*figures, speech.say(Ledger.ASKED, condition=condition)], Common.CLAUSE_JOIN)
    return speech.say(Common.BRACKETS, what=speech.label(requirement.else_.reason), inside=inside)


def _unknown(scene: Scene, row: Row, check: Check, requirement: Requirement) -> str:
    """Nothing where the rule gives no code of its own: the gaps then say it all."""
    if requirement.unknown is None:
        return ""
    speech = scene.of_row(row)
    inside = speech.gaps(check.gaps)
    return speech.say(Common.BRACKETS, what=speech.label(requirement.unknown.reason), inside=inside)
