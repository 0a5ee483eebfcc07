"""The office calendar as data: the yearly schedules of the State Council, and what an office adds to them.

A file holds, by year, the `source` (which notice), `holidays` (name, first and last day) and `made_up`
(weekend days worked in exchange). It is read whole: every fault is found, and a calendar with a fault is not
used at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml

from yanxing.engine.calendar import OfficeCalendar
from yanxing.policy.findings import Finding, in_order

_FIELDS = ("source", "holidays", "made_up")
_HOLIDAY = ("name", "from", "until")
_WANTED = {
    "map": ("“名称: 内容”的各项", "a map of names and what they hold"),
    "list": ("用方括号括起的一列", "a list"),
    "text": ("文字", "text"),
    "year": ("四位数的年份", "a year of four digits"),
    "day": ("形如 2024-06-10 的日期", "a date such as 2024-06-10"),
}


class CalendarFileError(Exception):
    """A calendar file cannot be used; `findings` say all that is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(found.text("en") for found in findings))
        self.findings = findings


@dataclass(frozen=True)
class Schedule:
    """One year: where it was published, days off by name, and weekend days worked in exchange."""

    year: int
    source: str
    holidays: dict[date, str]
    made_up: frozenset[date]


def office_calendar(extra: Path | None = None) -> OfficeCalendar:
    """The built-in calendar; a year in `extra` replaces the built-in one. Raises `CalendarFileError`."""
    schedules = {schedule.year: schedule for schedule in _built_in()}
    if extra is not None:
        schedules |= {schedule.year: schedule for schedule in read_schedules(_bytes(extra), extra.name)}
    return _calendar(tuple(schedules[year] for year in sorted(schedules)))


def read_schedules(data: bytes, file: str) -> tuple[Schedule, ...]:
    """The years of a calendar file, in order. Raises `CalendarFileError`."""
    reader = _Reader(file)
    schedules = tuple(reader.schedules(data))
    if reader.findings:
        raise CalendarFileError(tuple(in_order(reader.findings)))
    return schedules


@cache
def _built_in() -> tuple[Schedule, ...]:
    return read_schedules((files("yanxing.policy") / "calendars" / "china.yaml").read_bytes(), "china.yaml")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        params = {"why": error.strerror or type(error).__name__}
        raise CalendarFileError((Finding("calendar_unreadable", 0, 0, params, path.name),)) from error


def _calendar(schedules: tuple[Schedule, ...]) -> OfficeCalendar:
    holidays: dict[date, str] = {}
    made_up: set[date] = set()
    for schedule in schedules:
        holidays |= schedule.holidays
        made_up = (made_up - schedule.holidays.keys()) | schedule.made_up
        for day in schedule.made_up:
            holidays.pop(day, None)
    return OfficeCalendar(holidays, frozenset(made_up), frozenset(schedule.year for schedule in schedules))


class _Reader:
    """Reads one file; what is wrong goes to `findings`, and reading goes on."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []

    def schedules(self, data: bytes) -> Iterator[Schedule]:
        try:
            root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        except (UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            why = getattr(error, "problem", None) or getattr(error, "reason", None) or "YAML"
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            self.findings.append(
                Finding("calendar_unreadable", line, column, {"why": str(why)}, self.file, self.file)
            )
            return
        top = self.map(root, self.file, ("years",), root)
        for key, node in self.pairs(top.get("years"), "years", root):
            year = key.value if key.value.isascii() and key.value.isdigit() and len(key.value) == 4 else ""
            if year:
                yield self.schedule(int(year), node)
            else:
                self.wanted("year", key, "years")

    def schedule(self, year: int, node: yaml.Node) -> Schedule:
        fields = self.map(node, str(year), _FIELDS, node)
        holidays: dict[date, str] = {}
        for each in self.items(fields.get("holidays"), f"{year} holidays", node):
            for day, name in self.holiday(each, year):
                if day in holidays:
                    self.found("calendar_twice", each, what=str(day))
                holidays[day] = name
        made_up: set[date] = set()
        for each in self.items(fields.get("made_up"), f"{year} made_up", node):
            made_up |= self.worked(each, year, made_up, holidays)
        source = self.text(fields.get("source"), f"{year} source", node)
        return Schedule(year, source, holidays, frozenset(made_up))

    def holiday(self, node: yaml.Node, year: int) -> Iterator[tuple[date, str]]:
        fields = self.map(node, f"{year} holidays", _HOLIDAY, node)
        name = self.text(fields.get("name"), "name", node)
        first = self.day(fields.get("from"), "from", year, node)
        last = self.day(fields.get("until"), "until", year, node)
        if first is None or last is None:
            return
        if last < first:
            self.found("calendar_order", node, name=name, until=str(last), first=str(first))
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset), name

    def worked(
        self, node: yaml.Node, year: int, before: set[date], holidays: dict[date, str]
    ) -> frozenset[date]:
        day = self.day(node, f"{year} made_up", year, node)
        if day is None:
            return frozenset()
        if day in before:
            self.found("calendar_twice", node, what=str(day))
        if day in holidays:
            self.found("calendar_both", node, day=str(day))
        if day.weekday() < 5:
            self.found("calendar_not_weekend", node, day=str(day))
        return frozenset({day})

    def day(self, node: yaml.Node | None, place: str, year: int, at: yaml.Node) -> date | None:
        text = self.text(node, place, at, "day")
        if not text:
            return None
        try:
            day = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            day = None
        if day is None:
            self.wanted("day", node or at, place)
        elif day.year != year and (day.year, day.month) != (year - 1, 12):
            self.found("calendar_year", node or at, day=text, year=str(year))
            return None
        return day

    def text(self, node: yaml.Node | None, place: str, at: yaml.Node, wanted: str = "text") -> str:
        if isinstance(node, yaml.ScalarNode) and node.value.strip():
            return str(node.value).strip()
        self.wanted(wanted, node or at, place)
        return ""

    def items(self, node: yaml.Node | None, place: str, at: yaml.Node) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.wanted("list", node or at, place)
        return []

    def map(
        self, node: yaml.Node | None, place: str, known: tuple[str, ...], at: yaml.Node | None
    ) -> dict[str, yaml.Node]:
        fields = {}
        for key, value in self.pairs(node, place, at):
            if key.value in known:
                fields[key.value] = value
            else:
                self.found("calendar_word", key, place=place, word=key.value, known="、".join(known))
        return fields

    def pairs(
        self, node: yaml.Node | None, place: str, at: yaml.Node | None
    ) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self.wanted("map", node or at, place)
            return []
        pairs: dict[str, tuple[yaml.ScalarNode, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wanted("map", key, place)
            elif key.value in pairs:
                self.found("calendar_twice", key, what=key.value)
            else:
                pairs[key.value] = (key, value)
        return list(pairs.values())

    def wanted(self, what: str, node: yaml.Node | None, place: str) -> None:
        zh, en = _WANTED[what]
        self.found("calendar_shape", node, place=place, wanted=zh, wanted_en=en)

    def found(self, code: str, node: yaml.Node | None, **params: str) -> None:
        line, column = (node.start_mark.line + 1, node.start_mark.column + 1) if node else (0, 0)
        self.findings.append(Finding(code, line, column, params, self.file, self.file if not node else ""))
