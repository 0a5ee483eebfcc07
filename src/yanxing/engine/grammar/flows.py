"""Flows: a matter that moves step by step between named parties, with clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from yanxing.engine.grammar.base import Cited, Code, Name, Node, Whole
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.stages import Requirement


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonParty(Node):
    """`{person: subject}`: the person the matter is about, or whom a fact of it names."""

    HEAD: ClassVar[str | None] = "person"
    person: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleParty(Node):
    """`{role: street_officer, of: home_street}`: whoever holds the role, in the unit a fact names, at that
    date.

    `else`: the party that steps in when no holder may act (一级往上), because the only one is the subject,
    their kin, or has acted in the matter for themselves; the checker asks for it.
    """

    HEAD: ClassVar[str | None] = "role"
    role: Name
    of: Name | None = None
    else_: Name | None = None


PartySpec = PersonParty | RoleParty


@dataclass(frozen=True, kw_only=True, slots=True)
class Each(Node):
    """`{each: [a, b]}`: all these parties are asked at once."""

    each: tuple[Name, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock(Node):
    """Runs from the next working day (or day, or at once for hours); the last day is in time. When it has
    passed, the house itself gives the `late` answer. `pausable` allows `pause` and `resume` with a reason by
    those parties.

    A last day counted in `days` that is a holiday moves to the next working day. `when` and `else`: another
    clock where the condition is not met, e.g. 2 hours for what is urgent; when the facts change, the time
    already passed still counts.
    """

    workdays: Whole | None = None
    days: Whole | None = None
    hours: Whole | None = None
    late: Name | None = None
    pausable: tuple[Name, ...] = ()
    when: Condition | None = None
    else_: Clock | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer(Node):
    """Puts the step to one party of a list after another (a records fact of the matter: their `id`, or the
    one field that is a key); `decline` or the clock passes it on; when nobody is left, `none_left` of the
    step.

    Rules and parties of the step may read `offered`, the id of whom it is put to now. Without `by` that
    person answers.
    """

    to: Name
    decline: Name = Name("decline")


@dataclass(frozen=True, kw_only=True, slots=True)
class Open(Node):
    """`{flow: objection}`: opens a sub-matter; with `wait` this matter stands still until all it waits for
    have ended, and then takes the answer that `then` names for their outcome; of several outcomes the one
    written first counts."""

    flow: Name
    wait: bool = True
    then: Mapping[Code, Name] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect(Node):
    """A proposal of what follows, from a closed list, with its target by name: `{end_appointment:
    home_street}`."""

    PAIR: ClassVar[tuple[str, ...]] = (
        "appoint", "end_appointment", "grant", "withdraw", "excuse", "correct", "redo", "post", "notify",
        "file_entry", "pay",
    )  # fmt: skip

    effect: Literal[
        "appoint", "end_appointment", "grant", "withdraw", "excuse", "correct", "redo", "post", "notify",
        "file_entry", "pay",
    ]  # fmt: skip
    target: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer(Cited):
    """Where an answer leads (`go` a step, `end` an outcome, neither: it stays), what it requires, and with
    several parties whether `any` or `all` of them must give it. `reason: required` asks the party for
    words."""

    go: Name | None = None
    end: Code | None = None
    from_: Literal["any", "all"] = "any"
    require: tuple[Requirement, ...] = ()
    effects: tuple[Effect, ...] = ()
    opens: Open | None = None
    reason: Literal["required", "optional"] = "optional"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step(Cited):
    """Where a matter stands, who must answer, how, and by when."""

    answers: Mapping[Name, Answer]
    by: Name | Each | None = None
    clock: Clock | None = None
    offer: Offer | None = None
    none_left: Answer | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Flow(Cited):
    """`about` is the kind of facts a matter carries (declared under `facts`); `subject` says what it is
    about, and the fact of that name whom."""

    about: Name
    subject: Literal["person", "unit", "thing"]
    parties: Mapping[Name, PartySpec]
    start: Name
    steps: Mapping[Name, Step]
