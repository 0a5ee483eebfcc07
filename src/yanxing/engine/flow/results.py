"""What came of an attempt: moved, waiting for whom, ended, or refused with every reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yanxing.engine.flow.effects import Proposal
from yanxing.engine.flow.matter import Act, Matter
from yanxing.engine.flow.parties import Asked
from yanxing.engine.outcome import GateReason
from yanxing.engine.unknown import Gap

Refusal = Literal[
    "no_such_matter", "ended", "too_late", "before_last_act", "waits_for_sub", "no_such_answer", "not_asked",
    "already_answered", "own_case", "not_the_party", "nobody_named", "reason_required", "not_pausable",
    "paused", "not_paused", "nothing_new", "missing_facts",
]  # fmt: skip
"""Why the flow itself refuses; a requirement refuses with the code its `else` gives. `own_case`: the actor
holds the role, but the case is their own, `asked` says who steps in. `too_late`: the house has already
acted, its clock having passed."""


@dataclass(frozen=True, slots=True)
class _Done:
    """`matter`: the outermost one as it is now. `on`: the one of which this is said. `acts`: what was done,
    the house's included. `effects`: proposals, carried out by nobody here. `notes`: remarks of requirements
    that only note."""

    matter: Matter
    on: str
    acts: tuple[Act, ...] = ()
    effects: tuple[Proposal, ...] = ()
    asked: tuple[Asked, ...] = ()
    reasons: tuple[GateReason, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved(_Done):
    """It stands at another step; `asked` says who is to answer there."""


@dataclass(frozen=True, slots=True)
class Waiting(_Done):
    """It stands where it stood and waits for those in `asked`, or for its sub-matters."""


@dataclass(frozen=True, slots=True)
class Ended(_Done):
    """It has ended with `outcome`."""

    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done (`matter` is as the house's clocks left it). `asked`: for whom the actor wanted to
    speak."""

    matter: Matter
    on: str
    code: str
    asked: Asked | None = None
    reasons: tuple[GateReason, ...] = ()
    gaps: tuple[Gap, ...] = ()
    acts: tuple[Act, ...] = ()
    effects: tuple[Proposal, ...] = ()
    """What the house did before, its clocks having passed."""


Result = Moved | Waiting | Ended | Refused
