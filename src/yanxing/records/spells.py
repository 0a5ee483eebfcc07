"""Half-open periods: `since` is the first day in force, `until` the first day no longer in force."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class DateRange(Func):
    """since, until → daterange('[)'); an open `until` has no end."""

    function = "DATERANGE"
    output_field = DateRangeField()


def never_two_at_once(name: str, *same: str, condition: Q | None = None) -> ExclusionConstraint:
    """No two rows with equal `same` columns may be in force on one day."""
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((column, RangeOperators.EQUAL) for column in same),
            (DateRange("since", "until", Value("[)")), RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(until__isnull=True) | Q(until__gt=F("since")))
