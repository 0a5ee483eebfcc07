"""Trainings by kind (STA-01): sessions, 人次 and 人, never one for the other (A44)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from yanxing.queries.statistics.attended import ATTENDED, Scope
from yanxing.records.models import Activity


@dataclass(frozen=True, slots=True)
class KindOfTraining:
    """`times`: 人次, everybody at every session; `persons`: 人, each once. No `form` for all together."""

    form: str
    name: str
    sessions: int
    times: int
    persons: int


_KINDS = f"""
SELECT GROUPING(form), form, count(DISTINCT session_id), count(*) FILTER (WHERE came),
    count(DISTINCT person_id) FILTER (WHERE came)
FROM ({ATTENDED}) t GROUP BY GROUPING SETS ((form), ())
"""  # noqa: S608 - no value of a user in it


def kinds_of_training(scope: Scope) -> tuple[KindOfTraining, Sequence[KindOfTraining]]:
    """(all together, each kind that was held). Together, 人 counts who came to several kinds once: it is not
    the sum. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_KINDS, scope.values())
        rows = cursor.fetchall()
    order = list(Activity.Form.values)
    kinds = [
        KindOfTraining(form, str(Activity.Form(form).label), sessions, times, persons)
        for grouping, form, sessions, times, persons in rows
        if not grouping
    ]
    total = next(
        (KindOfTraining("", "", *row[2:]) for row in rows if row[0]), KindOfTraining("", "", 0, 0, 0)
    )
    return total, sorted(kinds, key=lambda each: order.index(each.form))
