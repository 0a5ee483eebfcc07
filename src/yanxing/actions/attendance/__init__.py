"""Exceptions noted, sessions closed, hours credited, mistakes put right by a later row."""

from yanxing.actions.attendance.closing import Closing, close_session
from yanxing.actions.attendance.correcting import DECIDE_AGAIN, Correction, correct_attendance
from yanxing.actions.attendance.marking import note_exception, withdraw_exception

__all__ = [
    "DECIDE_AGAIN",
    "Closing",
    "Correction",
    "close_session",
    "correct_attendance",
    "note_exception",
    "withdraw_exception",
]
