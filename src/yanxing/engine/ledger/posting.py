"""Posting events: one after the other, each wholly or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from typing import TypeVar

from yanxing.engine.calendar import OfficeCalendar, day_of
from yanxing.engine.evaluation import Scope
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.ledger.book import Limit, Trial
from yanxing.engine.ledger.outcome import (
    Accepted,
    Holder,
    LedgerReason,
    LedgerResult,
    Outcome,
    Posting,
    QueueReason,
    Refused,
    Waiting,
)
from yanxing.engine.ledger.queues import serve
from yanxing.engine.ledger.rules import EventRule, LedgerRules, LegRule, event_shape
from yanxing.engine.outcome import GateReason, Row, Value
from yanxing.engine.unknown import Gap, Unknown, missing

Told = TypeVar("Told", Fraction, Holder, Limit)
ZERO = Fraction(0)
BROKEN = {"floor": "below_floor", "cap": "above_cap"}


class _Refusal(Exception):  # noqa: N818 - a way out of an event, not a fault
    """The event is refused; `code` and gaps say why, the reasons gathered so far go with it."""

    def __init__(self, code: str, gaps: tuple[Gap, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.gaps = gaps


def post_events(
    policy: Policy,
    ledger: str,
    events: Sequence[Mapping[str, Value]],
    *,
    calendar: OfficeCalendar,
    as_of: date,
    opening: LedgerResult | Mapping[Holder, Fraction] | None = None,
    closed: date | None = None,
) -> LedgerResult:
    """Posts the events in order of date, then of arrival (their place in the list).

    Each has `id`, `kind`, `actor`, `date`; `reverses` makes it undo the event of that id with opposite legs.
    Dated values are read at the event's own date; nothing after `as_of` is posted. `opening`: an earlier
    result to go on from, or balances brought forward. `closed`: the last day of the periods that are closed;
    events in them are refused, an event of theirs may be reversed by a later one. Raises KeyError when there
    is no such ledger.
    """
    clerk = _Clerk(policy=policy, ledger=ledger, calendar=calendar, as_of=as_of, closed=closed)
    clerk.open(opening)
    line = sorted(enumerate(events), key=lambda one: (_moment(one[1].get("date")), one[0]))
    outcomes = tuple(clerk.deal_with(event) for _, event in line)
    return clerk.result(outcomes)


def _moment(when: Value | None) -> tuple[date, time]:
    if isinstance(when, datetime):
        return when.date(), when.time()
    return (when, time.min) if isinstance(when, date) else (date.max, time.max)


@dataclass(kw_only=True)
class _Clerk:
    """Balances, accepted events and those who wait, while the events are posted one by one."""

    policy: Policy
    ledger: str
    calendar: OfficeCalendar
    as_of: date
    closed: date | None
    balances: dict[Holder, Fraction] = field(default_factory=dict)
    brought: Mapping[Holder, Fraction] = field(default_factory=dict)
    accepted: dict[str, Accepted] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    joined: dict[str, dict[str, Row]] = field(default_factory=dict)
    got: dict[str, Fraction] = field(default_factory=dict)
    served: set[str] = field(default_factory=set)
    past: dict[str, Row] = field(default_factory=dict)
    rules: dict[date, LedgerRules] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spec = (self.policy.ledgers or {})[Name(self.ledger)]
        self.dated = any(value.since for value in (self.policy.values or {}).values())
        shape = event_shape(self.policy, self.spec)
        self.base = Scope(policy=self.policy, shape=shape, as_of=self.as_of, calendar=self.calendar)
        self.base.past = []

    def open(self, opening: LedgerResult | Mapping[Holder, Fraction] | None) -> None:
        if isinstance(opening, LedgerResult):
            self.brought, self.balances = opening.brought, dict(opening.balances)
            self.closed = max((day for day in (opening.closed, self.closed) if day), default=None)
            for accepted in opening.accepted:
                self.remember(accepted)
        elif opening is not None:
            self.brought, self.balances = dict(opening), dict(opening)

    def result(self, outcomes: tuple[Outcome, ...]) -> LedgerResult:
        balances = {holder: amount for holder, amount in sorted(self.balances.items()) if amount}
        queue = {str(name): self.waiting(name) for name in self.spec.queues or {}}
        accepted = tuple(self.accepted.values())
        return LedgerResult(outcomes, balances, queue, accepted, self.closed, self.brought)

    def waiting(self, queue: str) -> tuple[Waiting, ...]:
        joined = self.joined.get(queue, {})
        return tuple(
            Waiting(row, self.got.get(id_, ZERO)) for id_, row in joined.items() if id_ not in self.served
        )

    def deal_with(self, event: Mapping[str, Value]) -> Outcome:
        row = Row(str(event.get("id", "")), self.spec.about, event)
        reasons: list[LedgerReason] = []
        try:
            before = self.accepted.get(row.id)
            if before is not None:
                return _once_more(before, row)
            return self._accept(row, self.rules_of(row), reasons)
        except _Refusal as refusal:
            return Refused(row.id, row, refusal.code, tuple(reasons), refusal.gaps)

    def rules_of(self, row: Row) -> LedgerRules:
        """The rules on the day of the event, if it may be posted at all."""
        when = row.facts.get("date")
        if not row.id or not isinstance(when, date):
            raise _Refusal("missing_facts", (Gap("date" if row.id else "id"),))
        day = day_of(when)
        if day > self.as_of:
            raise _Refusal("in_future")
        if self.closed is not None and day <= self.closed:
            raise _Refusal("period_closed")
        key = day if self.dated else date.max
        if key not in self.rules:
            self.rules[key] = LedgerRules(
                ledger=self.spec,
                as_of=day,
                base=self.base,
                held=lambda holder: self.balances.get(holder, ZERO),
            )
        return self.rules[key]

    def _accept(self, row: Row, rules: LedgerRules, reasons: list[LedgerReason]) -> Accepted:
        reverses, kind = row.facts.get("reverses"), row.facts.get("kind")
        undoes = reverses if isinstance(reverses, str) and reverses else None
        rule = rules.event(kind) if isinstance(kind, str) else None
        if rule is None and undoes is None:
            raise (
                _Refusal("no_such_kind")
                if isinstance(kind, str)
                else _Refusal("missing_facts", (Gap("kind"),))
            )
        notes = _ask(rule, row, reasons) if rule else ()
        trial = Trial(row.id, self.balances, lambda holder: _known(rules.limit(holder, row)))
        if undoes is not None:
            self._undo(undoes, trial, reasons)
        elif rule is not None:
            _post(rule.legs, row, trial, reasons)
            if rule.spec.serve:
                self._serve(rule.spec.serve, rules, row, trial, reasons)
        accepted = Accepted(row.id, row, tuple(trial.postings), tuple(reasons), notes, undoes)
        self.balances |= trial.changed
        self.remember(accepted)
        return accepted

    def _serve(
        self, name: str, rules: LedgerRules, row: Row, trial: Trial, reasons: list[LedgerReason]
    ) -> None:
        rule = rules.queue(name)
        reasons.append(serve(rule, self.waiting(name), _known(rule.fund(row)), trial))

    def _undo(self, event: str, trial: Trial, reasons: list[LedgerReason]) -> None:
        target = self.accepted.get(event)
        if target is None:
            raise _Refusal("no_such_event")
        if target.reverses is not None:
            raise _Refusal("is_reversal")
        if event in self.undone:
            raise _Refusal("already_reversed")
        if event in self.served or self.got.get(event):
            raise _Refusal("already_served")
        for posting in reversed(target.postings):
            back = (posting.account, posting.owner, -posting.amount, posting.overflow, posting.for_)
            trial.put(Posting(trial.event, posting.leg, *back))
        broken = trial.broken()
        reasons.extend(broken)
        if broken:
            raise _Refusal(BROKEN[broken[0].side])

    def remember(self, accepted: Accepted) -> None:
        """What an accepted event changes besides the balances: what is past, and who waits."""
        self.accepted[accepted.event] = accepted
        if accepted.reverses is not None:
            self._forget(self.accepted[accepted.reverses])
            return
        self.past[accepted.event] = accepted.row
        self.base.past.append(accepted.row)  # type: ignore[attr-defined]
        spec = self.spec.events.get(Name(str(accepted.row.facts.get("kind"))))
        if spec is not None and spec.join:
            self.joined.setdefault(spec.join, {})[accepted.event] = accepted.row
        self._count(accepted, 1)

    def _forget(self, target: Accepted) -> None:
        self.undone.add(target.event)
        del self.past[target.event]
        self.base.past = list(self.past.values())
        for queue in self.joined.values():
            queue.pop(target.event, None)
        self._count(target, -1)

    def _count(self, accepted: Accepted, times: int) -> None:
        """Adds up what a served queue gave; taken back with a reversal, those served wait again."""
        lines = [
            line for reason in accepted.reasons if isinstance(reason, QueueReason) for line in reason.lines
        ]
        for line in lines:
            self.got[line.event] = self.got.get(line.event, ZERO) + times * line.got
            if line.how == "whole":
                (self.served.add if times > 0 else self.served.discard)(line.event)


def _once_more(before: Accepted, row: Row) -> Accepted:
    if dict(before.row.facts) != dict(row.facts):
        raise _Refusal("id_taken")
    return Accepted(row.id, before.row, (), before.reasons, before.notes, before.reverses, again=True)


def _ask(rule: EventRule, row: Row, reasons: list[LedgerReason]) -> tuple[str, ...]:
    """Works out the columns, then tests the requirements; the remarks of those that only note."""
    for column in rule.columns:
        reason, leave = column(row)
        reasons.append(reason)
        if leave is not None and leave.state != "note" and isinstance(reason.value, Unknown):
            raise _Refusal(leave.reason, reason.value.gaps)
    if not rule.spec.require:
        return ()
    verdict = rule.require(row)
    reasons.append(GateReason(0, str(row.facts["kind"]), verdict.checks))
    if verdict.leave is not None:
        raise _Refusal(verdict.leave.reason, verdict.gaps)
    return verdict.notes


def _post(legs: Sequence[LegRule], row: Row, trial: Trial, reasons: list[LedgerReason]) -> None:
    for index, leg in enumerate(legs):
        asked = leg.when(row)
        if isinstance(asked, Unknown):
            raise _Refusal("missing_facts", asked.gaps)
        if not asked:
            continue
        amount = _amount(leg.amount(row))
        source = _known(leg.source(row)) if leg.source else None
        target = _known(leg.target(row)) if leg.target else None
        broken = trial.move(index, amount, source, target)
        if broken is not None:
            reasons.append(broken)
            raise _Refusal(BROKEN[broken.side])


def _amount(value: Value) -> Fraction:
    amount = _known(value if isinstance(value, Fraction | Unknown) else missing("amount", "not_a_number"))
    if amount < 0:
        raise _Refusal("negative_amount")
    return amount


def _known(value: Told | Unknown) -> Told:
    if isinstance(value, Unknown):
        raise _Refusal("missing_facts", value.gaps)
    return value
