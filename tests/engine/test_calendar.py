"""Working days, whole months and years, windows."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.calendar import (
    CalendarMissing,
    add_months,
    full_months,
    full_years,
    month_end,
    window_days,
)
from yanxing.engine.grammar.document import Window
from yanxing.policy.calendars import office_calendar

OFFICE = office_calendar()
COVERED = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def test_five_working_days_across_the_mid_autumn_festival() -> None:
    published = date(2024, 9, 12)
    assert OFFICE.add_workdays(published, 5) == date(2024, 9, 20)
    assert OFFICE.workdays_between(published, date(2024, 9, 20)) == 5
    assert [OFFICE.add_workdays(published, n).day for n in range(6)] == [12, 13, 14, 18, 19, 20]


def test_ten_working_days_across_the_national_day() -> None:
    assert OFFICE.add_workdays(date(2024, 9, 27), 10) == date(2024, 10, 16)
    assert OFFICE.add_workdays(date(2024, 10, 16), -10) == date(2024, 9, 27)


def test_the_next_working_day_may_be_the_day_itself() -> None:
    assert OFFICE.next_workday(date(2024, 6, 8)) == date(2024, 6, 11)
    assert OFFICE.next_workday(date(2024, 6, 11)) == date(2024, 6, 11)


def test_a_moment_keeps_its_time_of_day() -> None:
    assert OFFICE.add_workdays(datetime(2024, 9, 12, 16, 30), 1) == datetime(2024, 9, 13, 16, 30)  # noqa: DTZ001
    assert OFFICE.holiday(datetime(2024, 6, 10, 9)) == "端午节"  # noqa: DTZ001


def test_a_count_that_runs_out_of_the_calendar_says_so() -> None:
    with pytest.raises(CalendarMissing) as caught:
        OFFICE.add_workdays(date(2026, 12, 30), 5)
    assert caught.value.year == 2027


@given(COVERED, st.integers(0, 40))
def test_counting_undoes_adding(day: date, count: int) -> None:
    try:
        end = OFFICE.add_workdays(day, count)
    except CalendarMissing:
        return
    assert OFFICE.workdays_between(day, end) == count
    assert OFFICE.workdays_between(end, day) == -count
    assert count == 0 or OFFICE.is_workday(end)


@given(COVERED, COVERED, COVERED)
def test_working_days_add_up(a: date, b: date, c: date) -> None:
    between = OFFICE.workdays_between
    assert between(a, b) + between(b, c) == between(a, c)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-06-10", -24, "2022-06-10"),
        ("2024-06-10", 0, "2024-06-10"),
        ("9999-11-30", 1, "9999-12-30"),
    ],
)
def test_adding_months(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


def test_months_beyond_the_calendar_of_the_machine() -> None:
    for day, months in ((date(9999, 12, 1), 1), (date(1, 1, 1), -1)):
        with pytest.raises(OverflowError):
            add_months(day, months)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2021-06-01", "2024-06-01", 36),
        ("2021-06-02", "2024-06-01", 35),
        ("2024-01-31", "2024-02-29", 1),
        ("2024-01-31", "2024-02-28", 0),
        ("2024-06-01", "2024-06-01", 0),
        ("2024-06-01", "2024-05-01", -1),
        ("2024-06-01", "2024-05-02", 0),
    ],
)
def test_whole_months(first: str, last: str, months: int) -> None:
    assert full_months(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_age_turns_on_the_birthday() -> None:
    born = date(1989, 6, 10)
    assert [full_years(born, date(2024, 6, day)) for day in (9, 10, 11)] == [34, 35, 35]
    assert full_years(date(2000, 2, 29), date(2018, 2, 28)) == 18
    assert full_years(date(2024, 6, 10), date(2022, 6, 11)) == -1


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 600))
def test_whole_months_undo_adding(day: date, months: int) -> None:
    assert full_months(day, add_months(day, months)) == months


@given(st.dates(date(1950, 1, 1)), st.dates(date(1950, 1, 1)))
def test_whole_months_never_overshoot(first: date, last: date) -> None:
    first, last = sorted((first, last))
    months = full_months(first, last)
    assert add_months(first, months) <= last
    assert last.year == 9999 or add_months(first, months + 1) > last


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (Window(from_=date(2024, 6, 10), until=date(2024, 9, 10)), "2024-06-10", "2024-09-10"),
        (Window(year=2024, month=2), "2024-02-01", "2024-02-29"),
        (Window(year=2024, month=6, third="early"), "2024-06-01", "2024-06-10"),
        (Window(year=2024, month=6, third="middle"), "2024-06-11", "2024-06-20"),
        (Window(year=2023, month=2, third="late"), "2023-02-21", "2023-02-28"),
        (Window(year=2024, months=(6, 9)), "2024-06-01", "2024-09-30"),
        (Window(year=2024, months=(10, 12)), "2024-10-01", "2024-12-31"),
    ],
)
def test_windows(window: Window, first: str, last: str) -> None:
    assert window_days(window) == (date.fromisoformat(first), date.fromisoformat(last))


def test_a_window_without_days() -> None:
    with pytest.raises(ValueError, match="a window needs"):
        window_days(Window(from_=date(2024, 6, 10)))


@given(st.integers(1, 9999), st.integers(1, 12))
def test_month_ends(year: int, month: int) -> None:
    end = month_end(year, month)
    assert (end.year, end.month) == (year, month)
    assert end == date.max or date.fromordinal(end.toordinal() + 1).day == 1
