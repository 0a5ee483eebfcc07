"""A run settled on one session, kept with all it rests on, so that anybody can work it out again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.engine.stored import dump_row
from yanxing.queries.attendance.deciding import (
    Rule,
    attendance_rule,
    is_full,
    sentence_of,
    session_day,
    status_of,
)
from yanxing.queries.facts import Within
from yanxing.queries.facts.attendance import person_in
from yanxing.queries.policies.settling import Settled, digests
from yanxing.records.models import AttendanceOutcome, Expected, Session, SettledRun


def judged(session: Session, persons: Collection[int] | None = None) -> tuple[Rule, Settled]:
    """How the session ended for those expected, or for some of them, by the policy; nothing is written."""
    rule = attendance_rule(session.activity)
    if rule is None:
        raise Refused(
            _("现行方案里没有写签到怎样认定，不能结束登记。请先在“方案”里实施一份写明签到的方案。"),
            code="no_policy",
        )
    expected = Expected.objects.filter(session=session, removed_at=None)
    those = frozenset(expected.values_list("person_id", flat=True)) if persons is None else frozenset(persons)
    within = Within(persons=those, sessions=frozenset({session.pk}))
    return rule, rule.settled(session_day(session), within)


def kept(rule: Rule, settled: Settled, actor: Actor, now: datetime) -> SettledRun:
    """The run with its snapshot and digests, as one row."""
    snapshot, outcome = settled.only(rule.run)
    rows = settled.settlement.runs[rule.run].rows.values()
    return SettledRun.objects.create(
        document=rule.document,
        run=rule.run,
        as_of=settled.settlement.as_of,
        **digests(rule.document, snapshot),
        facts=snapshot,
        outcome=outcome,
        counts=dict(Counter(map(status_of, rows))),
        settled_by_id=actor.by,
        settled_at=now,
    )


def outcomes_of(
    session: Session, rule: Rule, settled: Settled, run: SettledRun, now: datetime
) -> list[AttendanceOutcome]:
    """One row for each person, not saved. At most one query."""
    units = dict(Expected.objects.filter(session=session).values_list("person_id", "unit_id"))
    return [
        AttendanceOutcome(
            session=session,
            person_id=person_in(row.id),
            unit_id=units[person_in(row.id)],
            status=status_of(row),
            full=is_full(row),
            sentence=sentence_of(settled.policy, row),
            reasons=dump_row(row),
            settled=run,
            decided_at=now,
        )
        for row in settled.settlement.runs[rule.run].rows.values()
    ]
