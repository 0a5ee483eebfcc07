"""Activities and sessions as lists: state, 应到/实到, what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.predicates import an_officer
from yanxing.queries.activities.scope import activities_seen, expected_seen, sessions_seen, with_counts
from yanxing.queries.activities.words import day_words, hours_words, name_of, open_fields, when_words
from yanxing.records.models import Activity, Expected, Session, SessionChange, Unit

SOMETHING_OPEN = Q(state__in=[Session.State.DRAFT, Session.State.ANNOUNCED]) & (
    Q(topic__isnull=True)
    | Q(teacher__isnull=True)
    | Q(starts_at__isnull=True)
    | Q(ends_at__isnull=True)
    | Q(venue__isnull=True) & ~Q(mode=Session.Mode.ONLINE)
    | Q(meeting_link="") & ~Q(mode=Session.Mode.IN_PERSON)
)
"""The same as `open_fields`, for the database."""

CHIPS = {"draft": "draft", "announced": "doing", "closed": "good", "cancelled": "no"}


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One line of a list. `next`, on the page named `next_page`: for those who arrange."""

    id: int
    name: str
    topic: str
    when: str
    day: str
    hours: str
    where: str
    teacher: str
    state: str
    state_words: str
    chip: str
    expected: int
    present: int
    next: str
    next_page: str
    activity_id: int
    revision: int
    open: Sequence[str]
    starts_at: datetime | None


def states_count(actor: Actor) -> dict[str, int]:
    """Number of sessions seen in each state, and under "open" of those with something 待定."""
    rows = sessions_seen(actor).order_by().values_list("state")
    waiting = Count("pk", filter=SOMETHING_OPEN)
    counted = list(rows.annotate(number=Count("pk"), waiting=waiting))
    return {state: number for state, number, _waiting in counted} | {"open": sum(row[2] for row in counted)}


def sessions_listed(actor: Actor, *, state: str = "", activity_id: int | None = None) -> QuerySet[Session]:
    """Sessions, the newest first, those without a time before all; with 应到 and 实到. `state`: a state,
    or "open" for those with something 待定."""
    sessions = with_counts(sessions_seen(actor), actor)
    if state == "open":
        sessions = sessions.filter(SOMETHING_OPEN)
    elif state:
        sessions = sessions.filter(state=state)
    if activity_id is not None:
        sessions = sessions.filter(activity=activity_id)
        return sessions.order_by("ordinal")
    return sessions.order_by(F("starts_at").desc(nulls_first=True), "activity", "ordinal")


def row_of(session: Session, now: datetime) -> SessionRow:
    """Of a session with its counts (`with_counts`)."""
    return SessionRow(
        id=session.pk,
        name=name_of(session),
        topic=session.topic or "",
        when=when_words(session.starts_at, session.ends_at),
        day=day_words(session.starts_at.astimezone(OFFICE).date()) if session.starts_at else "",
        hours=hours_words(session.starts_at, session.ends_at),
        where=place_words(session),
        teacher=session.teacher.name if session.teacher else "",
        state=session.state,
        state_words=state_words(session, now),
        chip=CHIPS[session.state],
        expected=getattr(session, "expected_count", 0),
        present=getattr(session, "present_count", 0),
        next=next_step(session, now)[0],
        next_page=next_step(session, now)[1],
        activity_id=session.activity_id,
        revision=session.revision,
        open=open_fields(session),
        starts_at=session.starts_at,
    )


def place_words(session: Session) -> str:
    online = _("线上")
    if session.mode == Session.Mode.ONLINE:
        return online
    place = session.venue or _("待定")
    return f"{place}、{online}" if session.mode == Session.Mode.BOTH else place


def under_way(session: Session, now: datetime) -> bool:
    """From the opening of sign-in (an hour before) to the end."""
    if session.state != Session.State.ANNOUNCED or session.starts_at is None or session.ends_at is None:
        return False
    return session.starts_at - timedelta(hours=1) <= now < session.ends_at


def state_words(session: Session, now: datetime) -> str:
    if under_way(session, now):
        return _("进行中") if session.starts_at and now >= session.starts_at else _("签到中")
    return str(session.get_state_display())


def next_step(session: Session, now: datetime) -> tuple[str, str]:
    """What whoever arranges has to do now, and the name of the page for it; empty words when nothing."""
    open_now = open_fields(session)
    if session.state == Session.State.DRAFT:
        timed = session.starts_at is not None and session.ends_at is not None
        return (_("发通知"), "session-announce") if timed else (_fill_words(open_now), "session-fill")
    if session.state == Session.State.ANNOUNCED and session.ends_at is not None:
        if now >= session.ends_at:
            return _("结束并计学时"), "close-session"
        if under_way(session, now):
            return _("看签到"), "missing"
        return (_fill_words(open_now), "session-fill") if open_now else ("", "session")
    return "", "session"


def _fill_words(waiting: Sequence[str]) -> str:
    if len(waiting) > 2:
        return _("补填 %(number)d 项") % {"number": len(waiting)}
    return _("补填%(what)s") % {"what": "、".join(waiting)}


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity with how many sessions it has and how many are still being arranged."""

    activity: Activity
    sessions: int
    drafts: int
    form: str
    window: str


def activities_listed(actor: Actor) -> list[ActivityRow]:
    """In the order of the policy, own ones last. One query."""
    live = Q(sessions__isnull=False) & ~Q(sessions__state="cancelled")
    rows = (
        activities_seen(actor)
        .select_related("document")
        .annotate(
            live=Count("sessions", filter=live), drafts=Count("sessions", filter=Q(sessions__state="draft"))
        )
        .order_by(F("document").asc(nulls_last=True), "pk")
    )
    return [
        ActivityRow(each, each.live, each.drafts, each.get_form_display(), window_words(each))
        for each in rows
    ]


def window_words(activity: Activity) -> str:
    first, last = activity.window_from, activity.window_until
    if first is None or last is None:
        return ""
    return f"{first.month}月{first.day}日—{last.month}月{last.day}日"


def used_forms(actor: Actor) -> list[tuple[str, str, int, int]]:
    """The dictionary of forms (PRG-13): code, words, activities, sessions that are held in it."""
    activities = dict(activities_seen(actor).order_by().values_list("form").annotate(number=Count("pk")))
    live = sessions_seen(actor).exclude(state="cancelled").order_by()
    sessions: dict[str, int] = {}
    for own, general, number in live.values_list("form", "activity__form").annotate(number=Count("pk")):
        sessions[own or general] = sessions.get(own or general, 0) + number
    return [
        (str(code), str(words), activities.get(code, 0), sessions.get(code, 0))
        for code, words in Activity.Form.choices
    ]


def people_of(actor: Actor, session: Session) -> QuerySet[Expected]:
    """应到 as the actor sees them, by unit and name, with the unit's short name and the sign-in."""
    return (
        expected_seen(actor)
        .filter(session=session)
        .select_related("person", "unit")
        .order_by("unit__position", "unit", "person__pinyin", "person")
    )


def removed_people(actor: Actor, session: Session) -> list[Expected]:
    """Taken off 应到, with the reason; for officers only."""
    if not an_officer(actor):
        return []
    rows = Expected.objects.filter(session=session, removed_at__isnull=False)
    return list(rows.select_related("person", "unit").order_by("-removed_at"))


def changes_of(session: Session) -> list[SessionChange]:
    return list(session.changes.select_related("changed_by").order_by("-pk"))


def by_unit(units: Iterable[int]) -> list[tuple[str, int]]:
    """(unit, number of people) in the order of the units. One query."""
    counted = Counter(units)
    rows = Unit.objects.filter(pk__in=counted).order_by("position", "pk").values_list("pk", "short_name")
    return [(name, counted[pk]) for pk, name in rows]
