"""Signing oneself in: by the code on the screen, scanned or typed; and signing out where it is asked."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.keyring import check_in_key
from yanxing.access.refusal import Refused
from yanxing.access.tokens import Code, read_typed_code, slot_of
from yanxing.actions.signin.signing import Direction, Evidence, Signed, Way, sign
from yanxing.actions.signin.tries import count_try, hold_back
from yanxing.queries.signin.codes import read_scan
from yanxing.queries.signin.sessions import open_sessions


def sign_in(
    *,
    session_id: int,
    actor: Actor,
    now: datetime,
    way: Way = "code",
    at: datetime | None = None,
    fingerprint: str = "",
) -> Signed:
    """The actor signs in; the caller has seen the proof. Raises `Refused`, see `signing.sign`."""
    evidence = Evidence(way, at or now, fingerprint=fingerprint)
    return sign(session_id=session_id, person_id=person_of(actor), evidence=evidence, actor=actor, now=now)


def sign_in_by_code(
    *,
    token: str,
    actor: Actor,
    now: datetime,
    receipt: str = "",
    fingerprint: str = "",
    direction: Direction = "in",
) -> Signed:
    """By the scanned code. What counts is when the server first saw it (`receipt`), else now."""
    person = person_of(actor)
    scan = read_scan(token, now=now, receipt=receipt, browser=fingerprint)
    return sign(
        session_id=scan.session_id,
        person_id=person,
        evidence=Evidence("code", scan.seen_at, scan.slot, fingerprint=fingerprint),
        actor=actor,
        now=now,
        direction=direction,
    )


def sign_in_by_typed_code(
    *, typed: str, address: str, actor: Actor, now: datetime, fingerprint: str = ""
) -> Signed:
    """By the six digits under the QR. A wrong one is counted; too many, and the box is closed for a while."""
    person = person_of(actor)
    hold_back(actor, address)
    read = read_typed_code(
        check_in_key(), typed, sessions=open_sessions(actor.person_id, now=now), slot=slot_of(now)
    )
    if not isinstance(read, Code):
        if read.why == "not_a_code":
            raise Refused(_("签到码是 6 位数字。请照大屏幕上的输入。"), field="code", code="not_a_code")
        count_try(actor, address)
        raise Refused(
            _("签到码不对或已过期。签到码每 30 秒更新，请照大屏幕上现在的 6 位数字输入。"),
            field="code",
            code="forged",
        )
    evidence = Evidence("typed", now, read.slot, fingerprint=fingerprint)
    return sign(session_id=read.session, person_id=person, evidence=evidence, actor=actor, now=now)


def sign_out(
    *, session_id: int, actor: Actor, now: datetime, way: Way = "code", fingerprint: str = ""
) -> Signed:
    """Leaving, where the activity asks for it; only after having signed in. The caller has seen the proof."""
    return sign(
        session_id=session_id,
        person_id=person_of(actor),
        evidence=Evidence(way, now, fingerprint=fingerprint),
        actor=actor,
        now=now,
        direction="out",
    )


def person_of(actor: Actor) -> int:
    if actor.person_id is None:
        raise Refused(_("这个账号不对应花名册上的人，不能签到。请用本人的账号登录。"), code="no_person")
    return actor.person_id
