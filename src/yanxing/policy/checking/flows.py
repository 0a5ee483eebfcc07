"""Flows: parties, steps that can be reached and left, clocks, offers, sub-matters, effects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.flows import Answer, Clock, Each, Flow, Offer, Open, PersonParty, RoleParty, Step
from yanxing.policy.checking.conditions import check_condition
from yanxing.policy.checking.inspection import Inspection, Scope, Shape
from yanxing.policy.checking.shapes import kind_shape
from yanxing.policy.checking.stages import check_requirement
from yanxing.policy.checking.types import KEY, Type
from yanxing.policy.findings import Placed


def check_flows(see: Inspection, runs: Mapping[str, Shape]) -> None:
    """Checks every flow."""
    for name, flow in see.flows.items():
        see.place = f"flows.{name}"
        _flow(name, flow, see, runs)
    see.place = ""


def _flow(name: str, flow: Flow, see: Inspection, runs: Mapping[str, Shape]) -> None:
    facts = see.facts
    if flow.about not in facts:
        see.unknown("no_kind", flow, flow.about, facts)
        return
    names = {"subject": KEY, "offered": KEY} | dict(kind_shape(flow.about, see).names)
    scope = Scope(see, names, runs, blocks=name, kind=flow.about)
    for party, spec in flow.parties.items():
        _party(party, spec, flow, scope)
    if flow.start not in flow.steps:
        see.unknown("no_step", flow, flow.start, flow.steps)
    for step_name, step in flow.steps.items():
        _step(step_name, step, flow, scope)
    _graph(flow, see)


def _party(name: str, spec: PersonParty | RoleParty, flow: Flow, scope: Scope) -> None:
    if isinstance(spec, PersonParty):
        _key_fact(spec.person, spec, scope)
        return
    if spec.of is not None:
        _key_fact(spec.of, spec, scope)
    if spec.else_ is not None:
        if spec.else_ == name:
            scope.see.say("else_is_itself", spec, name=name)
        elif spec.else_ not in flow.parties:
            scope.see.unknown("no_party", spec, spec.else_, flow.parties)
    elif flow.subject == "person" and name in _answering(flow):
        scope.see.say("subject_alone", spec, name=name, role=spec.role)


def _answering(flow: Flow) -> set[str]:
    return {party for step in flow.steps.values() for party in _parties(step)}


def _parties(step: Step) -> tuple[str, ...]:
    if isinstance(step.by, Each):
        return step.by.each
    return (step.by,) if step.by is not None else ()


def _key_fact(name: str, at: Placed, scope: Scope) -> None:
    found = scope.names.get(name)
    if found is None:
        scope.see.unknown("no_name", at, name, scope.names)
    elif found.family not in ("code", "any"):
        scope.see.say("wants_code", at, word=name, type=found.word)


def _step(name: str, step: Step, flow: Flow, scope: Scope) -> None:
    see = scope.see
    if step.by is None and step.offer is None:
        see.say("step_without_party", step, name=name)
    if isinstance(step.by, Each) and not step.by.each:
        see.say("step_without_party", step, name=name)
    for party in _parties(step):
        if party not in flow.parties:
            see.unknown("no_party", step, party, flow.parties)
    if step.clock is not None:
        _clock(step.clock, step, flow, scope)
    if step.offer is not None:
        _offer(name, step.offer, step, scope)
    elif step.none_left is not None:
        see.say("none_left_without_offer", step.none_left, name=name)
    for answer_name, answer in _answers(step):
        _answer(answer_name, answer, step, flow, scope)


def _answers(step: Step) -> Iterator[tuple[str, Answer]]:
    yield from step.answers.items()
    if step.none_left is not None:
        yield "none_left", step.none_left


def _clock(clock: Clock, step: Step, flow: Flow, scope: Scope) -> None:
    see = scope.see
    spans = [word for word in ("workdays", "days", "hours") if getattr(clock, word) is not None]
    if len(spans) != 1:
        see.say("clock_spans", clock)
    if clock.late is None and step.offer is None:
        see.say("clock_without_late", clock)
    if clock.late is not None and clock.late not in step.answers:
        see.unknown("no_answer", clock, clock.late, step.answers)
    for party in clock.pausable:
        if party not in flow.parties:
            see.unknown("no_party", clock, party, flow.parties)
    if (clock.when is None) != (clock.else_ is None):
        see.say("clock_when_else", clock)
    if clock.when is not None:
        check_condition(clock.when, scope)
    if clock.else_ is not None:
        _clock(clock.else_, step, flow, scope)


def _offer(name: str, offer: Offer, step: Step, scope: Scope) -> None:
    found = scope.names.get(offer.to)
    if found is None:
        scope.see.unknown("no_name", offer, offer.to, scope.names)
    elif not _lists_keys(found):
        scope.see.say("offer_not_list", offer, name=offer.to, type=found.word)
    if step.none_left is None:
        scope.see.say("offer_without_none_left", offer, name=name)


def _lists_keys(found: Type) -> bool:
    """Records that have an `id`, or one field that is a key."""
    fields = found.fields or {}
    keys = [name for name, each in fields.items() if each.word == "key"]
    return found.word == "any" or "id" in fields or len(keys) == 1


def _answer(name: str, answer: Answer, step: Step, flow: Flow, scope: Scope) -> None:
    see = scope.see
    if answer.go is not None and answer.end is not None:
        see.say("answer_leads", answer, name=name)
    if answer.go is not None and answer.go not in flow.steps:
        see.unknown("no_step", answer, answer.go, flow.steps)
    for requirement in answer.require:
        check_requirement(requirement, scope)
    if answer.opens is not None:
        _opens(answer.opens, step, see)
    targets = {
        *scope.names,
        *flow.parties,
        *see.runs,
        *see.values,
        *see.ledgers,
    }
    for effect in answer.effects:
        if effect.target not in targets:
            see.unknown("no_target", effect, effect.target, targets, effect=effect.effect)


def _opens(opens: Open, step: Step, see: Inspection) -> None:
    flows = see.flows
    if opens.flow not in flows:
        see.unknown("no_flow", opens, opens.flow, flows)
        return
    ends = {
        answer.end for each in flows[opens.flow].steps.values() for _, answer in _answers(each) if answer.end
    }
    for end, answer_name in (opens.then or {}).items():
        if end not in ends:
            see.unknown("no_end", opens, end, ends, flow=opens.flow)
        if answer_name not in step.answers:
            see.unknown("no_answer", opens, answer_name, step.answers)


def _graph(flow: Flow, see: Inspection) -> None:
    """Every step is reached from the start, and from every step some end is reached; told only when all names
    of steps are known."""
    leads = {
        name: {str(a.go) for _, a in _answers(step) if a.go is not None} for name, step in flow.steps.items()
    }
    if {flow.start}.union(*leads.values()) - set(leads):
        return
    reached, waiting = {str(flow.start)}, [str(flow.start)]
    while waiting:
        new = leads[Name(waiting.pop())] - reached
        reached |= new
        waiting.extend(new)
    ending = {str(name) for name, step in flow.steps.items() if any(a.end for _, a in _answers(step))}
    while grown := {str(name) for name, goes in leads.items() if goes & ending} - ending:
        ending |= grown
    for name, step in flow.steps.items():
        if name not in reached:
            see.say("step_not_reached", step, name=name)
        if name not in ending:
            see.say("step_without_end", step, name=name)
