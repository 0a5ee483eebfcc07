"""A measure in words, and what its list held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yanxing.engine.explanation import conditions, terms
from yanxing.engine.explanation.figures import Figures
from yanxing.engine.explanation.phrases import Common, Measured
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar import measures
from yanxing.engine.grammar.facts import Records
from yanxing.engine.grammar.measures import Measure, ResultOf, Source
from yanxing.engine.outcome import ListRead, Value
from yanxing.engine.unknown import Unknown

MEASURES = (Measure,)
_SHOWN = 12
"""More records than this are counted, not listed: a count of 350 rows says nothing by listing them."""
_OWN_WORDS = ("rows", "all_rows", "past")


def measure_words(measure: Any, speech: Speech, figures: Figures) -> str:
    """`评分的得分平均（只计回避是否；去掉最高 1 个、最低 1 个）`, with its value where it was read."""
    head = str(measure.HEAD)
    read = figures.measure(head)
    records = Figures(owner=figures)
    text = _figure_words(measure, head, speech, records)
    inside = list(_narrowed(measure, speech, records))
    if inside:
        text = speech.say(Common.BRACKETS, what=text, inside=speech.join(inside, Common.CLAUSE_JOIN))
    known = read is not None and not isinstance(read.value, Unknown)
    return f"{text} {speech.value(read.value)}" if read and known else text


def _figure_words(measure: Any, head: str, speech: Speech, records: Figures) -> str:
    if isinstance(measure, measures.Count):
        source = source_words(measure.count, speech)
        if measure.distinct:
            return speech.say(Measured.distinct, source=source, what=speech.label(measure.distinct))
        return speech.say(Measured.count, source=source)
    what = terms.term_words(getattr(measure, head), speech, records)
    by = speech.label(getattr(measure, "by", ""))
    return speech.say(getattr(Measured, head), source=source_words(measure.over, speech), what=what, by=by)


def source_words(source: Source, speech: Speech) -> str:
    """What is looked at, by label."""
    if isinstance(source, ResultOf):
        runs = (source.result,) if isinstance(source.result, str) else source.result
        return speech.say(Measured.result, runs=speech.join(speech.quoted(run) for run in runs))
    return speech.say(getattr(Measured, source)) if source in _OWN_WORDS else speech.label(source)


def _narrowed(measure: Measure, speech: Speech, records: Figures) -> Iterator[str]:
    if measure.where:
        yield speech.say(Measured.WHERE, condition=conditions.condition_words(measure.where, speech, records))
    if measure.per:
        per = measure.per
        names = (per,) if isinstance(per, str) else tuple(per)
        if not (isinstance(per, Mapping) and set(per.values()) == {"id"}):
            yield speech.say(Measured.PER, names=speech.join(speech.label(name) for name in names))
    if measure.missing == "skip":
        yield speech.say(Measured.SKIP)
    if measure.drop:
        yield speech.say(Measured.DROP, highest=measure.drop.highest, lowest=measure.drop.lowest)
    if measure.best:
        yield speech.say(Measured.BEST, count=measure.best)


def list_lines(read: ListRead, speech: Speech) -> Iterator[str]:
    """Which records a measure used, left out and passed over; nothing where it could not be worked out."""
    if isinstance(read.value, Unknown) and not read.used:
        return
    if read.used:
        count = len(read.used) + read.more
        items = _items(read.used, count, read.source, speech)
        yield speech.say(Measured.USED if items else Measured.USED_ONLY, count=count, items=items)
    else:
        yield speech.say(Measured.USED_NONE)
    if read.dropped:
        items = _items(read.dropped, len(read.dropped), read.source, speech)
        phrase = Measured.DROPPED if items else Measured.DROPPED_ONLY
        yield speech.say(phrase, count=len(read.dropped), items=items)
    if read.skipped:
        yield speech.say(Measured.SKIPPED, count=read.skipped)


def _items(records: tuple[tuple[str, Value], ...], count: int, source: str, speech: Speech) -> str:
    """Names with what each brought; empty where there is neither (how many sheets there are)."""
    items = [
        speech.say(Measured.ITEM, name=_record(key, source, speech), value=_worth(value, speech)).strip()
        for key, value in records[:_SHOWN]
    ]
    if not any(items):
        return ""
    text = speech.join(items)
    return text + speech.say(Common.AND_MORE, count=count) if count > _SHOWN else text


def _worth(value: Value, speech: Speech) -> str:
    """What a record brought. A count brings `true` for each record: its name says enough."""
    return "" if value is True else speech.value(value)


def _record(key: str, source: str, speech: Speech) -> str:
    """A row by its name (`essays/e1` says of which run or kind it is). A record of the row itself has none:
    on a score sheet it would be the rater's."""
    if isinstance(speech.kind_of(source), Records):
        return ""
    if source in _OWN_WORDS:
        return speech.who(speech.kind, key)
    run, _, own = key.rpartition("/")
    return speech.who(speech.kind_of_rows(run or source), own)
