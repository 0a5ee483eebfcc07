"""A run settled on one session, kept with all it rests on, so that anybody can work it out again."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from yanxing.access.actor import Actor
from yanxing.engine.stored import dump_row
from yanxing.queries.attendance.deciding import Rule
from yanxing.queries.facts.attendance import person_in
from yanxing.queries.policies.settling import Settled, digests
from yanxing.records.models import AttendanceOutcome, Expected, Session, SettledRun


def kept(rule: Rule, settled: Settled, actor: Actor, now: datetime) -> SettledRun:
    """The run with its snapshot and digests, as one row."""
    snapshot, outcome = settled.only(rule.run)
    rows = settled.settlement.runs[rule.run].rows.values()
    reading = rule.reading(settled.policy)
    return SettledRun.objects.create(
        document=rule.document,
        run=rule.run,
        as_of=settled.settlement.as_of,
        **digests(rule.document, snapshot),
        facts=snapshot,
        outcome=outcome,
        counts=dict(Counter(map(reading.status, rows))),
        settled_by_id=actor.by,
        settled_at=now,
    )


def outcomes_of(
    session: Session, rule: Rule, settled: Settled, run: SettledRun, now: datetime
) -> list[AttendanceOutcome]:
    """One row for each person, not saved. At most one query."""
    reading = rule.reading(settled.policy)
    units = dict(Expected.objects.filter(session=session).values_list("person_id", "unit_id"))
    return [
        AttendanceOutcome(
            session=session,
            person_id=person_in(row.id),
            unit_id=units[person_in(row.id)],
            status=reading.status(row),
            full=reading.full(row),
            sentence=reading.sentence(row),
            reasons=dump_row(row),
            settled=run,
            decided_at=now,
        )
        for row in settled.settlement.runs[rule.run].rows.values()
    ]
