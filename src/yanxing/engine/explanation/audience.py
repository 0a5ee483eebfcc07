"""Whom a run is for, in the four words of a list: 符合, 仅差一项, 不符合, 信息待补."""

from __future__ import annotations

from typing import Literal

from yanxing.engine.explanation.phrases import Phrase, Status
from yanxing.engine.explanation.speech import entry
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Gate
from yanxing.engine.outcome import GateReason, Row, RunResult

AudienceStatus = Literal["fits", "almost", "unfit", "waiting"]
STATUSES: tuple[AudienceStatus, ...] = ("fits", "almost", "unfit", "waiting")


def audience_status(policy: Policy, run: str, row: Row) -> AudienceStatus:
    """What the gates of a run say of a row: `almost` when exactly one requirement fails, all others
    asked are met, and it says that time or a paper can mend it (`mends`)."""
    if row.state == "in":
        return "fits"
    if row.state in ("held", "redo", "undecided"):
        return "waiting"
    stages = found.stages if (found := entry(policy.runs, run)) else ()
    faults = [
        (reason.stage, check)
        for reason in row.reasons
        if isinstance(reason, GateReason)
        for check in reason.checks
        if check.asked and check.met is not True
    ]
    if len(faults) != 1 or faults[0][1].met is None:
        return "unfit"
    index, check = faults[0]
    stage = stages[index] if 0 <= index < len(stages) else None
    if not isinstance(stage, Gate) or not 0 <= check.index < len(stage.require):
        return "unfit"
    return "almost" if stage.require[check.index].mends in ("time", "paper") else "unfit"


def audience_counts(policy: Policy, result: RunResult) -> dict[AudienceStatus, int]:
    """How many rows of each status; they add up to all rows."""
    counts: dict[AudienceStatus, int] = dict.fromkeys(STATUSES, 0)
    for row in result.rows.values():
        counts[audience_status(policy, result.run, row)] += 1
    return counts


def status_words(status: AudienceStatus, language: Literal["zh", "en"] = "zh") -> str:
    phrase: Phrase = getattr(Status, status)
    return phrase.zh if language == "zh" else phrase.en
