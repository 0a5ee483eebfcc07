"""The year of a programme: turns of hosts, days of windows, the phase of a day."""

from datetime import date

import pytest

from yanxing.engine.programme import Span, Turn, span_of, turns, year_of
from yanxing.engine.settle import settle
from yanxing.policy.calendars import office_calendar
from yanxing.policy.load import load

PLAN = load("policies/zhongshan/empowerment-2024.yaml").usable


def test_four_areas_over_four_months_host_one_a_month_in_order() -> None:
    assert turns(("a", "b", "c", "d"), date(2024, 6, 1), date(2024, 9, 30)) == (
        Turn("a", date(2024, 6, 1), date(2024, 6, 30)),
        Turn("b", date(2024, 7, 1), date(2024, 7, 31)),
        Turn("c", date(2024, 8, 1), date(2024, 8, 31)),
        Turn("d", date(2024, 9, 1), date(2024, 9, 30)),
    )


def test_more_hosts_than_months_share_a_month_and_each_hosts_once() -> None:
    hosts = turns(("a", "b", "c"), date(2024, 6, 10), date(2024, 7, 5))
    assert [turn.host for turn in hosts] == ["a", "b", "c"]
    assert [turn.first for turn in hosts] == [date(2024, 6, 10), date(2024, 6, 10), date(2024, 7, 1)]
    assert hosts[-1].last == date(2024, 7, 5)


def test_a_window_that_leaves_its_phase_says_so() -> None:
    assert span_of(PLAN, "september") == Span("september", date(2024, 9, 1), date(2024, 9, 30), "contest")
    assert span_of(PLAN, "mid_june") == Span("mid_june", date(2024, 6, 11), date(2024, 6, 20))


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2024, 5, 31), None),
        (date(2024, 6, 9), "entry"),
        (date(2024, 6, 10), "contest"),
        (date(2024, 9, 11), None),
        (date(2024, 10, 31), "commendation"),
    ],
)
def test_the_phase_of_a_day(day: date, phase: str | None) -> None:
    settlement = settle(PLAN, {}, as_of=day, calendar=office_calendar(), runs=["house_check"])
    year = year_of(PLAN, settlement, office_calendar())
    assert year is not None
    assert year.phase == phase
    assert year.deadlines[0].holiday == "端午节"
