"""What a ledger says of each event: accepted with its postings, or refused with every reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from yanxing.engine.outcome import ColumnReason, GateReason, Row, Value
from yanxing.engine.unknown import Gap

HOUSE = "house"
"""The owner of an account that belongs to the house."""

Holder = tuple[str, str]
"""(account, owner)."""

Refusal = Literal[
    "no_such_kind", "missing_facts", "below_floor", "above_cap", "negative_amount", "id_taken",
    "period_closed", "in_future", "no_such_event", "already_reversed", "is_reversal", "already_served",
]  # fmt: skip
"""Why the ledger itself refuses; a requirement refuses with the code its `else` gives."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One half of a movement: what an account gained (or lost, below 0). The halves of a leg sum to zero;
    `account` is None for the outside world. `overflow`: it came here because another account was full.
    `for_`: whom of a queue it serves.
    `leg` is −1 where no leg is behind it."""

    event: str
    leg: int
    account: str | None
    owner: str
    amount: Fraction
    overflow: bool = False
    for_: str | None = None


@dataclass(frozen=True, slots=True)
class LimitReason:
    """A floor or cap that an amount would have broken: what the account held and how far it may go."""

    account: str
    owner: str
    side: Literal["floor", "cap"]
    held: Fraction
    change: Fraction
    limit: Fraction


@dataclass(frozen=True, slots=True)
class QueueLine:
    """How one who waits fared when the queue was served. `left_before`: what the fund could still give at
    that moment."""

    event: str
    asked: Value
    got: Fraction
    left_before: Fraction
    how: Literal["whole", "part", "does_not_fit", "after_stop", "no_room", "unknown"]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueReason:
    """A queue as it was served, in its order; those whose order cannot be told stand last and keep
    waiting."""

    queue: str
    lines: tuple[QueueLine, ...]


LedgerReason = ColumnReason | GateReason | LimitReason | QueueReason


@dataclass(frozen=True, slots=True)
class Accepted:
    """`again`: the same event was accepted before, so nothing was written. `reverses`: the event it
    undoes."""

    event: str
    row: Row
    postings: tuple[Posting, ...] = ()
    reasons: tuple[LedgerReason, ...] = ()
    notes: tuple[str, ...] = ()
    reverses: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """`code`: a `Refusal` or the reason a requirement gave; nothing has moved."""

    event: str
    row: Row
    code: str
    reasons: tuple[LedgerReason, ...] = ()
    gaps: tuple[Gap, ...] = ()


Outcome = Accepted | Refused


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that waits in a queue, and what it has been given so far."""

    row: Row
    got: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class LedgerResult:
    """`outcomes`: one an event, in the order they were dealt with. `accepted`: all there are, earlier ones
    included, in order; their postings add up to `balances` on top of what was brought in. Zero balances are
    left out.

    A result may be the opening of the next: posting in two goes is posting in one.
    """

    outcomes: tuple[Outcome, ...]
    balances: Mapping[Holder, Fraction]
    queue: Mapping[str, tuple[Waiting, ...]]
    accepted: tuple[Accepted, ...] = ()
    closed: date | None = None
    brought: Mapping[Holder, Fraction] = field(default_factory=dict)

    def balance(self, account: str, owner: str = HOUSE) -> Fraction:
        return self.balances.get((account, owner), Fraction(0))
