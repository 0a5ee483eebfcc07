"""The office calendar as data: the yearly schedules of the State Council, and what an office adds to them.

A file is read as policies are, by its shapes: every fault is found, and a calendar with a fault is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.base import Code, Node, Text
from yanxing.policy.findings import Finding, finding, in_order
from yanxing.policy.reading import read_text
from yanxing.policy.reading.builder import BROKEN, Builder, EnoughError
from yanxing.policy.reading.nodes import YamlMap


@dataclass(frozen=True, kw_only=True, slots=True)
class Holiday(Node):
    """Days off under one name, both days in."""

    name: Text
    from_: date
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule(Node):
    """A year as published: by which notice, its holidays, and weekend days worked in exchange.

    Days of the December before belong to it too, as notices sometimes have it.
    """

    source: Text
    holidays: tuple[Holiday, ...] = ()
    made_up: tuple[date, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarFile(Node):
    years: Mapping[Code, Schedule]


class CalendarFileError(Exception):
    """A calendar file cannot be used; `findings` say all that is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(found.text("en") for found in findings))
        self.findings = findings


def office_calendar(extra: Path | None = None) -> OfficeCalendar:
    """The built-in calendar; a year in `extra` replaces the built-in one. Raises `CalendarFileError`."""
    schedules = dict(_built_in())
    if extra is not None:
        schedules |= read_schedules(_bytes(extra), extra.name)
    return _calendar(schedules)


def read_schedules(data: bytes, file: str) -> dict[int, Schedule]:
    """The years of a calendar file. Raises `CalendarFileError`."""
    tree, findings = read_text(data, file)
    if not isinstance(tree, YamlMap):
        found = tuple(one for one in findings if one.code != "file_empty")
        raise CalendarFileError(found or (finding("calendar_empty", tree, file=file),))
    builder, read = Builder(), BROKEN
    with suppress(EnoughError):
        read = builder.construct(CalendarFile, tree, "calendar", whole=not findings)
    findings += builder.findings
    if read is not BROKEN:
        findings += [found for year, schedule in read.years.items() for found in _faults(year, schedule)]
    if findings:
        raise CalendarFileError(tuple(in_order([found.in_file(file) for found in findings])))
    return {int(year): schedule for year, schedule in read.years.items()}


@cache
def _built_in() -> Mapping[int, Schedule]:
    return read_schedules((files("yanxing.policy") / "calendars" / "china.yaml").read_bytes(), "china.yaml")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CalendarFileError((finding("calendar_unreadable", None, file=path.name, why=why),)) from error


def _calendar(schedules: Mapping[int, Schedule]) -> OfficeCalendar:
    """A later notice overrules what an earlier one said of the same day."""
    holidays: dict[date, str] = {}
    made_up: set[date] = set()
    for year in sorted(schedules):
        off = dict(_days(schedules[year].holidays))
        worked = set(schedules[year].made_up)
        holidays = {day: name for day, name in holidays.items() if day not in worked} | off
        made_up = (made_up - off.keys()) | worked
    return OfficeCalendar(holidays, frozenset(made_up), frozenset(schedules))


def _days(holidays: tuple[Holiday, ...]) -> Iterator[tuple[date, str]]:
    for holiday in holidays:
        for offset in range((holiday.until - holiday.from_).days + 1):
            yield holiday.from_ + timedelta(days=offset), holiday.name


def _faults(year: str, schedule: Schedule) -> Iterator[Finding]:
    if not (len(year) == 4 and year.isdigit()):
        yield finding("calendar_no_year", schedule, year=year)
        return
    for holiday in schedule.holidays:
        yield from _holiday_faults(int(year), holiday)
    inside = tuple(one for one in schedule.holidays if not list(_holiday_faults(int(year), one)))
    days = [day for day, _ in _days(inside)]
    yield from _repeated(schedule, days)
    yield from _repeated(schedule, list(schedule.made_up))
    for day in schedule.made_up:
        if not _belongs(day, int(year)):
            yield finding("calendar_year", schedule, day=day, year=year)
        if day in days:
            yield finding("calendar_both", schedule, day=day)
        if day.weekday() < 5:
            yield finding("calendar_not_weekend", schedule, day=day)


def _holiday_faults(year: int, holiday: Holiday) -> Iterator[Finding]:
    if holiday.until < holiday.from_:
        yield finding("calendar_order", holiday, name=holiday.name, until=holiday.until, first=holiday.from_)
    for day in (holiday.from_, holiday.until):
        if not _belongs(day, year):
            yield finding("calendar_year", holiday, day=day, year=year)


def _repeated(schedule: Schedule, days: list[date]) -> Iterator[Finding]:
    for day in sorted({day for day in days if days.count(day) > 1}):
        yield finding("calendar_twice", schedule, day=day)


def _belongs(day: date, year: int) -> bool:
    return day.year == year or (day.year, day.month) == (year - 1, 12)
