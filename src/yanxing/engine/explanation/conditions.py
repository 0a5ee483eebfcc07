"""A condition in words."""

from __future__ import annotations

import re

from yanxing.engine.calendar import window_days
from yanxing.engine.explanation import terms
from yanxing.engine.explanation.figures import Figures
from yanxing.engine.explanation.phrases import Common, Test
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar import conditions
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Compare, Condition, Not, OtherName

_BETWEEN_CHINESE = re.compile("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff“])")
_NAMED_LIKE_PYTHON = {"from": "from_", "is": "is_", "in": "in_"}


def condition_words(condition: Condition, speech: Speech, figures: Figures) -> str:
    """`入职时间不晚于 2022年6月10日（资格审核日 2024年6月10日 往前 24 个月）`."""
    match condition:
        case Compare():
            tests = [_test(condition, test, speech, figures) for test in condition.tests]
            text = speech.join(tests, Test.AND)
            return speech.say(Test.EXACT, test=text) if condition.on == "exact" else text
        case AllOf():
            return speech.join((_inner(each, speech, figures) for each in condition.all), Test.AND)
        case AnyOf():
            return speech.join((_inner(each, speech, figures) for each in condition.any), Test.OR)
        case Not():
            return speech.say(Test.NOT, condition=condition_words(condition.not_, speech, figures))


def _inner(condition: Condition, speech: Speech, figures: Figures) -> str:
    text = condition_words(condition, speech, figures)
    mixed = isinstance(condition, AllOf | AnyOf)
    return speech.say(Test.GROUPED, condition=text) if mixed else text


def _test(compare: Compare, test: conditions.Test, speech: Speech, figures: Figures) -> str:
    phrase = getattr(Test, _NAMED_LIKE_PYTHON.get(test.word, test.word))
    if test.word == "known":
        phrase = Test.known if test.operand is True else Test.unknown
    elif test.word == "is" and isinstance(test.operand, bool):
        phrase = Test.is_yes_no
    name = speech.label(compare.name)
    text = speech.say(phrase, name=name, x=_operand(compare.name, test, speech, figures))
    return _BETWEEN_CHINESE.sub("", text)


def _operand(name: str, test: conditions.Test, speech: Speech, figures: Figures) -> str:
    operand = test.operand
    if isinstance(operand, bool):
        return speech.value(operand)
    if isinstance(operand, OtherName):
        return terms.name_words(operand.of, speech, figures)
    if isinstance(operand, tuple):
        return speech.join(speech.key(code, name) for code in operand)
    if isinstance(operand, str):
        return window_words(operand, speech) if test.word == "within" else speech.key(operand, name)
    if test.word == "within" and hasattr(operand, "name"):
        return window_words(operand.name, speech)
    return terms.term_words(operand, speech, figures)


def window_words(name: str, speech: Speech) -> str:
    """A window by its label and days."""
    window = entry(speech.policy.windows, name)
    if window is None:
        return speech.label(name)
    try:
        first, last = window_days(window)
    except ValueError:
        return speech.label(name)
    days = speech.say(Common.PERIOD, first=speech.day(first), last=speech.day(last))
    return speech.say(Common.BRACKETS, what=speech.label(name), inside=days)
