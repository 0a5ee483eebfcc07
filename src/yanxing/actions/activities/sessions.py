"""Sessions: a whole course table at once, or one by one; whatever is 待定 may be filled later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import (
    demand_confirmed,
    demand_open,
    demand_revision,
    hold_activity,
    hold_session,
    stored,
)
from yanxing.queries.activities.course_table import CourseRow, settled_rows
from yanxing.queries.activities.messages import Told, change, told_of
from yanxing.queries.activities.warnings import Slot, slot_of, warnings_of
from yanxing.queries.activities.words import FIELDS, contact_of
from yanxing.records.models import Activity, Session, SessionChange, Subject, Teacher

FILLED = (
    "topic",
    "teacher_id",
    "venue",
    "starts_at",
    "ends_at",
    "mode",
    "form",
    "meeting_link",
    "audience_note",
    "minutes_counted",
)
MOST_MINUTES = 24 * 60
NEEDS_ACT = ("venue", "starts_at", "ends_at")
"""Once announced, these change only by 改期 or 换场地; what was 待定 may still be filled."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a course table did."""

    created: list[Session]
    changed: list[Session]
    unchanged: int


@transaction.atomic
def paste_sessions(
    *,
    activity_id: int,
    rows: Sequence[CourseRow],
    actor: Actor,
    now: datetime,
    confirmed: bool = False,
    new_teachers: str = "",
) -> Saved:
    """A clean course table in one transaction; the same table again changes nothing.

    `new_teachers`: the kind under which teachers not in the register are registered; "" refuses them.
    Raises `Refused` with code "table" for a row with errors, "confirm" for warnings not confirmed.
    """
    activity = hold_activity(actor, activity_id)
    rows = settled_rows(activity, rows)
    if any(row.errors for row in rows):
        raise Refused(_("表里还有要改的地方，全部改好才能保存。"), code="table")
    teachers = _teachers(activity, rows, new_teachers)
    plans = [(row, _values(row, teachers)) for row in rows]
    demand_confirmed(
        warnings_of(activity, [_slot(row, values) for row, values in plans]), confirmed=confirmed
    )
    saved = Saved([], [], 0)
    number = activity.sessions.aggregate(last=Max("ordinal"))["last"] or 0
    unchanged = 0
    for row, values in plans:
        if row.session is None:
            number += 1
            saved.created.append(_create(activity, number, values))
        elif _apply(row.session, values):
            saved.changed.append(row.session)
        else:
            unchanged += 1
    if saved.created or saved.changed:
        trail.record(
            "sessions.paste",
            actor=actor,
            now=now,
            about=("activity", activity.pk),
            unit_id=activity.unit_id,
            created=[each.pk for each in saved.created],
            changed=[each.pk for each in saved.changed],
        )
    return Saved(saved.created, saved.changed, unchanged)


def _teachers(activity: Activity, rows: Sequence[CourseRow], kind: str) -> dict[tuple[str, str], int]:
    """New teachers by name and organisation, registered once each."""
    wanted = dict.fromkeys((row.teacher_name, row.organisation) for row in rows if row.teacher_is_new)
    if wanted and kind not in Teacher.Kind.values:
        names = "、".join(name for name, _organisation in wanted)
        raise Refused(
            _("教师名册里没有%(names)s。请选择按哪一类登记。") % {"names": names}, field="new_teachers"
        )
    made = {}
    for name, organisation in wanted:
        teacher, _new = Teacher.objects.get_or_create(
            unit_id=activity.unit_id, name=name, organisation=organisation, defaults={"kind": kind}
        )
        made[name, organisation] = teacher.pk
    return made


def _values(row: CourseRow, teachers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    teacher = teachers.get((row.teacher_name, row.organisation)) if row.teacher_is_new else row.teacher_id
    return {
        "topic": row.topic,
        "teacher_id": teacher,
        "venue": row.venue,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "mode": row.mode,
        "form": row.form,
        "audience_note": row.audience_note,
    }


def _slot(row: CourseRow, values: Mapping[str, Any]) -> Slot:
    label = _("第 %(row)d 行“%(topic)s”") % {"row": row.number, "topic": row.topic or _("待定")}
    return Slot(
        row.session.pk if row.session else None,
        label,
        values["starts_at"],
        values["ends_at"],
        values["venue"],
        values["teacher_id"],
        row.teacher_name,
    )


def _create(activity: Activity, ordinal: int, values: Mapping[str, Any]) -> Session:
    subject = Subject.objects.create(kind=Subject.Kind.SESSION, home_unit_id=activity.unit_id)
    return Session.objects.create(subject=subject, activity=activity, ordinal=ordinal, **values)


def _apply(session: Session, values: Mapping[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(session, name) != value]
    for name in changed:
        setattr(session, name, values[name])
    if changed:
        session.revision += 1
        session.save(update_fields=[*changed, "revision"])
    return bool(changed)


@transaction.atomic
def fill_session(
    *,
    activity_id: int | None = None,
    session_id: int | None = None,
    revision: int = 0,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    confirmed: bool = False,
    address: str = "",
) -> Session:
    """One session: a new one of an activity, or what is 待定 of a session that is there.

    `values`: any of FILLED; moments are aware. Once announced, only what is null may be filled and its
    people are told (a change "filled").
    """
    unknown = sorted(set(values) - set(FILLED))
    if unknown:
        raise ValueError(f"not fields of a session: {unknown}")
    if session_id is None:
        if activity_id is None:
            raise ValueError("a new session needs its activity")
        return _add(hold_activity(actor, activity_id), values, actor=actor, now=now, confirmed=confirmed)
    session = hold_session(actor, session_id)
    return _fill(session, revision, dict(values), actor=actor, now=now, confirmed=confirmed, address=address)


def _add(
    activity: Activity, values: Mapping[str, Any], *, actor: Actor, now: datetime, confirmed: bool
) -> Session:
    _check_times(values.get("starts_at"), values.get("ends_at"))
    _check_minutes(values.get("minutes_counted"))
    same = activity.sessions.filter(topic=values.get("topic"), starts_at=values.get("starts_at"))
    twin = same.exclude(state=Session.State.CANCELLED).first()
    if twin is not None and values.get("topic") and values.get("starts_at"):
        return twin  # the same form sent twice is one session
    number = (activity.sessions.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    slot = Slot(
        None,
        _("这一场"),
        values.get("starts_at"),
        values.get("ends_at"),
        values.get("venue"),
        values.get("teacher_id"),
    )
    demand_confirmed(warnings_of(activity, [slot]), confirmed=confirmed)
    session = _create(activity, number, values)
    trail.record("session.add", actor=actor, now=now, about=("session", session.pk), unit_id=activity.unit_id)
    return session


def _fill(
    session: Session,
    revision: int,
    values: dict[str, Any],
    *,
    actor: Actor,
    now: datetime,
    confirmed: bool,
    address: str,
) -> Session:
    new = {name: value for name, value in values.items() if getattr(session, name) != value}
    if not new:
        return session
    demand_revision(session, revision)
    demand_open(session)
    _check_times(values.get("starts_at", session.starts_at), values.get("ends_at", session.ends_at))
    _check_minutes(values.get("minutes_counted"))
    told = session.state == Session.State.ANNOUNCED
    if told:
        _only_open(session, new)
    demand_confirmed(warnings_of(session.activity, [slot_of(session, **new)]), confirmed=confirmed)
    was = {name: getattr(session, name) for name in new}
    before = told_of(session)
    _apply(session, new)
    if told:
        session = hold_session(actor, session.pk)  # with its new teacher
        _tell(session, before, was, new, revision=revision, actor=actor, now=now, address=address)
    trail.record(
        "session.fill",
        actor=actor,
        now=now,
        about=("session", session.pk),
        unit_id=session.activity.unit_id,
        fields=sorted(new),
    )
    return session


def _tell(
    session: Session,
    before: Told,
    was: Mapping[str, Any],
    new: Mapping[str, Any],
    *,
    revision: int,
    actor: Actor,
    now: datetime,
    address: str,
) -> None:
    """What was 待定 is now known, or something else than a day or place is different: everybody is told."""
    kind = SessionChange.Kind.OTHER if any(was.values()) else SessionChange.Kind.FILLED
    SessionChange.objects.create(
        session=session,
        kind=kind,
        before={**stored(was), "revision": revision},
        after=stored(new),
        reason="",
        message=change(kind, before, told_of(session), reason="", contact=contact_of(actor), address=address),
        changed_by_id=actor.by,
        changed_at=now,
    )


def _only_open(session: Session, new: Mapping[str, Any]) -> None:
    fixed = [name for name in NEEDS_ACT if name in new and getattr(session, name) is not None]
    if fixed:
        raise Refused(
            _("已经通知过的%(what)s不能直接改，请用“改期”或“换场地”，大家会收到“原定…改为…”。")
            % {"what": FIELDS[fixed[0]]},
            field="venue" if fixed[0] == "venue" else "starts",
        )


def _check_minutes(minutes: int | None) -> None:
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        raise Refused(
            _("计学时的时长写 1 到 %(most)d 分钟。") % {"most": MOST_MINUTES}, field="minutes_counted"
        )


def _check_times(starts: datetime | None, ends: datetime | None) -> None:
    if starts and ends and ends <= starts:
        raise Refused(_("结束时间要晚于开始时间。"), field="ends")
    if ends and not starts:
        raise Refused(_("写了结束时间，也请写开始时间。"), field="starts")
