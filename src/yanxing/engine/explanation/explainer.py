"""Renders stored reasons with the pinned policy alone: no facts are looked up, no clock is read, so rendering
again gives the same text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from yanxing.engine.explanation.columns import column_step, panel_step
from yanxing.engine.explanation.gates import gate_steps
from yanxing.engine.explanation.model import Explanation, Language, Names, StepText
from yanxing.engine.explanation.moves import allocate_step, post_step, split_step, substitute_step
from yanxing.engine.explanation.order import rank_step, take_step
from yanxing.engine.explanation.scene import Scene
from yanxing.engine.explanation.sentence import remark, sentence
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import (
    AllocateReason,
    ColumnReason,
    GateReason,
    PanelReason,
    PostReason,
    RankReason,
    Reason,
    Row,
    RunResult,
    SplitReason,
    SubstituteReason,
    TakeReason,
)

_STEPS: dict[type, Callable[[Scene, Row, Any], StepText]] = {
    ColumnReason: column_step,
    PanelReason: panel_step,
    RankReason: rank_step,
    TakeReason: take_step,
    SubstituteReason: substitute_step,
    SplitReason: split_step,
    AllocateReason: allocate_step,
    PostReason: post_step,
}


class Explainer:
    """Explains the rows of one run; who stands next to whom is looked up once."""

    def __init__(
        self,
        policy: Policy,
        result: RunResult,
        language: Language = "zh",
        names: Names | None = None,
        *,
        you: bool = False,
    ) -> None:
        self._scene = Scene.of(Speech(policy, language, names, you), result)

    def sentence(self, row_id: str) -> str:
        """Only the plain sentence. Raises `KeyError` for a row that is not in the run."""
        return sentence(self._scene, self._scene.result.rows[row_id])

    def remark(self, row_id: str) -> str:
        """The few words a list shows beside the row; empty when there is nothing to say."""
        return remark(self._scene, self._scene.result.rows[row_id])

    def explain(self, row_id: str) -> Explanation:
        """The sentence and all steps. Raises `KeyError` for a row that is not in the run."""
        row = self._scene.result.rows[row_id]
        steps = tuple(step for reason in row.reasons for step in self._steps(row, reason))
        return Explanation(sentence(self._scene, row), steps)

    def _steps(self, row: Row, reason: Reason) -> Iterator[StepText]:
        if isinstance(reason, GateReason):
            yield from gate_steps(self._scene, row, reason)
        else:
            yield _STEPS[type(reason)](self._scene, row, reason)


def explain(
    policy: Policy,
    result: RunResult,
    row_id: str,
    language: Language = "zh",
    names: Names | None = None,
    *,
    you: bool = False,
) -> Explanation:
    """Why a row came out as it did, a plain sentence first; `you` speaks to the person concerned.

    For many rows of one run keep an `Explainer`.
    """
    return Explainer(policy, result, language, names, you=you).explain(row_id)
