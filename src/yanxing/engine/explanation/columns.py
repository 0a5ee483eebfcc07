"""Columns: the formula with its figures, the rounding, the records behind a measure; panels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from yanxing.engine.explanation.citation import cited, other_readings
from yanxing.engine.explanation.figures import figures_of
from yanxing.engine.explanation.measures import MEASURES, list_lines
from yanxing.engine.explanation.model import StepText
from yanxing.engine.explanation.phrases import Column as Words
from yanxing.engine.explanation.phrases import Panel as PanelWords
from yanxing.engine.explanation.speech import Speech, entry, numeral
from yanxing.engine.explanation.terms import term_words
from yanxing.engine.grammar.stages import Column, Compute, Panel, Rounding
from yanxing.engine.grammar.terms import Case, Holds, Literally, Ref, Slope, Term
from yanxing.engine.outcome import ColumnReason, ListRead, PanelReason, Read, Row, Value
from yanxing.engine.unknown import Unknown

if TYPE_CHECKING:
    from yanxing.engine.explanation.scene import Scene

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TOLD_APART = (Case, Slope, Holds)
"""Terms that are rules of several lines rather than sums: they stand on a line of their own."""


def column_step(scene: Scene, row: Row, reason: ColumnReason) -> StepText:
    speech = scene.of_row(row)
    stage = scene.stage(reason.stage, Compute)
    column = entry(stage.compute, reason.column) if stage else None
    cite = cited(speech, column, stage, near=scene.run)
    lines = [*_formula(speech, row, reason, column)]
    for read in reason.reads:
        if isinstance(read, ListRead):
            lines += list_lines(read, speech)
    lines += _end(speech, reason, column)
    names = (read.name for read in reason.reads if isinstance(read, Read))
    lines += other_readings(speech, names, cite.reading_id)
    return StepText(speech.label(reason.column), tuple(lines), (), reason.column, cite=cite)


def _formula(speech: Speech, row: Row, reason: ColumnReason, column: Column | None) -> Iterator[str]:
    name, value = speech.label(reason.column), speech.value(reason.exact, reason.column)
    if column is None or isinstance(column.is_, Literally) or _is_given(column.is_):
        yield speech.say(Words.BARE, name=name, value=value)
        return
    if isinstance(column.is_, Ref):
        given = speech.value(reason.exact, column.is_.name)
        same = f"{speech.label(column.is_.name)} {given}"
        yield speech.say(Words.BARE, name=name, value=same)
        return
    formula = term_words(column.is_, speech, figures_of(speech.policy, reason.reads, row.cells))
    if isinstance(reason.exact, Unknown):
        yield speech.say(Words.IN_WORDS, name=name, formula=formula)
    elif isinstance(column.is_, _TOLD_APART):
        yield speech.say(Words.IN_WORDS, name=name, formula=formula)
        yield speech.say(Words.VALUE, value=value)
    elif isinstance(column.is_, MEASURES) and formula.endswith(f" {value}"):
        yield speech.say(Words.BARE, name=name, value=formula)
    else:
        yield speech.say(Words.FORMULA, name=name, formula=formula, value=value)


def _is_given(term: Term) -> bool:
    """A case without a question: a code written down."""
    return isinstance(term, Case) and len(term.case) == 1


def _end(speech: Speech, reason: ColumnReason, column: Column | None) -> Iterator[str]:
    if reason.used_instead:
        yield speech.say(Words.INSTEAD, value=reason.shown or speech.value(reason.value, reason.column))
    elif isinstance(reason.value, Unknown):
        yield speech.say(Words.UNKNOWN, gaps=speech.gaps(reason.value.gaps))
    elif column is not None and column.round is not None:
        yield rounding_words(speech, reason.exact, reason.shown, column.round)


def rounding_words(speech: Speech, exact: Value, shown: str, rounding: Fraction | Rounding) -> str:
    """`四舍五入到 0.01：83.204 → 83.20`."""
    step, mode = (rounding.to, rounding.mode) if isinstance(rounding, Rounding) else (rounding, "half_up")
    same = (
        speech.value(exact) == numeral(Fraction(shown), speech.language)
        if _DECIMAL.fullmatch(shown)
        else False
    )
    return speech.say(
        Words.ROUNDED_SAME if same else Words.ROUNDED,
        mode=speech.say(getattr(Words, mode)),
        step=numeral(step, speech.language),
        exact=speech.value(exact),
        value=shown,
    )


def panel_step(scene: Scene, row: Row, reason: PanelReason) -> StepText:
    speech = scene.of_row(row)
    stage = scene.stage(reason.stage, Panel)
    lines = [*_marks(speech, reason), *_mean(speech, reason, stage)]
    if isinstance(reason.exact, Fraction) and stage is not None and stage.round is not None:
        lines.append(rounding_words(speech, reason.exact, reason.shown, stage.round))
    return StepText(
        speech.label(reason.column),
        tuple(lines),
        (),
        reason.column,
        cite=cited(speech, stage, scene.run),
    )


def _marks(speech: Speech, reason: PanelReason) -> Iterator[str]:
    """Marks without the raters' names: the numbers are open, who gave them is the panel's."""
    every = sorted((mark for _, mark in reason.used + reason.dropped), key=_order)
    if not every:
        yield speech.say(PanelWords.NO_MARKS)
    else:
        yield speech.say(PanelWords.MARKS, count=len(every), marks=_listed(speech, every))
    dropped = sorted((mark for _, mark in reason.dropped), key=_order)
    if len(dropped) == 2 and dropped == [every[0], every[-1]]:
        low, high = (speech.value(mark) for mark in dropped)
        yield speech.say(PanelWords.DROPPED_BOTH, highest=high, lowest=low)
    elif dropped:
        yield speech.say(PanelWords.DROPPED, marks=_listed(speech, dropped))
    if reason.left_out:
        yield speech.say(PanelWords.RECUSED, count=reason.left_out)


def _order(mark: Value) -> tuple[bool, Fraction]:
    return (False, mark) if isinstance(mark, Fraction) else (True, Fraction(0))


def _listed(speech: Speech, marks: list[Value]) -> str:
    return speech.join(speech.value(mark) for mark in marks)


def _mean(speech: Speech, reason: PanelReason, stage: Panel | None) -> Iterator[str]:
    marks = [mark for _, mark in reason.used if isinstance(mark, Fraction)]
    if isinstance(reason.exact, Unknown):
        few = any(gap.why == "too_few" for gap in reason.exact.gaps)
        if few and stage is not None:
            yield speech.say(PanelWords.TOO_FEW, count=len(reason.used), needs=stage.needs)
        else:
            yield speech.say(Words.UNKNOWN, gaps=speech.gaps(reason.exact.gaps))
        return
    value = speech.value(reason.exact)
    if reason.correction:
        taken_out = (
            f"{speech.say(PanelWords.RATER, index=index)} {numeral(strictness, speech.language)}"
            for index, (_, strictness) in enumerate(reason.correction, start=1)
        )
        yield speech.say(PanelWords.STRICTNESS, items=speech.join(taken_out))
        yield speech.say(PanelWords.CORRECTED, value=value)
    elif marks:
        phrase = PanelWords.MEAN if reason.dropped else PanelWords.PLAIN_MEAN
        yield speech.say(
            phrase, count=len(marks), sum=numeral(sum(marks, Fraction(0)), speech.language), value=value
        )
