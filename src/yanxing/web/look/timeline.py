"""The time line of a programme: places along a line, in hundredths of its width."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

LETTER = 1.6
"""Hundredths of the line one Chinese letter of 16 px takes at the width of a desk."""


@dataclass(frozen=True)
class Span:
    """A phase from `start` to `end`, both included."""

    name: str
    note: str
    start: date
    end: date


@dataclass(frozen=True)
class Bar:
    """A phase as drawn: its beginning, its length, where its words begin. `state`: past, now or ahead."""

    name: str
    note: str
    x: float
    width: float
    words: float
    state: str


@dataclass(frozen=True)
class Tick:
    x: float
    text: str


@dataclass(frozen=True)
class Timeline:
    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    today: Tick | None


def draw(spans: Sequence[Span], today: date) -> Timeline:
    """An empty time line for no spans; the line of today only while it lies between first and last day."""
    if not spans:
        return Timeline((), (), None)
    first = min(span.start for span in spans).replace(day=1)
    last = _next_month(max(span.end for span in spans))
    days = (last - first).days

    def place(day: date) -> float:
        return round((day - first).days * 100 / days, 2)

    now = Tick(place(today), f"{_('今天')} {today.month}月{today.day}日") if first <= today < last else None
    ticks = [Tick(place(month), f"{month.month}月") for month in _months(first, last)]
    kept = [tick for tick in ticks if now is None or not -4 < tick.x - now.x < 9]
    return Timeline(_bars(spans, place, today), kept, now)


def _bars(spans: Sequence[Span], place: Callable[[date], float], today: date) -> list[Bar]:
    bars: list[Bar] = []
    free = 0.0
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        x = place(span.start)
        length = max(len(span.name), len(span.note) * 0.8) * LETTER
        words = min(max(x, free), max(100 - length, 0))
        free = words + length + 2
        width = round(place(span.end + timedelta(days=1)) - x - 0.3, 2)
        state = "past" if span.end < today else "now" if span.start <= today else "ahead"
        bars.append(Bar(span.name, span.note, x, width, round(words, 2), state))
    return bars


def _months(first: date, last: date) -> list[date]:
    months = []
    while first < last:
        months.append(first)
        first = _next_month(first)
    return months


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
