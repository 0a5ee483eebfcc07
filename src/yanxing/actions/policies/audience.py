"""Audience lists: a run settled and kept, with what it was settled on, so that it can be worked out again."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.policies.locking import locked
from yanxing.engine.explanation import Explainer
from yanxing.engine.outcome import Row
from yanxing.queries.policies.bindings import bindings_of
from yanxing.queries.policies.figures import figures_of
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.policies.settling import Settled, audience_runs, digests, settled_now, subject_of
from yanxing.records.models import PolicyDocument, RunRow, SettledRun, Subject

_OPEN = (PolicyDocument.State.DRAFT, PolicyDocument.State.SUBMITTED, PolicyDocument.State.IN_FORCE)
AT_ONCE = 2000


def settle_audience(
    *, document: PolicyDocument, run: str, as_of: date, actor: Actor, now: datetime
) -> SettledRun:
    """Settles one run on what the house knows of `as_of`; each row with its status and one plain sentence."""
    document = locked(document, actor, *_OPEN)
    if run not in map(str, pinned(document).usable.runs or {}):
        raise Refused(_("方案里没有这份名单。"))
    return _keep(settled_now(document, [run], as_of), run, actor, now)


def settle_all(*, document: PolicyDocument, as_of: date, actor: Actor, now: datetime) -> list[SettledRun]:
    """The same for every audience of the programme; facts are read once."""
    document = locked(document, actor, *_OPEN)
    runs = audience_runs(pinned(document).usable)
    if not runs:
        return []
    settled = settled_now(document, runs, as_of)
    return [_keep(settled, run, actor, now) for run in runs]


def _keep(settled: Settled, run: str, actor: Actor, now: datetime) -> SettledRun:
    document = settled.document
    snapshot, outcome = settled.only(run)
    rows = _rows(settled, run)
    kept = SettledRun.objects.create(
        document=document,
        run=run,
        as_of=settled.settlement.as_of,
        **digests(document, snapshot),
        facts=snapshot,
        outcome=outcome,
        counts=dict(Counter(str(row.status) for row in rows)),
        settled_by_id=actor.account_id or 0,
        settled_at=now,
    )
    for row in rows:
        row.settled = kept
    RunRow.objects.bulk_create(rows, batch_size=AT_ONCE)
    trail.record(
        "policy.settle", actor=actor, now=now, about=("settled_run", kept.pk), unit_id=document.unit_id,
        run=run, counts=kept.counts, facts=kept.facts_digest,
    )  # fmt: skip
    return kept


def _rows(settled: Settled, run: str) -> list[RunRow]:
    nouns = bindings_of(settled.document)
    explainer = settled.explainer(run)
    rows = list(settled.settlement.runs[run].rows.values())
    homes = _homes(nouns, rows)
    return [_row(settled, run, row, explainer, subject_of(nouns, row), homes) for row in rows]


def _row(
    settled: Settled, run: str, row: Row, explainer: Explainer, subject: int | None, homes: dict[int, int]
) -> RunRow:
    return RunRow(
        key=row.id,
        subject_id=subject,
        unit_id=homes.get(subject or 0),
        status=settled.status(run, row),
        state=row.state,
        sentence=explainer.sentence(row.id),
        columns=figures_of(settled.policy, row) | {"_next": explainer.remark(row.id)},
    )


def _homes(nouns: Any, rows: list[Row]) -> dict[int, int]:
    """Where each row is counted: the unit it was settled with, else its home. At most one query."""
    units: dict[int, int] = {}
    left: list[int] = []
    for row in rows:
        subject = subject_of(nouns, row)
        if subject is None:
            continue
        unit = row.facts.get("unit")
        if nouns.get(row.kind) == "units":
            units[subject] = subject
        elif isinstance(unit, str) and unit.isdecimal():
            units[subject] = int(unit)
        else:
            left.append(subject)
    if left:
        pairs = Subject.objects.filter(pk__in=left, home_unit__isnull=False).values_list("pk", "home_unit_id")
        units |= dict(pairs)
    return units
