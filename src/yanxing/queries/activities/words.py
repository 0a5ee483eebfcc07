"""How sessions are called and when they are, in the words of pages and group messages."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.records.models import Activity, Session

WEEKDAYS = "一二三四五六日"
OPEN = "待定"

FIELDS = {"topic": "课程", "teacher": "授课人", "starts_at": "时间", "ends_at": "结束时间", "venue": "地点"}
"""What may be 待定, by the field that then is null."""


LECTURES = frozenset({"lecture", "debate", "guided", "training", "care"})


def name_of(session: Session) -> str:
    """专家授课 第 3 讲."""
    return called(session.activity.title, session.activity.form, session.ordinal)


def called(title: str, form: str, ordinal: int) -> str:
    """The same of what a query brought: the activity's title and form, and which of its sessions it is."""
    unit = _("讲") if form in LECTURES else _("场")
    return f"{title} 第 {ordinal} {unit}"


def full_name_of(session: Session) -> str:
    """专家授课 第 3 讲“社区营造”."""
    return f"{name_of(session)}“{session.topic}”" if session.topic else name_of(session)


def form_of(session: Session) -> str:
    return str(Activity.Form(session.form or session.activity.form).label)


def day_words(day: date) -> str:
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def when_words(starts: datetime | None, ends: datetime | None) -> str:
    """6月12日（周三）14:00—16:30; 待定 where it is not known."""
    if starts is None:
        return _(OPEN)
    start = starts.astimezone(OFFICE)
    words = f"{day_words(start.date())}{start:%H:%M}"
    if ends is None:
        return words
    end = ends.astimezone(OFFICE)
    return (
        f"{words}—{end:%H:%M}"
        if end.date() == start.date()
        else f"{words}—{day_words(end.date())}{end:%H:%M}"
    )


def hours_words(starts: datetime | None, ends: datetime | None) -> str:
    """14:00—16:30; without an end only when it begins; nothing while 待定."""
    start, end = (each.astimezone(OFFICE) if each else None for each in (starts, ends))
    if start is None:
        return ""
    return f"{start:%H:%M}—{end:%H:%M}" if end else f"{start:%H:%M}"


def open_fields(session: Session) -> list[str]:
    """What is still 待定, in words. Online sessions need a meeting link instead of a place."""
    found = [
        FIELDS[name]
        for name in ("topic", "teacher")
        if getattr(session, f"{name}_id" if name == "teacher" else name) is None
    ]
    if session.starts_at is None or session.ends_at is None:
        found.append(FIELDS["starts_at"])
    if session.venue is None and session.mode != Session.Mode.ONLINE:
        found.append(FIELDS["venue"])
    if not session.meeting_link and session.mode != Session.Mode.IN_PERSON:
        found.append(_("会议链接"))
    return found


def minutes_of(session: Session) -> int | None:
    """Minutes that count: as entered, else from start to end; None while the time is not known."""
    if session.minutes_counted is not None:
        return session.minutes_counted
    return minutes_between(session.starts_at, session.ends_at)


def minutes_between(starts: datetime | None, ends: datetime | None) -> int | None:
    return None if starts is None or ends is None else int((ends - starts).total_seconds() // 60)


def contact_of(actor: Actor) -> str:
    """徐志强（自治办经办人）."""
    return f"{actor.name}（{actor.title}）" if actor.title else actor.name
