"""The year a programme sets up: phases, deadlines and activities with their days, audiences and rotation.

Pure: the same policy, settlement and calendar give the same year.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from yanxing.engine.calendar import CalendarMissing, OfficeCalendar, month_end, window_days
from yanxing.engine.evaluation import Scope, compile_term, shape_of_kind
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.document import Activity, Deadline
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row, Settlement


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a window, both in; `leaves` names the phase (`inside`) that it leaves (A4)."""

    name: str
    first: date
    last: date
    leaves: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: what for, its day (None when it cannot be told), and the holiday it falls on."""

    what: str
    day: date | None
    holiday: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is to host, and in which days."""

    host: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Planned:
    """An activity with its days, how many of its audience are in which state, and the turns of its hosts."""

    activity: Activity
    span: Span | None
    audience: Mapping[str, int]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """`phase` is the one `as_of` lies in, the later of two that share a day (A3)."""

    phases: tuple[Span, ...]
    phase: str | None
    deadlines: tuple[Due, ...]
    parts: tuple[tuple[str, tuple[Planned, ...]], ...]


def year_of(policy: Policy, settlement: Settlement, calendar: OfficeCalendar) -> Year | None:
    """The year of a policy's programme; None when it sets up none."""
    programme = policy.programme
    if programme is None:
        return None
    phases = tuple(span for name in programme.phases if (span := span_of(policy, name)) is not None)
    now = [span.name for span in phases if span.first <= settlement.as_of <= span.last]
    return Year(
        phases,
        now[-1] if now else None,
        tuple(_due(policy, each, settlement.as_of, calendar) for each in programme.deadlines),
        tuple(
            (str(part.part), tuple(_planned(policy, settlement, each) for each in part.activities))
            for part in programme.parts
        ),
    )


def span_of(policy: Policy, name: str) -> Span | None:
    """The days of a named window; None where it has none of the written forms."""
    days = _days(policy, name)
    if days is None:
        return None
    phase = (policy.windows or {})[Name(name)].inside
    within = _days(policy, phase) if phase else None
    left = within is not None and not (within[0] <= days[0] and days[1] <= within[1])
    return Span(str(name), *days, str(phase) if left else None)


def _days(policy: Policy, name: str) -> tuple[date, date] | None:
    window = (policy.windows or {}).get(Name(name))
    try:
        return window_days(window) if window is not None else None
    except ValueError:
        return None


def turns(hosts: tuple[str, ...], first: date, last: date) -> tuple[Turn, ...]:
    """Each host once, in order, spread over the months from first to last: one a month by default (A10)."""
    months = [divmod(index, 12) for index in range(_month(first), _month(last) + 1)]
    spread = [months[index * len(months) // len(hosts)] for index in range(len(hosts))]
    return tuple(
        Turn(
            host, max(first, date(year, month + 1, 1)), min(last, month_end(year, month + 1))
        )
        for host, (year, month) in zip(hosts, spread, strict=True)
    )  # fmt: skip


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _planned(policy: Policy, settlement: Settlement, activity: Activity) -> Planned:
    span = span_of(policy, activity.window) if activity.window else None
    audience = settlement.runs.get(activity.audience or "")
    states = Counter(str(row.state) for row in audience.rows.values()) if audience else Counter[str]()
    hosts = tuple(map(str, activity.rotates or ()))
    return Planned(activity, span, dict(states), turns(hosts, span.first, span.last) if span else ())


def _due(policy: Policy, deadline: Deadline, as_of: date, calendar: OfficeCalendar) -> Due:
    scope = Scope(policy=policy, shape=shape_of_kind(policy, "house"), as_of=as_of, calendar=calendar)
    value = compile_term(deadline.day, scope)(Row("house", "house", {}))
    day = value.date() if isinstance(value, datetime) else value
    if not isinstance(day, date):
        return Due(str(deadline.for_), None, None)
    try:
        return Due(str(deadline.for_), day, calendar.holiday(day))
    except CalendarMissing:
        return Due(str(deadline.for_), day, None)
