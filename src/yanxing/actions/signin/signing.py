"""The one statement of every sign-in: it asks whether the session is open and the person expected, adds the
row once, notes it in the trail, and says what stands there now.

The session's row is locked FOR SHARE: whoever closes it waits for the sign-ins under way, and a sign-in that
came too late sees it closed. Closing therefore changes the session first and reads the sign-ins afterwards.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access import clock
from yanxing.access.actor import Actor
from yanxing.access.prepared import Prepared
from yanxing.access.refusal import NotYours, Refused
from yanxing.queries.activities.words import called
from yanxing.queries.signin.timing import OPENS_BEFORE, State, Times

Way = Literal["code", "typed", "offline", "desk", "paper", "secretary", "online"]
Direction = Literal["in", "out"]

STATEMENT = """
WITH place AS (
    SELECT s.subject_id, s.state, s.starts_at, s.ends_at, s.sign_in_ahead, s.ordinal, s.topic, s.venue,
        a.title, COALESCE(s.form, a.form) AS form, a.asks_sign_out
    FROM records_session s JOIN records_activity a ON a.id = s.activity_id
    WHERE s.subject_id = %(session)s
    FOR SHARE OF s
), due AS (
    SELECT unit_id FROM records_expected
    WHERE session_id = %(session)s AND person_id = %(person)s AND removed_at IS NULL
), made AS (
    INSERT INTO records_checkin (session_id, person_id, direction, at, received_at, way, slot, device_id,
        fingerprint, entered_by_id, note)
    SELECT subject_id, %(person)s, %(direction)s, %(at)s, %(now)s, %(way)s, %(slot)s, %(device)s,
        %(fingerprint)s, %(by)s, %(note)s
    FROM place, due
    WHERE state = 'announced' AND %(at)s <= %(now)s
        AND %(at)s BETWEEN starts_at - %(opens)s AND ends_at
        AND (%(direction)s = 'in' OR asks_sign_out AND EXISTS (
            SELECT FROM records_checkin c
            WHERE c.session_id = %(session)s AND c.person_id = %(person)s AND c.direction = 'in'))
    ON CONFLICT (session_id, person_id, direction) DO NOTHING
    RETURNING at, way
), noted AS (
    INSERT INTO records_auditentry (at, real_at, account_id, person_id, post_id, door, act, object_kind,
        object_id, unit_id, reason, detail)
    SELECT %(now)s, %(real)s, %(account)s, %(actor)s, %(post)s, %(door)s, %(act)s, 'session',
        %(session)s::text, unit_id, %(note)s, %(detail)s
    FROM made, due
)
SELECT p.state, p.starts_at, p.ends_at, p.sign_in_ahead, p.title, p.form, p.ordinal, p.topic, p.venue,
    p.asks_sign_out, due.unit_id, made.at, made.way, old.at, old.way
FROM place p LEFT JOIN due ON true LEFT JOIN made ON true
LEFT JOIN records_checkin old
    ON old.session_id = %(session)s AND old.person_id = %(person)s AND old.direction = %(direction)s
"""
_SIGN = Prepared(
    "yanxing_sign",
    STATEMENT,
    session="bigint",
    person="bigint",
    direction="text",
    at="timestamptz",
    now="timestamptz",
    way="text",
    slot="bigint",
    device="bigint",
    fingerprint="text",
    by="bigint",
    note="text",
    opens="interval",
    real="timestamptz",
    account="bigint",
    actor="bigint",
    post="bigint",
    door="text",
    act="text",
    detail="jsonb",
)
_STANDS = """
SELECT at, way FROM records_checkin WHERE session_id = %s AND person_id = %s AND direction = %s
"""


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands now. `fresh`: this call wrote it; otherwise it stood there already, which is as good."""

    session_id: int
    name: str
    topic: str
    venue: str
    times: Times
    at: datetime
    way: str
    fresh: bool
    direction: Direction = "in"

    @property
    def state(self) -> State:
        return self.times.state(self.at)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How it was shown that the person is there: the code's slot, the phone, the paper."""

    way: Way
    at: datetime
    slot: int | None = None
    device_id: int | None = None
    fingerprint: str = ""
    note: str = ""


def sign(
    *,
    session_id: int,
    person_id: int,
    evidence: Evidence,
    actor: Actor,
    now: datetime,
    direction: Direction = "in",
) -> Signed:
    """Writes the sign-in or finds the one that stands. Raises `Refused` with the code `not_expected`,
    `early`, `over`, `closed`, `cancelled`, `not_announced`, `no_sign_out` or `not_in`."""
    row = _run(session_id, person_id, evidence, actor, now, direction)
    times = Times(row[1], row[2], row[3]) if row[1] and row[2] else None
    stands, fresh = (row[11], row[12]), row[11] is not None
    if not fresh:
        stands = (row[13], row[14]) if row[13] else _stands(session_id, person_id, direction)
    if stands[0] is None or times is None:
        raise refusal(row[0], times, expected=row[10] is not None, at=evidence.at, direction=direction)
    name = called(row[4], row[5], row[6])
    return Signed(session_id, name, row[7] or "", row[8] or "", times, *stands, fresh, direction)


def _run(
    session_id: int, person_id: int, evidence: Evidence, actor: Actor, now: datetime, direction: Direction
) -> tuple[Any, ...]:
    own = person_id == actor.person_id
    row = _SIGN.one(
        {
            "session": session_id,
            "person": person_id,
            "direction": direction,
            "at": evidence.at,
            "now": now,
            "way": evidence.way,
            "slot": evidence.slot,
            "device": evidence.device_id,
            "fingerprint": evidence.fingerprint,
            "by": None if own else actor.account_id,
            "note": evidence.note,
            "opens": OPENS_BEFORE,
            "real": clock.real_now(),
            "account": actor.account_id,
            "actor": actor.person_id,
            "post": actor.posts[0].id if actor.posts else None,
            "door": actor.door,
            "act": f"signin.{direction}",
            "detail": json.dumps({"person": person_id, "way": evidence.way}),
        }
    )
    if row is None:
        raise NotYours
    return row


def _stands(session_id: int, person_id: int, direction: Direction) -> tuple[datetime | None, str]:
    """Somebody else's transaction may have written it while ours was waiting for it."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [session_id, person_id, direction])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else (None, "")


def refusal(
    state: str, times: Times | None, *, expected: bool, at: datetime, direction: Direction
) -> Refused:
    """Why nothing was written, what to do, whom to ask."""
    if state == "cancelled":
        return Refused(_("这场活动已取消，不用签到。"), code="cancelled")
    if state == "draft" or times is None:
        return Refused(_("这场活动还没有发通知，不能签到。请问组织人员。"), code="not_announced")
    if not expected:
        return Refused(
            _("您不在这场活动的应到名单里，没有记录签到。应该参加的，请到门口签到台说明。"),
            code="not_expected",
        )
    if state == "closed":
        return Refused(_("这场活动已结束登记，不能再签到。请找本居民区书记或街道经办人说明。"), code="closed")
    stage = times.stage(at)
    if stage == "before":
        opens = times.opens.astimezone(clock.OFFICE)
        return Refused(_("还没有到签到时间。%(time)s 开始签到。") % {"time": f"{opens:%H:%M}"}, code="early")
    if stage == "over":
        return Refused(_("这场活动已经散场，不能再签到。请找本居民区书记或街道经办人说明。"), code="over")
    if direction == "out":
        return Refused(_("这场活动不用签退，或者您还没有签到。"), code="no_sign_out")
    return Refused(_("没有记录签到。请再试一次，或到门口签到台。"), code="refused")
