"""Ledgers: accounts, events with their legs, queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.ledgers import Account, Event, Ledger, Leg, Other, Queue
from yanxing.engine.ledger.outcome import HOUSE
from yanxing.engine.ledger.rules import OWNERS
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Inspection, Scope, Shape
from yanxing.policy.checking.names import own_name
from yanxing.policy.checking.ordering import chain, check_chain
from yanxing.policy.checking.registry import want
from yanxing.policy.checking.shapes import kind_shape
from yanxing.policy.checking.stages import RunState, check_columns, check_requirement
from yanxing.policy.checking.types import ANY, DATE, KEY, Type, joined
from yanxing.policy.findings import Placed


def check_ledgers(see: Inspection, runs: Mapping[str, Shape]) -> None:
    """Checks every ledger."""
    for name, ledger in see.ledgers.items():
        see.place = f"ledgers.{name}"
        _ledger(name, ledger, see, runs)
    see.place = ""


def _ledger(name: str, ledger: Ledger, see: Inspection, runs: Mapping[str, Shape]) -> None:
    facts = see.facts
    if ledger.about not in facts:
        see.unknown("no_kind", ledger, ledger.about, facts)
        return
    given = {
        "kind": Type("code", codes=frozenset(ledger.events)),
        "actor": KEY,
        "date": DATE,
        "reverses": KEY,
    }
    shape = kind_shape(ledger.about, see)
    names = given | dict(shape.names)
    scope = Scope(see, names, runs, ledger=ledger, blocks=name, kind=ledger.about)
    for account in ledger.accounts.values():
        _account(account, ledger, scope)
    joined: dict[str, dict[str, Type]] = {}
    scope = replace(scope, past=_past(ledger, scope))
    for event in ledger.events.values():
        columns = _event(event, ledger, replace(scope, names=dict(names), lists=frozenset({"past"})))
        if event.join is not None:
            joined.setdefault(event.join, {}).update(columns)
    for queue_name, queue in (ledger.queues or {}).items():
        seen = replace(scope, names=names | joined.get(queue_name, {}))
        _queue(queue, ledger, seen)


def _past(ledger: Ledger, scope: Scope) -> Shape:
    """What `past` brings. A column may read those of earlier events, its own name too, so the types are
    looked for with unknown ones first, then once more with what was found."""
    past = Shape(scope.names, ledger.about, open=True)
    for _ in range(2):
        found: dict[str, list[Type]] = {}
        seen = replace(scope, see=scope.see.muted(), lists=frozenset({"past"}), past=past)
        for event in ledger.events.values():
            columns = _event(event, ledger, replace(seen, names=dict(scope.names)))
            for name in event.compute or {}:
                found.setdefault(name, []).append(columns.get(name, ANY))
        unlike = {name for name, each in found.items() if len({one.family for one in each}) > 1}
        names = {name: reduce(joined, each) for name, each in found.items() if name not in unlike}
        past = Shape(names | dict(scope.names), ledger.about, partial=frozenset(unlike))
    return past


def _account(account: Account, ledger: Ledger, scope: Scope) -> None:
    owner = OWNERS.get(account.of, account.of)
    if owner not in scope.names and owner != HOUSE:
        scope.see.say("owner_not_a_fact", account, name=owner, kind=ledger.about)
    for word in ("at_least", "at_most"):
        bound = getattr(account, word)
        if bound is not None:
            want("number", bound, scope, word)
    if account.overflow is not None:
        _known_account(account.overflow, account, ledger, scope.see)
        if ledger.accounts.get(account.overflow) is account:
            scope.see.say("overflow_to_itself", account, name=account.overflow)
        if account.at_most is None:
            scope.see.say("overflow_without_cap", account)


def _known_account(name: str, at: Placed, ledger: Ledger, see: Inspection) -> None:
    if name not in ledger.accounts:
        see.unknown("no_account", at, name, ledger.accounts)


def _event(event: Event, ledger: Ledger, scope: Scope) -> dict[str, Type]:
    names: dict[str, Type] = dict(scope.names)
    later: dict[str, Placed] = dict((event.compute or {}).items())
    state = RunState(replace(scope, names=names, later=later), names)
    check_columns(event.compute or {}, state)
    for requirement in event.require:
        check_requirement(requirement, state.scope)
    for leg in event.post:
        _leg(leg, ledger, state.scope)
    for queue in (event.join, event.serve):
        if queue is not None and queue not in (ledger.queues or {}):
            scope.see.unknown("no_queue", event, queue, ledger.queues or ())
    return names


def _leg(leg: Leg, ledger: Ledger, scope: Scope) -> None:
    if leg.from_ is None and leg.to is None:
        scope.see.say("leg_without_end", leg)
    if leg.from_ is not None and leg.from_ == leg.to:
        scope.see.say("leg_to_itself", leg)
    for end in (leg.from_, leg.to):
        _end(end, leg, ledger, scope)
    want("number", leg.amount, scope, "amount")
    if leg.when is not None:
        check_condition(leg.when, scope)


def _end(end: Name | Other | None, at: Placed, ledger: Ledger, scope: Scope) -> None:
    if isinstance(end, Other):
        _known_account(end.account, end, ledger, scope.see)
        own_name(end.of, end, scope)
    elif end is not None:
        _known_account(end, at, ledger, scope.see)


def _queue(queue: Queue, ledger: Ledger, scope: Scope) -> None:
    check_chain(chain(queue.order), queue, scope)
    _known_account(queue.fund, queue, ledger, scope.see)
    _end(queue.to, queue, ledger, scope)
    want("number", queue.ask, scope, "ask")
