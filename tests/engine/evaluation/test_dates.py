from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import gap, n, row, term, terms, value

from yanxing.engine.evaluation.text_length import text_length
from yanxing.engine.grammar.terms import (
    Characters,
    Days,
    FullMonths,
    FullYears,
    Minutes,
    Moved,
    Period,
    Span,
    Workdays,
)


def at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - the office's own clock


@pytest.mark.parametrize(
    ("start", "plus", "expected"),
    [
        (date(2024, 1, 31), {"months": 1}, date(2024, 2, 29)),
        (date(2023, 1, 31), {"months": 1}, date(2023, 2, 28)),
        (date(2024, 2, 29), {"years": 1}, date(2025, 2, 28)),
        (date(2024, 2, 29), {"years": 1, "months": 1}, date(2025, 3, 29)),
        (date(2024, 6, 10), {"years": -2}, date(2022, 6, 10)),
        (date(2024, 6, 10), {"days": 21}, date(2024, 7, 1)),
        (date(2024, 1, 31), {"months": 1, "days": 1}, date(2024, 3, 1)),
        (date(2024, 9, 28), {"workdays": 1}, date(2024, 9, 29)),
        (date(2024, 9, 30), {"workdays": 1}, date(2024, 10, 8)),
        (at(2024, 9, 30, 8, 30), {"workdays": 1}, at(2024, 10, 8, 8, 30)),
        (at(2024, 6, 10, 8, 30), {"minutes": "45.5"}, at(2024, 6, 10, 9, 15, 30)),
        (date(2024, 6, 10), {"minutes": 90}, at(2024, 6, 10, 1, 30)),
        (at(2024, 6, 10, 8, 30), {"days": 1}, at(2024, 6, 11, 8, 30)),
        (date(2024, 6, 10), {"days": "1.5"}, date(2024, 6, 11)),
    ],
)
def test_moved(start: date, plus: dict[str, Any], expected: date) -> None:
    span = Span(**{unit: term(Fraction(amount)) for unit, amount in plus.items()})
    assert value(Moved(date=term(start), plus=span)) == expected
    assert value(Moved(date=term("entered"), plus=span), row(entered=start)) == expected
    assert value(Moved(date=term("entered"), plus=span)) == gap("entered")


def test_without_plus_it_is_the_day() -> None:
    assert value(Moved(date=term(at(2024, 6, 10, 8, 30)))) == date(2024, 6, 10)


@pytest.mark.parametrize(
    ("plus", "year"), [({"workdays": 100}, "2025"), ({"years": 9000}, "9999"), ({"days": 10**12}, "9999")]
)
def test_beyond_the_calendar_is_unknown(plus: dict[str, int], year: str) -> None:
    span = Span(**{unit: term(amount) for unit, amount in plus.items()})
    assert value(Moved(date=term(date(2024, 12, 1)), plus=span)) == gap(year, "no_calendar")


@pytest.mark.parametrize(
    ("first", "last", "months", "years"),
    [
        (date(2022, 6, 10), date(2024, 6, 10), 24, 2),
        (date(2022, 6, 11), date(2024, 6, 10), 23, 1),
        (date(2024, 1, 31), date(2024, 2, 29), 1, 0),
        (date(2024, 1, 31), date(2024, 2, 28), 0, 0),
        (date(2004, 2, 29), date(2022, 2, 27), 215, 17),
        (date(2004, 2, 29), date(2022, 2, 28), 216, 18),
        (date(2024, 6, 10), date(2022, 6, 10), -24, -2),
        (date(2024, 6, 10), date(2024, 5, 11), 0, 0),
        (at(2022, 6, 10, 23, 0), at(2024, 6, 10, 1, 0), 24, 2),
    ],
)
def test_full_months_and_years(first: date, last: date, months: int, years: int) -> None:
    assert value(FullMonths(full_months=terms(first, last))) == months
    assert value(FullYears(full_years=terms(first, last))) == years


@pytest.mark.parametrize(
    ("first", "last", "days", "workdays"),
    [
        (date(2024, 9, 27), date(2024, 9, 30), 3, 2),
        (date(2024, 9, 30), date(2024, 9, 27), -3, -2),
        (date(2024, 9, 30), date(2024, 10, 8), 8, 1),
        (date(2024, 6, 10), date(2024, 6, 10), 0, 0),
        (at(2024, 6, 10, 23, 0), at(2024, 6, 11, 1, 0), 1, 1),
    ],
)
def test_days_and_workdays(first: date, last: date, days: int, workdays: int) -> None:
    assert value(Days(days=terms(first, last))) == days
    assert value(Workdays(workdays=terms(first, last))) == workdays


def test_workdays_of_a_year_without_calendar() -> None:
    ends = terms(date(2023, 12, 1), date(2024, 1, 5))
    assert value(Workdays(workdays=ends)) == gap("2023", "no_calendar")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (at(2024, 6, 10, 8, 0), at(2024, 6, 11, 9, 1, 30), "1501.5"),
        (at(2024, 6, 10, 8, 0), at(2024, 6, 10, 7, 59), "-1"),
        (date(2024, 6, 10), at(2024, 6, 10, 0, 5), "5"),
        (at(2024, 6, 10, 8, 0, 0, 1), at(2024, 6, 10, 8, 0, 0, 2), "1/60000000"),
    ],
)
def test_minutes(first: date, last: date, expected: str) -> None:
    assert value(Minutes(minutes=terms(first, last))) == Fraction(expected)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2024, 1, 1), ("2024", "2024h1", "2024q1", "2024m01")),
        (date(2024, 6, 30), ("2024", "2024h1", "2024q2", "2024m06")),
        (date(2024, 7, 1), ("2024", "2024h2", "2024q3", "2024m07")),
        (at(2024, 12, 31, 23, 59), ("2024", "2024h2", "2024q4", "2024m12")),
    ],
)
def test_period(day: date, codes: tuple[str, ...]) -> None:
    for by, code in zip(("year", "half_year", "quarter", "month"), codes, strict=True):
        assert value(Period(period=term(day), by=by)) == code  # type: ignore[arg-type]
    assert value(Period(period=term("entered"), by="year")) == gap("entered")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("民情手记", 4),
        ("民情，手记。", 6),
        ("民 情\n手\t记\u3000", 4),
        ("walk the line", 3),
        ("在2024年6月10日", 7),
        ("共 3.14 公里", 4),
        ("2024-06-10", 1),
        ("don't stop", 2),
        ("Hello, 世界!", 5),
        ("a,b", 1),
        ("a,,b", 4),
        ("end.", 2),
        ("ＡＢ１２", 4),
        ("“全岗通”", 5),
        ("……", 2),
        ("——", 2),
        ("㐀𠀀𰻞", 3),
        ("①②", 2),
        ("25℃", 2),
        ("cafe\u0301 été", 2),
        ("社区A座101室", 6),
        ("カナ", 2),
        ("\u200b\ufeff", 0),
    ],
)
def test_characters(text: str, length: int) -> None:
    assert text_length(text) == length
    assert value(Characters(characters=term("words")), row(words=text)) == length


def test_800_characters_is_800() -> None:
    assert text_length("记" * 799 + "。") == 800
    assert text_length("记" * 799 + "。" + "ok") == 801
    assert value(Characters(characters=term("words"))) == gap("words")


@given(st.text(), st.text())
def test_white_space_counts_nothing_and_parts_add_up(one: str, other: str) -> None:
    assert text_length(f"{one} {other}") == text_length(one) + text_length(other)
    assert 0 <= text_length(one) <= len(one)


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(-600, 600))
def test_months_moved_are_months_counted(day: date, months: int) -> None:
    moved = value(Moved(date=term(day), plus=Span(months=term(months))))
    counted = value(FullMonths(full_months=terms(day, moved)))
    assert counted == months if months >= 0 else counted in (months, months + 1)
    assert value(FullYears(full_years=terms(day, day))) == n(0)
