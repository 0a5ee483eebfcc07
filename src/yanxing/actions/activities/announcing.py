"""A session is announced: who must come is set, from the policy's audience list or the chosen people."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import demand_open, demand_revision, hold_session
from yanxing.queries.activities.audience import Audience, audience_of, home_units
from yanxing.queries.activities.words import name_of
from yanxing.records.models import Expected, Person, Session


@transaction.atomic
def announce_session(*, session_id: int, revision: int, actor: Actor, now: datetime) -> Session:
    """Sets 应到 and tells everybody; announced twice by one form is announced once.

    Raises `Refused` while the time is 待定 or nobody is concerned.
    """
    session = hold_session(actor, session_id)
    if session.state == Session.State.ANNOUNCED:
        return session
    demand_open(session)
    demand_revision(session, revision)
    if session.starts_at is None or session.ends_at is None:
        raise Refused(_("时间还是待定，定下来才能通知。地点和授课人可以之后补填。"), code="no_time")
    audience = audience_of(session.activity, session.starts_at.astimezone(OFFICE).date())
    if not audience.units:
        raise Refused(_("没有人在这一场的对象里，请先核对对象名单或选定的单位、岗位。"), code="nobody")
    _expect(session, audience)
    session.state, session.announced_at, session.revision = Session.State.ANNOUNCED, now, revision + 1
    session.save(update_fields=["state", "announced_at", "revision"])
    if audience.settled is not None and session.activity.audience_id != audience.settled.pk:
        session.activity.audience = audience.settled
        session.activity.save(update_fields=["audience"])
    trail.record(
        "session.announce",
        actor=actor,
        now=now,
        about=("session", session.pk),
        unit_id=session.activity.unit_id,
        expected=len(audience.units),
        run=audience.settled.pk if audience.settled else None,
    )
    return session


def _expect(session: Session, audience: Audience) -> None:
    Expected.objects.bulk_create(
        [
            Expected(session=session, person_id=person, unit_id=unit)
            for person, unit in sorted(audience.units.items())
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def expect_person(*, session_id: int, person_id: int, reason: str, actor: Actor, now: datetime) -> Expected:
    """Adds somebody of the street to 应到, with a reason; adding twice is one row."""
    session = hold_session(actor, session_id)
    demand_open(session)
    _demand_reason(reason)
    day = (session.starts_at or now).astimezone(OFFICE).date()
    person = Person.objects.select_related("subject").filter(pk=person_id).first()
    demand(person is not None and person.subject.home_unit_id in actor.units)
    unit = home_units([person_id], day).get(person_id)
    if unit is None:
        raise Refused(_("这个人没有所在居民区，请先在人员页补上。"), field="person")
    row, made = Expected.objects.get_or_create(
        session=session, person_id=person_id, defaults={"unit_id": unit, "added_reason": reason.strip()}
    )
    if not made and row.removed_at is None:
        return row
    if not made:
        row.removed_at, row.removed_reason, row.added_reason, row.unit_id = None, "", reason.strip(), unit
        row.save(update_fields=["removed_at", "removed_reason", "added_reason", "unit"])
    _note(session, "session.expect", person_id, reason, actor, now)
    return row


@transaction.atomic
def excuse_from_expected(
    *, session_id: int, person_id: int, reason: str, actor: Actor, now: datetime
) -> Expected:
    """Takes somebody off 应到 with a reason (not leave: that is a matter of its own)."""
    session = hold_session(actor, session_id)
    demand_open(session)
    _demand_reason(reason)
    row = Expected.objects.select_for_update().filter(session=session, person=person_id).first()
    if row is None:
        raise Refused(_("这个人不在%(what)s的应到名单里。") % {"what": name_of(session)}, field="person")
    if row.removed_at is not None:
        return row
    row.removed_at, row.removed_reason = now, reason.strip()
    row.save(update_fields=["removed_at", "removed_reason"])
    _note(session, "session.unexpect", person_id, reason, actor, now)
    return row


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("请写明原因，会留在记录里。"), field="reason")
    if len(reason.strip()) > 120:
        raise Refused(_("原因请不超过 120 个字。"), field="reason")


def _note(session: Session, act: str, person_id: int, reason: str, actor: Actor, now: datetime) -> None:
    trail.record(
        act,
        actor=actor,
        now=now,
        about=("session", session.pk),
        unit_id=session.activity.unit_id,
        reason=reason.strip(),
        person=person_id,
    )
