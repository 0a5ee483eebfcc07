"""Moves matters: the engine judges every answer, these functions write down what came of it."""

from yanxing.actions.matters.leave import answer_leave, ask_leave, resubmit_leave, withdraw_leave
from yanxing.actions.matters.ticking import tick_matters

__all__ = ["answer_leave", "ask_leave", "resubmit_leave", "tick_matters", "withdraw_leave"]
