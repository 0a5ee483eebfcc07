"""What a stored reason read, so that figures can stand beside the names of a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from yanxing.engine.calendar import add_months
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.terms import Literally, Minus, Moved, Own, Ref, Span, Term
from yanxing.engine.outcome import Cell, ListRead, Reads, Value

_DAYS_ONLY = ("days", "months", "years")


@dataclass
class Figures:
    """Values by name: what was read first, then the pinned values of the policy. Measures are handed out in
    the order they were read."""

    values: Mapping[str, Value] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    lists: list[ListRead] = field(default_factory=list)
    owner: Figures | None = None
    """Among the records of a measure: the figures of the row it is worked out for."""

    def measure(self, word: str) -> ListRead | None:
        """The next record of a measure of that kind."""
        for index, read in enumerate(self.lists):
            if read.measure == word:
                return self.lists.pop(index)
        return None


def figures_of(policy: Policy, reads: Reads, cells: Mapping[str, Cell] | None = None) -> Figures:
    """Figures from what a reason read; columns are shown as their own column shows them."""
    values: dict[str, Value] = {
        name: value.is_ for name, value in (policy.values or {}).items() if value.is_ is not None
    }
    shown: dict[str, str] = {}
    lists: list[ListRead] = []
    for read in reads:
        if isinstance(read, ListRead):
            lists.append(read)
            continue
        values[read.name] = read.value
        cell = (cells or {}).get(read.name)
        if cell and cell.shown and cell.value == read.value and isinstance(read.value, Fraction):
            shown[read.name] = cell.shown
    return Figures(values, shown, lists)


def plain_value(term: object, figures: Figures) -> Value | None:
    """The value of a literal, of a name that was read, of a date moved by whole days or months; else None."""
    match term:
        case Literally(value=value):
            return value
        case Ref(name=name):
            return figures.values.get(name)
        case Own(own=name):
            return figures.owner.values.get(name) if figures.owner else None
        case Minus(minus=parts):
            first, *others = [plain_number(part, figures) for part in parts]
            known = [other for other in others if other is not None]
            return first - sum(known) if first is not None and len(known) == len(others) else None
        case Moved(date=start, plus=None):
            return plain_value(start, figures)
        case Moved(date=start, plus=Span() as span):
            day = plain_value(start, figures)
            return moved(day, span, figures) if isinstance(day, date) else None
    return None


def plain_number(term: Term, figures: Figures) -> Fraction | None:
    value = plain_value(term, figures)
    return value if isinstance(value, Fraction) else None


def moved(day: date, span: Span, figures: Figures) -> date | None:
    """The day moved, unless it takes an office calendar or a figure that was not read."""
    if span.workdays is not None or span.minutes is not None:
        return None
    amounts = dict(_amounts(span, figures))
    if None in amounts.values():
        return None
    try:
        months = add_months(day, int(amounts.get("months") or 0) + 12 * int(amounts.get("years") or 0))
        return date.fromordinal(months.toordinal() + int(amounts.get("days") or 0))
    except (OverflowError, ValueError):
        return None


def _amounts(span: Span, figures: Figures) -> Iterator[tuple[str, Fraction | None]]:
    for unit in _DAYS_ONLY:
        term: Term | None = getattr(span, unit)
        if term is not None:
            amount = plain_number(term, figures)
            yield unit, amount if amount is not None and amount.denominator == 1 else None
