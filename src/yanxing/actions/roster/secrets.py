"""Numbers kept sealed: shown once, to whom they concern, with a reason that stays in the trail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.keyring import sealer
from yanxing.access.predicates import demand, demand_proof
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.sealing import NotOpened
from yanxing.actions import trail
from yanxing.queries.people.reach import person_of
from yanxing.records.models import IdentitySecret

MOST_AN_HOUR = 20
_WINDOW = timedelta(hours=1)


def reveal_secret(*, person_id: int, kind: str, reason: str, actor: Actor, now: datetime) -> str:
    """The number in clear. One's own, or of the street by an officer; the person proves again who they are.

    Raises `Refused` without a reason, beyond twenty an hour, or without the key; `NotYours`; `ProveAgain`.
    """
    own = person_id == actor.person_id
    demand(own or actor.has("officer"))
    person = person_of(actor, person_id)
    demand_proof(actor)
    if len(reason.strip()) < 4:
        raise Refused(_("请写明查看的原因，至少 4 个字。"), field="reason")
    secret = IdentitySecret.objects.filter(person=person, kind=kind).first()
    if secret is None:
        raise NotYours
    _count(actor)
    try:
        number = sealer().open(secret.sealed, context=f"person:{person.pk}:{kind}")
    except NotOpened as failure:
        raise Refused(_("密钥不在，号码打不开。请告诉系统管理员恢复密钥。"), code=failure.code) from failure
    trail.record(
        "secret.reveal",
        actor=actor,
        now=now,
        about=("person", person.pk),
        unit_id=person.subject.home_unit_id,
        reason=reason.strip()[:400],
        kind=kind,
    )
    return number


def _count(actor: Actor) -> None:
    """Real time, kept with the login and lock-out counters."""
    key = f"reveal:{actor.account_id}"
    cache.add(key, 0, timeout=int(_WINDOW.total_seconds()))
    if cache.incr(key) > MOST_AN_HOUR:
        raise Refused(
            _("一小时内最多查看 %(most)d 次。要成批核对，请用花名册导入比对。") % {"most": MOST_AN_HOUR},
            code="too_many",
        )
