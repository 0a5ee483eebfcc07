"""The office calendar: the State Council's schedules, and the days an office has otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import F

from yanxing.engine.calendar import CalendarMissing, OfficeCalendar, month_end
from yanxing.policy.calendars import office_calendar
from yanxing.records.models import CalendarDay

Change = tuple[date, bool, str]
"""A day, whether it is worked, and what it is called."""


def changed_days(unit_id: int) -> tuple[Change, ...]:
    """The latest word on each day of which the office said something. One query."""
    rows = CalendarDay.objects.filter(unit_id=unit_id).order_by("day", "-id").distinct("day")
    return tuple(rows.values_list("day", "works", "name"))


def office_calendar_of(unit_id: int) -> OfficeCalendar:
    """The calendar of a street: the shipped years with its own days over them. One query."""
    return calendar_with(changed_days(unit_id))


@lru_cache(maxsize=16)
def calendar_with(changes: tuple[Change, ...]) -> OfficeCalendar:
    """The shipped calendar with these days otherwise."""
    shipped = office_calendar()
    holidays, made_up = dict(shipped.holidays), set(shipped.made_up)
    for day, works, name in changes:
        holidays.pop(day, None)
        made_up.discard(day)
        if not works:
            holidays[day] = name
        elif day.weekday() >= 5:
            made_up.add(day)
    return OfficeCalendar(holidays, frozenset(made_up), shipped.years)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's view. `off`: why nobody works; None on a working day or where it is not known."""

    day: date
    known: bool
    off: str | None
    made_up: bool
    changed_by: str = ""
    changed_name: str = ""


def month_of(unit_id: int, year: int, month: int) -> list[list[Day | None]]:
    """The weeks of a month, Monday first; None outside of it. Two queries."""
    calendar = office_calendar_of(unit_id)
    last = month_end(year, month)
    said: dict[date, Any] = {
        row["day"]: row
        for row in CalendarDay.objects.filter(unit_id=unit_id, day__range=(date(year, month, 1), last))
        .order_by("id")
        .values("day", "name", who=F("recorded_by__display_name"))
    }
    days = [_day(calendar, date(year, month, number), said) for number in range(1, last.day + 1)]
    cells: list[Day | None] = [None] * date(year, month, 1).weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _day(calendar: OfficeCalendar, day: date, said: Mapping[date, Any]) -> Day:
    row = said.get(day)
    who, name = (row["who"], row["name"]) if row else ("", "")
    try:
        return Day(day, True, calendar.holiday(day), day in calendar.made_up, who, name)
    except CalendarMissing:
        return Day(day, False, None, False, who, name)


def workdays_after(unit_id: int, day: date, count: int) -> date | None:
    """The `count`-th working day after a day; None where the calendar does not reach."""
    try:
        return office_calendar_of(unit_id).add_workdays(day, count)
    except CalendarMissing:
        return None


def neighbours(year: int, month: int) -> tuple[date, date]:
    """The first days of the month before and after."""
    first = date(year, month, 1)
    return (first - timedelta(days=1)).replace(day=1), month_end(year, month) + timedelta(days=1)
