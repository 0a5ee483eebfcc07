"""A term in words, with the figures that were read beside the names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from fractions import Fraction
from typing import Any

from yanxing.engine.explanation import conditions, measures
from yanxing.engine.explanation import phrases as words
from yanxing.engine.explanation.figures import Figures, plain_value
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar import terms
from yanxing.engine.grammar.terms import Term
from yanxing.engine.unknown import Unknown

_SIGNS: dict[type, tuple[str, str]] = {
    terms.Sum: ("sum", " + "),
    terms.Minus: ("minus", " − "),
    terms.Product: ("product", " × "),
    terms.Ratio: ("ratio", " ÷ "),
}
_LOOSE = (terms.Sum, terms.Minus, terms.Weigh, terms.Slope, terms.Case, terms.Mean)


def term_words(term: Term, speech: Speech, figures: Figures) -> str:
    """`笔试 80 × 40% + 面试 85 × 60%`: names by label, each with its figure where one was read."""
    if isinstance(term, measures.MEASURES):
        return measures.measure_words(term, speech, figures)
    if type(term) in _SIGNS:
        name, sign = _SIGNS[type(term)]
        return sign.join(_operand(each, speech, figures) for each in getattr(term, name))
    return _WORDS.get(type(term), _in_order)(term, speech, figures)


def _operand(term: Term, speech: Speech, figures: Figures) -> str:
    """The same, in brackets when it is itself a sum."""
    text = term_words(term, speech, figures)
    return speech.say(words.Term.LOOSE, term=text) if isinstance(term, _LOOSE) else text


def _literally(term: terms.Literally, speech: Speech, figures: Figures) -> str:  # noqa: ARG001 - one signature for all
    return speech.value(term.value)


def name_words(name: str, speech: Speech, figures: Figures) -> str:
    """A name with its figure."""
    label, value = speech.label(name), figures.values.get(name)
    if value is None or isinstance(value, Unknown):
        return label
    return f"{label} {figures.shown.get(name) or speech.value(value, name)}"


def _ref(term: terms.Ref, speech: Speech, figures: Figures) -> str:
    return name_words(term.name, speech, figures)


def _mean(term: terms.Mean, speech: Speech, figures: Figures) -> str:
    parts = " + ".join(_operand(each, speech, figures) for each in term.mean)
    return speech.say(words.Term.mean, sum=parts, count=len(term.mean))


def _percent(term: terms.Percent, speech: Speech, figures: Figures) -> str:
    return speech.fill(
        words.Term.percent, _operand(term.percent, speech, figures), _operand(term.of, speech, figures)
    )


def _rate(term: terms.Rate, speech: Speech, figures: Figures) -> str:
    return speech.fill(words.Term.rate, *(_operand(each, speech, figures) for each in term.rate))


def _extreme(term: terms.Least | terms.Greatest, speech: Speech, figures: Figures) -> str:
    least = isinstance(term, terms.Least)
    named = speech.join(term_words(each, speech, figures) for each in (term.min if least else term.max))  # type: ignore[union-attr]
    return speech.say(words.Term.min if least else words.Term.max, all=named)


def _weigh(term: terms.Weigh, speech: Speech, figures: Figures) -> str:
    return " + ".join(
        speech.say(
            words.Term.weighed,
            what=name_words(name, speech, figures),
            weight=term_words(weight, speech, figures),
        )
        for name, weight in term.weigh.items()
    )


def _bounds(term: terms.Limit | terms.Side, speech: Speech, figures: Figures) -> list[str]:
    return [
        speech.say(phrase, x=term_words(bound, speech, figures))
        for phrase, bound in ((words.Term.at_least, term.at_least), (words.Term.at_most, term.at_most))
        if bound is not None
    ]


def _bracketed(what: str, inside: list[str], speech: Speech) -> str:
    if not inside:
        return what
    return speech.say(words.Common.BRACKETS, what=what, inside=speech.join(inside, words.Common.CLAUSE_JOIN))


def _limit(term: terms.Limit, speech: Speech, figures: Figures) -> str:
    return _bracketed(_operand(term.limit, speech, figures), _bounds(term, speech, figures), speech)


def _table(term: terms.TableAt, speech: Speech, figures: Figures) -> str:
    at = term.at if isinstance(term.at, tuple) else (term.at,)
    keys = speech.join(term_words(each, speech, figures) for each in at)
    named = speech.label(term.table) != term.table
    table = speech.quoted(term.table) if named else speech.say(words.Term.TABLE, name=term.table)
    return speech.say(words.Term.table, table=table, at=keys)


def _slope(term: terms.Slope, speech: Speech, figures: Figures) -> str:
    sides = [
        _bracketed(
            speech.say(
                phrase,
                each=term_words(side.each, speech, figures),
                adds=term_words(side.adds, speech, figures),
            ),
            _bounds(side, speech, figures),
            speech,
        )
        for phrase, side in ((words.Term.side_above, term.above), (words.Term.side_below, term.below))
        if side
    ]
    sides.append(speech.say(getattr(words.Term, term.part)))
    return speech.say(
        words.Term.slope,
        what=_operand(term.slope, speech, figures),
        start=term_words(term.from_, speech, figures),
        sides=speech.join(sides, words.Common.CLAUSE_JOIN),
    )


def _case(term: terms.Case, speech: Speech, figures: Figures) -> str:
    lines = []
    for line in term.case:
        then = term_words(line.then, speech, figures) if line.then else speech.label(line.give or "")
        if line.when is None:
            lines.append(speech.say(words.Term.otherwise, then=then))
        else:
            when = conditions.condition_words(line.when, speech, figures)
            lines.append(speech.say(words.Term.when, condition=when, then=then))
    return speech.join(lines, words.Common.SENTENCE_JOIN)


def _holds(term: terms.Holds, speech: Speech, figures: Figures) -> str:
    return speech.say(words.Term.holds, condition=conditions.condition_words(term.holds, speech, figures))


def _moved(term: terms.Moved, speech: Speech, figures: Figures) -> str:
    """`2022年6月10日（资格审核日 2024年6月10日 往前 24 个月）`; without the day where it cannot be told."""
    start = term_words(term.date, speech, figures)
    if term.plus is None:
        return start if plain_value(term.date, figures) else speech.say(words.Term.day_of, date=start)
    text = start
    for unit in ("years", "months", "days", "workdays", "minutes"):
        amount = getattr(term.plus, unit)
        if amount is not None:
            text = _span(text, unit, amount, speech, figures)
    day = plain_value(term, figures)
    return speech.say(words.Common.BRACKETS, what=speech.value(day), inside=text) if day else text


def _span(start: str, unit: str, amount: Term, speech: Speech, figures: Figures) -> str:
    value = plain_value(amount, figures)
    back = isinstance(value, Fraction) and value < 0
    count = speech.value(abs(value)) if isinstance(value, Fraction) else term_words(amount, speech, figures)
    span = speech.say(getattr(words.Term, f"{unit}_unit"), n=count)
    return speech.say(words.Term.earlier if back else words.Term.later, date=start, span=span)


def _period(term: terms.Period, speech: Speech, figures: Figures) -> str:
    by = speech.say(getattr(words.Term, term.by))
    return words_of(words.Term.period, speech, term_words(term.period, speech, figures), by=by)


def words_of(phrase: words.Phrase, speech: Speech, *numbered: object, **named: object) -> str:
    """A phrase with both numbered and named places."""
    return (phrase.zh if speech.language == "zh" else phrase.en).format(*numbered, **named)


def _their(term: terms.Their, speech: Speech, figures: Figures) -> str:
    return speech.say(
        words.Term.their, at=term_words(term.at, speech, figures), their=speech.label(term.their)
    )


def _own(term: terms.Own, speech: Speech, figures: Figures) -> str:
    return speech.say(words.Term.own, what=name_words(term.own, speech, figures.owner or Figures()))


def _balance(term: terms.Balance, speech: Speech, figures: Figures) -> str:  # noqa: ARG001 - one signature for all
    return speech.fill(words.Term.balance, speech.quoted(term.balance))


def _in_order(term: Any, speech: Speech, figures: Figures) -> str:
    """Terms whose words only name their parts in order: dates between two others, the length of a text."""
    head = str(term.HEAD)
    body = getattr(term, next(field.name for field in fields(term) if field.name == head))
    parts = body if isinstance(body, tuple) else (body,)
    return speech.fill(getattr(words.Term, head), *(term_words(each, speech, figures) for each in parts))


_WORDS: dict[type, Callable[[Any, Speech, Figures], str]] = {
    terms.Literally: _literally,
    terms.Ref: _ref,
    terms.Mean: _mean,
    terms.Percent: _percent,
    terms.Rate: _rate,
    terms.Least: _extreme,
    terms.Greatest: _extreme,
    terms.Weigh: _weigh,
    terms.Limit: _limit,
    terms.TableAt: _table,
    terms.Slope: _slope,
    terms.Case: _case,
    terms.Holds: _holds,
    terms.Moved: _moved,
    terms.Period: _period,
    terms.Their: _their,
    terms.Own: _own,
    terms.Balance: _balance,
}
