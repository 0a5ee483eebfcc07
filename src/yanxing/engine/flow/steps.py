"""What people do with a matter: start it, answer, pause and resume its clock, correct its facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.flow.clocks import clock_of
from yanxing.engine.flow.effects import proposals
from yanxing.engine.flow.house import Ticked, tick
from yanxing.engine.flow.matter import HOUSE, Act, ActKind, Matter
from yanxing.engine.flow.moves import apply, step_of
from yanxing.engine.flow.parties import Asked, People, asked, asked_for, parties_of
from yanxing.engine.flow.results import Ended, Moved, Refusal, Refused, Result, Waiting
from yanxing.engine.flow.surroundings import row_of, scope_of
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Answer, Clock, Offer
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import GateReason, Value
from yanxing.engine.requirements import Verdict, compile_requirements
from yanxing.engine.unknown import Gap


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What every act is judged by: the policy, the office calendar, and who is who on that day."""

    policy: Policy
    calendar: OfficeCalendar
    people: People = field(default_factory=People)


@dataclass(frozen=True, kw_only=True)
class Word:
    """What somebody says: for which party, who in person, the answer, in which words, with which facts.

    `on`: the id of a sub-matter; empty for the outermost matter.
    """

    party: str
    actor: str
    answer: str = ""
    reason: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    on: str = ""


class _No(Exception):  # noqa: N818 - a way out, not a fault
    def __init__(
        self,
        code: Refusal | str,
        asked: Asked | None = None,
        gaps: tuple[Gap, ...] = (),
        reasons: tuple[GateReason, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code, self.asked, self.gaps, self.reasons = code, asked, gaps, reasons


@dataclass(frozen=True)
class _Granted:
    """An act that may be done, for whom it is, and what was tested."""

    act: Act
    reasons: tuple[GateReason, ...] = ()
    notes: tuple[str, ...] = ()


NO_LONGER = frozenset({"ended", "no_such_answer", "not_asked", "already_answered", "not_the_party"})
"""Refusals that say nothing else than that the house was first, when its clock had passed before."""

Judge = Callable[[Desk, Matter, Matter, Word, datetime], _Granted]


def start(policy: Policy, flow: str, facts: Mapping[str, Value], at: datetime) -> Matter:
    """A new matter at the first step of the flow; `facts` holds its `id`. Raises KeyError without such a
    flow."""
    act = Act("start", str(facts["id"]), at, answer=flow, facts=dict(facts))
    return apply(policy, None, act)


def step(desk: Desk, matter: Matter, word: Word, at: datetime) -> Result:
    """Gives an answer at the step where the matter stands. Clocks that have passed before `at` count
    first."""
    return _attempt(desk, matter, word, at, _judge_answer)


def pause(desk: Desk, matter: Matter, word: Word, at: datetime) -> Result:
    """Stops the clock of the step, with a reason; what is left of it is kept. Only for the clock's
    `pausable` parties."""
    return _attempt(desk, matter, word, at, _judge_pause)


def resume(desk: Desk, matter: Matter, word: Word, at: datetime) -> Result:
    """Lets the clock run again, with a reason; only for the party that stopped it."""
    return _attempt(desk, matter, word, at, _judge_resume)


def revise(desk: Desk, matter: Matter, word: Word, at: datetime) -> Result:
    """Corrects facts, with a reason, by a party that is asked; the time that has passed still counts."""
    return _attempt(desk, matter, word, at, _judge_revision)


def _attempt(desk: Desk, matter: Matter, word: Word, at: datetime, judge: Judge) -> Result:
    on = word.on or matter.id
    ticked = tick(desk.policy, matter, at, calendar=desk.calendar)
    root = ticked.matter
    try:
        part = _open_part(root, on, at)
        granted = judge(desk, root, part, word, at)
    except _No as no:
        late = no.code in NO_LONGER and any(act.on == on for act in ticked.acts)
        code = "too_late" if late else no.code
        return Refused(root, on, code, no.asked, no.reasons, no.gaps, ticked.acts, ticked.effects)
    effects = proposals(desk.policy, root, granted.act)
    after = tick(desk.policy, apply(desk.policy, root, granted.act), at, calendar=desk.calendar)
    done = Ticked(
        after.matter,
        (*ticked.acts, granted.act, *after.acts),
        (*ticked.effects, *effects, *after.effects),
    )
    return _told(desk, root, done, on, granted)


def _open_part(root: Matter, on: str, at: datetime) -> Matter:
    part = root.find(on)
    if part is None:
        raise _No("no_such_matter")
    if at < root.history[-1].at:
        raise _No("before_last_act")
    if part.step is None:
        raise _No("ended")
    return part


def _told(desk: Desk, before: Matter, done: Ticked, on: str, granted: _Granted) -> Result:
    """Said of the outermost matter that changed its step, else of the one that was answered."""
    changed = [part for part in done.matter.all() if _elsewhere(before.find(part.id), part)]
    part = changed[0] if changed else done.matter.find(on)
    assert part is not None  # noqa: S101 - no matter is ever taken away
    asked_now = asked(desk.policy, done.matter, part, desk.people)
    said = (done.matter, part.id, done.acts, done.effects, asked_now, granted.reasons, granted.notes)
    if part.step is None:
        return Ended(*said, outcome=part.outcome or "")
    return Moved(*said) if changed else Waiting(*said)


def _elsewhere(before: Matter | None, after: Matter) -> bool:
    return before is not None and (before.step, before.offered) != (after.step, after.offered)


def _speaker(desk: Desk, root: Matter, part: Matter, word: Word) -> Asked:
    """The party as asked now, if this actor may speak for it."""
    found = asked_for(desk.policy, root, part, word.party, desk.people)
    if word.actor in found.persons and word.actor != HOUSE:
        return found
    if word.actor in found.barred:
        raise _No("own_case", found)
    if not found.persons and found.gaps:
        raise _No("nobody_named", found, found.gaps)
    raise _No("not_the_party", found)


def _act(kind: ActKind, part: Matter, word: Word, at: datetime, speaker: Asked) -> Act:
    stands_in = None if speaker.by == word.party else speaker.by
    facts = dict(word.facts) if kind in {"answer", "revise"} else {}
    answer = word.answer if kind == "answer" else None
    return Act(
        kind, part.id, at, part.step or "", word.party, word.actor, answer, word.reason, facts, stands_in
    )


def _judge_answer(desk: Desk, root: Matter, part: Matter, word: Word, at: datetime) -> _Granted:
    answer = _answer_named(step_of(desk.policy, part).answers, step_of(desk.policy, part).offer, word.answer)
    if part.waits and (answer is None or answer.opens is None):
        raise _No("waits_for_sub")
    if word.party not in parties_of(desk.policy, part):
        raise _No("not_asked")
    if any(given.party == word.party for given in part.given):
        raise _No("already_answered")
    speaker = _speaker(desk, root, part, word)
    act = _act("answer", part, word, at, speaker)
    if answer is None:
        return _Granted(act)
    if answer.reason == "required" and not (word.reason or "").strip():
        raise _No("reason_required", speaker)
    verdict = _verdict(desk, part, answer, word, at)
    reasons = (GateReason(0, word.answer, verdict.checks),) if answer.require else ()
    if verdict.leave is not None:
        raise _No(verdict.leave.reason, speaker, verdict.gaps, reasons)
    return _Granted(act, reasons, verdict.notes)


def _answer_named(answers: Mapping[Name, Answer], offer: Offer | None, name: str) -> Answer | None:
    """The answer of that name; None for a bare `decline` of an offer."""
    if name in answers:
        return answers[Name(name)]
    if offer is not None and name == offer.decline:
        return None
    raise _No("no_such_answer")


def _verdict(desk: Desk, part: Matter, answer: Answer, word: Word, at: datetime) -> Verdict:
    """Every requirement of the answer, with the facts given along with it."""
    row = row_of(desk.policy, part)
    row.facts = {**row.facts, **word.facts}
    scope = scope_of(desk.policy, part, at.date(), desk.calendar)
    return compile_requirements(answer.require, scope)(row)


def _judge_pause(desk: Desk, root: Matter, part: Matter, word: Word, at: datetime) -> _Granted:
    clock = clock_of(desk.policy, part, desk.calendar)
    if not isinstance(clock, Clock) or part.clock is None or word.party not in clock.pausable:
        raise _No("not_pausable")
    if part.clock.paused is not None:
        raise _No("paused")
    return _with_reason(desk, root, part, word, at, "pause")


def _judge_resume(desk: Desk, root: Matter, part: Matter, word: Word, at: datetime) -> _Granted:
    stopped = part.clock.paused if part.clock else None
    if stopped is None:
        raise _No("not_paused")
    if stopped.by != word.party:
        raise _No("not_the_party")
    return _with_reason(desk, root, part, word, at, "resume")


def _judge_revision(desk: Desk, root: Matter, part: Matter, word: Word, at: datetime) -> _Granted:
    if word.party not in parties_of(desk.policy, part):
        raise _No("not_asked")
    if all(part.facts.get(name) == value for name, value in word.facts.items()):
        raise _No("nothing_new")
    return _with_reason(desk, root, part, word, at, "revise")


def _with_reason(desk: Desk, root: Matter, part: Matter, word: Word, at: datetime, kind: ActKind) -> _Granted:
    speaker = _speaker(desk, root, part, word)
    if not (word.reason or "").strip():
        raise _No("reason_required", speaker)
    return _Granted(_act(kind, part, word, at, speaker))
