"""Entering and leaving, as the trail tells it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from yanxing.access.actor import Actor
from yanxing.actions import trail

Way = Literal["password", "code", "device", "link", "slip"]


def note_entry(*, way: Way, actor: Actor, now: datetime) -> None:
    trail.record("account.enter", actor=actor, now=now, about=("account", actor.account_id), way=way)


def note_leaving(*, actor: Actor, now: datetime) -> None:
    trail.record("account.leave", actor=actor, now=now, about=("account", actor.account_id))


def note_proof(*, actor: Actor, now: datetime) -> None:
    trail.record("account.prove", actor=actor, now=now, about=("account", actor.account_id))
