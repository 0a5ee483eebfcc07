"""Access beyond one's post: one thing, one purpose, for a time, given by somebody else."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import real_now
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.records.models import AccessGrant, Account, Subject

LONGEST = 30
"""Days a grant may last."""


def grant_access(
    *, account_id: int, session_id: int, reason: str, days: int, actor: Actor, now: datetime
) -> int:
    """Lets somebody help at the desk of one session, for some days. Answers the id of the grant."""
    demand(actor.has("officer"))
    demand_proof(actor)
    home = (
        Subject.objects.filter(pk=session_id, kind="session").values_list("home_unit_id", flat=True).first()
    )
    demand(home in actor.units and Account.objects.filter(pk=account_id, is_active=True).exists())
    if account_id == actor.account_id:
        raise Refused(_("不能给自己授权，请另一位经办人办理。"), field="account")
    if not reason.strip():
        raise Refused(_("请写明授权的原因。"), field="reason")
    if not 1 <= days <= LONGEST:
        raise Refused(_("授权天数填 1 至 %(most)s。") % {"most": LONGEST}, field="days")
    real = real_now()
    grant = AccessGrant.objects.create(
        account_id=account_id, purpose="desk", session_id=session_id, reason=reason.strip()[:200],
        granted_by_id=actor.account_id or 0, granted_at=real, expires_at=real + timedelta(days=days),
    )  # fmt: skip
    trail.record(
        "grant.give", actor=actor, now=now, about=("session", session_id), unit_id=home,
        reason=reason.strip()[:200], account=account_id, grant=grant.pk,
    )  # fmt: skip
    return grant.pk


def revoke_grant(*, grant_id: int, actor: Actor, now: datetime) -> None:
    """Takes it back at once."""
    demand(actor.has("officer"))
    grant = (
        AccessGrant.objects.filter(pk=grant_id, revoked_at=None).select_related("session__subject").first()
    )
    if grant is None or grant.session is None or grant.session.subject.home_unit_id not in actor.units:
        raise NotYours
    AccessGrant.objects.filter(pk=grant_id, revoked_at=None).update(revoked_at=real_now())
    trail.record("grant.revoke", actor=actor, now=now, about=("session", grant.session_id), grant=grant_id)
