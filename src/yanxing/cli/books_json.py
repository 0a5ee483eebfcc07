"""Ledgers, proposed postings and matters as JSON, beside the runs of `policy try --json`.

ledgers: {ledger: {events: [{id, date, kind, actor, outcome, code, sentence, notes, reverses, again,
                             postings: [stored], reasons: [stored], gaps}],
                   balances: {account: {owner: exact}}, queues: {queue: [{event, actor, got}]}}}
postings: [{run, subject, ledger, kind, account, owner, name, amount, key, posted, provisional}]
statements: [{ledger, account, owner, name, held, proposed, then, count}]
matters: [{id, flow, started, step, outcome, sentence, standing: [{id, flow, step, outcome, sentence,
           deadline, asked: [{party, by, persons, barred}]}],
           history: [{at, on, outcome, code, sentence, act, reasons}], effects: [{on, effect, target, value,
           sentence}], stored}]

`stored` forms are loss-free: see `engine.ledger.stored` and `engine.flow.stored`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from yanxing.cli.books import Books, Subjects, Told, statements_of
from yanxing.cli.settlement_json import written
from yanxing.engine.explanation.flows import MatterExplainer
from yanxing.engine.explanation.ledgers import EventText, LedgerExplainer
from yanxing.engine.explanation.people import called
from yanxing.engine.flow import Asked, Ended, Moved, Refused
from yanxing.engine.flow.stored import dump_acts, dump_matter, dump_result
from yanxing.engine.ledger import Accepted
from yanxing.engine.ledger.stored import dump_outcome
from yanxing.engine.outcome import Value
from yanxing.policy.example_matters import MatterTold

Json = dict[str, Any]


def books_json(books: Books, subjects: Subjects) -> Json:
    """The four parts; empty where there is nothing."""
    chosen = [each for each in books.proposals if subjects is None or subjects & {each.owner, each.row}]
    return {
        "ledgers": {ledger: _ledger(books, ledger, subjects) for ledger in books.ledgers},
        "postings": [
            {
                "run": each.run,
                "subject": each.row,
                "ledger": each.ledger,
                "kind": each.kind,
                "account": each.account,
                "owner": each.owner,
                "name": called(books.trial.speech, each.owner),
                "amount": str(each.amount),
                "key": each.key,
                "posted": each.posted,
                "provisional": each.provisional,
            }
            for each in chosen
        ],
        "statements": [
            {
                "ledger": one.ledger,
                "account": one.account,
                "owner": one.owner,
                "name": called(books.trial.speech, one.owner),
                "held": str(one.held),
                "proposed": str(one.amount),
                "then": str(one.held + one.amount),
                "count": len(one.postings),
            }
            for one in statements_of(books, [each for each in chosen if not each.posted])
        ],
        "matters": [_matter(books, told, explainer) for told, explainer in books.matters_of(subjects)],
    }


def _ledger(books: Books, ledger: str, subjects: Subjects) -> Json:
    explainer = books.explainer(ledger)
    balances: dict[str, dict[str, str]] = {}
    for (account, owner), amount in explainer.result.balances.items():
        if subjects is None or owner in subjects:
            balances.setdefault(account, {})[owner] = str(amount)
    queues = {
        queue: [
            {"event": one.row.id, "actor": one.row.facts.get("actor"), "got": str(one.got)}
            for one in waiting
            if subjects is None or one.row.facts.get("actor") in subjects
        ]
        for queue, waiting in explainer.result.queue.items()
    }
    events = [_event(explainer, told) for told in books.events(explainer, subjects)]
    return {"events": events, "balances": balances, "queues": queues}


def _event(explainer: LedgerExplainer, told: EventText) -> Json:
    outcome, stored = told.outcome, dump_outcome(told.outcome)
    accepted = isinstance(outcome, Accepted)
    facts = outcome.row.facts
    return {
        "id": outcome.event,
        "date": written(facts["date"]) if "date" in facts else None,
        "kind": facts.get("kind"),
        "actor": facts.get("actor"),
        "name": explainer.actor(outcome.row),
        "outcome": "accepted" if accepted else "refused",
        "code": None if isinstance(outcome, Accepted) else outcome.code,
        "sentence": told.sentence,
        "notes": list(outcome.notes) if isinstance(outcome, Accepted) else [],
        "reverses": outcome.reverses if isinstance(outcome, Accepted) else facts.get("reverses"),
        "again": isinstance(outcome, Accepted) and outcome.again,
        "postings": stored.get("postings", []),
        "reasons": stored["reasons"],
        "gaps": stored.get("gaps", []),
    }


def _matter(books: Books, told: MatterTold, explainer: MatterExplainer) -> Json:
    standings = [*books.standings(told, explainer)]
    matter = told.matter
    return {
        "id": matter.id,
        "flow": matter.flow,
        "started": matter.opened.isoformat(),
        "step": matter.step,
        "outcome": matter.outcome,
        "sentence": standings[0][3],
        "standing": [
            {
                "id": part.id,
                "flow": part.flow,
                "step": part.step,
                "outcome": part.outcome,
                "sentence": sentence,
                "deadline": last.isoformat() if isinstance(last, datetime) else None,
                "asked": _asked(asked),
            }
            for part, asked, last, sentence in standings
        ],
        "history": [_line(line) for line in books.history(told, explainer)],
        "effects": [
            {
                "on": each.on,
                "effect": each.effect,
                "target": each.target,
                "value": written(each.value),
                "sentence": explainer.proposal(each),
            }
            for each in told.proposals
        ],
        "stored": dump_matter(matter),
    }


def _asked(asked: Sequence[Asked]) -> list[Json]:
    return [
        {
            "party": each.party,
            "by": each.by,
            "persons": list(each.persons),
            "barred": list(each.barred),
            "gaps": [gap.name for gap in each.gaps],
        }
        for each in asked
    ]


def _line(line: Told) -> Json:
    result = line.result
    outcome = "moved" if isinstance(result, Moved) else "ended" if isinstance(result, Ended) else "waiting"
    on: Value | None = line.act.on if line.act else result.on if result else None
    return {
        "at": line.at.isoformat(),
        "on": on,
        "outcome": "refused" if line.act is None else outcome if result else "done",
        "code": result.code if isinstance(result, Refused) else None,
        "sentence": line.sentence,
        "act": dump_acts([line.act])[0] if line.act else None,
        "reasons": dump_result(result)["reasons"] if result else [],
    }
