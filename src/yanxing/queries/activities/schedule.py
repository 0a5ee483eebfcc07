"""The schedule: whose sessions on which days of a month, and what was changed about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.queries.activities.listing import place_words, state_words
from yanxing.queries.activities.scope import sessions_seen
from yanxing.queries.activities.words import day_words, hours_words, name_of, when_words
from yanxing.records.models import Session, SessionChange


@dataclass(frozen=True, slots=True)
class Entry:
    """One session on a day. `was` = 原定…改为… of its last change."""

    id: int
    name: str
    topic: str
    hours: str
    where: str
    teacher: str
    chip: str
    state_words: str
    was: str
    sign_in_by: str
    cancelled: bool
    link: str


@dataclass(slots=True)
class Day:
    day: date
    words: str
    today: bool
    in_month: bool
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """`weeks` start on Monday and are full; `days` are those with something on them."""

    first: date
    weeks: Sequence[Sequence[Day]]
    days: Sequence[Day]
    earlier: str
    later: str
    undated: Sequence[Entry]

    @property
    def words(self) -> str:
        return f"{self.first.year}年{self.first.month}月"


def month_of(actor: Actor, first: date, now: datetime) -> Month:
    """The month that begins on `first`. Two queries."""
    begins = first - timedelta(days=first.weekday())
    after = (first + timedelta(days=31)).replace(day=1)
    ends = after + timedelta(days=-after.weekday() % 7)
    sessions = list(_sessions(actor, begins, ends))
    days = {
        begins + timedelta(days=index): Day(
            each := begins + timedelta(days=index),
            day_words(each),
            each == now.date(),
            each.month == first.month,
        )
        for index in range((ends - begins).days)
    }
    for session in sessions:
        if session.starts_at is not None:
            days[session.starts_at.astimezone(OFFICE).date()].entries.append(entry_of(session, now))
    ordered = list(days.values())
    return Month(
        first,
        [ordered[index : index + 7] for index in range(0, len(ordered), 7)],
        [each for each in ordered if each.entries and each.in_month],
        f"{first - timedelta(days=1):%Y-%m}",
        f"{after:%Y-%m}",
        [entry_of(each, now) for each in _undated(actor)],
    )


def _sessions(actor: Actor, begins: date, ends: date) -> Sequence[Session]:
    start, end = (datetime.combine(day, time(), OFFICE) for day in (begins, ends))
    seen = sessions_seen(actor).filter(starts_at__gte=start, starts_at__lt=end)
    return seen.prefetch_related(last_changes()).order_by("starts_at", "pk")  # type: ignore[return-value]


def _undated(actor: Actor) -> Sequence[Session]:
    """Sessions without a time: only those who arrange see drafts at all."""
    seen = sessions_seen(actor).filter(starts_at__isnull=True).exclude(state=Session.State.CANCELLED)
    return seen.prefetch_related(last_changes()).order_by("activity", "ordinal")  # type: ignore[return-value]


def last_changes() -> Prefetch[str]:
    return Prefetch("changes", SessionChange.objects.order_by("-pk"), to_attr="told_changes")


def entry_of(session: Session, now: datetime) -> Entry:
    starts = session.starts_at.astimezone(OFFICE) if session.starts_at else None
    hours = hours_words(session.starts_at, session.ends_at) or _("时间待定")
    by = starts - timedelta(minutes=session.sign_in_ahead) if starts else None
    return Entry(
        session.pk,
        name_of(session),
        session.topic or "",
        hours,
        place_words(session),
        session.teacher.name if session.teacher else "",
        _chip(session),
        state_words(session, now),
        was_words(session),
        f"{by:%H:%M}" if by else "",
        session.state == Session.State.CANCELLED,
        session.meeting_link,
    )


def _chip(session: Session) -> str:
    return {"draft": "draft", "announced": "doing", "closed": "good", "cancelled": "no"}[session.state]


def was_words(session: Session) -> str:
    """原定 6月12日（周三）14:00—16:30，改为 6月19日…: from the last change that concerns those who come."""
    for change in getattr(session, "told_changes", ()):
        before, after = change.before, change.after
        if change.kind == "cancelled":
            return _("已取消：%(reason)s") % {"reason": change.reason}
        if change.kind in {"moved", "postponed"}:
            return _("原定%(before)s，改为%(after)s") % {"before": _when(before), "after": _when(after)}
        if change.kind == "venue":
            return _("地点原定%(before)s，改为%(after)s") % {
                "before": before.get("venue") or _("待定"),
                "after": after.get("venue"),
            }
    return ""


def _when(stored: dict[str, str | None]) -> str:
    starts, ends = stored.get("starts_at"), stored.get("ends_at")
    return when_words(
        datetime.fromisoformat(starts) if starts else None, datetime.fromisoformat(ends) if ends else None
    )
