"""How far a fact is from what a requirement asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction

from yanxing.engine.calendar import add_months, full_months
from yanxing.engine.explanation.figures import Figures, plain_number, plain_value
from yanxing.engine.explanation.phrases import Short
from yanxing.engine.explanation.speech import Speech, like
from yanxing.engine.grammar.conditions import AllOf, Compare, Condition, OtherName, Test
from yanxing.engine.grammar.terms import Moved

_NOT_LATER = ("until", "before")
_NOT_EARLIER = ("from", "after")


def shortfalls(condition: Condition, speech: Speech, figures: Figures) -> Iterator[str]:
    """`还差 3 个月` for each test that fails by a measurable amount."""
    if isinstance(condition, AllOf):
        for each in condition.all:
            yield from shortfalls(each, speech, figures)
    elif isinstance(condition, Compare):
        value = figures.values.get(condition.name)
        for test in condition.tests:
            asked = _asked(test, figures)
            if isinstance(value, Fraction) and isinstance(asked, Fraction):
                shown = figures.shown.get(condition.name, "")
                yield from _number(condition.name, test, value, value - asked, shown, speech)
            elif _alike(value, asked):
                yield from _date(test, value, asked, figures, speech)  # type: ignore[arg-type]


def _asked(test: Test, figures: Figures) -> object:
    """What is asked for, also where it stands in another column."""
    if isinstance(test.operand, OtherName):
        return figures.values.get(test.operand.of)
    return plain_value(test.operand, figures)


def _alike(value: object, asked: object) -> bool:
    dates = isinstance(value, date) and isinstance(asked, date)
    return dates and isinstance(value, datetime) == isinstance(asked, datetime)


def _number(
    name: str, test: Test, value: Fraction, beyond: Fraction, shown: str, speech: Speech
) -> Iterator[str]:
    strict = {"above": beyond <= 0, "below": beyond >= 0}.get(test.word)
    if strict is not None:
        if strict:
            asked = speech.with_unit(speech.value(value - beyond), name)
            own = speech.with_unit(shown or speech.value(value), name)
            yield speech.say(Short.ABOVE if test.word == "above" else Short.BELOW, asked=asked, value=own)
    elif test.word == "at_least" and beyond < 0:
        yield speech.say(Short.LESS, amount=speech.with_unit(like(shown, -beyond, speech.language), name))
    elif test.word == "at_most" and beyond > 0:
        yield speech.say(Short.MORE, amount=speech.with_unit(like(shown, beyond, speech.language), name))
    elif test.word == "is" and beyond != 0:
        yield speech.say(Short.OTHER, asked=speech.value(value - beyond), value=speech.value(value))


def _date(test: Test, value: date, asked: date, figures: Figures, speech: Speech) -> Iterator[str]:
    """Later than asked: a wait when the limit lies so long before a set day (满 2 年), else plainly late."""
    if test.word in _NOT_LATER and value > asked:
        yield speech.say(
            Short.LESS if _back(test, figures) else Short.LATE, amount=stretch(asked, value, speech)
        )
    elif test.word in _NOT_EARLIER and value < asked and not _back(test, figures):
        yield speech.say(Short.EARLY, amount=stretch(value, asked, speech))


def _back(test: Test, figures: Figures) -> bool:
    operand = test.operand
    if not isinstance(operand, Moved) or operand.plus is None:
        return False
    amounts = (operand.plus.months, operand.plus.years, operand.plus.days)
    numbers = (plain_number(amount, figures) for amount in amounts if amount is not None)
    return any(number is not None and number < 0 for number in numbers)


def stretch(first: date, last: date, speech: Speech) -> str:
    """Years, months and days from one day to a later one."""
    months = full_months(first, last)
    days = (last - add_months(first, months)).days
    parts = [
        speech.say(phrase, count=count)
        for phrase, count in ((Short.YEARS, months // 12), (Short.MONTHS, months % 12), (Short.DAYS, days))
        if count
    ]
    return " ".join(parts) or speech.say(Short.DAYS, count=0)
