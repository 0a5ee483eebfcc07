"""A flow told for drawing: its steps, who is asked at each, the clock, and where every answer leads."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.engine.flow.matter import OFFERED
from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.flows import Answer, Clock, Each, Flow, PersonParty, RoleParty, Step
from yanxing.engine.grammar.policy import Policy


@dataclass(frozen=True, slots=True)
class PartyPlan:
    """`person`: the fact that names them, or else `role` and the fact `of` that names the unit. `else_`: who
    steps in."""

    name: str
    label: str
    person: str | None = None
    role: str | None = None
    of: str | None = None
    else_: str | None = None


@dataclass(frozen=True, slots=True)
class ClockPlan:
    """One clock; several where it depends on the facts (`conditional`, all but the last)."""

    number: int
    unit: str
    late: str | None
    pausable: tuple[str, ...]
    conditional: bool


@dataclass(frozen=True, slots=True)
class AnswerPlan:
    """`go` a step or `end` an outcome, neither when it stays. `all`: takes effect when every party has given
    it."""

    name: str
    label: str
    go: str | None
    end: str | None
    end_label: str | None
    all: bool
    requirements: int
    reason_required: bool
    effects: tuple[tuple[str, str], ...]
    opens: str | None
    waits: bool


@dataclass(frozen=True, slots=True)
class StepPlan:
    """`offered_from`: the fact that lists whom it is offered to. `reached`: whether any way leads here."""

    name: str
    label: str
    asked: tuple[str, ...]
    clocks: tuple[ClockPlan, ...]
    offered_from: str | None
    decline: str | None
    answers: tuple[AnswerPlan, ...]
    none_left: AnswerPlan | None
    reached: bool


@dataclass(frozen=True, slots=True)
class FlowPlan:
    name: str
    label: str
    about: str
    start: str
    parties: tuple[PartyPlan, ...]
    steps: tuple[StepPlan, ...]
    outcomes: tuple[tuple[str, str], ...]
    """(code, label), in order of writing."""


def describe(policy: Policy, flow: str) -> FlowPlan:
    """The plan of a flow with its labels. Raises KeyError when there is no such flow."""
    spec = (policy.flows or {})[Name(flow)]
    label = Labels(policy)
    ways = [(name, answer) for name, each in spec.steps.items() for answer in _answers(each)]
    reached = {spec.start, *(answer.go for _, answer in ways if answer.go)}
    steps = tuple(_step(name, each, name in reached, label) for name, each in spec.steps.items())
    outcomes = dict.fromkeys(answer.end for _, answer in ways if answer.end)
    return FlowPlan(
        flow,
        label.of(flow),
        spec.about,
        spec.start,
        _parties(spec, label),
        steps,
        tuple((code, label.of(code)) for code in outcomes),
    )


@dataclass(frozen=True, slots=True)
class Labels:
    policy: Policy

    def of(self, name: str) -> str:
        return (self.policy.labels or {}).get(Text(name), Text(name))


def _answers(step: Step) -> list[Answer]:
    return [*step.answers.values(), *([step.none_left] if step.none_left else [])]


def _parties(flow: Flow, label: Labels) -> tuple[PartyPlan, ...]:
    plans = []
    for name, spec in flow.parties.items():
        match spec:
            case PersonParty(person=person):
                plans.append(PartyPlan(name, label.of(name), person=person))
            case RoleParty(role=role, of=of, else_=else_):
                plans.append(PartyPlan(name, label.of(name), role=role, of=of, else_=else_))
    return tuple(plans)


def _step(name: str, step: Step, reached: bool, label: Labels) -> StepPlan:
    by = step.by.each if isinstance(step.by, Each) else (step.by,) if step.by else ()
    return StepPlan(
        name,
        label.of(name),
        by or ((OFFERED,) if step.offer else ()),
        _clocks(step.clock),
        step.offer.to if step.offer else None,
        step.offer.decline if step.offer else None,
        tuple(_answer(key, answer, label) for key, answer in step.answers.items()),
        _answer("none_left", step.none_left, label) if step.none_left else None,
        reached,
    )


def _clocks(clock: Clock | None) -> tuple[ClockPlan, ...]:
    plans = []
    while clock is not None:
        unit = next((unit for unit in ("hours", "workdays", "days") if getattr(clock, unit) is not None), "")
        number = getattr(clock, unit) if unit else 0
        plans.append(ClockPlan(number, unit, clock.late, clock.pausable, clock.when is not None))
        clock = clock.else_
    return tuple(plans)


def _answer(name: str, answer: Answer, label: Labels) -> AnswerPlan:
    return AnswerPlan(
        name,
        label.of(name),
        answer.go,
        answer.end,
        label.of(answer.end) if answer.end else None,
        answer.from_ == "all",
        len(answer.require),
        answer.reason == "required",
        tuple((effect.effect, effect.target) for effect in answer.effects),
        answer.opens.flow if answer.opens else None,
        bool(answer.opens and answer.opens.wait),
    )
