"""Flows: a matter moves step by step between parties; every attempt is judged, every history tells the
matter again.

matter = start(policy, "transfer", {"id": "m1", "subject": "w3", …}, at)
result = step(Desk(policy=policy, calendar=calendar, people=people), matter, Word(party=…, actor=…,
answer=…), at) matter = tick(policy, result.matter, now, calendar=calendar).matter
"""

from yanxing.engine.flow.clocks import clock_of, deadline, last_moment, time_left
from yanxing.engine.flow.effects import Proposal
from yanxing.engine.flow.house import Due, Ticked, due, tick
from yanxing.engine.flow.matter import HOUSE, OFFERED, Act, ClockState, Given, Matter, Pause
from yanxing.engine.flow.moves import offered_to, replay
from yanxing.engine.flow.parties import Asked, People, asked
from yanxing.engine.flow.plan import AnswerPlan, ClockPlan, FlowPlan, PartyPlan, StepPlan, describe
from yanxing.engine.flow.results import Ended, Moved, Refusal, Refused, Result, Waiting
from yanxing.engine.flow.steps import Desk, Word, pause, resume, revise, start, step

__all__ = [
    "HOUSE",
    "OFFERED",
    "Act",
    "AnswerPlan",
    "Asked",
    "ClockPlan",
    "ClockState",
    "Desk",
    "Due",
    "Ended",
    "FlowPlan",
    "Given",
    "Matter",
    "Moved",
    "PartyPlan",
    "Pause",
    "People",
    "Proposal",
    "Refusal",
    "Refused",
    "Result",
    "StepPlan",
    "Ticked",
    "Waiting",
    "Word",
    "asked",
    "clock_of",
    "deadline",
    "describe",
    "due",
    "last_moment",
    "offered_to",
    "pause",
    "replay",
    "resume",
    "revise",
    "start",
    "step",
    "tick",
    "time_left",
]
