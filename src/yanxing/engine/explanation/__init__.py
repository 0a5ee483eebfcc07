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
from yanxing.engine.explanation.naming import names_of, row_name, row_title

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
    "names_of",
    "row_name",
    "row_title",
    "status_words",
]
