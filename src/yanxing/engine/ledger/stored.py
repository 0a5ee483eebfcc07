"""What a ledger said as plain data and back, without loss: `load_ledger(dump_ledger(result)) == result`."""

from __future__ import annotations

from yanxing.engine.ledger.outcome import LedgerResult, Outcome
from yanxing.engine.stored import Stored, dump_as, load_as


def dump_outcome(outcome: Outcome) -> Stored:
    """An event that was accepted or refused, with its postings and every reason; `type` says which."""
    return dump_as(Outcome, outcome)


def load_outcome(stored: Stored) -> Outcome:
    """The outcome that `dump_outcome` wrote."""
    outcome: Outcome = load_as(Outcome, stored)
    return outcome


def dump_ledger(result: LedgerResult) -> Stored:
    """All outcomes, balances as `[[[account, owner], amount], …]`, and who waits."""
    return dump_as(LedgerResult, result)


def load_ledger(stored: Stored) -> LedgerResult:
    """The result that `dump_ledger` wrote; it may be the opening of the next."""
    result: LedgerResult = load_as(LedgerResult, stored)
    return result
