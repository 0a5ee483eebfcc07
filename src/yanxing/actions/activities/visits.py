"""What a visit brought: where, what was looked at, what was taken home, the report shared (PRG-23)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import hold_session
from yanxing.records.models import Session, StoredFile, Unit, VisitRecord


@transaction.atomic
def record_visit(
    *,
    session_id: int,
    host_site: str,
    topics: str,
    actor: Actor,
    now: datetime,
    takeaways: str = "",
    host_unit_id: int | None = None,
    report_id: int | None = None,
) -> VisitRecord:
    """Writes the record of a visit, or writes it anew; a report once shared stays until another comes."""
    session = hold_session(actor, session_id)
    if session.state in {Session.State.DRAFT, Session.State.CANCELLED}:
        raise Refused(_("参访通知之后才能写参访记录。"), code="too_early")
    _check(host_site, topics)
    demand(host_unit_id is None or Unit.objects.filter(pk=host_unit_id).exists())
    demand(report_id is None or StoredFile.objects.filter(pk=report_id, subject=session_id).exists())
    values = {
        "host_site": host_site.strip(),
        "host_unit_id": host_unit_id,
        "topics": topics.strip(),
        "takeaways": takeaways.strip(),
        "written_by_id": actor.account_id,
        "written_at": now,
    }
    if report_id is not None:
        values["report_id"] = report_id
    visit, _made = VisitRecord.objects.update_or_create(session=session, defaults=values)
    trail.record(
        "visit.record", actor=actor, now=now, about=("session", session.pk), unit_id=session.activity.unit_id
    )
    return visit


def _check(host_site: str, topics: str) -> None:
    if not host_site.strip() or len(host_site) > 120:
        raise Refused(_("请写参访的地方，不超过 120 个字。"), field="host_site")
    if not topics.strip() or len(topics) > 400:
        raise Refused(_("请写看什么、交流什么，不超过 400 个字。"), field="topics")
