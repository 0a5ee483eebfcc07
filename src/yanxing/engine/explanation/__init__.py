"""Outcomes in words: from stored reasons and the pinned policy to a plain sentence and its steps."""

from yanxing.engine.explanation.audience import (
    STATUSES,
    AudienceStatus,
    audience_counts,
    audience_status,
    status_words,
)
from yanxing.engine.explanation.explainer import Explainer, explain
from yanxing.engine.explanation.model import Citation, Explanation, Language, Mark, Names, StepText

__all__ = [
    "STATUSES",
    "AudienceStatus",
    "Citation",
    "Explainer",
    "Explanation",
    "Language",
    "Mark",
    "Names",
    "StepText",
    "audience_counts",
    "audience_status",
    "explain",
    "status_words",
]
