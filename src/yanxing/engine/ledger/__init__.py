"""Ledgers: postings that are only ever added, from events that are accepted wholly or refused with every
reason.

result = post_events(policy, "tools", events, calendar=calendar, as_of=day)
result.balance("own", "w3"), result.outcomes, result.queue["wishes"]
"""

from yanxing.engine.ledger.outcome import (
    HOUSE,
    Accepted,
    Holder,
    LedgerReason,
    LedgerResult,
    LimitReason,
    Outcome,
    Posting,
    QueueLine,
    QueueReason,
    Refusal,
    Refused,
    Waiting,
)
from yanxing.engine.ledger.posting import post_events

__all__ = [
    "HOUSE",
    "Accepted",
    "Holder",
    "LedgerReason",
    "LedgerResult",
    "LimitReason",
    "Outcome",
    "Posting",
    "QueueLine",
    "QueueReason",
    "Refusal",
    "Refused",
    "Waiting",
    "post_events",
]
