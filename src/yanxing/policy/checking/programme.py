"""Windows, phases, deadlines and activities, held against each other and against the office calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from yanxing.engine.calendar import add_months, day_of, window_days
from yanxing.engine.grammar.document import Activity, Deadline, Programme, Window
from yanxing.engine.grammar.terms import Moved, Term
from yanxing.policy.checking.inspection import Inspection, Scope, Shape
from yanxing.policy.checking.ordering import several
from yanxing.policy.checking.registry import want
from yanxing.policy.checking.terms import constant
from yanxing.policy.findings import Placed


def check_windows(see: Inspection) -> dict[str, tuple[date, date]]:
    """Checks the form of every window; gives the days of those that have one."""
    days: dict[str, tuple[date, date]] = {}
    for name, window in see.windows.items():
        see.place = f"windows.{name}"
        if _sound(name, window, see):
            days[name] = window_days(window)
    for name, window in see.windows.items():
        see.place = f"windows.{name}"
        _inside(name, window, days, see)
    see.place = ""
    return days


def _sound(name: str, window: Window, see: Inspection) -> bool:
    if not _one_form(window):
        see.say("window_form", window, name=name)
    elif window.from_ and window.until and window.from_ > window.until:
        see.say("window_upside_down", window, name=name)
    elif window.year is not None and not 1900 <= window.year <= 2200:
        see.say("window_year", window, name=name, year=window.year)
    else:
        return window.from_ is not None or _months(name, window, see)
    return False


_FORMS = ({"from_", "until"}, {"year", "month"}, {"year", "month", "third"}, {"year", "months"})


def _one_form(window: Window) -> bool:
    words = ("from_", "until", "year", "month", "months", "third")
    return {word for word in words if getattr(window, word) is not None} in _FORMS


def _months(name: str, window: Window, see: Inspection) -> bool:
    months = window.months if window.months is not None else (window.month or 0,)
    if window.months is not None and len(months) != 2:
        see.say("window_months", window, name=name)
    elif not all(1 <= month <= 12 for month in months):
        see.say("month_number", window, name=name, month=next(m for m in months if not 1 <= m <= 12))
    elif months[0] > months[-1]:
        see.say("window_upside_down", window, name=name)
    else:
        return True
    return False


def _inside(name: str, window: Window, days: Mapping[str, tuple[date, date]], see: Inspection) -> None:
    phase = window.inside
    if phase is None:
        return
    if phase not in see.windows:
        see.unknown("no_window", window, phase, see.windows)
        return
    see.used.windows.add(phase)
    if name in days and phase in days and not window.confirmed:
        (first, last), (start, end) = days[name], days[phase]
        if first < start or last > end:
            see.say(
                "window_leaves_phase",
                window,
                name=name,
                first=first,
                last=last,
                phase=phase,
                start=start,
                end=end,
            )


def check_programme(
    see: Inspection, days: Mapping[str, tuple[date, date]], runs: Mapping[str, Shape]
) -> None:
    """Checks phases, activities and deadlines."""
    programme = see.policy.programme
    if programme is None:
        return
    see.place = "programme"
    _phases(programme, days, see)
    names: set[str] = set()
    for part in programme.parts:
        if part.part in names:
            see.say("part_twice", part, name=part.part)
        names.add(part.part)
    seen: set[str] = set()
    for activity in (each for part in programme.parts for each in part.activities):
        if activity.activity in seen:
            see.say("activity_twice", activity, name=activity.activity)
        seen.add(activity.activity)
        _activity(activity, see, runs)
    see.place = ""


def _phases(programme: Programme, days: Mapping[str, tuple[date, date]], see: Inspection) -> None:
    before: str | None = None
    for phase in programme.phases:
        see.used.windows.add(phase)
        if phase not in see.windows:
            see.unknown("no_window", programme, phase, see.windows)
        elif phase in days:
            if before is not None and days[phase][0] < days[before][0]:
                see.say("phases_out_of_order", programme, name=phase, before=before)
            before = phase


def _activity(activity: Activity, see: Inspection, runs: Mapping[str, Shape]) -> None:
    if activity.window is not None:
        see.used.windows.add(activity.window)
        if activity.window not in see.windows:
            see.unknown("no_window", activity, activity.window, see.windows)
    for run in (*several(activity.audience), *several(activity.results)):
        if run not in runs:
            see.unknown("no_run", activity, run, runs)


@dataclass(slots=True)
class _Days:
    """Days against the calendar; a year it does not cover is said once."""

    see: Inspection
    missing: set[int] = field(default_factory=set)

    def look(self, day: date, at: Placed, name: str) -> None:
        calendar = self.see.calendar
        if calendar is None or not self.covered(day.year, at):
            return
        holiday = calendar.holiday(day)
        if holiday is not None:
            self.see.say("day_off", at, name=name, day=day, holiday=holiday)
        elif day in calendar.made_up:
            self.see.say("day_made_up", at, name=name, day=day)

    def before_all(self, day: date) -> bool:
        """Whether the day is in a year before the calendar begins, such as the year of a birth."""
        calendar = self.see.calendar
        return calendar is not None and bool(calendar.years) and day.year < min(calendar.years)

    def covered(self, year: int, at: Placed) -> bool:
        calendar = self.see.calendar
        if calendar is None or calendar.covers(year):
            return True
        if year not in self.missing:
            self.missing.add(year)
            self.see.say("calendar_missing", at, year=year)
        return False


def check_days(see: Inspection, windows: Mapping[str, tuple[date, date]]) -> None:
    """Deadlines and written edges of windows on a holiday, a weekend or a made-up workday."""
    looked, programme = _Days(see), see.policy.programme
    for name, (first, last) in windows.items():
        window = see.windows[name]
        see.place = f"windows.{name}"
        if window.from_ is not None and not window.confirmed:
            for day in dict.fromkeys((first, last)):
                if not (looked.before_all(day) and _only_tested(name, see)):
                    looked.look(day, window, name)
    see.place = "programme"
    for deadline in programme.deadlines if programme else ():
        _deadline(deadline, looked, see)
    if programme:
        looked.covered(programme.year, programme)
    see.place = ""


def _only_tested(name: str, see: Inspection) -> bool:
    """Whether a window is only what dates of the rows are held against: nobody comes to an office then."""
    programme = see.policy.programme
    planned = set(programme.phases) if programme else set()
    planned |= {
        act.window for part in (programme.parts if programme else ()) for act in part.activities if act.window
    }
    planned |= {window.inside for window in see.windows.values() if window.inside}
    return name in see.used.windows and name not in planned and not see.windows[name].inside


def _deadline(deadline: Deadline, looked: _Days, see: Inspection) -> None:
    want("date", deadline.day, Scope(see, {}, {}, constant=True), "day")
    day = known_day(deadline.day, see)
    if day is not None and not deadline.confirmed:
        looked.look(day, deadline, deadline.for_)


def known_day(term: Term, see: Inspection) -> date | None:
    """The day a term says without any row: written down, a value that is set, or such a day moved."""
    if not isinstance(term, Moved):
        day = constant(term, see)
        return day_of(day) if isinstance(day, date) else None
    start = known_day(term.date, see)
    if start is None or term.plus is None:
        return start
    plus = term.plus
    if plus.minutes is not None or plus.workdays is not None:
        return None
    steps = [0 if each is None else _whole(each, see) for each in (plus.days, plus.months, plus.years)]
    if None in steps:
        return None
    days, months, years = (step or 0 for step in steps)
    try:
        return add_months(start, months + 12 * years) + timedelta(days=days)
    except OverflowError:
        return None


def _whole(term: Term, see: Inspection) -> int | None:
    number = constant(term, see)
    return int(number) if isinstance(number, Fraction) and number.denominator == 1 else None
