"""Signing in many at once: from a paper sheet by marking who is absent (反选), and for one's own team (代签).

One statement writes all who are expected, not excused and not signed in yet, each with a row in the trail.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access import clock
from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, demand
from yanxing.access.refusal import Refused
from yanxing.actions.signin.signing import Way, refusal
from yanxing.queries.signin.sessions import Meeting
from yanxing.queries.signin.sheet import people_of, reach_of
from yanxing.queries.signin.timing import OPENS_BEFORE

_MANY = """
WITH place AS (
    SELECT subject_id, state, starts_at, ends_at FROM records_session
    WHERE subject_id = %(session)s FOR SHARE
), made AS (
    INSERT INTO records_checkin (session_id, person_id, direction, at, received_at, way, fingerprint,
        entered_by_id, note)
    SELECT place.subject_id, e.person_id, 'in', %(at)s, %(now)s, %(way)s, '', %(account)s, %(note)s
    FROM place JOIN records_expected e ON e.session_id = place.subject_id
    WHERE place.state = 'announced' AND %(at)s <= %(now)s
        AND %(at)s BETWEEN place.starts_at - %(opens)s AND place.ends_at
        AND e.removed_at IS NULL AND e.person_id = ANY(%(people)s::bigint[])
        AND (%(units)s::bigint[] IS NULL OR e.unit_id = ANY(%(units)s::bigint[]))
    ON CONFLICT (session_id, person_id, direction) DO NOTHING
    RETURNING person_id
), noted AS (
    INSERT INTO records_auditentry (at, real_at, account_id, person_id, post_id, door, act, object_kind,
        object_id, unit_id, reason, detail)
    SELECT %(now)s, %(real)s, %(account)s, %(actor)s, %(post)s, %(door)s, 'signin.in', 'session',
        %(session)s::text, e.unit_id, %(note)s,
        jsonb_build_object('person', e.person_id, 'way', %(way)s::text)
    FROM made JOIN records_expected e
        ON e.person_id = made.person_id AND e.session_id = %(session)s
)
SELECT place.state, (SELECT count(*) FROM made) FROM place
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a paper sheet comes to: told before it is written, and after."""

    meeting: Meeting
    at: datetime
    signs: int
    absent: int
    before: int  # signed in already
    excused: int


def sign_in_from_paper(
    *,
    session_id: int,
    unit_id: int | None,
    listed: Collection[int],
    absent: Collection[int],
    at: time,
    actor: Actor,
    now: datetime,
    dry_run: bool = False,
) -> Sheet:
    """Everybody of the printed list but `absent` signed at that time. `listed`: who stood on the page when it
    was ticked, so that a person added since is not signed in unseen; never whoever types it in, who signs in
    as everybody does. Raises `Refused` or `NotYours`."""
    reach = reach_of(actor, session_id)
    units = reach.narrowed(unit_id)
    meeting = reach.meeting
    moment = _moment(meeting, at, now)
    others = set(listed) - {actor.person_id}
    shown = [entry for entry in people_of(session_id, units=units) if entry.person_id in others]
    away = set(absent)
    signs = [entry.person_id for entry in shown if entry.missing and entry.person_id not in away]
    sheet = Sheet(
        meeting,
        moment,
        signs=len(signs),
        absent=sum(entry.missing and entry.person_id in away for entry in shown),
        before=sum(entry.signed_at is not None for entry in shown),
        excused=sum(entry.excused and entry.signed_at is None for entry in shown),
    )
    if not dry_run:
        _write(meeting, signs, units, moment, actor, now, way="paper", note=_("纸质签到表"))
    return sheet


def _moment(meeting: Meeting, at: time, now: datetime) -> datetime:
    moment = datetime.combine(meeting.times.starts.astimezone(clock.OFFICE).date(), at, clock.OFFICE)
    if moment > now:
        raise Refused(_("签到时间晚于现在。请照纸质签到表上的时间填写。"), field="at")
    if meeting.times.stage(moment) != "open":
        raise Refused(
            _("签到时间应在 %(from)s 至 %(until)s 之间。")
            % {
                "from": f"{meeting.times.opens.astimezone(clock.OFFICE):%H:%M}",
                "until": f"{meeting.times.ends.astimezone(clock.OFFICE):%H:%M}",
            },
            field="at",
        )
    return moment


def sign_in_for_team(
    *, session_id: int, people: Collection[int], reason: str, actor: Actor, now: datetime
) -> int:
    """代签: the secretary signs in members of the own team, each marked as such, with the reason. Never
    herself: she signs in as everybody does. The number signed in now; who was signed in before stays so."""
    demand(a_secretary(actor))
    reach = reach_of(actor, session_id)
    units = actor.units if reach.units is None else reach.units
    if not people:
        raise Refused(_("请至少选一个人。"), field="people")
    demand(set(people) <= {entry.person_id for entry in people_of(session_id, units=units)})
    if actor.person_id in set(people):
        raise Refused(_("代签不能签自己。请用自己的手机扫码，或到签到台。"), field="people")
    if len(reason.strip()) < 2:
        raise Refused(_("请写明代签的原因，如“手机没电”。"), field="reason")
    return _write(reach.meeting, people, units, now, actor, now, way="secretary", note=reason.strip()[:200])


def _write(
    meeting: Meeting,
    people: Collection[int],
    units: frozenset[int] | None,
    at: datetime,
    actor: Actor,
    now: datetime,
    *,
    way: Way,
    note: str,
) -> int:
    values: dict[str, Any] = {
        "session": meeting.id,
        "people": sorted(people),
        "units": None if units is None else sorted(units),
        "at": at,
        "now": now,
        "way": way,
        "note": note,
        "opens": OPENS_BEFORE,
        "real": clock.real_now(),
        "account": actor.account_id,
        "actor": actor.person_id,
        "post": actor.posts[0].id if actor.posts else None,
        "door": actor.door,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MANY, values)
        state, made = cursor.fetchone()
    if state != "announced" or meeting.times.stage(at) != "open":
        raise refusal(state, meeting.times, expected=True, at=at, direction="in")
    return int(made)
