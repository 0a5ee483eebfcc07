"""What each act does to a matter. No permission is asked here: that is done before an act is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from yanxing.engine.flow.matter import HOUSE, Act, ClockState, Given, Matter, Pause
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Answer, Each, Flow, Offer, Open, Step
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value


def flow_of(policy: Policy, matter: Matter) -> Flow:
    """Raises KeyError when the policy has no such flow."""
    return (policy.flows or {})[Name(matter.flow)]


def step_of(policy: Policy, matter: Matter) -> Step:
    """Where it stands; only for a matter that has not ended."""
    return flow_of(policy, matter).steps[Name(matter.step or "")]


def offerees(offer: Offer, matter: Matter) -> tuple[str, ...]:
    """To whom the step is put, one after another: the `id` of each record, or its only text."""
    listed = matter.facts.get(offer.to)
    if isinstance(listed, str):
        return (listed,)
    return tuple(_offeree(record) for record in listed) if isinstance(listed, tuple) else ()


def _offeree(record: Mapping[str, Value]) -> str:
    words = [value for value in record.values() if isinstance(value, str)]
    return str(record.get("id") or next(iter(words), ""))


def offered_to(policy: Policy, matter: Matter) -> str | None:
    """Whom the step is put to now; None when it is not an offer."""
    step = step_of(policy, matter) if matter.step else None
    if step is None or step.offer is None:
        return None
    line = offerees(step.offer, matter)
    return line[matter.offered] if matter.offered < len(line) else None


def apply(policy: Policy, matter: Matter | None, act: Act) -> Matter:
    """The matter after one more act; the act is added to its history."""
    if matter is None:
        matter = opened(policy, act.answer or "", act.on, act.facts, act.at)
    else:
        part = matter.find(act.on)
        if part is None:
            raise KeyError(act.on)
        matter = matter.put(_MOVES[act.kind](policy, part, act))
    return replace(matter, history=(*matter.history, act))


def replay(policy: Policy, history: Iterable[Act]) -> Matter:
    """The matter told again from its acts. Raises ValueError when there are none."""
    matter = None
    for act in history:
        matter = apply(policy, matter, act)
    if matter is None:
        raise ValueError("a history begins with the start of its matter")
    return matter


def opened(policy: Policy, flow: str, matter_id: str, facts: Mapping[str, Value], at: datetime) -> Matter:
    """A new matter at the first step of its flow."""
    matter = Matter(matter_id, flow, dict(facts), at, None)
    return enter(policy, matter, flow_of(policy, matter).start, at)


def enter(policy: Policy, matter: Matter, step: str, at: datetime, around: int = 0) -> Matter:
    """Arrives at a step; an offer to an empty list goes straight on to `none_left`."""
    spec = flow_of(policy, matter).steps[Name(step)]
    clock = ClockState(at) if spec.clock else None
    arrived = replace(matter, step=step, given=(), clock=clock, offered=0, waits=())
    if spec.offer is None or offerees(spec.offer, arrived):
        return arrived
    return _none_left(policy, arrived, at, around)


def _none_left(policy: Policy, matter: Matter, at: datetime, around: int = 0) -> Matter:
    answer = step_of(policy, matter).none_left
    # A ring of empty offers would go round for ever; after one turn it stands still.
    if answer is None or around > len(flow_of(policy, matter).steps):
        return matter
    return lead(policy, matter, answer, Act("late", matter.id, at), around + 1)


def lead(policy: Policy, matter: Matter, answer: Answer, act: Act, around: int = 0) -> Matter:
    """Where an answer that takes effect leads."""
    if answer.end is not None:
        matter = replace(matter, step=None, outcome=answer.end, given=(), clock=None, waits=())
    elif answer.go is not None:
        matter = enter(policy, matter, answer.go, act.at, around)
    return _open(policy, matter, answer.opens, act) if answer.opens else matter


def _open(policy: Policy, matter: Matter, opens: Open, act: Act) -> Matter:
    """A sub-matter with the facts of this one and those given with the answer; this one's clock stands while
    it waits."""
    sub_id = f"{matter.id}/{len(matter.parts) + 1}"
    facts = {**matter.facts, **act.facts, "id": sub_id}
    matter = replace(matter, parts=(*matter.parts, opened(policy, opens.flow, sub_id, facts, act.at)))
    if not opens.wait or matter.step is None:
        return matter
    clock = matter.clock
    if clock is not None and clock.paused is None:
        clock = clock.stopped(Pause(act.at, HOUSE, opens.flow))
    return replace(matter, waits=(*matter.waits, sub_id), clock=clock)


def _answer(policy: Policy, matter: Matter, act: Act) -> Matter:
    step = step_of(policy, matter)
    if step.offer is not None and act.answer == step.offer.decline:
        return _pass_on(policy, _with_facts(matter, act), act)
    answer = step.answers[Name(act.answer or "")]
    if answer.opens is None:
        matter = _with_facts(matter, act)
    if act.kind == "answer" and answer.from_ == "all" and isinstance(step.by, Each):
        given = (*matter.given, Given(act.party, act.answer or "", act.actor, act.at))
        agreed = {one.party for one in given if one.answer == act.answer}
        if not agreed.issuperset(step.by.each):
            return replace(matter, given=given)
    return lead(policy, matter, answer, act)


def _with_facts(matter: Matter, act: Act) -> Matter:
    return replace(matter, facts={**matter.facts, **act.facts}) if act.facts else matter


def _pass_on(policy: Policy, matter: Matter, act: Act) -> Matter:
    """The next of the list is asked, with a clock of their own."""
    offer = step_of(policy, matter).offer
    nobody = offer is None or matter.offered + 1 >= len(offerees(offer, matter))
    clock = ClockState(act.at) if matter.clock else None
    matter = replace(matter, offered=matter.offered + 1, given=(), clock=clock)
    return _none_left(policy, matter, act.at) if nobody else matter


def _late(policy: Policy, matter: Matter, act: Act) -> Matter:
    return _pass_on(policy, matter, act) if act.answer is None else _answer(policy, matter, act)


def _expire(_policy: Policy, matter: Matter, _act: Act) -> Matter:
    return replace(matter, clock=replace(matter.clock, expired=True)) if matter.clock else matter


def _pause(_policy: Policy, matter: Matter, act: Act) -> Matter:
    pause = Pause(act.at, act.party, act.reason)
    return replace(matter, clock=matter.clock.stopped(pause)) if matter.clock else matter


def _resume(_policy: Policy, matter: Matter, act: Act) -> Matter:
    return replace(matter, clock=matter.clock.started(act.at)) if matter.clock else matter


def _revise(_policy: Policy, matter: Matter, act: Act) -> Matter:
    return _with_facts(matter, act)


def _sub_ended(policy: Policy, matter: Matter, act: Act) -> Matter:
    """Goes on where it stood, and takes the answer that follows, if any."""
    clock = matter.clock
    if clock is not None and clock.paused is not None and clock.paused.by == HOUSE:
        clock = clock.started(act.at)
    matter = replace(matter, waits=(), clock=clock)
    return _answer(policy, matter, act) if act.answer else matter


_MOVES: dict[str, Callable[[Policy, Matter, Act], Matter]] = {
    "answer": _answer,
    "pause": _pause,
    "resume": _resume,
    "revise": _revise,
    "late": _late,
    "expire": _expire,
    "sub_ended": _sub_ended,
}
