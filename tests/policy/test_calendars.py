"""The office calendar's data, checked day by day, and the words for a file that cannot be used."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    path.write_text("years: {2024: {source: 试编}}", "utf-8")
    calendar = office_calendar(path)
    assert calendar.is_workday(date(2024, 6, 10))
    assert not calendar.is_workday(date(2024, 9, 14))
    assert not calendar.is_workday(date(2025, 5, 1))


def year(*lines: str) -> str:
    return "\n    ".join(["years:\n  2024:", "source: 试编", *lines]) + "\n"


def holiday(first: str, until: str, name: str = "端午节") -> str:
    return f"{{name: {name}, from: {first}, until: {until}}}"


DRAGON = holiday("2024-06-10", "2024-06-10")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "这份文件里没有日历。"),
        ("元旦", "这份文件里没有日历。"),
        ("years: [", "日历.yaml"),
        ("yeers: {}", "yeers"),
        ("years: {abc: {source: 试编}}", "第 1 行：abc 不是年份。请写四位数的年份，如 2027。"),
        ("years: {2024: {holidays: [], made_up: []}}", "source"),
        (year("holidays: {}"), "第 4 行：holidays"),
        (year("holidays:", f"  - {holiday('2024-6-10', '2024-06-10')}"), "第 5 行：日期 2024-6-10"),
        (year("holidays:", f"  - {holiday('2024-06-31', '2024-07-01')}"), "第 5 行：2024-06-31"),
        (year("holidays: [{name: 端午节, from: 2024-06-10, to: 2024-06-10}]"), "第 4 行"),
        (year("holidays:", f"  - {holiday('2024-06-10', '2024-06-09')}"), "第 5 行：端午节 的最后一天（"),
        (year(f"holidays: [{holiday('2025-06-10', '2025-06-10')}]"), "第 4 行：2025-06-10 不在 2024 年"),
        (year(f"holidays: [{holiday('2024-06-10', '9999-06-10')}]"), "第 4 行：9999-06-10 不在 2024 年"),
        (year(f"holidays: [{DRAGON}, {DRAGON}]"), "2024-06-10 写了两次。请只留一处。"),
        (year("made_up: [2024-09-14, 2024-09-14]"), "2024-09-14 写了两次。"),
        (year("made_up: [2024-09-13]"), "2024-09-13 不是星期六或星期日"),
        (year("made_up: [2025-09-13]"), "2025-09-13 不在 2024 年"),
        (year(f"holidays: [{holiday('2024-09-14', '2024-09-17')}]", "made_up: [2024-09-14]"), "既写成放假"),
        ("years: {2024: {source: 甲, source: 乙}}", "source"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_says_why_and_where(text: str, says: str) -> None:
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(text.encode(), "日历.yaml")
    assert says in "\n".join(found.text("zh") for found in caught.value.findings)
    assert all(found.text("en") for found in caught.value.findings)
    assert {found.file for found in caught.value.findings} == {"日历.yaml"}


def test_all_faults_are_found_at_once() -> None:
    bad = holiday("2024-06-10", "2024-06-09")
    text = year(
        f"holidays: [{bad}, {holiday('2023-11-30', '2024-06-11')}]", "made_up: [2024-09-13, 2024-09-12]"
    )
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(text.encode(), "x.yaml")
    codes = sorted(found.code for found in caught.value.findings)
    assert codes == ["calendar_not_weekend", "calendar_not_weekend", "calendar_order", "calendar_year"]


@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode), st.integers(0, 3000), st.integers(0, 40)
)
def test_whatever_is_written_is_read_or_refused_in_words(noise: bytes, start: int, cut: int) -> None:
    text = (files("yanxing.policy") / "calendars" / "china.yaml").read_bytes()
    try:
        read_schedules(text[:start] + noise + text[start + cut :], "x.yaml")
    except CalendarFileError as error:
        words = [found.text("zh") for found in error.findings]
    else:
        words = ["read"]
    assert all(words)
    assert words


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(CalendarFileError) as caught:
        read_schedules(b"\xff\xfe\x00\x81\x00", "x.yaml")
    assert caught.value.findings


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CalendarFileError) as caught:
        office_calendar(tmp_path / "none.yaml")
    assert "none.yaml：这份工作日历打不开" in caught.value.findings[0].text("zh")
