"""Proof of attending online, from the meeting's own list (ENR-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import hold_session
from yanxing.queries.activities.meeting_list import MeetingRow, known_evidence, matched_rows
from yanxing.records.models import OnlineEvidence, Session, StoredFile


@transaction.atomic
def add_online_evidence(
    *,
    session_id: int,
    rows: Sequence[MeetingRow],
    actor: Actor,
    now: datetime,
    file_id: int | None = None,
) -> list[OnlineEvidence]:
    """One row of evidence a person; the same minutes again change nothing. All rows or none.

    Raises `Refused` with code "table" while a row matches nobody or several people.
    """
    session = hold_session(actor, session_id)
    if session.mode == Session.Mode.IN_PERSON:
        raise Refused(_("这一场是线下的，没有线上记录。要改方式，请先在安排里改。"), code="in_person")
    if session.state in {Session.State.DRAFT, Session.State.CANCELLED}:
        raise Refused(
            _("这一场%(state)s，不能记线上记录。") % {"state": session.get_state_display()}, code="state"
        )
    demand(file_id is None or StoredFile.objects.filter(pk=file_id, subject=session_id).exists())
    rows = matched_rows(session, rows)
    if any(row.error for row in rows):
        raise Refused(_("名单里还有要改的行，全部改好才能保存。"), code="table")
    known = known_evidence(session)
    fresh = [row for row in rows if (row.person_id, row.minutes) not in known]
    made = OnlineEvidence.objects.bulk_create(
        [
            OnlineEvidence(
                session=session,
                person_id=row.person_id,
                minutes=row.minutes,
                joined_at=row.joined_at,
                file_id=file_id,
                entered_by_id=actor.by,
                entered_at=now,
            )
            for row in fresh
        ]
    )
    if made:
        trail.record(
            "session.evidence",
            actor=actor,
            now=now,
            about=("session", session.pk),
            unit_id=session.activity.unit_id,
            rows=len(made),
            file=file_id,
        )
    return made
