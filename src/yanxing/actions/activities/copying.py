"""What was copied for a group, for whom, by whom and when."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer, demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.queries.activities.group_texts import KINDS, group_text
from yanxing.queries.activities.scope import session_seen
from yanxing.records.models import MessageCopy

SAME_CLICK = timedelta(seconds=3)


@transaction.atomic
def copy_message(
    *, session_id: int, kind: str, actor: Actor, now: datetime, unit_id: int | None = None, address: str = ""
) -> MessageCopy:
    """Writes down that the text was copied. The text is made here again, never taken from the browser."""
    session = session_seen(actor, session_id)
    demand(an_officer(actor) or a_secretary(actor))
    if kind not in KINDS:
        raise Refused(_("没有这一种群消息。"), code="kind")
    text = group_text(actor, session, kind, now=now, unit_id=unit_id, address=address)
    last = session.copies.filter(copied_by=actor.account_id).order_by("-pk").first()
    if last and last.kind == kind and last.unit_id == unit_id and now - last.copied_at < SAME_CLICK:
        return last
    copy = MessageCopy.objects.create(
        session=session, unit_id=unit_id, kind=kind, text=text, copied_by_id=actor.by, copied_at=now
    )
    trail.record(
        "message.copy", actor=actor, now=now, about=("session", session.pk), unit_id=unit_id, kind=kind
    )
    return copy
