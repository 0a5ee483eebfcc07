"""A worker's own standing: hours in the ledger, and how they stand to what a plan asks of candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import connection
from django.db.models import Sum

from yanxing.records.models import Posting


def hours_in_ledger(person_id: int, year: int) -> Fraction:
    """学时 credited for a year; exact. One query whatever the number of postings."""
    rows = (
        Posting.objects.filter(account__subject_id=person_id, account__year=year)
        .order_by()
        .values_list("denominator")
        .annotate(total=Sum("numerator"))
    )
    return sum((Fraction(int(total), below) for below, total in rows), Fraction(0))


@dataclass(frozen=True, slots=True)
class Standing:
    """How I stand to an examination of a plan in force, by its last audience list."""

    title: str
    document_id: int
    run: str
    key: str
    status: str
    status_words: str
    sentence: str


_STANDING = """
SELECT DISTINCT ON (d.in_force_on, a.id) a.title, d.subject_id, a.audience_run, r.key, r.status, r.sentence
FROM records_activity a
JOIN records_policydocument d ON d.subject_id = a.document_id AND d.state = 'in_force'
JOIN records_settledrun s ON s.document_id = d.subject_id AND s.run = a.audience_run
JOIN records_runrow r ON r.settled_id = s.id AND r.subject_id = %(person)s
WHERE a.form = 'exam'
ORDER BY d.in_force_on, a.id, s.id DESC
"""
WORDS = {"eligible": "符合", "nearly": "仅差一项", "ineligible": "不符合", "unknown": "信息待补"}


def standings_of(person_id: int) -> Sequence[Standing]:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"person": person_id})
        rows = cursor.fetchall()
    return [
        Standing(title, document, run, key, status, WORDS[status], sentence)
        for title, document, run, key, status, sentence in rows
    ]
