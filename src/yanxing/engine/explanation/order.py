"""Rank and take: the place, what parted it, which prize rule, how far behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from yanxing.engine.explanation.citation import cited
from yanxing.engine.explanation.conditions import condition_words
from yanxing.engine.explanation.figures import Figures, figures_of, plain_value
from yanxing.engine.explanation.model import StepText
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.explanation.phrases import Rank as RankWords
from yanxing.engine.explanation.phrases import Take as TakeWords
from yanxing.engine.explanation.speech import like, shown_short
from yanxing.engine.explanation.terms import term_words
from yanxing.engine.grammar.stages import Places, Rank, Take
from yanxing.engine.outcome import RankReason, Row, TakeReason, Value

if TYPE_CHECKING:
    from yanxing.engine.explanation.scene import Scene


def rank_step(scene: Scene, row: Row, reason: RankReason) -> StepText:
    speech = scene.of_row(row)
    stage = scene.stage(reason.stage, Rank)
    if reason.group:
        group = speech.join(speech.value(value, name) for name, value in reason.group)
        lines = [speech.say(RankWords.GROUP, group=group, ranked=reason.ranked, place=reason.place)]
    else:
        lines = [speech.say(RankWords.TOTAL, ranked=reason.ranked, place=reason.place)]
    rule: tuple[str, ...] = ()
    if stage is not None:
        chain = (
            speech.say(getattr(RankWords, _way(reason, name, way)), name=speech.label(name))
            for key in stage.order
            for name, way in key.items()
        )
        rule = (speech.say(RankWords.CHAIN, keys=speech.join(chain)),)
        lines += rule
    keys = (
        speech.say(Common.FIGURE, what=speech.label(name), value=key_text(scene, row, name, value))
        for name, value in reason.keys
    )
    lines.append(speech.say(RankWords.KEYS, keys=speech.join(keys)))
    lines += _neighbours(scene, row, reason)
    return StepText(
        speech.label(reason.rank), tuple(lines), rule, reason.rank, cite=cited(speech, stage, scene.run)
    )


def _way(reason: RankReason, name: str, way: str) -> str:
    """`high`, `low`; of days and moments `late`, `early`."""
    if not isinstance(dict(reason.keys).get(name), date):
        return way
    return "late" if way == "high" else "early"


def key_text(scene: Scene, row: Row, name: str, value: Value) -> str:
    """A key of the chain as its column shows it."""
    cell = row.cells.get(name)
    if cell is not None and cell.shown and cell.value == value and isinstance(value, Fraction):
        return shown_short(cell)
    return scene.of_row(row).value(value, name)


def _neighbours(scene: Scene, row: Row, reason: RankReason) -> Iterator[str]:
    speech = scene.of_row(row)
    others = scene.others(reason, row)
    if others and speech.you:
        count = scene.count_of_others(reason, row) + 1
        yield speech.say(RankWords.LEVEL_COUNT, place=reason.place, count=count)
    elif others:
        yield speech.say(RankWords.LEVEL, others=speech.join(others), place=reason.place)
    theirs = rank_of(scene.result.rows.get(reason.above or ""), reason.rank)
    if reason.parted_by and theirs is not None:
        compared = comparison(
            scene, row, reason, scene.result.rows[reason.above or ""], theirs, reason.parted_by
        )
        if compared:
            mine, than, other = compared
            yield speech.say(
                RankWords.ABOVE, key=speech.quoted(reason.parted_by), mine=mine, than=than, theirs=other
            )


def rank_of(row: Row | None, rank: str) -> RankReason | None:
    """What that row's own reasons say of its place in a rank."""
    reasons = row.reasons if row else []
    return next((each for each in reasons if isinstance(each, RankReason) and each.rank == rank), None)


def comparison(
    scene: Scene, row: Row, mine: RankReason, other_row: Row, theirs: RankReason, key: str
) -> tuple[str, str, str] | None:
    """Both figures of a key and which word stands between them; None where they cannot be compared."""
    own, other = dict(mine.keys).get(key), dict(theirs.keys).get(key)
    if isinstance(own, Fraction) and isinstance(other, Fraction):
        word = RankWords.higher if own > other else RankWords.lower
    elif isinstance(own, date) and isinstance(other, date) and type(own) is type(other):
        later = own.isoformat() > other.isoformat()
        word = RankWords.later if later else RankWords.earlier
    else:
        return None
    than = scene.speech.say(word)
    return key_text(scene, row, key, own), than, key_text(scene, other_row, key, other)


def take_step(scene: Scene, row: Row, reason: TakeReason) -> StepText:
    speech = scene.of_row(row)
    stage = scene.stage(reason.stage, Take)
    rule = rule_of(stage, reason.index)
    rules = tuple(_rules(scene, row, reason, stage))
    lines = [take_words(scene, row, reason), *rules]
    if reason.because:
        lines.append(speech.say(TakeWords.BECAUSE, because=reason.because))
    behind = gap_words(scene, row, reason)
    if behind:
        lines.append(behind)
    cite = cited(speech, rule, stage, scene.run)
    return StepText(speech.label(reason.take), tuple(lines), rules, reason.take, cite=cite)


def rule_of(stage: Take | None, index: int | None) -> Places | None:
    known = stage is not None and index is not None and 0 <= index < len(stage.places)
    return stage.places[index] if stage is not None and index is not None and known else None


def _rules(scene: Scene, row: Row, reason: TakeReason, stage: Take | None) -> Iterator[str]:
    """The places in the order they are served: 一等奖 1 名，二等奖 3 名."""
    if stage is None:
        return
    speech = scene.of_row(row)
    figures = _place_figures(scene, row)
    rules = []
    for index, places in enumerate(stage.places):
        mine = index == reason.index and reason.number is not None
        plain = plain_value(places.number, figures)
        fixed = speech.value(plain) if plain is not None else term_words(places.number, speech, figures)
        number = str(reason.number) if mine else fixed
        rules.append(speech.say(TakeWords.RULE, what=speech.label(places.give), number=number))
    yield speech.join(rules, Common.CLAUSE_JOIN)
    rule = rule_of(stage, reason.index)
    if rule is not None and rule.only is not None:
        yield speech.say(TakeWords.ONLY, condition=condition_words(rule.only, speech, figures))
    if reason.passed:
        passed = [places.give for at, places in enumerate(stage.places) if at in reason.passed]
        yield speech.say(TakeWords.PASSED, places=speech.join(speech.label(give) for give in passed))


def _place_figures(scene: Scene, row: Row) -> Figures:
    """What numbers of places are worked out from: pinned values, and columns of the row."""
    figures = figures_of(scene.speech.policy, (), row.cells)
    columns = {name: cell.value for name, cell in row.cells.items()}
    return replace(figures, values={**figures.values, **columns})


def no_places(scene: Scene, row: Row, reason: TakeReason) -> bool:
    """Whether nobody could get anything: every number of places came to 0."""
    stage = scene.stage(reason.stage, Take)
    if stage is None or reason.how != "rest":
        return False
    figures = _place_figures(scene, row)
    numbers = [plain_value(places.number, figures) for places in stage.places]
    return bool(numbers) and all(isinstance(number, Fraction) and number <= 0 for number in numbers)


def take_words(scene: Scene, row: Row, reason: TakeReason) -> str:
    """How the place was come by."""
    speech = scene.of_row(row)
    if no_places(scene, row, reason):
        stage = scene.stage(reason.stage, Take)
        gives = dict.fromkeys(places.give for places in stage.places) if stage else {}
        return speech.say(TakeWords.NO_PLACES, what=speech.join(speech.quoted(give) for give in gives))
    if reason.how in ("none_enter", "passed_over") or (
        reason.how == "decided" and not _placed(scene, reason)
    ):
        return _left_over(scene, row, reason)
    what = speech.label(_what(scene, reason))
    if reason.how == "decided" and reason.by:
        return speech.say(TakeWords.decided_by, by=reason.by, what=what)
    if not what.endswith("奖"):
        what = speech.quoted(_what(scene, reason))
    if reason.how != "undecided":
        return speech.say(getattr(TakeWords, reason.how), what=what)
    others = scene.others(reason, row)
    if not others:
        return speech.say(TakeWords.undecided_alone, what=what)
    somebody = speech.say(RankWords.SOMEBODY, count=scene.count_of_others(reason, row))
    named = somebody if speech.you else speech.join(others)
    return speech.say(TakeWords.undecided, others=named, what=what)


def _placed(scene: Scene, reason: TakeReason) -> bool:
    """Whether what was given is the code of a place, not that of the rest."""
    stage = scene.stage(reason.stage, Take)
    return reason.given is not None and (
        stage is None or any(places.give == reason.given for places in stage.places)
    )


def _left_over(scene: Scene, row: Row, reason: TakeReason) -> str:
    """Of which place a rule or a person left the row out, and what it has instead."""
    speech = scene.of_row(row)
    words: dict[str, str] = {"what": speech.join(_left_out_of(scene, row, reason))}
    if reason.how != "decided":
        phrase = getattr(TakeWords, reason.how)
    elif reason.by:
        phrase, words["by"] = TakeWords.decided_out_by, reason.by
    else:
        phrase = TakeWords.decided_out
    how = speech.say(phrase, **words)
    cell = row.cells.get(reason.take)
    if reason.given is None or _placed(scene, reason) or cell is None or cell.value != reason.given:
        return how
    return speech.say(TakeWords.ENDS, how=how, what=speech.quoted(reason.given))


def _left_out_of(scene: Scene, row: Row, reason: TakeReason) -> list[str]:
    """The places, or the take as a whole, for which somebody was decided on instead."""
    speech, stage = scene.of_row(row), scene.stage(reason.stage, Take)
    rule = rule_of(stage, reason.index)
    passed = [places.give for at, places in enumerate(stage.places) if at in reason.passed] if stage else []
    if reason.how == "passed_over" and passed:
        return [speech.quoted(code) for code in dict.fromkeys(passed)]
    code = rule.give if rule and reason.how != "decided" else reason.take
    prize = reason.how == "none_enter" and speech.label(code).endswith("奖")
    return [speech.label(code) if prize else speech.quoted(code)]


def _what(scene: Scene, reason: TakeReason) -> str:
    """The code at stake: the one given, else that of the rule, else the take itself."""
    rule = rule_of(scene.stage(reason.stage, Take), reason.index)
    return reason.given or (rule.give if rule else reason.take)


def gap_words(scene: Scene, row: Row, reason: TakeReason) -> str:
    """`距三等奖 0.35 分`; empty for whoever got a place."""
    stage = scene.stage(reason.stage, Take)
    if reason.gap is None or reason.how not in ("rest", "none_enter"):
        return ""
    speech = scene.of_row(row)
    rule = rule_of(stage, reason.index) or (stage.places[-1] if stage and stage.places else None)
    what = speech.label(rule.give if rule else reason.take)
    key, gap = reason.gap
    if gap == 0:
        return speech.say(TakeWords.LEVEL_BEHIND, what=what)
    cell = row.cells.get(key)
    figure = speech.with_unit(like(cell.shown if cell else "", gap, speech.language), key)
    if not speech.unit(key):
        figure = speech.say(TakeWords.KEYED, key=speech.label(key), figure=figure)
    return speech.say(TakeWords.BEHIND, what=what, gap=figure)
