"""The desk signs people in: by the code on their badge, place card or sheet, or by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.keyring import check_in_key
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.tokens import Refusal, read_personal_code
from yanxing.actions.signin.signing import Direction, Evidence, Signed, sign
from yanxing.queries.signin.codes import bad_code
from yanxing.queries.signin.sessions import desk_meeting
from yanxing.records.models import Person

KEPT_AT_MOST = timedelta(hours=6)
"""How long a scan may lie on the desk's own machine while the network is away."""


@dataclass(frozen=True, slots=True)
class SignedPerson:
    name: str
    signed: Signed


def sign_in_at_desk(
    *,
    session_id: int,
    actor: Actor,
    now: datetime,
    personal_code: str = "",
    person_id: int | None = None,
    kept_for: timedelta = timedelta(0),
    direction: Direction = "in",
) -> SignedPerson:
    """By a scanned personal code, or a person picked from the session's list. `kept_for`: how long the desk
    had to keep the scan. Raises `Refused` (`mistyped`, `forged`, `not_a_code`, and those of `sign`)."""
    desk_meeting(actor, session_id)
    person = _person(personal_code, person_id)
    own = person.pk == actor.person_id  # one's own time is when it arrives
    kept = timedelta(0) if own else min(max(kept_for, timedelta(0)), KEPT_AT_MOST)
    minutes = int(kept.total_seconds() // 60)
    note = _("签到台离线 %(number)s 分钟后补传") % {"number": minutes} if minutes else ""
    evidence = Evidence("desk", now - kept, note=note)
    try:
        signed = sign(
            session_id=session_id,
            person_id=person.pk,
            evidence=evidence,
            actor=actor,
            now=now,
            direction=direction,
        )
    except Refused as refused:
        raise Refused(_of_another(person.name, refused), field="code", code=refused.code) from refused
    return SignedPerson(person.name, signed)


def _person(code: str, person_id: int | None) -> Person:
    if person_id is None:
        read = read_personal_code(check_in_key(), code)
        if isinstance(read, Refusal):
            raise Refused(_text(read), field="code", code=read.why)
        person_id = read
    found = Person.objects.filter(pk=person_id).only("subject_id", "name").first()
    if found is None:
        raise NotYours
    return found


def _text(read: Refusal) -> str:
    if read.why == "not_a_code":
        return _("这不是个人码。请扫胸牌、桌签或签到表上的二维码，或者按姓名查找。")
    if read.why == "forged":
        return _("这个个人码不是本单位发的。请核对后按姓名查找。")
    return bad_code(read).text


def _of_another(name: str, refused: Refused) -> str:
    if refused.code == "not_expected":
        return _("%(name)s不在本场应到名单里，没有签到。应该参加的，请街道经办人加入名单后再签。") % {
            "name": name
        }
    return _("%(name)s没有签到：%(why)s") % {"name": name, "why": refused.text}
