"""What a document in force sets going."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from yanxing.access.actor import Actor
from yanxing.records.models import PolicyDocument

_ACTIVITIES = "yanxing.actions.activities"


def start(*, document: PolicyDocument, actor: Actor, now: datetime) -> None:
    """The activities of its programme. Looked up here, so that activities may in turn use policies."""
    if find_spec(_ACTIVITIES) is None:
        return
    begin = getattr(import_module(_ACTIVITIES), "start_activities", None)
    if begin is not None:
        begin(document=document, actor=actor, now=now)
