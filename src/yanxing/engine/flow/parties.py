"""Who is asked: parties turned into persons at a date, never somebody in a case of their own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yanxing.engine.flow.matter import OFFERED, Matter
from yanxing.engine.flow.moves import flow_of, offered_to, step_of
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Each, PersonParty, RoleParty
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import Gap


@dataclass(frozen=True, slots=True)
class People:
    """What the engine must be told about people on the day of an act, by the office's own records.

    `holders`: (role, unit) → who holds it that day, the unit empty for a role without one. `kin`: person →
    declared kin; said on one side is enough. `heads`: person → units they head.
    """

    holders: Mapping[tuple[str, str], Collection[str]] = field(default_factory=dict)
    kin: Mapping[str, Collection[str]] = field(default_factory=dict)
    heads: Mapping[str, Collection[str]] = field(default_factory=dict)

    def own(self, person: str, subject: str) -> bool:
        """Whether a case about the subject is the person's own: themselves, their kin, the unit they head."""
        related = {person, *self.kin.get(person, ()), *self.heads.get(person, ())}
        return subject in related or person in self.kin.get(subject, ())


@dataclass(frozen=True, slots=True)
class Asked:
    """A party of the step and the persons who may answer for it now. `by`: the party that steps in for it,
    else itself. Nobody is in `persons` when the role is vacant and no one steps in, or when a fact that
    names somebody is missing."""

    party: str
    by: str
    persons: tuple[str, ...]
    gaps: tuple[Gap, ...] = ()
    barred: tuple[str, ...] = ()
    """Holders who may not act because the case is their own."""


def parties_of(policy: Policy, matter: Matter) -> tuple[str, ...]:
    """The parties of the step, whether or not they have answered."""
    if matter.step is None:
        return ()
    step = step_of(policy, matter)
    if isinstance(step.by, Each):
        return step.by.each
    if step.by is not None:
        return (step.by,)
    return (OFFERED,) if step.offer else ()


def asked(policy: Policy, root: Matter, matter: Matter, people: People) -> tuple[Asked, ...]:
    """Who is to answer now: the parties of the step that have not answered yet."""
    done = {given.party for given in matter.given}
    waiting = [party for party in parties_of(policy, matter) if party not in done]
    return tuple(asked_for(policy, root, matter, party, people) for party in waiting)


def asked_for(policy: Policy, root: Matter, matter: Matter, party: str, people: People) -> Asked:
    """Who may answer for a party: its persons, or those of the first party up its `else` chain with anybody
    left."""
    specs, by = flow_of(policy, matter).parties, party
    barred: tuple[str, ...] = ()
    seen: set[str] = set()
    while True:
        found = _persons(policy, root, matter, by, people)
        spec = specs.get(Name(by))
        onward = spec.else_ if isinstance(spec, RoleParty) else None
        seen.add(by)
        # Not knowing whose office it is is no vacancy: nobody steps in until the fact is there.
        if found.persons or found.gaps or onward is None or onward in seen:
            return Asked(party, by, found.persons, found.gaps, (*barred, *found.barred))
        barred, by = (*barred, *found.barred), onward


def _persons(policy: Policy, root: Matter, matter: Matter, party: str, people: People) -> Asked:
    spec = flow_of(policy, matter).parties.get(Name(party))
    if spec is None:
        named = offered_to(policy, matter) if party == OFFERED else None
        return Asked(party, party, (named,) if named else (), () if named else (Gap(party),))
    if isinstance(spec, PersonParty):
        return _named(policy, matter, party, spec.person)
    unit = ""
    gaps: tuple[Gap, ...] = ()
    if spec.of is not None:
        where = _named(policy, matter, party, spec.of)
        unit, gaps = next(iter(where.persons), ""), where.gaps
    holders = () if gaps else tuple(sorted(people.holders.get((spec.role, unit), ())))
    barred = tuple(holder for holder in holders if own_case(policy, root, matter, holder, people))
    return Asked(party, party, tuple(one for one in holders if one not in barred), gaps, barred)


def _named(policy: Policy, matter: Matter, party: str, name: str) -> Asked:
    value = offered_to(policy, matter) if name == OFFERED else matter.facts.get(name)
    told = isinstance(value, str) and bool(value)
    return Asked(party, party, (str(value),) if told else (), () if told else (Gap(name),))


def own_case(policy: Policy, root: Matter, matter: Matter, person: str, people: People) -> bool:
    """Whether the person may not act in an office here: about them or theirs, or they have acted in it for
    themselves."""
    subjects = {value for one in (root, matter) if isinstance(value := one.facts.get("subject"), str)}
    return any(people.own(person, subject) for subject in subjects) or person in _for_themselves(policy, root)


def _for_themselves(policy: Policy, root: Matter) -> set[str]:
    flows = {matter.id: flow_of(policy, matter) for matter in root.all()}
    acts = [act for act in root.history if act.party and act.on in flows]
    return {act.actor for act in acts if isinstance(flows[act.on].parties.get(Name(act.party)), PersonParty)}
