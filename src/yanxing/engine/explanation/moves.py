"""Substitutes, splits, allocations and postings in figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from yanxing.engine.explanation.citation import cited
from yanxing.engine.explanation.model import StepText
from yanxing.engine.explanation.phrases import Moves
from yanxing.engine.explanation.speech import Speech, numeral
from yanxing.engine.grammar.stages import Allocate, Post, Split, Substitute
from yanxing.engine.outcome import AllocateReason, PostReason, Row, SplitReason, SubstituteReason

if TYPE_CHECKING:
    from yanxing.engine.explanation.scene import Scene


def substitute_step(scene: Scene, row: Row, reason: SubstituteReason) -> StepText:
    stage = scene.stage(reason.stage, Substitute)
    line = substitute_words(scene, row, reason)
    speech = scene.of_row(row)
    return StepText(speech.label(reason.take), (line,), (), reason.take, cite=cited(speech, stage, scene.run))


def substitute_words(scene: Scene, row: Row, reason: SubstituteReason) -> str:
    speech = scene.of_row(row)
    what = speech.label(reason.take)
    whom = scene.name(reason.for_) if reason.for_ and not speech.you else ""
    if reason.entered:
        return speech.say(Moves.ENTERED_FOR if whom else Moves.ENTERED, what=what, whom=whom)
    return speech.say(Moves.LEFT_TO if whom else Moves.LEFT, what=what, whom=whom)


def split_step(scene: Scene, row: Row, reason: SplitReason) -> StepText:
    speech = scene.of_row(row)
    parts = speech.join(
        speech.say(
            Moves.PART if rounded == exact else Moves.PART_EXACT,
            name=speech.label(name),
            value=_amount(speech, row, name, rounded),
            exact=numeral(exact, speech.language),
        )
        for name, rounded, exact in reason.parts
    )
    whole = speech.label(reason.whole)
    line = speech.say(Moves.SPLIT, whole=whole, amount=speech.value(reason.amount), parts=parts)
    cite = cited(speech, scene.stage(reason.stage, Split), scene.run)
    return StepText(whole, (line,), (), reason.whole, cite=cite)


def allocate_step(scene: Scene, row: Row, reason: AllocateReason) -> StepText:
    speech = scene.of_row(row)
    name = speech.label(reason.column)
    lines = [speech.say(Moves.FUND, fund=numeral(reason.fund, speech.language))]
    if reason.whole_weight is not None:
        weight, whole = speech.value(reason.asked), numeral(reason.whole_weight, speech.language)
        lines.append(
            speech.say(Moves.WEIGHED, fund=numeral(reason.fund, speech.language), weight=weight, whole=whole)
        )
    else:
        lines.append(speech.say(Moves.ASKED, asked=speech.value(reason.asked)))
    if reason.left_before is not None:
        lines.append(speech.say(Moves.LEFT_BEFORE, left=numeral(reason.left_before, speech.language)))
    if reason.remainder_unit:
        lines.append(speech.say(Moves.REMAINDER))
    others = scene.others(reason, row)
    if others:
        lines.append(speech.say(Moves.LEVEL, others=speech.join(others)))
    lines.append(got_words(scene, row, reason))
    cite = cited(speech, scene.stage(reason.stage, Allocate), scene.run)
    return StepText(name, tuple(lines), (), reason.column, cite=cite)


def got_words(scene: Scene, row: Row, reason: AllocateReason) -> str:
    speech = scene.of_row(row)
    if reason.column not in row.cells:  # left to a person
        return speech.say(Moves.WAITS, name=speech.label(reason.column))
    return speech.say(
        Moves.GOT, name=speech.label(reason.column), got=_amount(speech, row, reason.column, reason.got)
    )


def _amount(speech: Speech, row: Row, column: str, amount: Fraction) -> str:
    cell = row.cells.get(column)
    return cell.shown if cell and cell.value == amount and cell.shown else numeral(amount, speech.language)


def post_step(scene: Scene, row: Row, reason: PostReason) -> StepText:
    speech = scene.of_row(row)
    line = speech.say(
        Moves.POST,
        ledger=speech.quoted(reason.ledger),
        account=speech.quoted(reason.account),
        amount=numeral(reason.amount, speech.language),
    )
    cite = cited(speech, scene.stage(reason.stage, Post), scene.run)
    return StepText(speech.label(reason.account), (line,), (), reason.key, cite=cite)
