"""Working days by the office calendar, whole months and years, and the days of a window.

Periods follow the Civil Code, art. 200–204: the first day is not counted, the last day is in until 24:00, a
month without the day ends on its last day. Holidays and made-up workdays come from data
(`yanxing.policy.calendars`), never from a rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from yanxing.engine.grammar.document import Window

Moving = TypeVar("Moving", date, datetime)
_DAY = timedelta(days=1)
_WEEKEND = {5: "星期六", 6: "星期日"}
_THIRDS: Mapping[str, tuple[int, int | None]] = {"early": (1, 10), "middle": (11, 20), "late": (21, None)}


class CalendarMissing(Exception):  # noqa: N818 - a gap in the data, which rules turn into an unknown
    """The office calendar says nothing about `year`; a working day in it cannot be told."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass(frozen=True)
class OfficeCalendar:
    """`holidays` by name, weekends worked in exchange (`made_up`), and the years both are complete for."""

    holidays: Mapping[date, str]
    made_up: frozenset[date]
    years: frozenset[int]

    def covers(self, year: int) -> bool:
        return year in self.years

    def holiday(self, day: date) -> str | None:
        """Why nobody works that day (端午节, 星期六), or None on a working day. Raises `CalendarMissing`."""
        day = day_of(day)
        if not self.covers(day.year):
            raise CalendarMissing(day.year)
        if day in self.made_up:
            return None
        return self.holidays.get(day) or _WEEKEND.get(day.weekday())

    def is_workday(self, day: date) -> bool:
        """Raises `CalendarMissing`."""
        return self.holiday(day) is None

    def next_workday(self, day: date) -> date:
        """The day itself when it is a working day, else the first one after it (Civil Code art. 203)."""
        day = day_of(day)
        while not self.is_workday(day):
            day += _DAY
        return day

    def add_workdays(self, day: Moving, count: int) -> Moving:
        """The `count`-th working day after `day` (before it for a negative count; `day` itself for 0).

        A moment keeps its time of day. Raises `CalendarMissing`.
        """
        step = _DAY if count >= 0 else -_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Working days after `first` up to and including `last`; negative when `last` is the earlier one."""
        first, last = day_of(first), day_of(last)
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_workday(first + _DAY * n) for n in range(1, (last - first).days + 1))


def day_of(moment: date) -> date:
    """The day a moment lies in; a day stays as it is."""
    return moment.date() if isinstance(moment, datetime) else moment


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - _DAY if (year, month) < (9999, 12) else date.max


def add_months(day: Moving, months: int) -> Moving:
    """The same day of another month, or its last day when it has no such day. Raises `OverflowError`."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return day.replace(year=year, month=month + 1, day=min(day.day, month_end(year, month + 1).day))


def full_months(first: date, last: date) -> int:
    """Whole months from first to last, the anniversary counting; negative when `last` is the earlier one."""
    first, last = day_of(first), day_of(last)
    if last < first:
        return -full_months(last, first)
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def full_years(first: date, last: date) -> int:
    """Whole years (周岁), the anniversary counting; negative when `last` is the earlier one."""
    months = full_months(first, last)
    return months // 12 if months >= 0 else -(-months // 12)


def window_days(window: Window) -> tuple[date, date]:
    """First and last day of a window, both in. Raises `ValueError` when it has none of the written forms."""
    if window.from_ and window.until:
        return window.from_, window.until
    if window.year and window.months:
        return date(window.year, window.months[0], 1), month_end(window.year, window.months[-1])
    if window.year and window.month:
        first, last = _THIRDS.get(window.third or "", (1, None))
        end = month_end(window.year, window.month)
        return date(window.year, window.month, first), end.replace(day=last or end.day)
    raise ValueError("a window needs from and until, year and month, or year and months")
