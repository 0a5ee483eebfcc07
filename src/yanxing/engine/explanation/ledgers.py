"""Events of a ledger in words: what was posted and what is left, or why nothing was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from yanxing.engine.explanation.book_phrases import Ledger as Words
from yanxing.engine.explanation.book_phrases import LedgerRefusal
from yanxing.engine.explanation.book_phrases import QueueLine as LineWords
from yanxing.engine.explanation.columns import column_step
from yanxing.engine.explanation.gates import gate_steps
from yanxing.engine.explanation.model import StepText
from yanxing.engine.explanation.people import called
from yanxing.engine.explanation.phrases import Common, Phrase
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.explanation.tried import TriedScene, fault_of
from yanxing.engine.grammar.ledgers import Event
from yanxing.engine.grammar.stages import Compute, Gate
from yanxing.engine.grammar.terms import Ref, Term
from yanxing.engine.ledger import (
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
    Refused,
)
from yanxing.engine.outcome import ColumnReason, GateReason, Row


@dataclass(frozen=True, slots=True)
class Movement:
    """What an account gained, or lost (below 0), and what it held afterwards."""

    holder: Holder
    amount: Fraction
    balance: Fraction
    overflow: bool
    for_: str | None
    unit: str


@dataclass(frozen=True, slots=True)
class EventText:
    """An outcome, its plain sentence, and the accounts it moved in order."""

    outcome: Outcome
    sentence: str
    movements: tuple[Movement, ...]


class LedgerExplainer:
    """Tells the events of one ledger with the pinned policy alone; balances are added up on the way."""

    def __init__(self, speech: Speech, ledger: str, result: LedgerResult) -> None:
        self.ledger = (speech.policy.ledgers or {})[ledger]  # type: ignore[index]
        self.speech = speech.about(self.ledger.about)
        self.result = result
        self._rows = {each.event: each.row for each in (*result.accepted, *result.outcomes)}

    def events(self) -> Iterator[EventText]:
        """Every outcome, in the order they were dealt with."""
        held = dict(self._opening())
        for outcome in self.result.outcomes:
            moves = tuple(self._movements(outcome, held)) if isinstance(outcome, Accepted) else ()
            yield EventText(outcome, self._sentence(outcome, moves), moves)

    def steps(self, outcome: Outcome) -> tuple[StepText, ...]:
        """The columns, requirements, limits and queues behind an outcome."""
        spec = self._spec(outcome)
        scene = TriedScene.tell(
            self.speech,
            Compute(
                compute=(spec.compute if spec else None) or {},
                clause=spec.clause if spec else None,
                reading=spec.reading if spec else None,
            ),
            Gate(gate=self._kind(outcome), require=spec.require if spec else ()),  # type: ignore[arg-type]
        )
        return tuple(step for reason in outcome.reasons for step in self._steps(scene, outcome.row, reason))

    def owner(self, holder: Holder) -> str:
        """Who holds an account, by name."""
        account, owner = holder
        return self.speech.label(HOUSE) if owner == HOUSE else self.who(account, owner)

    def who(self, account: str, owner: str) -> str:
        """The name of a person or unit: as the kind of events names such, else as any one kind does."""
        spec = entry(self.ledger.accounts, account)
        fact = {"person": "actor", "unit": "unit"}.get(spec.of if spec else "person", "actor")
        return called(self.speech, owner, fact)

    def actor(self, row: Row) -> str:
        """Who the event is about, by name; empty when it does not say."""
        actor = row.facts.get("actor")
        return self.who("", actor) if isinstance(actor, str) else ""

    def account(self, holder: Holder, beside: str = "") -> str:
        """`李婷的个人积分`; without the owner for the house, or for whom the line is about."""
        label = self.speech.label(holder[0])
        if holder[1] in (HOUSE, beside):
            return label
        return self.speech.say(Words.OWNED, owner=self.owner(holder), account=label)

    def amount(self, number: Fraction, unit: str = "") -> str:
        """A figure with the unit of the fact it was taken from."""
        return (
            self.speech.say(Common.UNIT, number=self.speech.value(number), unit=unit)
            if unit
            else self.speech.value(number)
        )

    def waiting(self) -> Iterator[tuple[str, str]]:
        """(queue, the line that says who waits in it)."""
        for queue, waiting in self.result.queue.items():
            names = [self._waits(one.row, one.got) for one in waiting]
            label = self.speech.label(queue)
            yield (
                queue,
                self.speech.say(Words.WAITS, queue=label, who=self.speech.join(names))
                if names
                else self.speech.say(Words.NOBODY, queue=label),
            )

    def waiter(self, event: str) -> str:
        """`王敏（e3）`: who waits, and with which event."""
        row = self._rows.get(event)
        who = self.actor(row) if row is not None else ""
        return self.speech.say(Common.BRACKETS, what=who, inside=event) if who else event

    def _waits(self, row: Row, got: Fraction) -> str:
        who = self.waiter(row.id)
        return self.speech.say(Words.GOT_SO_FAR, who=who, got=self.speech.value(got)) if got else who

    def _opening(self) -> Mapping[Holder, Fraction]:
        held = dict(self.result.balances)
        for outcome in self.result.outcomes:
            for posting in outcome.postings if isinstance(outcome, Accepted) else ():
                if posting.account is not None:
                    holder = (posting.account, posting.owner)
                    held[holder] = held.get(holder, Fraction(0)) - posting.amount
        return held

    def _movements(self, outcome: Accepted, held: dict[Holder, Fraction]) -> Iterator[Movement]:
        for posting in outcome.postings:
            if posting.account is None:
                continue
            holder = (posting.account, posting.owner)
            held[holder] = held.get(holder, Fraction(0)) + posting.amount
            unit = self._unit(outcome, posting)
            yield Movement(holder, posting.amount, held[holder], posting.overflow, posting.for_, unit)

    def _unit(self, outcome: Accepted, posting: Posting) -> str:
        row = self._rows.get(outcome.reverses, outcome.row) if outcome.reverses else outcome.row
        spec = entry(self.ledger.events, str(row.facts.get("kind")))
        term: Term | None = None
        if spec is not None and 0 <= posting.leg < len(spec.post):
            term = spec.post[posting.leg].amount
        elif spec is not None and spec.serve and posting.for_ is not None:
            queue = entry(self.ledger.queues, spec.serve)
            term = queue.ask if queue else None
        return self.speech.unit(term.name) if isinstance(term, Ref) else ""

    def _sentence(self, outcome: Outcome, moves: tuple[Movement, ...]) -> str:
        if isinstance(outcome, Refused):
            return self.speech.say(Words.REFUSED, why=self._why(outcome))
        parts = [*self._accepted(outcome, moves)]
        what = self.speech.join(parts, Common.SENTENCE_JOIN) or self.speech.say(Words.NO_MOVE)
        text = self.speech.say(Words.ACCEPTED, what=what)
        if not outcome.notes:
            return text
        notes = self.speech.join(self.speech.label(note) for note in outcome.notes)
        return self._after(text, self.speech.say(Common.NOTE, notes=notes))

    def _after(self, *sentences: str) -> str:
        return ("" if self.speech.language == "zh" else " ").join(sentences)

    def _accepted(self, outcome: Accepted, moves: tuple[Movement, ...]) -> Iterator[str]:
        if outcome.again:
            yield self.speech.say(Words.AGAIN)
            return
        if outcome.reverses is not None:
            yield self.speech.say(Words.REVERSES, event=outcome.reverses)
        spec = self._spec(outcome)
        if spec is not None and spec.join and outcome.reverses is None:
            yield self.speech.say(Words.JOINED, queue=self.speech.label(spec.join))
        actor = outcome.row.facts.get("actor")
        for move in moves:
            if move.for_ is None or outcome.reverses is not None:
                yield self._move(move, actor if isinstance(actor, str) else "")
        for reason in outcome.reasons:
            if isinstance(reason, QueueReason):
                yield self._served(reason)

    def _move(self, move: Movement, beside: str) -> str:
        phrase = Words.OUT if move.amount < 0 else Words.OVERFLOW if move.overflow else Words.IN
        return self.speech.say(
            phrase,
            account=self.account(move.holder, beside),
            amount=self.amount(abs(move.amount), move.unit),
            balance=self.amount(move.balance, move.unit),
        )

    def _served(self, reason: QueueReason) -> str:
        label = self.speech.label(reason.queue)
        if not reason.lines:
            return self.speech.say(Words.NOBODY_SERVED, queue=label)
        lines = self.speech.join((self._line(line) for line in reason.lines), Common.SENTENCE_JOIN)
        return self.speech.say(Words.SERVED, queue=label, lines=lines)

    def _line(self, line: QueueLine) -> str:
        return self.speech.say(
            getattr(LineWords, line.how),
            who=self.waiter(line.event),
            asked=self.speech.value(line.asked),
            got=self.speech.value(line.got),
            left=self.speech.value(line.left_before),
            gaps=self.speech.gaps(line.gaps),
        )

    def _why(self, outcome: Refused) -> str:
        limit = next((each for each in outcome.reasons if isinstance(each, LimitReason)), None)
        if limit is not None:
            return self._limit(limit, outcome.row)
        spec = self._spec(outcome)
        asked = next((each for each in reversed(outcome.reasons) if isinstance(each, GateReason)), None)
        if asked is not None and spec is not None:
            gate = Gate(gate=self._kind(outcome), require=spec.require)  # type: ignore[arg-type]
            fault = fault_of(TriedScene.tell(self.speech, gate), outcome.row, asked, gate)
            if fault:
                return fault
        phrase: Phrase | None = getattr(LedgerRefusal, outcome.code, None)
        if phrase is None:
            return self.speech.label(outcome.code)
        facts = outcome.row.facts
        return self.speech.say(
            phrase,
            id=outcome.event,
            kind=self._kind(outcome),
            reverses=facts.get("reverses", ""),
            date=self.speech.value(facts["date"]) if "date" in facts else "",
            gaps=self.speech.gaps(outcome.gaps),
        )

    def _limit(self, limit: LimitReason, row: Row) -> str:
        actor = row.facts.get("actor")
        return self.speech.say(
            Words.FLOOR if limit.side == "floor" else Words.CAP,
            account=self.account((limit.account, limit.owner), str(actor)),
            held=self.speech.value(limit.held),
            change=self.speech.value(abs(limit.change)),
            limit=self.speech.value(limit.limit),
        )

    def _steps(self, scene: TriedScene, row: Row, reason: LedgerReason) -> Iterator[StepText]:
        if isinstance(reason, ColumnReason):
            yield column_step(scene, row, reason)
        elif isinstance(reason, GateReason):
            yield from gate_steps(scene, row, reason)
        elif isinstance(reason, LimitReason):
            yield StepText(self.account((reason.account, reason.owner)), (self._limit(reason, row),))
        elif reason.lines:
            lines = tuple(self._line(line) for line in reason.lines)
            yield StepText(self.speech.label(reason.queue), lines)

    def _kind(self, outcome: Outcome) -> str:
        kind = outcome.row.facts.get("kind")
        return kind if isinstance(kind, str) else ""

    def _spec(self, outcome: Outcome) -> Event | None:
        return entry(self.ledger.events, self._kind(outcome))
