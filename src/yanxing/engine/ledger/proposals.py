"""What a settled run proposes to post, whose account it is, and what of it is posted already."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.facts import FactType, KeyOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Post
from yanxing.engine.ledger.outcome import HOUSE
from yanxing.engine.ledger.rules import OWNERS
from yanxing.engine.outcome import PostReason, Row, Settlement


@dataclass(frozen=True, slots=True)
class ProposedPosting:
    """`kind`: the kind of event it would be; its `key` is that event's id, so that posting it again is
    harmless. `owner` is empty where the row does not say whose account it is. `posted`: an event of that id
    is there already."""

    run: str
    row: str
    ledger: str
    kind: str
    account: str
    owner: str
    amount: Fraction
    key: str
    posted: bool
    provisional: bool


def proposed(
    policy: Policy, settlement: Settlement, events: Mapping[str, Collection[str]]
) -> Iterator[ProposedPosting]:
    """Every posting that the runs propose; `events`: ledger → the ids of its events so far.

    Raises nothing: nothing is written anywhere.
    """
    for name, result in settlement.runs.items():
        run = (policy.runs or {}).get(Name(name))
        for row in result.rows.values() if run else ():
            for reason in row.reasons:
                stage = _stage(run, reason) if isinstance(reason, PostReason) else None
                if stage is None or not isinstance(reason, PostReason):
                    continue
                yield ProposedPosting(
                    name,
                    row.id,
                    reason.ledger,
                    str(stage.post),
                    reason.account,
                    owner_of(policy, row, reason.ledger, reason.account),
                    reason.amount,
                    reason.key,
                    reason.key in events.get(reason.ledger, ()),
                    row.provisional,
                )


def _stage(run: Run | None, reason: PostReason) -> Post | None:
    stage = run.stages[reason.stage] if run and 0 <= reason.stage < len(run.stages) else None
    return stage if isinstance(stage, Post) else None


def owner_of(policy: Policy, row: Row, ledger: str, account: str) -> str:
    """Whose account a row posts to: the house's, or of whom the row says in the fact events say it in
    (`actor`, `unit`); else the row itself or the one it names, where it is of the kind of the ledger's
    actors."""
    spec = (policy.ledgers or {}).get(Name(ledger))
    holder = spec.accounts.get(Name(account)) if spec else None
    if spec is None or holder is None:
        return ""
    if holder.of == HOUSE:
        return HOUSE
    fact = OWNERS.get(holder.of, str(holder.of))
    told = row.facts.get(fact)
    if isinstance(told, str):
        return told
    declared = _facts(policy, spec.about).get(fact)
    if not isinstance(declared, KeyOf):
        return row.id if holder.of == "person" else ""
    if row.kind == declared.key:
        return row.id
    names = (
        name
        for name, of in _facts(policy, row.kind).items()
        if isinstance(of, KeyOf) and of.key == declared.key
    )
    named = (row.facts.get(name) for name in names)
    return next((value for value in named if isinstance(value, str)), "")


def _facts(policy: Policy, kind: str) -> Mapping[str, FactType]:
    return {str(name): of for name, of in ((policy.facts or {}).get(Name(kind)) or {}).items()}
