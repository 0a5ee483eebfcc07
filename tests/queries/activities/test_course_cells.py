"""Cells as clerks write them."""

from __future__ import annotations

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.queries.activities.course_cells import Wrong, day_and_hours, day_of, hours_of, teacher_of


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024-06-12", date(2024, 6, 12)),
        ("2024年6月12日", date(2024, 6, 12)),
        ("6月12日（周三）", date(2024, 6, 12)),
        ("6.12", date(2024, 6, 12)),
        ("2025/1/6 星期一", date(2025, 1, 6)),
        ("待定", None),
        ("", None),
    ],
)
def test_days(cell: str, day: date | None) -> None:
    assert day_of(cell, 2024) == day


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("14:00-16:30", (time(14), time(16, 30))),
        ("14：00—16：30", (time(14), time(16, 30))),
        ("下午2:00至4:30", (time(14), time(16, 30))),
        ("上午9点半到11点", (time(9, 30), time(11))),
        ("14点-16点30分", (time(14), time(16, 30))),
        ("9:00", (time(9), None)),
        ("待定", (None, None)),
    ],
)
def test_hours(cell: str, hours: tuple[time | None, time | None]) -> None:
    assert hours_of(cell) == hours


@pytest.mark.parametrize("cell", ["16:30-14:00", "25:00-26:00", "下午", "14:00-", "两点"])
def test_wrong_hours_say_the_mend(cell: str) -> None:
    with pytest.raises(Wrong, match="14:00-16:30"):
        hours_of(cell)


def test_day_and_hours_in_one_cell_are_parted() -> None:
    assert day_and_hours("6月12日 14:00-16:30") == ("6月12日 ", "14:00-16:30")
    assert day_and_hours("14:00-16:30") == ("", "14:00-16:30")


def test_a_teacher_with_an_organisation() -> None:
    assert teacher_of("张教授（华东师范大学）") == ("张教授", "华东师范大学")
    assert teacher_of("张教授") == ("张教授", "")


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reader(cell: str) -> None:
    for read in (lambda: day_of(cell, 2024), lambda: hours_of(cell)):
        with contextlib.suppress(Wrong):
            read()
