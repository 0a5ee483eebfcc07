"""Words the pages of people need."""

from __future__ import annotations

from datetime import date, timedelta

from django import template

from yanxing.queries.people.missing import FIELDS
from yanxing.web.templatetags.look import day

register = template.Library()


@register.filter
def day_before(until: date | None) -> str:
    """The last day of a half-open period."""
    return day(until - timedelta(days=1)) if until else ""


@register.filter
def fact_label(name: str) -> str:
    """A field of the record in words."""
    return FIELDS.get(name, name)
