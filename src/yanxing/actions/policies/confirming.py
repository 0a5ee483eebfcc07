"""Named persons stand by a warning of the checker, and by a reading of a silent text."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused, Stale
from yanxing.actions import trail
from yanxing.actions.policies.locking import locked
from yanxing.engine.grammar.base import Text
from yanxing.queries.policies.readiness import warnings_of
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import PolicyDocument, ReadingConfirmation, WarningConfirmation

_OPEN = (PolicyDocument.State.DRAFT, PolicyDocument.State.IN_FORCE)


def confirm_warning(
    *, document: PolicyDocument, finding: str, actor: Actor, now: datetime, note: str = ""
) -> None:
    """`finding` is the digest of a warning as shown. Raises `Refused` for one that is not there or is
    confirmed already."""
    document = locked(document, actor, PolicyDocument.State.DRAFT)
    warned = next((each for each in warnings_of(document) if each.digest == finding), None)
    if warned is None:
        raise Stale(_("这条提醒已经变了，请看一下再确认。"))
    if warned.by:
        raise Stale(_("这条提醒%(who)s已经确认过。") % {"who": warned.by})
    WarningConfirmation.objects.create(
        document=document,
        finding=finding,
        text=warned.finding.text(),
        confirmed_by_id=actor.account_id or 0,
        confirmed_at=now,
        note=note[:200],
    )
    trail.record(
        "policy.confirm_warning", actor=actor, now=now, about=("document", document.pk),
        unit_id=document.unit_id, finding=finding, code=warned.finding.code,
    )  # fmt: skip


def confirm_reading(
    *, document: PolicyDocument, reading: str, actor: Actor, now: datetime, says: str = ""
) -> None:
    """执行口径 → 街道口径: as it stands, or in the office's own words (`says`). Once for each reading."""
    document = locked(document, actor, *_OPEN)
    found = (pinned(document).usable.readings or {}).get(Text(reading))
    if found is None:
        raise Refused(_("方案里没有这一条口径。"))
    words = says.strip() or str(found.says)
    try:
        with transaction.atomic():
            ReadingConfirmation.objects.create(
                document=document,
                reading=reading,
                says=words,
                confirmed_by_id=actor.account_id or 0,
                confirmed_at=now,
            )
    except IntegrityError:
        raise Stale(_("这一条口径已经有人确认过。")) from None
    trail.record(
        "policy.confirm_reading", actor=actor, now=now, about=("document", document.pk),
        unit_id=document.unit_id, reading=reading, reworded=words != str(found.says),
    )  # fmt: skip
