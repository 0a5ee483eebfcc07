"""Dates and moments: moving them, counting between them, the period they lie in; and the length of a text.

Counts between two dates cut moments to their day and are negative when the second comes first; the rule of
the anniversary is `engine.calendar`'s. A year the office calendar lacks makes working days unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from yanxing.engine.calendar import CalendarMissing, add_months, day_of, full_months, full_years
from yanxing.engine.evaluation.compiling import Work, compile_term, compiles, lift
from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.evaluation.text_length import text_length
from yanxing.engine.grammar.terms import (
    Characters,
    Days,
    FullMonths,
    FullYears,
    Minutes,
    Moved,
    Period,
    Term,
    Workdays,
)
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import missing

UNITS = ("years", "months", "days", "workdays", "minutes")


@compiles(Moved)
def _moved(term: Moved, scope: Scope, exact: bool) -> Work:
    """Years and months in one move, then days, working days, minutes. Without `plus`: the day itself."""
    if term.plus is None:
        return lift(day_of, [compile_term(term.date, scope, exact)])
    units = [unit for unit in UNITS if getattr(term.plus, unit) is not None]
    parts: list[Term] = [term.date, *(getattr(term.plus, unit) for unit in units)]
    move = _mover(units, scope)
    return lift(_within_calendar(move), [compile_term(part, scope, exact) for part in parts])


def _within_calendar(work: Callable[..., Value]) -> Callable[..., Value]:
    def careful(*values: Value) -> Value:
        try:
            return work(*values)
        except CalendarMissing as gap:
            return missing(str(gap.year), "no_calendar")
        except OverflowError:
            return missing(str(date.max.year), "no_calendar")

    return careful


def _mover(units: Sequence[str], scope: Scope) -> Callable[..., Value]:
    def move(start: date, *amounts: Fraction) -> Value:
        plus = dict(zip(units, amounts, strict=True))
        months = 12 * plus.get("years", 0) + plus.get("months", 0)
        if months:
            start = add_months(start, _whole(months))
        if "days" in plus:
            start += timedelta(days=_whole(plus["days"]))
        if "workdays" in plus:
            start = scope.calendar.add_workdays(start, _whole(plus["workdays"]))
        if "minutes" in plus:
            start = _moment(start) + timedelta(microseconds=_whole(plus["minutes"] * 60_000_000))
        return start

    return move


def _whole(amount: Fraction | int) -> int:
    """A broken amount of days or months is rounded down; whoever wants otherwise rounds it in a column."""
    return amount.numerator // amount.denominator


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime.combine(day, time.min)


@compiles(FullMonths)
def _full_months(term: FullMonths, scope: Scope, exact: bool) -> Work:
    return _between(lambda first, last: Fraction(full_months(first, last)), term.full_months, scope, exact)


@compiles(FullYears)
def _full_years(term: FullYears, scope: Scope, exact: bool) -> Work:
    return _between(lambda first, last: Fraction(full_years(first, last)), term.full_years, scope, exact)


@compiles(Days)
def _days(term: Days, scope: Scope, exact: bool) -> Work:
    return _between(
        lambda first, last: Fraction((day_of(last) - day_of(first)).days), term.days, scope, exact
    )


@compiles(Workdays)
def _workdays(term: Workdays, scope: Scope, exact: bool) -> Work:
    calendar = scope.calendar
    return _between(
        lambda first, last: Fraction(calendar.workdays_between(first, last)), term.workdays, scope, exact
    )


@compiles(Minutes)
def _minutes(term: Minutes, scope: Scope, exact: bool) -> Work:
    """A day counts from its first minute."""
    return _between(_minutes_between, term.minutes, scope, exact)


def _minutes_between(first: date, last: date) -> Fraction:
    return Fraction((_moment(last) - _moment(first)) // timedelta(microseconds=1), 60_000_000)


def _between(count: Callable[..., Value], ends: Sequence[Term], scope: Scope, exact: bool) -> Work:
    return lift(_within_calendar(count), [compile_term(end, scope, exact) for end in ends])


@compiles(Period)
def _period(term: Period, scope: Scope, exact: bool) -> Work:
    code = _PERIODS[term.by]
    return lift(code, [compile_term(term.period, scope, exact)])


_PERIODS: dict[str, Callable[..., Value]] = {
    "year": lambda day: f"{day.year:04d}",
    "half_year": lambda day: f"{day.year:04d}h{(day.month + 5) // 6}",
    "quarter": lambda day: f"{day.year:04d}q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year:04d}m{day.month:02d}",
}


@compiles(Characters)
def _characters(term: Characters, scope: Scope, exact: bool) -> Work:
    return lift(lambda text: Fraction(text_length(text)), [compile_term(term.characters, scope, exact)])
