"""When a step must be answered by: the last moment that is still in time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from yanxing.engine.calendar import CalendarMissing, OfficeCalendar
from yanxing.engine.evaluation import compile_condition
from yanxing.engine.flow.matter import ClockState, Matter
from yanxing.engine.flow.moves import step_of
from yanxing.engine.flow.surroundings import row_of, scope_of
from yanxing.engine.grammar.flows import Clock
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.unknown import Unknown, missing

NO_TIME = timedelta(0)


def clock_of(policy: Policy, matter: Matter, calendar: OfficeCalendar) -> Clock | Unknown | None:
    """The clock that applies to the matter as its facts are now; unknown when its `when` cannot be told."""
    clock = step_of(policy, matter).clock if matter.step else None
    while clock is not None and clock.when is not None:
        scope = scope_of(policy, matter, matter.opened.date(), calendar)
        chosen = compile_condition(clock.when, scope)(row_of(policy, matter))
        if isinstance(chosen, Unknown):
            return chosen
        if chosen:
            return clock
        clock = clock.else_
    return clock


def deadline(policy: Policy, matter: Matter, calendar: OfficeCalendar) -> datetime | Unknown | None:
    """The last moment in time at this step; None without a running clock; unknown when it cannot be told."""
    clock = clock_of(policy, matter, calendar)
    if isinstance(clock, Unknown):
        return clock
    if clock is None or matter.clock is None or matter.clock.paused:
        return None
    try:
        return last_moment(clock, matter.clock, calendar)
    except CalendarMissing as gap:
        return missing(str(gap.year), "no_calendar")


def last_moment(clock: Clock, state: ClockState, calendar: OfficeCalendar) -> datetime | None:
    """The end of the last day (24:00), or the moment the hours are over. Raises `CalendarMissing`."""
    spans, start = _run(state)
    if clock.hours is not None:
        passed = sum((until - since for since, until in spans), NO_TIME)
        return start + max(timedelta(hours=clock.hours) - passed, NO_TIME)
    if clock.workdays is not None:
        passed_days = sum(calendar.workdays_between(since, until) for since, until in spans)
        day = calendar.add_workdays(start.date(), max(clock.workdays - passed_days, 0))
    elif clock.days is not None:
        passed_days = sum((until.date() - since.date()).days for since, until in spans)
        day = start.date() + timedelta(days=max(clock.days - passed_days, 0))
    else:
        return None
    return _end_of(calendar.next_workday(day), start)


def time_left(
    clock: Clock, state: ClockState, at: datetime, calendar: OfficeCalendar
) -> int | timedelta | None:
    """What is left of the clock: working days or days after this one, or hours as a duration; None without
    any.

    Below 0 when it has passed. A paused clock keeps what was left. Raises `CalendarMissing`.
    """
    spans, start = _run(state)
    if state.paused is None:
        spans = [*spans, (start, max(at, start))]
    if clock.hours is not None:
        return timedelta(hours=clock.hours) - sum((until - since for since, until in spans), NO_TIME)
    if clock.workdays is not None:
        return clock.workdays - sum(calendar.workdays_between(since, until) for since, until in spans)
    if clock.days is not None:
        return clock.days - sum((until.date() - since.date()).days for since, until in spans)
    return None


def _run(state: ClockState) -> tuple[list[tuple[datetime, datetime]], datetime]:
    """The stretches the clock ran before its pauses, and since when it runs now (or ran last)."""
    spans, start = [], state.since
    for pause in state.pauses:
        spans.append((start, pause.since))
        start = pause.until or pause.since
    return spans, start


def _end_of(day: date, like: datetime) -> datetime:
    return datetime.combine(day, time.max, like.tzinfo)
