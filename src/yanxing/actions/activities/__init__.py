"""Arranging: activities, sessions, who is expected, changes, messages, teachers, visits, evaluations."""

from yanxing.actions.activities.announcing import announce_session, excuse_from_expected, expect_person
from yanxing.actions.activities.changes import cancel_session, change_venue, move_session, postpone_sessions
from yanxing.actions.activities.copying import copy_message
from yanxing.actions.activities.evaluations import evaluate_session
from yanxing.actions.activities.evidence import add_online_evidence
from yanxing.actions.activities.sessions import fill_session, paste_sessions
from yanxing.actions.activities.starting import change_activity, open_activity, start_activities
from yanxing.actions.activities.teachers import register_teacher
from yanxing.actions.activities.visits import record_visit

__all__ = [
    "add_online_evidence",
    "announce_session",
    "cancel_session",
    "change_activity",
    "change_venue",
    "copy_message",
    "evaluate_session",
    "excuse_from_expected",
    "expect_person",
    "fill_session",
    "move_session",
    "open_activity",
    "paste_sessions",
    "postpone_sessions",
    "record_visit",
    "register_teacher",
    "start_activities",
]
