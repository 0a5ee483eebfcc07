"""The balances while events are posted: a trial moves amounts within floors and caps, and is kept or dropped
as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yanxing.engine.ledger.outcome import Holder, LimitReason, Posting

Limits = Callable[[Holder], "Limit"]


@dataclass(frozen=True, slots=True)
class Limit:
    """How low and how high a holder may go, and where the overflow goes."""

    floor: Fraction | None = None
    cap: Fraction | None = None
    overflow: Holder | None = None


@dataclass(slots=True)
class Trial:
    """Movements on top of the balances. After a `LimitReason` the trial must be dropped."""

    event: str
    balances: Mapping[Holder, Fraction]
    limits: Limits
    changed: dict[Holder, Fraction] = field(default_factory=dict)
    postings: list[Posting] = field(default_factory=list)

    def copy(self) -> Trial:
        return replace(self, changed=dict(self.changed), postings=list(self.postings))

    def held(self, holder: Holder) -> Fraction:
        return self.changed.get(holder, self.balances.get(holder, Fraction(0)))

    def free(self, holder: Holder) -> Fraction | None:
        """How much may be taken; None when there is no floor."""
        floor = self.limits(holder).floor
        return None if floor is None else max(self.held(holder) - floor, Fraction(0))

    def move(
        self,
        leg: int,
        amount: Fraction,
        source: Holder | None,
        target: Holder | None,
        for_: str | None = None,
    ) -> LimitReason | None:
        """Takes the amount (not below 0) from one and brings it to the other; what the other cannot hold
        goes along."""
        if amount == 0:
            return None
        broken = self._take(leg, amount, source, for_)
        return broken or self._bring(leg, amount, target, for_)

    def put(self, posting: Posting) -> None:
        """Writes a posting whatever the limits; see `broken`."""
        self.postings.append(posting)
        if posting.account is not None:
            holder = (posting.account, posting.owner)
            self.changed[holder] = self.held(holder) + posting.amount

    def broken(self) -> tuple[LimitReason, ...]:
        """The limits that the balances of this trial have been moved across."""
        return tuple(reason for holder in self.changed if (reason := self._broken(holder)))

    def _broken(self, holder: Holder) -> LimitReason | None:
        before, after, limit = (
            self.balances.get(holder, Fraction(0)),
            self.changed[holder],
            self.limits(holder),
        )
        if limit.floor is not None and after < limit.floor and after < before:
            return LimitReason(*holder, "floor", before, after - before, limit.floor)
        if limit.cap is not None and after > limit.cap and after > before:
            return LimitReason(*holder, "cap", before, after - before, limit.cap)
        return None

    def _take(
        self, leg: int, amount: Fraction, source: Holder | None, for_: str | None
    ) -> LimitReason | None:
        if source is not None:
            free = self.free(source)
            if free is not None and amount > free:
                floor = self.limits(source).floor or Fraction(0)
                return LimitReason(*source, "floor", self.held(source), -amount, floor)
        account, owner = source or (None, "")
        self.put(Posting(self.event, leg, account, owner, -amount, for_=for_))
        return None

    def _bring(
        self, leg: int, amount: Fraction, target: Holder | None, for_: str | None
    ) -> LimitReason | None:
        seen: set[Holder] = set()
        while target is not None:
            limit, held = self.limits(target), self.held(target)
            room = amount if limit.cap is None else min(amount, max(limit.cap - held, Fraction(0)))
            if room < amount and (limit.overflow is None or limit.overflow in seen | {target}):
                return LimitReason(*target, "cap", held, amount, limit.cap or Fraction(0))
            if room:
                self.put(Posting(self.event, leg, *target, room, overflow=bool(seen), for_=for_))
            amount -= room
            if not amount:
                return None
            seen.add(target)
            target = limit.overflow
        self.put(Posting(self.event, leg, None, "", amount, for_=for_))
        return None
