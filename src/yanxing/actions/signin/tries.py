"""Codes typed wrongly are counted, per account and per address, so that nobody goes through all of them.

A hall shares one address: its limit is wide enough for a hall's mistakes and still leaves a guess 1 in 2,500.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from yanxing.access import clock
from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.records.models import CodeTry

WITHIN = timedelta(minutes=10)
A_DAY = timedelta(hours=12)
OF_ACCOUNT = 8
OF_ADDRESS = 200


def hold_back(actor: Actor, address: str, own_within: timedelta = WITHIN) -> None:
    """Raises `Refused` with the code `too_many` once the limit is reached."""
    now = clock.real_now()
    own = Q(account_id=actor.account_id, tried_at__gt=now - own_within)
    near = Q(address=address[:45], tried_at__gt=now - WITHIN)
    tried = CodeTry.objects.filter(own | near).aggregate(
        own=Count("pk", filter=own), near=Count("pk", filter=near)
    )
    if tried["own"] >= OF_ACCOUNT or tried["near"] >= OF_ADDRESS:
        raise Refused(
            _("输错的次数太多了。请 10 分钟后再输，或者扫大屏幕上的二维码、到门口签到台签到。"),
            field="code",
            code="too_many",
        )


def count_try(actor: Actor, address: str) -> None:
    """Stays only if the door commits: a page that shows the refusal does."""
    CodeTry.objects.create(account_id=actor.account_id or 0, address=address[:45], tried_at=clock.real_now())
