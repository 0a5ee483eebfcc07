"""Ledgers: accounts, events with their legs, and queues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from yanxing.engine.grammar.base import Cited, Name, Node
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.stages import Column, Requirement
from yanxing.engine.grammar.terms import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Account(Cited):
    """One balance per person (`actor` of the event), per unit (its `unit`), or for the whole `house`.

    `at_least`: nothing may take it lower. `at_most`: what it cannot hold goes on to the account `overflow`
    (of the same owner when that is kept alike); without one the event is refused, so that nothing is lost
    unseen.
    """

    of: Name
    at_least: Term | None = None
    at_most: Term | None = None
    overflow: Name | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Other(Node):
    """`{account: own, of: other}`: the account of whoever that name of the event says."""

    account: Name
    of: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Leg(Cited):
    """Moves an amount; a leg without `from` or `to` meets the outside world."""

    amount: Term
    from_: Name | Other | None = None
    to: Name | Other | None = None
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Event(Cited):
    """A kind of event: what is worked out, what it requires, which legs it posts; it may join a queue or
    serve one.

    All or nothing: a failed requirement or a floor refuses the whole event and moves nothing. An event with
    the fact `reverses` undoes the event of that id; its kind need not be declared, and if it is, its
    `require` must hold too.
    """

    compute: Mapping[Name, Column] | None = None
    require: tuple[Requirement, ...] = ()
    post: tuple[Leg, ...] = ()
    join: Name | None = None
    serve: Name | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue(Cited):
    """Those who wait, in order, level ones by arrival; served from a fund account with the fits of
    `allocate`.

    `to`: the account of whoever waits that receives it; without one it goes to the outside world. What is
    not served, or only in part, waits on.
    """

    order: tuple[Mapping[Name, Literal["high", "low"]], ...]
    fund: Name
    ask: Term
    fit: Literal["whole_then_stop", "whole_skip", "part_then_stop"] = "whole_then_stop"
    to: Name | Other | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger(Cited):
    """`about` is the kind of facts its events carry (declared under `facts`): `kind`, `actor`, `date`,
    perhaps `reverses`."""

    about: Name
    accounts: Mapping[Name, Account]
    events: Mapping[Name, Event]
    queues: Mapping[Name, Queue] | None = None
