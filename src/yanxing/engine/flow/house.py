"""What the house itself does: it answers when a clock has passed, and goes on when sub-matters have ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.flow.clocks import clock_of, deadline
from yanxing.engine.flow.effects import Proposal, proposals
from yanxing.engine.flow.matter import Act, ActKind, Matter
from yanxing.engine.flow.moves import apply, flow_of, step_of
from yanxing.engine.flow.surroundings import row_of, scope_of
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Answer, Clock, Open
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.requirements import compile_requirements

MOST_ACTS = 1000
"""A flow whose steps give no time at all could go round for ever; the next tick goes on from here."""


@dataclass(frozen=True, slots=True)
class Due:
    """An answer the house must give: on which matter and step, and the last moment that was in time.
    `answer` is None when the offer passes to the next."""

    on: str
    step: str
    answer: str | None
    last: datetime


@dataclass(frozen=True, slots=True)
class Ticked:
    """The matter after the house did all it had to, what it did, and what follows."""

    matter: Matter
    acts: tuple[Act, ...] = ()
    effects: tuple[Proposal, ...] = ()


def due(policy: Policy, matter: Matter, now: datetime, *, calendar: OfficeCalendar) -> tuple[Due, ...]:
    """What the house must answer by now, the earliest first. A clock that cannot be told yet is not due."""
    found = (_due(policy, part, now, calendar) for part in matter.all())
    return tuple(sorted((one for one in found if one), key=lambda one: (one.last, one.on)))


def tick(policy: Policy, matter: Matter, now: datetime, *, calendar: OfficeCalendar) -> Ticked:
    """Lets the house act until nothing is due; each answer counts from the moment its time was over, so it
    does not matter when or how often this is done."""
    acts: list[Act] = []
    effects: list[Proposal] = []
    while len(acts) < MOST_ACTS and (act := _next_act(policy, matter, now, calendar)) is not None:
        effects += proposals(policy, matter, act)
        matter = apply(policy, matter, act)
        acts.append(act)
    return Ticked(matter, tuple(acts), tuple(effects))


def _due(policy: Policy, matter: Matter, now: datetime, calendar: OfficeCalendar) -> Due | None:
    if matter.step is None or matter.clock is None or matter.clock.expired or matter.waits:
        return None
    last = deadline(policy, matter, calendar)
    clock = clock_of(policy, matter, calendar)
    if not isinstance(last, datetime) or last >= now or not isinstance(clock, Clock):
        return None
    offer = step_of(policy, matter).offer
    if offer is not None and clock.late in {None, offer.decline}:
        return Due(matter.id, matter.step, None, last)
    return Due(matter.id, matter.step, clock.late, last) if clock.late else None


def _next_act(policy: Policy, matter: Matter, now: datetime, calendar: OfficeCalendar) -> Act | None:
    for part in matter.all():
        if part.waits and (ended := _ended(policy, matter, part)):
            return ended
    late = due(policy, matter, now, calendar=calendar)
    if not late:
        return None
    first = late[0]
    kind: ActKind = "late" if first.answer is None or _may(policy, matter, first, calendar) else "expire"
    # A corrected fact may put the deadline behind us; nobody's time begins before it was corrected.
    when = max(first.last, matter.history[-1].at)
    return Act(kind, first.on, when, first.step, answer=first.answer)


def _may(policy: Policy, root: Matter, late: Due, calendar: OfficeCalendar) -> bool:
    """Whether what the answer requires is met: silence gives no more than words would."""
    matter = root.find(late.on)
    assert matter is not None  # noqa: S101 - it was found there a moment ago
    require = step_of(policy, matter).answers[Name(late.answer or "")].require
    scope = scope_of(policy, matter, late.last.date(), calendar)
    return compile_requirements(require, scope)(row_of(policy, matter)).leave is None


def _ended(policy: Policy, root: Matter, matter: Matter) -> Act | None:
    """Going on, once all that is waited for has ended."""
    subs = [sub for sub in matter.parts if sub.id in matter.waits]
    if any(sub.step is not None for sub in subs):
        return None
    return Act(
        "sub_ended",
        matter.id,
        root.history[-1].at,
        matter.step or "",
        answer=_answer_for(policy, matter, subs),
    )


def _answer_for(policy: Policy, matter: Matter, subs: list[Matter]) -> str | None:
    """The answer that follows from their outcomes; the first one written in `then` counts."""
    for opens in _opens_of(policy, matter):
        outcomes = {sub.outcome for sub in subs if sub.flow == opens.flow}
        for outcome, answer in (opens.then or {}).items():
            if outcome in outcomes:
                return answer
    return None


def _opens_of(policy: Policy, matter: Matter) -> list[Open]:
    flow = flow_of(policy, matter)
    here = step_of(policy, matter)
    answers: list[Answer] = [*here.answers.values()]
    answers += [
        answer for step in flow.steps.values() if step is not here for answer in step.answers.values()
    ]
    return [answer.opens for answer in answers if answer.opens]
