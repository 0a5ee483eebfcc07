"""Effects are proposals: what an answer would bring about, for the person or action that carries it out."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.engine.flow.matter import Act, Matter
from yanxing.engine.flow.moves import apply, offerees, step_of
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Answer
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import missing


@dataclass(frozen=True, slots=True)
class Proposal:
    """`effect` from the closed list, the name it is aimed at, and what the matter says under that name."""

    on: str
    effect: str
    target: str
    value: Value


def proposals(policy: Policy, root: Matter, act: Act) -> tuple[Proposal, ...]:
    """What the act would bring about on the matter as it stands before it; nothing while other parties are
    waited for."""
    before = root.find(act.on)
    if before is None or before.step is None:
        return ()
    after = apply(policy, root, act).find(act.on)
    answer = _effective(policy, before, after, act)
    if answer is None or after is None:
        return ()
    facts = {**before.facts, **act.facts}
    return tuple(
        Proposal(before.id, effect.effect, effect.target, facts.get(effect.target, missing(effect.target)))
        for effect in answer.effects
    )


def _effective(policy: Policy, before: Matter, after: Matter | None, act: Act) -> Answer | None:
    """The answer that takes effect by this act."""
    step = step_of(policy, before)
    offer = step.offer
    if offer is not None and act.kind in {"answer", "late"} and act.answer in {None, offer.decline}:
        return step.none_left if before.offered + 1 >= len(offerees(offer, before)) else None
    if act.answer is None or act.kind not in {"answer", "late", "sub_ended"} or after is None:
        return None
    waits_for_others = len(after.given) > len(before.given)
    return None if waits_for_others else step.answers[Name(act.answer)]
