"""The rules of a ledger, compiled for the dated values of one day: what each kind of event works out, asks
and posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from yanxing.engine.course import step_of
from yanxing.engine.evaluation import (
    Scope,
    Shape,
    compile_column,
    compile_condition,
    compile_term,
    reads_of,
    shape_of_kind,
)
from yanxing.engine.exact import shown
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.ledgers import Event, Ledger, Other, Queue
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Column, Leave
from yanxing.engine.grammar.terms import Ref, Term
from yanxing.engine.ledger.book import Limit
from yanxing.engine.ledger.outcome import HOUSE, Holder
from yanxing.engine.levels import Chain
from yanxing.engine.outcome import Cell, ColumnReason, Row, Value
from yanxing.engine.requirements import Verdict, compile_requirements
from yanxing.engine.unknown import Unknown, missing

EVENT_NAMES = frozenset({"kind", "actor", "date", "reverses"})
"""Names every event has besides the facts declared for its kind."""

OWNERS = {"person": "actor", "unit": "unit"}
"""Which fact of an event says whose account it is, for accounts of a person and of a unit."""

Place = Callable[[Row], Holder | Unknown]
Work = Callable[[Row], Value]
Named = Name | Other


@dataclass(frozen=True, slots=True)
class LegRule:
    amount: Work
    source: Place | None
    target: Place | None
    when: Callable[[Row], bool | Unknown]


@dataclass(frozen=True, slots=True)
class QueueRule:
    """The order as a chain, its keys for one who waits, what each asks for, the fund, and where it goes."""

    name: str
    spec: Queue
    chain: Chain
    keys: tuple[Work, ...]
    ask: Work
    fund: Place
    target: Place | None


@dataclass(frozen=True, slots=True)
class EventRule:
    """What happens with an event of one kind. `compute` writes its columns on the row and says why, or why
    it cannot."""

    spec: Event
    columns: tuple[Callable[[Row], tuple[ColumnReason, Leave | None]], ...]
    require: Callable[[Row], Verdict]
    legs: tuple[LegRule, ...]


@dataclass(slots=True, kw_only=True)
class LedgerRules:
    """Rules of one ledger on one day. `base` is shared between days: it knows the accepted events."""

    ledger: Ledger
    as_of: date
    base: Scope
    held: Callable[[Holder], Fraction]
    events: dict[str, EventRule] = field(default_factory=dict)
    _limits: dict[str, tuple[Work | None, Work | None]] = field(default_factory=dict)

    def event(self, kind: str) -> EventRule | None:
        spec = self.ledger.events.get(Name(kind))
        if spec is not None and kind not in self.events:
            self.events[kind] = self._event(spec)
        return self.events.get(kind)

    def _event(self, spec: Event) -> EventRule:
        scope = self.scope()
        return EventRule(
            spec,
            tuple(_column(name, column, scope) for name, column in (spec.compute or {}).items()),
            compile_requirements(spec.require, scope),
            tuple(
                LegRule(
                    compile_term(leg.amount, scope),
                    self.place(leg.from_, scope),
                    self.place(leg.to, scope),
                    compile_condition(leg.when, scope) if leg.when else lambda _: True,
                )
                for leg in spec.post
            ),
        )

    def queue(self, name: str) -> QueueRule:
        spec = (self.ledger.queues or {})[Name(name)]
        scope = self.scope()
        fund, target = self.place(spec.fund, scope), self.place(spec.to, scope)
        assert fund is not None  # noqa: S101 - a queue always has a fund, only legs may lack an account
        chain = tuple((str(key), direction) for one in spec.order for key, direction in one.items())
        keys = tuple(compile_term(Ref(name=Name(key)), scope) for key, _ in chain)
        return QueueRule(name, spec, chain, keys, compile_term(spec.ask, scope), fund, target)

    def scope(self) -> Scope:
        return replace(self.base, as_of=self.as_of, balance=self.balance, compiled={})

    def balance(self, row: Row, account: str) -> Value:
        """The balance of whom the event is about."""
        holder = self.holder(account, row)
        return holder if isinstance(holder, Unknown) else self.held(holder)

    def place(self, named: Named | None, scope: Scope) -> Place | None:
        """Which holder a leg names, for an event."""
        if named is None:
            return None
        if not isinstance(named, Other):
            return lambda row: self.holder(named, row)
        who = compile_term(Ref(name=named.of), scope)

        def another(row: Row) -> Holder | Unknown:
            owner = who(row)
            if isinstance(owner, Unknown):
                return owner
            return (named.account, owner) if isinstance(owner, str) and owner else missing(named.of)

        return another

    def holder(self, account: str, row: Row) -> Holder | Unknown:
        of = self.ledger.accounts[Name(account)].of
        if of == HOUSE:
            return account, HOUSE
        name = OWNERS.get(of, of)
        owner = row.facts.get(name)
        return (account, owner) if isinstance(owner, str) and owner else missing(name)

    def limit(self, holder: Holder, row: Row) -> Limit | Unknown:
        """Floor and cap as this event sees them."""
        account, owner = holder
        spec = self.ledger.accounts[Name(account)]
        if account not in self._limits:
            scope = self.scope()
            self._limits[account] = (_optional(spec.at_least, scope), _optional(spec.at_most, scope))
        floor, cap = (work(row) if work else None for work in self._limits[account])
        onward = self._overflow(spec.of, owner, spec.overflow, row) if spec.overflow else None
        for value in (floor, cap, onward):
            if isinstance(value, Unknown):
                return value
        return Limit(floor, cap, onward)  # type: ignore[arg-type]

    def _overflow(self, of: str, owner: str, account: str, row: Row) -> Holder | Unknown:
        alike = self.ledger.accounts[Name(account)].of == of
        return (account, owner) if alike else self.holder(account, row)


def event_shape(policy: Policy, ledger: Ledger) -> Shape:
    """The names events bring, and those that any kind works out: rules over `past` look at all kinds."""
    base = shape_of_kind(policy, ledger.about)
    columns = frozenset(name for event in ledger.events.values() for name in event.compute or ())
    return replace(base, facts=base.facts | EVENT_NAMES, columns=columns, flat=False)


def _optional(term: Term | None, scope: Scope) -> Work | None:
    return None if term is None else compile_term(term, scope)


def _column(name: str, column: Column, scope: Scope) -> Callable[[Row], tuple[ColumnReason, Leave | None]]:
    figure, reads = compile_column(column, scope), reads_of(column.is_, scope)
    step = column.show or step_of(column.round)
    leave = column.when_missing if isinstance(column.when_missing, Leave) else None

    def work(row: Row) -> tuple[ColumnReason, Leave | None]:
        value, exact, used_instead = figure(row)
        text, read = shown(value, step), reads(row)
        row.cells[name] = Cell(value, exact, text)
        reason = ColumnReason(0, name, value, exact, text, read, used_instead)
        return reason, leave if isinstance(value, Unknown) else None

    return work
