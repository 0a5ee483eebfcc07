"""The flow by which a plan lets people ask for leave: found by what it brings about, not by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.grammar.flows import Flow, PersonParty, RoleParty
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import types_of
from yanxing.records.models import Matter

APPLICANT, LEADER, OFFICE = "applicant", "leader", "office"
"""Whom a matter waits for, as our lists look for it: the person, a neighbourhood's leader, the street."""

_KINDS: Mapping[str, str] = {"secretary": LEADER, "street_officer": OFFICE}


@dataclass(frozen=True, slots=True)
class LeaveFlow:
    """`facts`: ours (subject, unit, session, begins, asked, grounds) → the plan's, as far as it has them."""

    name: str
    applicant: str
    submit: str
    facts: Mapping[str, str]

    def worded(self, ours: Mapping[str, object]) -> dict[str, object]:
        """What we know under the plan's names; what is not known, or it does not ask for, is left out."""
        return {
            self.facts[name]: value
            for name, value in ours.items()
            if value is not None and name in self.facts
        }


def leave_flow(policy: Policy, name: str = "") -> LeaveFlow | None:
    """The first flow with the effect `excuse`, or the one named; its first step is the worker's own."""
    for code, each in (policy.flows or {}).items():
        if name in ("", str(code)) and _excuses(each):
            found = _read(policy, str(code), each)
            if found is not None:
                return found
    return None


def leave_flow_of(matter: Matter, policy: Policy) -> LeaveFlow:
    """The flow by which the matter was opened."""
    found = leave_flow(policy, matter.flow)
    if found is None:
        raise ValueError(f"{matter.flow} is no flow for leave")
    return found


def waits_for(policy: Policy, flow: str, party: str) -> str:
    """A party of a flow as our lists look for it; other parties by their own name."""
    spec = (policy.flows or {})[Name(flow)].parties.get(Name(party))
    if isinstance(spec, PersonParty):
        return APPLICANT
    return _KINDS.get(str(spec.role), party) if isinstance(spec, RoleParty) else party


def _excuses(flow: Flow) -> bool:
    answers = (answer for step in flow.steps.values() for answer in step.answers.values())
    return any(effect.effect == "excuse" for answer in answers for effect in answer.effects)


def _read(policy: Policy, name: str, flow: Flow) -> LeaveFlow | None:
    start = flow.steps[flow.start]
    party = flow.parties.get(start.by) if isinstance(start.by, str) else None
    submit = next((str(answer) for answer, each in start.answers.items() if each.go), None)
    if not isinstance(party, PersonParty) or submit is None:
        return None
    return LeaveFlow(name, str(start.by), submit, dict(_facts(policy, flow, str(party.person))))


def _facts(policy: Policy, flow: Flow, subject: str) -> Iterator[tuple[str, str]]:
    types = types_of(policy, str(flow.about))
    units = {str(each.of) for each in flow.parties.values() if isinstance(each, RoleParty) and each.of}
    yield "id", "id"
    yield "subject", subject
    yield from (("unit", name) for name in units)
    keys = [n for n, kind in types.items() if isinstance(kind, KeyOf) and n not in {subject, *units}]
    yield from (("session", name) for name in keys[:1])
    moments = [name for name, kind in types.items() if kind == "moment"]
    begins = "begins" if "begins" in moments else next(iter(moments), "")
    yield from (("begins" if name == begins else "asked", name) for name in moments[:2])
    texts = [name for name, kind in types.items() if kind == "text"]
    grounds = "grounds" if "grounds" in texts else next(iter(texts), "")
    yield from (("grounds", name) for name in [grounds] if name)
