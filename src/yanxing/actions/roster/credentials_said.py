"""全岗通 as somebody said it and somebody confirmed it."""

from __future__ import annotations

from datetime import datetime

from yanxing.access.actor import Actor
from yanxing.actions.roster.writing import said_of_credentials
from yanxing.records.models import Credential


def write_all_post(person_id: int, held: bool, actor: Actor, now: datetime) -> None:
    """The certificate, or the dated word that there is none."""
    if held and not Credential.objects.filter(person_id=person_id, kind="all_post", revoked_on=None).exists():
        Credential.objects.create(person_id=person_id, kind="all_post")
    said_of_credentials(person_id, ["all_post"] if held else [], actor, now).save()
