"""The paper itself: its number and dates, its clauses, how we read them, and the programme it sets up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from yanxing.engine.grammar.base import Cited, Code, Name, Node, Text, Whole
from yanxing.engine.grammar.terms import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class Document(Node):
    """Who issued it, its 文号, signing date (成文日期) and printing date (印发日期), addressees, basis, and
    who runs it.
    """

    issuers: tuple[Text, ...]
    number: Text | None = None
    signed: date | None = None
    printed: date | None = None
    to: tuple[Text, ...] = ()
    basis: tuple[Text, ...] = ()
    organiser: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading(Node):
    """执行口径: what we took a silent or unclear text to mean, and why. `by: office` once the office has
    confirmed it.
    """

    says: Text
    why: Text | None = None
    by: Literal["ours", "office"] = "ours"
    confirmed: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Value(Cited):
    """A number, date, code or list of dated amounts that a rule reads by name; `needed` says what it blocks
    while unset.
    """

    is_: Fraction | date | bool | Code | None = None
    since: Mapping[date, Fraction] | None = None
    needed: Literal["adoption", "use"] | None = None
    label: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table(Cited):
    """A look-up: exactly one of `codes`, `at_least`, `above`, `at_most`, `below`; the word states the edge.

    A line is a number, a code, or the table of the next dimension. `at_least`/`above` take the highest line
    that holds, `at_most`/`below` the lowest. A key without a line and without `else` is unknown.
    """

    codes: Mapping[Code, Line] | None = None
    at_least: Mapping[Fraction, Line] | None = None
    above: Mapping[Fraction, Line] | None = None
    at_most: Mapping[Fraction, Line] | None = None
    below: Mapping[Fraction, Line] | None = None
    else_: Line | None = None


Line = Fraction | Code | Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Window(Cited):
    """Days from first to last, both in: `{from, until}`, `{year, month}`, `{year, month, third}` or `{year,
    months: [6, 9]}`.

    上旬 early 1–10, 中旬 middle 11–20, 下旬 late 21–end. `inside` a phase: leaving it is a warning to
    confirm (A4); `confirmed` says that the organiser did so and why.
    """

    from_: date | None = None
    until: date | None = None
    year: Whole | None = None
    month: Whole | None = None
    months: tuple[Whole, ...] | None = None
    third: Literal["early", "middle", "late"] | None = None
    inside: Name | None = None
    confirmed: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline(Node):
    """A day that people must meet, by label; checked against the office calendar. `confirmed`: it stands
    although it is a holiday.
    """

    day: Term
    for_: Text
    confirmed: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity(Cited):
    """Something people or units take part in: who (a run whose rows in are the audience), when (a window),
    what follows.
    """

    activity: Name
    kind: Literal["lecture", "training", "exam", "contest", "inspection", "visit", "meeting", "other"]
    audience: Name | None = None
    window: Name | None = None
    entrants: Literal["person", "unit", "both"] = "person"
    compulsory: bool = False
    venue: Text | None = None
    offers: Fraction | None = None
    results: Name | tuple[Name, ...] | None = None
    rotates: tuple[Code, ...] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammePart(Cited):
    """A part of the programme with its activities."""

    part: Name
    activities: tuple[Activity, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme(Node):
    """The year: its phases in order (windows), and its parts."""

    year: Whole
    phases: tuple[Name, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    parts: tuple[ProgrammePart, ...] = ()
