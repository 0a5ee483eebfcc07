"""Appointments, moves, tiers, service and leave of a person, all by date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand, is_own
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.roster.known import in_force
from yanxing.actions.roster.within import person_to_write
from yanxing.records.models import Appointment, LeaveSpell, Person, ServiceSpell, Subject, TierSpell


def appoint(
    *,
    person_id: int,
    unit_id: int,
    code: str,
    since: date,
    until: date | None = None,
    basis: str = "",
    is_main: bool = False,
    actor: Actor,
    now: datetime,
) -> Appointment:
    """One more post from a day on. `until`: the first day no longer held. A main one moves the person."""
    person = _other(person_id, actor)
    demand(unit_id in actor.units)
    if code not in Appointment.Code.values:
        raise Refused(_("请选职务。"), field="code")
    with _said_in_words(_("这段时间已经有同样的任职。"), "since"):
        made = Appointment.objects.create(
            person=person, unit_id=unit_id, code=code, since=since, until=until, basis=basis, is_main=is_main
        )
    if is_main:
        person.appointments.filter(is_main=True).exclude(pk=made.pk).filter(in_force(since)).update(
            is_main=False
        )
    set_home(person, now.date())
    _told("person.appoint", person, actor, now, unit=unit_id, code=code, since=since.isoformat())
    return made


def end_appointment(*, appointment_id: int, last_day: date, actor: Actor, now: datetime) -> None:
    """The post is held for the last time on `last_day`."""
    found = Appointment.objects.select_for_update().filter(pk=appointment_id).first()
    if found is None:
        raise NotYours
    person = _other(found.person_id, actor)
    if last_day < found.since:
        raise Refused(_("结束日期早于任职日期 %(day)s。") % {"day": found.since}, field="last_day")
    found.until = date.fromordinal(last_day.toordinal() + 1)
    found.save(update_fields=["until"])
    set_home(person, now.date())
    _told("person.end_appointment", person, actor, now, appointment=found.pk, until=found.until.isoformat())


def move_person(
    *, person_id: int, unit_id: int, since: date, code: str = "", basis: str = "", actor: Actor, now: datetime
) -> None:
    """To another unit from a day on: every post held there in the old one ends, what was stays on record."""
    person = _other(person_id, actor)
    demand(unit_id in actor.units)
    home = person.subject.home_unit_id
    if home == unit_id:
        raise Refused(_("已经在这个单位。"), field="unit")
    held = list(person.appointments.select_for_update().filter(in_force(since), unit_id=home))
    later = person.appointments.filter(since__gt=since).exists()
    if later:
        raise Refused(_("这一天之后已经有任职记录，请先核对日期。"), field="since")
    codes = [code] if code else [each.code for each in held] or [Appointment.Code.WORKER]
    with _said_in_words(_("调动日期和原来的任职日期冲突，请核对。"), "since"):
        for each in held:
            if each.since == since:
                raise Refused(_("调动日期要晚于现在任职的开始日期。"), field="since")
            each.until = since
            each.save(update_fields=["until"])
        for n, post in enumerate(dict.fromkeys(codes)):
            Appointment.objects.create(
                person=person, unit_id=unit_id, code=post, since=since, basis=basis, is_main=n == 0
            )
    set_home(person, now.date())
    _told("person.move", person, actor, now, unit=unit_id, since=since.isoformat())


def set_tier(
    *, person_id: int, tier: str, since: date, reason: str = "", actor: Actor, now: datetime
) -> TierSpell:
    """From a day on; the one before ends there."""
    person = _other(person_id, actor)
    if tier not in TierSpell.Tier.values:
        raise Refused(_("请选人员层次。"), field="tier")
    with _said_in_words(_("这一天之后已经有别的层次记录，请先核对日期。"), "since"):
        running = person.tiers.select_for_update().filter(in_force(since)).first()
        if running is not None and running.since == since:
            running.tier, running.reason = tier, reason
            running.save(update_fields=["tier", "reason"])
            made = running
        else:
            if running is not None:
                running.until = since
                running.save(update_fields=["until"])
            made = TierSpell.objects.create(person=person, tier=tier, reason=reason, since=since)
    _told("person.tier", person, actor, now, tier=tier, since=since.isoformat())
    return made


def add_service(
    *,
    person_id: int,
    street: str,
    since: date,
    last_day: date | None = None,
    work: str = "",
    unit_id: int | None = None,
    actor: Actor,
    now: datetime,
) -> ServiceSpell:
    """Service in a street, this one or another (PER-06). `last_day` None: it goes on."""
    person = _other(person_id, actor)
    demand(unit_id is None or unit_id in actor.units)
    if not street.strip():
        raise Refused(_("请写街镇名称。"), field="street")
    until = _after(since, last_day)
    with _said_in_words(_("这段时间已经记在别的街镇，两段不能重叠。"), "since"):
        made = ServiceSpell.objects.create(
            person=person, street=street.strip(), unit_id=unit_id, work=work, since=since, until=until
        )
    _told("person.service", person, actor, now, service=made.pk)
    return made


def add_leave(
    *, person_id: int, kind: str, since: date, last_day: date, actor: Actor, now: datetime
) -> LeaveSpell:
    """A leave of more than a few days, both days included."""
    person = _other(person_id, actor)
    if not kind.strip():
        raise Refused(_("请写假别。"), field="kind")
    _after(since, last_day)
    until = last_day + timedelta(days=1)
    with _said_in_words(_("这段时间已经有请假记录。"), "since"):
        made = LeaveSpell.objects.create(person=person, kind=kind.strip(), since=since, until=until)
    _told("person.leave", person, actor, now, leave=made.pk)
    return made


def set_home(person: Person, today: date) -> None:
    """`home_unit` is the unit of today's main post, else of any; whoever has none stays where they were."""
    held = person.appointments.filter(in_force(today)).order_by("-is_main", "since", "pk").first()
    subject = person.subject
    if held is not None and held.unit_id != subject.home_unit_id:
        subject.home_unit_id = held.unit_id
        Subject.objects.filter(pk=subject.pk).update(home_unit_id=held.unit_id)


def _other(person_id: int, actor: Actor) -> Person:
    """Nobody writes their own record."""
    person = person_to_write(person_id, actor)
    if is_own(actor, person_id=person.pk):
        raise Refused(_("不能改自己的任职和服务记录，请由另一位经办人办理。"))
    return person


def _after(since: date, last_day: date | None) -> date | None:
    if last_day is None:
        return None
    if last_day < since:
        raise Refused(_("结束日期早于开始日期。"), field="last_day")
    return date.fromordinal(last_day.toordinal() + 1)


@contextmanager
def _said_in_words(text: str, field: str) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as failure:
        raise Refused(text, field=field) from failure


def _told(act: str, person: Person, actor: Actor, now: datetime, **detail: Any) -> None:
    trail.record(
        act, actor=actor, now=now, about=("person", person.pk), unit_id=person.subject.home_unit_id, **detail
    )
