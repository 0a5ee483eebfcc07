"""A street adopts a policy: loaded, made its own, decided on paper, in force; its audiences settled."""

from yanxing.actions.policies.audience import settle_all, settle_audience
from yanxing.actions.policies.calendar import record_calendar_day
from yanxing.actions.policies.confirming import confirm_reading, confirm_warning
from yanxing.actions.policies.course import (
    PaperAnswer,
    close_document,
    put_in_force,
    record_paper_decision,
    submit_document,
)
from yanxing.actions.policies.loading import TextHasErrors, bind_collection, load_document
from yanxing.actions.policies.numbers import allot_number, open_number_series
from yanxing.actions.policies.values import NewValue, record_value

__all__ = [
    "NewValue",
    "PaperAnswer",
    "TextHasErrors",
    "allot_number",
    "bind_collection",
    "close_document",
    "confirm_reading",
    "confirm_warning",
    "load_document",
    "open_number_series",
    "put_in_force",
    "record_calendar_day",
    "record_paper_decision",
    "record_value",
    "settle_all",
    "settle_audience",
    "submit_document",
]
