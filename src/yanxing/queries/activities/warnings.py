"""What is odd about an arrangement, for a person to confirm: outside its window, or two things at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.queries.activities.words import name_of, when_words
from yanxing.records.models import Activity, Session


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting as it would be: where and when, who teaches. `session_id` None for a new one."""

    session_id: int | None
    label: str
    starts_at: datetime | None
    ends_at: datetime | None
    venue: str | None
    teacher_id: int | None
    teacher_name: str = ""


def slot_of(session: Session, **changes: object) -> Slot:
    given = {
        name: changes.get(name, getattr(session, name))
        for name in ("starts_at", "ends_at", "venue", "teacher_id")
    }
    teacher = session.teacher.name if session.teacher else ""
    return Slot(session.pk, name_of(session), teacher_name=teacher, **given)  # type: ignore[arg-type]


def warnings_of(activity: Activity, slots: Iterable[Slot], *, times: bool = True) -> list[str]:
    """Sentences; empty when nothing is odd. `times`: whether days are set here. One query for all slots."""
    slots = list(slots)
    found = [words for slot in slots for words in _outside(activity, slot)] if times else []
    timed = [slot for slot in slots if slot.starts_at and slot.ends_at]
    if not timed:
        return found
    others = [slot_of(each) for each in _near(activity, timed)]
    moved = {slot.session_id for slot in slots if slot.session_id}
    around = [other for other in others if other.session_id not in moved]
    for place, slot in enumerate(timed):
        for other in (*around, *timed[place + 1 :]):
            found += _clash(slot, other)
    return list(dict.fromkeys(found))


def _outside(activity: Activity, slot: Slot) -> Iterator[str]:
    first, last = activity.window_from, activity.window_until
    if slot.starts_at is None or first is None or last is None:
        return
    day = slot.starts_at.astimezone(OFFICE).date()
    if not first <= day <= last:
        yield _("%(what)s在 %(day)s，不在方案规定的 %(first)s至%(last)s 之内") % {
            "what": slot.label,
            "day": f"{day.month}月{day.day}日",
            "first": f"{first.month}月{first.day}日",
            "last": f"{last.month}月{last.day}日",
        }


def _near(activity: Activity, slots: list[Slot]) -> QuerySet[Session]:
    first = min(slot.starts_at for slot in slots if slot.starts_at)
    last = max(slot.ends_at for slot in slots if slot.ends_at)
    return (
        Session.objects.filter(activity__unit=activity.unit_id, starts_at__lt=last, ends_at__gt=first)
        .exclude(state=Session.State.CANCELLED)
        .select_related("activity", "teacher")
    )


def _clash(one: Slot, other: Slot) -> Iterator[str]:
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return
    if one.starts_at >= other.ends_at or other.starts_at >= one.ends_at:
        return
    when = when_words(other.starts_at, other.ends_at)
    if one.venue and one.venue == other.venue:
        yield _("%(place)s同一时间已安排%(other)s（%(when)s）") % {
            "place": one.venue,
            "other": other.label,
            "when": when,
        }
    if one.teacher_id and one.teacher_id == other.teacher_id:
        yield _("授课人%(who)s同一时间已安排%(other)s（%(when)s）") % {
            "who": one.teacher_name or other.teacher_name,
            "other": other.label,
            "when": when,
        }
