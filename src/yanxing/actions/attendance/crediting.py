"""Hours into each person's account, by the hours policy in force; taken back only by a reversal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from yanxing.access.actor import Actor
from yanxing.engine.ledger import Accepted, post_events
from yanxing.engine.ledger.proposals import ProposedPosting, proposed
from yanxing.engine.outcome import Row
from yanxing.policy.facts import types_of
from yanxing.queries.activities.words import full_name_of
from yanxing.queries.attendance.deciding import Rule, hours_rule, session_day
from yanxing.queries.facts import Within
from yanxing.queries.facts.attendance import person_in
from yanxing.queries.policies.figures import figures_of
from yanxing.queries.policies.settling import Settled, digests
from yanxing.records.models import LedgerAccount, Posting, RunRow, Session, SettledRun

AMOUNTS = ("hours", "amount")
"""What events of a ledger of hours call their amount."""


def credit(session: Session, persons: Sequence[int], *, actor: Actor, now: datetime) -> Fraction | None:
    """Posts what the hours policy proposes for these people at this session, as their outcomes stand now.

    What stands already is not posted again. The sum of it; None without an hours policy in force.
    """
    rule = hours_rule(session.activity.unit_id)
    if rule is None:
        return None
    day = session_day(session)
    settled = rule.settled(day, Within(frozenset(persons), frozenset({session.pk})))
    _keep(rule, settled, actor, now)
    # A run over another run's rows names the row of the person at the session, not the person.
    offers = [
        replace(each, owner=str(person_in(each.owner))) if "-" in each.owner else each
        for each in proposed(settled.policy, settled.settlement, {})
        if not each.provisional
    ]
    versions = _versions(session)
    events = [_event(settled, each, session, versions.get(int(each.owner), 1), day) for each in offers]
    return _post(settled, offers, events, session, actor, now)


def _versions(session: Session) -> Mapping[int, int]:
    """Which version of a person's outcome is credited: each has an event of its own."""
    return dict(session.outcomes.filter(is_current=True).values_list("person_id", "version"))


def event_key(session_id: int, person_id: int, version: int) -> str:
    """hours:17:204, and hours:17:204:2 after a correction."""
    key = f"hours:{session_id}:{person_id}"
    return key if version == 1 else f"{key}:{version}"


def _event(
    settled: Settled, offer: ProposedPosting, session: Session, version: int, day: date
) -> dict[str, Any]:
    ledger = (settled.policy.ledgers or {})[offer.ledger]  # type: ignore[index]
    types = types_of(settled.policy, str(ledger.about))
    amount = next(name for name in AMOUNTS if name in types)
    return {
        "id": event_key(session.pk, int(offer.owner), version),
        "kind": offer.kind,
        "actor": offer.owner,
        "date": day,
        amount: offer.amount,
    }


def _post(
    settled: Settled, offers: list[ProposedPosting], events: list[dict[str, Any]], session: Session,
    actor: Actor, now: datetime,
) -> Fraction:  # fmt: skip
    if not offers:
        return Fraction(0)
    day = session_day(session)
    result = post_events(settled.policy, offers[0].ledger, events, calendar=settled.calendar, as_of=day)
    movements = [
        (int(part.owner), part.account, part.amount, outcome.event)
        for outcome in result.outcomes
        if isinstance(outcome, Accepted)
        for part in outcome.postings
        if part.account is not None and part.owner
    ]
    accounts = _accounts(settled, offers[0], (owner for owner, *_ in movements), day.year)
    text = full_name_of(session)
    Posting.objects.bulk_create(
        [
            Posting(
                account_id=accounts[owner], key=key, numerator=amount.numerator,
                denominator=amount.denominator, dated=day, text=text, session=session,
                posted_by_id=actor.by, posted_at=now,
            )
            for owner, _account, amount, key in movements
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return sum((amount for _owner, _account, amount, _key in movements), Fraction(0))


def _accounts(
    settled: Settled, offer: ProposedPosting, owners: Iterable[int], year: int
) -> Mapping[int, int]:
    """person → account of the year, opened where there was none. Two queries."""
    common = {
        "document": settled.document,
        "ledger": offer.ledger,
        "account": offer.account,
        "year": year,
    }
    those = set(owners)
    LedgerAccount.objects.bulk_create(
        [LedgerAccount(**common, subject_id=owner) for owner in sorted(those)], ignore_conflicts=True
    )
    found = LedgerAccount.objects.filter(**common, subject_id__in=those)
    return {subject: pk for subject, pk in found.values_list("subject_id", "pk") if subject is not None}


def take_back(session: Session, person_id: int, *, actor: Actor, now: datetime) -> Fraction:
    """Reverses what stands for a person at a session; how much it was."""
    standing = Posting.objects.filter(
        session=session, account__subject_id=person_id, reverses=None, reversed_by=None
    )
    taken = Fraction(0)
    for each in standing.order_by("pk"):
        Posting.objects.create(
            account_id=each.account_id, key=f"back:{each.key}", numerator=-each.numerator,
            denominator=each.denominator, dated=each.dated, text=each.text, session=session,
            reverses=each, posted_by_id=actor.by, posted_at=now,
        )  # fmt: skip
        taken += Fraction(each.numerator, each.denominator)
    return taken


def _keep(rule: Rule, settled: Settled, actor: Actor, now: datetime) -> None:
    """The run with a row for each person, so that every posting can be explained later."""
    snapshot, outcome = settled.only(rule.run)
    run = SettledRun.objects.create(
        document=rule.document, run=rule.run, as_of=settled.settlement.as_of,
        **digests(rule.document, snapshot), facts=snapshot, outcome=outcome,
        settled_by_id=actor.by, settled_at=now,
    )  # fmt: skip
    explainer = settled.explainer(rule.run)
    rows: Iterable[Row] = settled.settlement.runs[rule.run].rows.values()
    RunRow.objects.bulk_create(
        RunRow(
            settled=run, key=row.id, subject_id=person_in(row.id), status=settled.status(rule.run, row),
            state=row.state, sentence=explainer.sentence(row.id), columns=figures_of(settled.policy, row),
        )
        for row in rows
    )  # fmt: skip
