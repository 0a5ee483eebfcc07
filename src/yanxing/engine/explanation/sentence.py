"""The plain sentence that stands first: what came out, and what it turned on."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, TypeVar

from yanxing.engine.explanation.gates import fault_words, requirement_of
from yanxing.engine.explanation.moves import got_words, substitute_words
from yanxing.engine.explanation.order import comparison, gap_words, key_text, no_places, rank_of, take_words
from yanxing.engine.explanation.phrases import Common, Gate, Held, Rank, State, Take
from yanxing.engine.grammar.conditions import Compare
from yanxing.engine.grammar.stages import Gate as GateStage
from yanxing.engine.grammar.stages import Take as TakeStage
from yanxing.engine.outcome import (
    AllocateReason,
    Check,
    ColumnReason,
    GateReason,
    PanelReason,
    RankReason,
    Read,
    Row,
    SubstituteReason,
    TakeReason,
)
from yanxing.engine.unknown import Gap

if TYPE_CHECKING:
    from yanxing.engine.explanation.scene import Scene

_MENDABLE = ("missing", "unset")
_MISSING = "missing_facts"
Kind = TypeVar("Kind")


def sentence(scene: Scene, row: Row) -> str:
    """One sentence, or two where the result is provisional or carries a note."""
    speech = scene.of_row(row)
    texts = [_outcome(scene, row)]
    if row.provisional:
        texts.append(_provisional(scene, row))
    if row.notes:
        texts.append(speech.say(Common.NOTE, notes=speech.join(speech.reason(note) for note in row.notes)))
    return ("" if speech.language == "zh" else " ").join(texts)


def _provisional(scene: Scene, row: Row) -> str:
    """Because of whom: others of the group, or rows of earlier runs; to a person only which runs."""
    speech = scene.of_row(row)
    if not row.rests_on:
        return speech.say(Common.PROVISIONAL)
    runs: dict[str, list[str]] = {}
    for name in row.rests_on:
        run, _, key = name.partition("/")
        own = (key, speech.kind_of_rows(run)) == (row.id, row.kind)
        runs.setdefault(run, []).extend(
            [] if own or speech.you else [speech.who(speech.kind_of_rows(run), key)]
        )
    return speech.say(Common.RESTS_ON, what=speech.join(_results_of(scene, *each) for each in runs.items()))


def _results_of(scene: Scene, run: str, rows: list[str]) -> str:
    speech = scene.speech
    what = speech.say(Common.RESULTS_OF, run=speech.label(run))
    return speech.say(Common.BRACKETS, what=what, inside=speech.join(rows)) if rows else what


def remark(scene: Scene, row: Row) -> str:
    """What a list says beside a row: what it lacks, how far behind it is, what parted it; or nothing."""
    speech = scene.of_row(row)
    notes = (speech.reason(note) for note in row.notes)
    parts = [part for part in (_remark(scene, row), *notes) if part]
    if not parts and row.reason and row.state not in ("in", "undecided"):
        return speech.reason(row.reason)
    return speech.join(parts, Common.SENTENCE_JOIN)


def _remark(scene: Scene, row: Row) -> str:
    speech = scene.of_row(row)
    if row.state in ("held", "redo"):
        return speech.gaps(row.gaps) or _asked_to_check(scene, row) or _reason_and_gaps(scene, row)
    failed = _failed(row)
    if failed is not None:
        faults = (_fault(scene, row, failed, check) for check in _unmet_checks(failed))
        return speech.join(faults, Common.SENTENCE_JOIN)
    take = _last(row, TakeReason)
    if take is not None and (take.how not in ("placed", "rest") or take.gap is not None):
        return gap_words(scene, row, take) or take_words(scene, row, take)
    rank = _rank_before(scene, row, take)
    if rank is None:
        return ""
    if scene.count_of_others(rank, row):
        return _place(scene, row, rank)
    for other, key in _parted_from(scene, row, rank):
        theirs = rank_of(other, rank.rank)
        if theirs is not None:
            return speech.say(Rank.PARTED, other=theirs.place, key=speech.quoted(key))
    return ""


def _outcome(scene: Scene, row: Row) -> str:
    if row.state == "held":
        return _held(scene, row)
    if row.state == "redo":
        return scene.speech.say(Held.REDO, reason=_reason_and_gaps(scene, row))
    failed = _failed(row)
    if failed is not None:
        return _unmet(scene, row, failed)
    parts = [part for part in _standing(scene, row) if part]
    if parts:
        speech = scene.speech
        later = [part[:1].lower() + part[1:] for part in parts[1:]]
        return speech.join((parts[0], *later), Common.CLAUSE_JOIN) + speech.say(Common.END)
    return _no_figures(scene, row)


def _last(row: Row, kind: type[Kind]) -> Kind | None:
    return next((reason for reason in reversed(row.reasons) if isinstance(reason, kind)), None)


def _failed(row: Row) -> GateReason | None:
    """The gate a row left at."""
    last = row.reasons[-1] if row.reasons else None
    left = row.state != "in" and isinstance(last, GateReason)
    return last if left and isinstance(last, GateReason) and _unmet_checks(last) else None


def _unmet_checks(reason: GateReason) -> list[Check]:
    return [check for check in reason.checks if check.asked and check.met is False]


def _held(scene: Scene, row: Row) -> str:
    speech = scene.of_row(row)
    asked = _asked_to_check(scene, row)
    if asked:
        return speech.say(Held.CHECK, reason=asked)
    labelled = row.reason and row.reason != _MISSING and speech.label(row.reason) != row.reason
    if labelled or not row.gaps:
        return speech.say(Held.BECAUSE, reason=_reason_and_gaps(scene, row))
    mendable = all(gap.why in _MENDABLE for gap in row.gaps)
    return speech.say(Held.MEND if mendable else Held.WAITS, gaps=speech.gaps(row.gaps))


def _asked_to_check(scene: Scene, row: Row) -> str:
    """What does not agree where a requirement that plainly fails holds a row; empty for other held rows."""
    last = _last(row, GateReason)
    if row.state != "held" or row.gaps or last is None:
        return ""
    stage = scene.stage(last.stage, GateStage)
    faults = [
        fault_words(scene, row, check, requirement)
        for check in _unmet_checks(last)
        if (requirement := requirement_of(stage, check)) and requirement.else_.state == "held"
    ]
    return scene.of_row(row).join(faults, Common.SENTENCE_JOIN)


def _reason_and_gaps(scene: Scene, row: Row) -> str:
    speech = scene.of_row(row)
    reason = speech.reason(row.reason) if row.reason else speech.say(Held.OPEN)
    if not row.gaps:
        return reason
    return speech.say(Common.BRACKETS, what=reason, inside=speech.gaps(row.gaps))


def _subject(scene: Scene, row: Row) -> str:
    speech = scene.of_row(row)
    if speech.you:
        return speech.say(Gate.YOU)
    name = speech.who(row.kind, row.id) if speech.names else ""
    return speech.say(Gate.NAMED, name=name) if name and name != row.id else ""


def _unmet(scene: Scene, row: Row, reason: GateReason) -> str:
    """`有 2 条条件，您符合 1 条；不符合的是：入职未满 2 年，还差 3 个月。`"""
    speech = scene.of_row(row)
    asked = [check for check in reason.checks if check.asked]
    faults = [_fault(scene, row, reason, check) for check in _unmet_checks(reason)]
    untold = _untold(asked)
    if untold:
        faults.append(speech.say(Gate.UNTOLD, gaps=speech.gaps(untold)))
    else:
        asked = [check for check in asked if check.met is not None]
    listed = speech.join(faults, Common.SENTENCE_JOIN)
    figure = _tested(scene, row, reason, asked[0]) if len(asked) == 1 else ""
    if figure:
        return speech.say(Gate.FIGURE_UNMET, figure=figure, faults=listed)
    if len(asked) == 1:
        return speech.say(Gate.ONE_UNMET, subject=_subject(scene, row), faults=listed)
    met = sum(check.met is True for check in asked)
    return speech.say(Gate.SOME_MET, subject=_subject(scene, row), count=len(asked), met=met, faults=listed)


def _untold(asked: list[Check]) -> list[Gap]:
    """What is missing, apart from facts whose absence already failed another requirement."""
    failed = {
        read.name for check in asked if check.met is False for read in check.reads if isinstance(read, Read)
    }
    gaps = (gap for check in asked if check.met is None for gap in check.gaps)
    return list(dict.fromkeys(gap for gap in gaps if gap.name not in failed))


def _fault(scene: Scene, row: Row, reason: GateReason, check: Check) -> str:
    requirement = requirement_of(scene.stage(reason.stage, GateStage), check)
    return fault_words(scene, row, check, requirement) if requirement else scene.speech.label(reason.gate)


def _tested(scene: Scene, row: Row, reason: GateReason, check: Check) -> str:
    """`综合成绩 59.50 分` where the one requirement tests a figure that was worked out."""
    requirement = requirement_of(scene.stage(reason.stage, GateStage), check)
    that = requirement.that if requirement else None
    if not isinstance(that, Compare) or that.name not in row.cells:
        return ""
    return _figure(scene, row, that.name)


def _figure(scene: Scene, row: Row, name: str, *, codes: bool = False) -> str:
    speech, value = scene.of_row(row), row.cells[name].value
    if isinstance(value, Fraction):
        figure = speech.with_unit(key_text(scene, row, name, value), name)
    elif codes and isinstance(value, str):
        figure = speech.value(value, name)
    else:
        return ""
    return speech.say(Common.NAMED_FIGURE, name=speech.label(name), value=figure)


def _standing(scene: Scene, row: Row) -> Iterator[str]:
    """Score, place, prize, what was handed out: as far as the row got."""
    take = _last(row, TakeReason)
    rank = _rank_before(scene, row, take)
    if rank is not None:
        yield _score(scene, row, rank)
        if take is None or take.how != "undecided":
            yield _place(scene, row, rank)
    if take is not None:
        yield _taken(scene, row, take)
        yield _made_of_it(scene, row, take)
    for reason in row.reasons:
        if isinstance(reason, SubstituteReason):
            yield substitute_words(scene, row, reason)
        elif isinstance(reason, AllocateReason):
            yield got_words(scene, row, reason)
    if rank is None and take is None:
        yield _last_figure(scene, row)


def _made_of_it(scene: Scene, row: Row, take: TakeReason) -> str:
    """The last figure or code worked out once the places were given: the grade of a year, an amount."""
    after = [each for each in row.reasons if isinstance(each, ColumnReason) and each.stage > take.stage]
    made = after[-1].column if after else ""
    return _figure(scene, row, made, codes=True) if made in row.cells else ""


def _rank_before(scene: Scene, row: Row, take: TakeReason | None) -> RankReason | None:
    """The rank the take goes by, else the last one."""
    stage = scene.stage(take.stage, TakeStage) if take else None
    return (rank_of(row, stage.by) if stage else None) or _last(row, RankReason)


def _last_figure(scene: Scene, row: Row) -> str:
    reasons = [each for each in row.reasons if isinstance(each, ColumnReason | PanelReason)]
    return _figure(scene, row, reasons[-1].column) if reasons and reasons[-1].column in row.cells else ""


def _score(scene: Scene, row: Row, rank: RankReason) -> str:
    """`83.20 分` for a score, otherwise the name of the figure with it."""
    if not rank.keys:
        return ""
    speech = scene.of_row(row)
    name, value = rank.keys[0]
    figure, unit = key_text(scene, row, name, value), speech.unit(name)
    if unit == speech.say(Common.POINTS) and isinstance(value, Fraction):
        return speech.with_unit(figure, name)
    return speech.say(Common.NAMED_FIGURE, name=speech.label(name), value=speech.with_unit(figure, name))


def _place(scene: Scene, row: Row, rank: RankReason) -> str:
    speech = scene.of_row(row)
    others = scene.count_of_others(rank, row)
    if others:
        somebody = speech.say(Rank.SOMEBODY, count=others)
        return speech.say(Rank.LEVEL, others=somebody, place=rank.place)
    for neighbour, key in _parted_from(scene, row, rank):
        text = _same_score(scene, row, rank, neighbour, key)
        if text:
            return text
    return speech.say(Rank.PLACE, place=rank.place)


def _parted_from(scene: Scene, row: Row, rank: RankReason) -> Iterator[tuple[Row, str]]:
    """The neighbours level on the first key, and the later key that parted them."""
    above = scene.result.rows.get(rank.above or "")
    below = scene.below.get((rank.rank, row.id))
    for neighbour, key in ((above, rank.parted_by), (below, _parted(below, rank.rank))):
        theirs = rank_of(neighbour, rank.rank)
        if neighbour is None or theirs is None or key is None or not rank.keys or not theirs.keys:
            continue
        if key != rank.keys[0][0] and rank.keys[0] == theirs.keys[0]:
            yield neighbour, key


def _parted(row: Row | None, rank: str) -> str | None:
    reason = rank_of(row, rank)
    return reason.parted_by if reason else None


def _same_score(scene: Scene, row: Row, rank: RankReason, other: Row, key: str) -> str:
    """`与第 3 名同分，比“工作实效”36.60 高于 36.20，列第 2 名` when a later key of the chain parted two."""
    theirs = rank_of(other, rank.rank)
    if theirs is None:
        return ""
    speech = scene.of_row(row)
    words = {"other": theirs.place, "key": speech.quoted(key), "place": rank.place}
    compared = comparison(scene, row, rank, other, theirs, key)
    if compared is None:
        return speech.say(Rank.SAME_SCORE_BARE, **words)
    mine, than, theirs_shown = compared
    return speech.say(Rank.SAME_SCORE, mine=mine, than=than, theirs=theirs_shown, **words)


def _taken(scene: Scene, row: Row, take: TakeReason) -> str:
    speech = scene.of_row(row)
    waits = row.state == "undecided" and take.take not in row.cells
    if waits and row.reason and (take.how != "undecided" or not take.level):
        return speech.reason(row.reason)
    if take.how not in ("placed", "rest"):
        return take_words(scene, row, take)
    if no_places(scene, row, take):
        return take_words(scene, row, take)
    if take.how == "rest":
        behind = gap_words(scene, row, take)
        plain = take.given or row.reason
        return behind or (speech.label(plain) if plain else speech.say(Take.rest))
    what = speech.label(take.given or take.take)
    prize = speech.language == "en" or what.endswith("奖")
    return speech.say(Take.GETS, what=what) if prize else what


def _no_figures(scene: Scene, row: Row) -> str:
    """Only conditions were asked, or nothing at all."""
    speech = scene.of_row(row)
    gates = [reason for reason in row.reasons if isinstance(reason, GateReason)]
    asked = sum(check.asked for gate in gates for check in gate.checks)
    if row.state == "in" and asked:
        phrase = Gate.ONE_MET if asked == 1 else Gate.ALL_MET
        return speech.say(phrase, subject=_subject(scene, row), count=asked)
    state = speech.say(State.in_ if row.state == "in" else getattr(State, row.state))
    text = speech.say(Common.FIGURE, what=state, value=speech.label(row.reason)) if row.reason else state
    return text + speech.say(Common.END)
