"""The office calendar's data, checked day by day, and the words for a file that cannot be used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yanxing.engine.calendar import CalendarMissing
from yanxing.policy.calendars import CalendarFileError, office_calendar, read_schedules

# Days off on a Monday to Friday, and weekend days at work, as the four notices print them.
WEEKDAYS_OFF = {
    2023: "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02"
    " 05-03 06-22 06-23 09-29 10-02 10-03 10-04 10-05 10-06",
    2024: "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01"
    " 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07",
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01"
    " 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06"
    " 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07",
}
WEEKENDS_WORKED = {
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def days_of(year: int) -> list[date]:
    return [
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    ]


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_day_that_breaks_the_week_is_the_notice_s(year: int) -> None:
    calendar = office_calendar()
    off = [f"{d:%m-%d}" for d in days_of(year) if d.weekday() < 5 and not calendar.is_workday(d)]
    worked = [f"{d:%m-%d}" for d in days_of(year) if d.weekday() > 4 and calendar.is_workday(d)]
    assert off == WEEKDAYS_OFF[year].split()
    assert worked == WEEKENDS_WORKED[year].split()


def test_holidays_have_their_names() -> None:
    calendar = office_calendar()
    assert calendar.holiday(date(2024, 6, 10)) == "端午节"
    assert calendar.holiday(date(2024, 6, 9)) == "星期日"
    assert calendar.holiday(date(2025, 10, 6)) == "国庆节、中秋节"
    assert calendar.holiday(date(2024, 9, 14)) is None


def test_years_without_a_schedule_are_not_guessed() -> None:
    calendar = office_calendar()
    assert calendar.years == {2023, 2024, 2025, 2026}
    for day in (date(2022, 12, 31), date(2027, 1, 4)):
        with pytest.raises(CalendarMissing) as caught:
            calendar.is_workday(day)
        assert caught.value.year == day.year


NEXT = """
years:
  2027:
    source: 试编
    holidays: [{name: 元旦, from: 2026-12-31, until: 2027-01-01}]
    made_up: [2026-12-26]
"""


def test_an_extra_file_adds_a_year_and_its_days_in_the_december_before(tmp_path: Path) -> None:
    path = tmp_path / "next.yaml"
    path.write_text(NEXT, "utf-8")
    calendar = office_calendar(path)
    assert calendar.years == {2023, 2024, 2025, 2026, 2027}
    assert calendar.holiday(date(2026, 12, 31)) == "元旦"
    assert calendar.is_workday(date(2026, 12, 26))
    assert calendar.holiday(date(2024, 6, 10)) == "端午节"
    assert not office_calendar().is_workday(date(2026, 12, 26))


def test_an_extra_year_replaces_the_built_in_one(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text("years: {2024: {source: 试编, holidays: [], made_up: []}}", "utf-8")
    calendar = office_calendar(path)
    assert calendar.is_workday(date(2024, 6, 10))
    assert not calendar.is_workday(date(2024, 9, 14))
    assert not calendar.is_workday(date(2025, 5, 1))


def year(holidays: str = "[]", made_up: str = "[]") -> str:
    return f"years:\n  2024:\n    source: 试编\n    holidays: {holidays}\n    made_up: {made_up}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "文件里 的写法不对"),
        ("years: [", "读不了"),
        ("yeers: {}", "没有 yeers 这一项"),
        ("years: {24: {}}", "第 1 行：years 的写法不对。这里应写四位数的年份。"),
        ("years: {2024: {holidays: [], made_up: []}}", "第 1 行：2024 source 的写法不对。这里应写文字。"),
        (year("{}"), "第 4 行：2024 holidays 的写法不对。这里应写用方括号括起的一列。"),
        (year("[{name: 端午节, from: 2024-6-10, until: 2024-06-10}]"), "第 4 行：from 的写法不对。"),
        (year("[{name: 端午节, from: 2024-06-31, until: 2024-07-01}]"), "第 4 行：from 的写法不对。"),
        (year("[{name: 端午节, from: 2024-06-10, to: 2024-06-10}]"), "没有 to 这一项。可写的有：name、"),
        (year("[{name: 端午节, from: 2024-06-10, until: 2024-06-09}]"), "早于第一天（2024-06-10）"),
        (year("[{name: 端午节, from: 2025-06-10, until: 2025-06-10}]"), "2025-06-10 不在 2024 年"),
        (year(made_up="[2024-09-14, 2024-09-14]"), "第 5 行：2024-09-14 写了两次。"),
        (year(made_up="[2024-09-13]"), "第 5 行：2024-09-13 不是星期六或星期日"),
        (year("[{name: 中秋节, from: 2024-09-14, until: 2024-09-17}]", "[2024-09-14]"), "既写成放假"),
        ("years: {2024: {source: 甲, source: 乙, holidays: [], made_up: []}}", "source 写了两次"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_and_where(text: str, says: str) -> None:
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(text.encode(), "日历.yaml")
    shown = "\n".join(found.text("zh") for found in caught.value.findings)
    assert says.replace("文件里 ", "日历.yaml ") in shown
    assert all(found.text("en") for found in caught.value.findings)


def test_all_faults_are_found_at_once() -> None:
    text = year("[{name: 端午节, from: 2024-06-31, until: 2024-07-01}, {}]", "[2024-09-13, 周六]")
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(text.encode(), "x.yaml")
    assert len(caught.value.findings) == 6


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(b"\xff\xfe\x00", "x.yaml")
    assert "读不了" in caught.value.findings[0].text("zh")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarFileError) as caught:
        office_calendar(tmp_path / "none.yaml")
    assert "none.yaml" in caught.value.findings[0].text("zh")
