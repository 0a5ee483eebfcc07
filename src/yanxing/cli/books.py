"""The events and matters of an input: posted and told, for `policy try` and `policy explain`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from yanxing.cli.trial import Trial
from yanxing.engine.explanation.flows import MatterExplainer
from yanxing.engine.explanation.ledgers import EventText, LedgerExplainer
from yanxing.engine.explanation.people import called
from yanxing.engine.flow import Act, Asked, Matter, Refused, Result, Word, deadline
from yanxing.engine.ledger import HOUSE, LedgerResult, post_events
from yanxing.engine.ledger.proposals import ProposedPosting, proposed
from yanxing.policy.calendars import office_calendar
from yanxing.policy.example_matters import MatterTold, tell_matter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from yanxing.engine.calendar import OfficeCalendar
    from yanxing.engine.unknown import Unknown
    from yanxing.policy.findings import Finding

Subjects = frozenset[str] | None
"""The ids asked for; None: everybody."""


@dataclass(frozen=True)
class Told:
    """One line of the history of a matter: an act that was done, or what was refused and why."""

    at: datetime
    sentence: str
    act: Act | None = None
    word: Word | None = None
    result: Result | None = None


@dataclass(frozen=True)
class Books:
    """What came of the events and matters, worked out once."""

    trial: Trial

    @cached_property
    def calendar(self) -> OfficeCalendar:
        return office_calendar()

    @cached_property
    def ledgers(self) -> dict[str, LedgerResult]:
        """The ledgers that have events, in order of the policy."""
        trial = self.trial
        return {
            str(name): post_events(trial.policy, str(name), events, calendar=self.calendar, as_of=trial.as_of)
            for name in trial.policy.ledgers or {}
            if (events := trial.inputs.events.get(str(name)))
        }

    @cached_property
    def proposals(self) -> tuple[ProposedPosting, ...]:
        """What the runs asked for propose to post."""
        trial = self.trial
        ids = {name: frozenset(each.event for each in one.accepted) for name, one in self.ledgers.items()}
        settlement = replace(trial.settlement, runs=trial.results)
        return tuple(proposed(trial.policy, settlement, ids))

    @cached_property
    def _matters(self) -> tuple[tuple[MatterTold, ...], tuple[Finding, ...]]:
        told, findings = [], []
        for number, raw in enumerate(self.trial.inputs.matters):
            one, wrong = tell_matter(self.trial.policy, raw, self.calendar, f"matters[{number}]")
            told += [one] if one else []
            findings += wrong
        return tuple(told), tuple(findings)

    @property
    def matters(self) -> tuple[MatterTold, ...]:
        return self._matters[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with how matters are written; such a matter was not told."""
        return self._matters[1]

    @cached_property
    def people(self) -> dict[str, str]:
        """id → name of everybody in the books."""
        ids = {owner for each in self.ledgers.values() for _, owner in each.balances}
        rows = [each.row for one in self.ledgers.values() for each in one.outcomes]
        ids |= {actor for row in rows if isinstance(actor := row.facts.get("actor"), str)}
        ids |= {subject for told in self.matters if (subject := subject_of(told.matter))}
        ids |= {each.owner for each in self.proposals if each.owner}
        return {each: called(self.trial.speech, each) for each in sorted(ids - {HOUSE})}

    def explainer(self, ledger: str) -> LedgerExplainer:
        return LedgerExplainer(self.trial.speech, ledger, self.ledgers[ledger])

    def events(self, explainer: LedgerExplainer, subjects: Subjects) -> Iterator[EventText]:
        """The events that are about them or moved an account of theirs."""
        for told in explainer.events():
            owners = {move.holder[1] for move in told.movements}
            if subjects is None or subjects & (owners | {str(told.outcome.row.facts.get("actor"))}):
                yield told

    def matters_of(self, subjects: Subjects) -> Iterator[tuple[MatterTold, MatterExplainer]]:
        for told in self.matters:
            if subjects is None or subject_of(told.matter) in subjects or told.matter.id in subjects:
                yield told, MatterExplainer(self.trial.speech, told.matter)

    def history(self, told: MatterTold, explainer: MatterExplainer) -> Iterator[Told]:
        """Everything that was done and tried, in order."""
        yield _done(told.matter.history[0], explainer)
        for each in told.attempts:
            spoken = each.word
            for act in each.result.acts:
                by_hand = act.kind == each.act and act.actor == spoken.actor and act.at == each.at
                line = _done(act, explainer)
                yield replace(line, word=spoken, result=each.result) if by_hand else line
            if isinstance(each.result, Refused):
                text = explainer.refused(each.act, spoken, each.result)
                yield Told(each.at, text, None, spoken, each.result)
        for act in told.last.acts:
            yield _done(act, explainer)

    def standings(
        self, told: MatterTold, explainer: MatterExplainer
    ) -> Iterator[tuple[Matter, Sequence[Asked], datetime | Unknown | None, str]]:
        """Each matter and sub-matter: who is asked, by when, and where it stands in words."""
        for part in told.matter.all():
            asked = [each for on, each in told.waiting if on.id == part.id]
            last = deadline(self.trial.policy, part, self.calendar) if part.step else None
            yield part, asked, last, explainer.standing(part, asked, last)


def subject_of(matter: Matter) -> str:
    """Whom a matter is about; empty when it does not say."""
    subject = matter.facts.get("subject")
    return subject if isinstance(subject, str) else ""


def _done(act: Act, explainer: MatterExplainer) -> Told:
    return Told(act.at, explainer.done(act), act)


@dataclass(frozen=True)
class Statement:
    """What is proposed for one account: its balance in the ledger so far, and the postings on top of it."""

    ledger: str
    account: str
    owner: str
    held: Fraction
    postings: tuple[ProposedPosting, ...]

    @property
    def amount(self) -> Fraction:
        return sum((each.amount for each in self.postings), Fraction(0))


def statements_of(books: Books, postings: Sequence[ProposedPosting]) -> Iterator[Statement]:
    """A statement an account, by ledger, account and owner."""
    grouped: dict[tuple[str, str, str], list[ProposedPosting]] = {}
    for each in postings:
        grouped.setdefault((each.ledger, each.account, each.owner), []).append(each)
    for (ledger, account, owner), mine in sorted(grouped.items()):
        result = books.ledgers.get(ledger)
        held = result.balance(account, owner) if result else Fraction(0)
        yield Statement(ledger, account, owner, held, tuple(mine))


def opened(trial: Trial) -> Books:
    """The books of a trial; what is wrong with how its matters are written is among its findings."""
    books = Books(trial)
    if not books.findings:
        return books
    inputs = replace(trial.inputs, findings=(*trial.inputs.findings, *books.findings))
    return Books(replace(trial, inputs=inputs))
