"""A policy for another year: the same file with its dates moved, and the list of what to decide again.

A text edit: comments, order and layout stay, and so does the number of every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.findings import Finding, finding, in_order
from yanxing.policy.reading import read
from yanxing.policy.reading.nodes import LINE_BREAK, YamlList, YamlMap, YamlNode, YamlScalar
from yanxing.policy.reading.scalars import value_of

FIRST, LAST = 2000, 2100
NEARBY = 1
"""Years. A date further from the policy's year is about something else, such as the birth years of people."""

_WORDS = frozenset(
    ("text", "labels", "clause", "reading", "because", "says", "why", "note", "for", "venue", "label")
)
"""Keys under which there are words for people; a date among them is part of a sentence."""

_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")

_PERIOD = re.compile(r"[0-9]{4}(?:h[12]|q[1-4]|m[0-9]{2})")

_BLANKED = (("document", "number"), ("document", "signed"), ("document", "printed"))


@dataclass(frozen=True)
class Renewal:
    """The new file and what to decide; `text` is None when it could not be made, and `decide` says why."""

    text: str | None
    year: int | None
    decide: list[Finding]


@dataclass(frozen=True)
class _Edit:
    start: int
    end: int
    new: str


Path = tuple[str, ...]


def renew(data: bytes, year: int | None, calendar: OfficeCalendar) -> Renewal:
    """The policy in `data` for `year` (default: the year after its own)."""
    result = read(data)
    if (
        result.policy is None
        or not isinstance(result.tree, YamlMap)
        or any(each.is_error for each in result.findings)
    ):
        return Renewal(None, None, result.findings)
    values = [value_of(scalar) for _, scalar in _values(result.tree, ())]
    dated = {value.year for value in values if isinstance(value, date)}
    old = year_of(result.policy) or (dated.pop() if len(dated) == 1 else None)
    timeless = old is None and not dated and year is not None
    if old is None and not timeless:
        return Renewal(None, None, [finding("renew_no_year", result.tree)])
    new = year if year is not None else (old or 0) + 1
    if new == old:
        return Renewal(None, None, [finding("renew_same_year", None, year=new)])
    if not FIRST <= new <= LAST:
        return Renewal(None, None, [finding("renew_year_impossible", None, year=new, first=FIRST, last=LAST)])
    renewer = _Renewer(data.decode("utf-8"), result.tree, old or new, new, calendar)
    renewal = renewer.renewal(result.policy)
    if timeless:
        renewal.decide.insert(0, finding("renew_timeless", None, year=new))
    return renewal


def year_of(policy: Policy) -> int | None:
    """The year of the programme, else of the signature, else of the first window.

    A policy of one year is often signed in January of the next: then the year that stands alone in its id, or
    else in its title, goes first.
    """
    if policy.programme:
        return policy.programme.year
    dated = _dated(policy)
    for words in (policy.policy, policy.title):
        named = years_in(words)
        if dated is not None and len(named) == 1 and abs(named[0] - dated) <= NEARBY:
            return named[0]
    return dated


def years_in(words: str) -> list[int]:
    """The years that words name, each once: `merit-2024`, 2024年度考核办法."""
    return sorted({int(year) for year in _YEAR.findall(words) if FIRST <= int(year) <= LAST})


def _dated(policy: Policy) -> int | None:
    if policy.document and policy.document.signed:
        return policy.document.signed.year
    years = [
        window.year or (window.from_.year if window.from_ else None)
        for window in (policy.windows or {}).values()
    ]
    return next((year for year in years if year), None)


def moved(day: date, years: int) -> date:
    """The same day another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class _Renewer:
    def __init__(self, text: str, tree: YamlMap, old: int, new: int, calendar: OfficeCalendar) -> None:
        self._text = text
        self._tree = tree
        self._old, self._new = old, new
        self._calendar = calendar
        # The byte-order mark is no character of the first line for the reader, but one of the text.
        mark = 1 if text.startswith("\ufeff") else 0
        self._starts = [mark, *(match.end() for match in LINE_BREAK.finditer(text))]
        self._edits: list[_Edit] = []
        self._decide: list[Finding] = []
        self._gone: set[int] = set()
        """Keys of entries that go out, by identity."""

    def renewal(self, policy: Policy) -> Renewal:
        self._code()
        entries = list(_entries(self._tree, ()))
        self._gone = {id(key) for path, _, key, value in entries if _left_open(path, value)}
        for path, holder, key, value in entries:
            if isinstance(value, YamlScalar) and _left_open(path, value):
                self._blank("renew_blank" if path in _BLANKED else "renew_confirmation", holder, key, value)
            elif _of_year(path):
                self._year(value)
        for path, scalar in _values(self._tree, ()):
            if path not in _BLANKED and not _WORDS & set(path):
                self._day(scalar)
                self._number(path, scalar)
        self._readings()
        self._values(policy)
        self._mentions()
        if not self._calendar.covers(self._new):
            self._decide.append(finding("renew_no_calendar", None, year=self._new))
        return Renewal(self._edited(), self._new, in_order(self._decide))

    # edits

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _replace(self, scalar: YamlScalar, old: str, new: str) -> None:
        """Replace the first `old` inside a scalar as it is written."""
        start = self._at(scalar.line, scalar.column)
        found = self._text.find(old, start, self._at(scalar.end_line, scalar.end_column))
        if found >= 0:
            self._edits.append(_Edit(found, found + len(old), new))

    def _code(self) -> None:
        code = self._tree.entries["policy"][1]
        if isinstance(code, YamlScalar):
            self._replace(code, str(self._old), str(self._new))

    def _year(self, node: YamlNode) -> None:
        if isinstance(node, YamlScalar) and node.text.isdecimal():
            self._replace(node, node.text, str(int(node.text) + self._new - self._old))

    def _day(self, scalar: YamlScalar) -> None:
        value = value_of(scalar)
        if not isinstance(value, date):
            self._period(scalar)
            return
        day = value.date() if isinstance(value, datetime) else value
        if abs(day.year - self._old) > NEARBY:
            self._decide.append(finding("renew_not_moved", scalar, old=day))
            return
        there = moved(day, self._new - self._old)
        self._replace(scalar, day.isoformat(), there.isoformat())
        if (there.month, there.day) != (day.month, day.day):
            self._decide.append(finding("renew_leap_day", scalar, old=day, new=there, year=there.year))
        off = self._calendar.holiday(there) if self._calendar.covers(there.year) else None
        if off:
            self._decide.append(finding("renew_day_off", scalar, old=day, new=there, name=off))

    def _period(self, scalar: YamlScalar) -> None:
        if _PERIOD.fullmatch(scalar.text) and abs(int(scalar.text[:4]) - self._old) <= NEARBY:
            self._replace(scalar, scalar.text[:4], str(int(scalar.text[:4]) + self._new - self._old))

    def _number(self, path: Path, scalar: YamlScalar) -> None:
        """A bare number that reads like the year may be one; only a person can tell."""
        if scalar.plain and scalar.text.isdecimal() and not _of_year(path):
            near = len(scalar.text) == 4 and abs(int(scalar.text) - self._old) <= NEARBY
            if near and self._new != self._old:
                self._decide.append(finding("renew_year_number", scalar, old=scalar.text))

    def _blank(self, code: str, holder: YamlMap, key: YamlScalar, value: YamlScalar) -> None:
        self._decide.append(finding(code, key, key=key.text, old=value.text))
        start = self._at(key.line, key.column)
        end = self._at(value.end_line, value.end_column)
        if holder.flow:
            kept = [id(other) not in self._gone for other, _ in holder.entries.values()]
            place = next(at for at, (other, _) in enumerate(holder.entries.values()) if other is key)
            self._edits.append(self._cut(start, end, last=not any(kept[place:])))
        else:
            last = value.end_line - (value.end_column == 1 and value.end_line > value.line)
            self._edits += [
                _Edit(self._indent(line), self._indent(line), "# ") for line in range(key.line, last + 1)
            ]

    def _indent(self, line: int) -> int:
        start = self._starts[line - 1]
        while self._text[start : start + 1] == " ":
            start += 1
        return start

    def _cut(self, start: int, end: int, last: bool) -> _Edit:
        """Takes the entry out of its braces with the comma after it, or before it when none that stays
        follows: so no two cuts take the same comma.
        """
        after = end
        while self._text[after : after + 1] in (" ", ",") and "," not in self._text[end:after]:
            after += 1
        if "," in self._text[end:after] and not last:
            while self._text[after : after + 1] == " ":
                after += 1
            return _Edit(start, after, "")
        before = start
        while self._text[before - 1 : before] == " ":
            before -= 1
        return _Edit(before - 1 if self._text[before - 1 : before] == "," else start, end, "")

    def _edited(self) -> str:
        text = self._text
        for edit in sorted(self._edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            text = text[: edit.start] + edit.new + text[edit.end :]
        return text

    # what to decide

    def _readings(self) -> None:
        readings = self._tree.get("readings")
        if not isinstance(readings, YamlMap):
            return
        for name, (key, reading) in readings.entries.items():
            says = reading.get("says") if isinstance(reading, YamlMap) else None
            by = reading.get("by") if isinstance(reading, YamlMap) else None
            words = says.text if isinstance(says, YamlScalar) else ""
            if isinstance(by, YamlScalar) and by.text == "office":
                self._replace(by, "office", "ours")
                self._decide.append(finding("renew_reading_again", key, name=name, says=words))
            else:
                self._decide.append(finding("renew_reading", key, name=name, says=words))

    def _values(self, policy: Policy) -> None:
        for name, value in (policy.values or {}).items():
            if value.since:
                self._decide.append(finding("renew_since", value, name=name, last=max(value.since)))
            elif value.is_ is None:
                self._decide.append(finding("renew_unset", value, name=name))

    def _mentions(self) -> None:
        document = self._tree.get("document")
        for _, key in _BLANKED:
            if isinstance(document, YamlMap) and key not in document.entries:
                self._decide.append(finding("renew_open", document, key=key))
        for key in ("policy", "title", "amends"):
            entry = self._tree.entries.get(key)
            if entry and isinstance(entry[1], YamlScalar) and self._new != self._old:
                for year in self._left_in(key, entry[1].text):
                    self._decide.append(finding("renew_mention", entry[0], key=key, year=year))
        labels = self._tree.get("labels")
        for named, label in (labels.entries if isinstance(labels, YamlMap) else {}).values():
            if isinstance(label, YamlScalar) and str(self._old) in label.text and self._new != self._old:
                self._decide.append(finding("renew_label", named, name=named.text, says=label.text))
        if text := self._tree.entries.get("text"):
            self._decide.append(finding("renew_text", text[0], year=self._old))

    def _left_in(self, key: str, words: str) -> Iterator[int]:
        """Years near the policy's own that still stand in its heading; in its id the own one was moved."""
        for year in years_in(words):
            if abs(year - self._old) <= NEARBY and not (key == "policy" and year == self._old):
                yield year


def _left_open(path: Path, value: YamlNode) -> bool:
    """Whether the entry held for last year only and goes out."""
    return isinstance(value, YamlScalar) and (path in _BLANKED or path[-1] == "confirmed")


def _of_year(path: Path) -> bool:
    return path[-1] == "year" and path[0] in ("windows", "programme")


def _entries(node: YamlNode, path: Path) -> Iterator[tuple[Path, YamlMap, YamlScalar, YamlNode]]:
    """Every entry of every map: its path, the map, key and value."""
    if isinstance(node, YamlList):
        for item in node.items:
            yield from _entries(item, path)
    elif isinstance(node, YamlMap):
        for key, value in node.entries.values():
            yield (*path, key.text), node, key, value
            yield from _entries(value, (*path, key.text))


def _values(node: YamlNode, path: Path) -> Iterator[tuple[Path, YamlScalar]]:
    """Every scalar that is a value, with the path it stands under."""
    if isinstance(node, YamlScalar):
        yield path, node
    elif isinstance(node, YamlList):
        for item in node.items:
            yield from _values(item, path)
    else:
        for key, value in node.entries.values():
            yield from _values(value, (*path, key.text))
