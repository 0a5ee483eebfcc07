"""panel: the score a panel gives each row, and apart from it how its raters marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from yanxing.engine.course import Course, cell, leave, take_leave
from yanxing.engine.evaluation import compile_condition, compile_term
from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.exact import shown
from yanxing.engine.grammar.stages import Leave, Panel
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.outcome import Cell, PanelDiagnosis, PanelReason, Row, Value
from yanxing.engine.rating import Mark, connected, corrected_mean, diagnose, strictness, trim
from yanxing.engine.unknown import Gap, Unknown

TOO_FEW = Leave(state="redo", reason="too_few_marks")  # type: ignore[arg-type]

REFUSALS = ("missing_facts", "missing_mark", "duplicate_rater")


@dataclass(slots=True)
class Seen:
    """The sheets of one row as they were read. `reason` and `gaps`: why they cannot be used."""

    row: Row
    marks: list[Mark] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    reason: str = ""

    def refuse(self, reason: str, gaps: Sequence[Gap]) -> None:
        """The first of `REFUSALS` gives the reason, whatever order the sheets came in."""
        self.reason = min(self.reason or reason, reason, key=REFUSALS.index)
        self.gaps += [gap for gap in gaps if gap not in self.gaps]


def run(stage: Panel, index: int, course: Course) -> None:
    """Writes the score and the numbers of sheets, and a `PanelReason`; adds a `PanelDiagnosis` to the
    course.
    """
    live = course.begin()
    read = _reader(stage, course.scope)
    seen = [read(row) for row in live]
    ready = [one for one in seen if _usable(one, stage)]
    course.diagnostics.append(_diagnosis(stage, index, seen, ready))
    trimmed = [(one, *trim(one.marks, stage.drop)) for one in ready]
    scored = [(one, used, dropped) for one, used, dropped in trimmed if _enough(one, used, stage)]
    effects = strictness([used for _, used, _ in scored]) if stage.correction == "additive" else {}
    for one, used, dropped in scored:
        if effects is None:
            leave(one.row, "held", "panel_not_connected")
        else:
            _score(stage, index, one, used, dropped, effects)


def _reader(stage: Panel, scope: Scope) -> Callable[[Row], Seen]:
    sheets_of = compile_term(Ref(name=stage.sheets), scope)
    inside = scope.inside(scope.shape.lists[stage.sheets])
    rater_of, mark_of = compile_term(Ref(name=stage.rater), inside), compile_term(stage.mark, inside)
    where = compile_condition(stage.where, inside) if stage.where is not None else None

    def read(row: Row) -> Seen:
        seen, sheets = Seen(row), sheets_of(row)
        if isinstance(sheets, Unknown):
            seen.refuse("missing_facts", sheets.gaps)
            return seen
        for number, sheet in enumerate(sheets):  # type: ignore[arg-type]
            counts = where(sheet) if where is not None else True
            _note_sheet(seen, stage, number, (rater_of(sheet), counts, mark_of(sheet)))
        _note_duplicates(seen, stage)
        return seen

    return read


def _note_sheet(seen: Seen, stage: Panel, number: int, sheet: tuple[Value, bool | Unknown, Value]) -> None:
    who, counts, mark = sheet
    rater = who if isinstance(who, str) else shown(who)
    place = f"{stage.sheets}/{rater or number + 1}"
    if counts is False:
        seen.left_out.append(rater)
    elif isinstance(counts, Unknown):
        seen.refuse("missing_facts", _placed(counts, place))
    elif isinstance(who, Unknown):
        seen.refuse("missing_facts", _placed(who, place))
    elif isinstance(mark, Fraction):
        seen.marks.append((rater, mark))
    else:
        seen.refuse("missing_mark", _placed(mark, place))


def _placed(unknown: Value, place: str) -> list[Gap]:
    if not isinstance(unknown, Unknown):
        return [Gap("mark", "not_a_number", place)]
    return [replace(gap, where=gap.where or place) for gap in unknown.gaps]


def _note_duplicates(seen: Seen, stage: Panel) -> None:
    raters = [rater for rater, _ in seen.marks]
    if len(set(raters)) < len(raters):
        twice = sorted({rater for rater in raters if raters.count(rater) > 1})
        seen.refuse(
            "duplicate_rater", [Gap(stage.rater, "duplicate", f"{stage.sheets}/{rater}") for rater in twice]
        )


def _usable(seen: Seen, stage: Panel) -> bool:
    if seen.reason:
        gaps = sorted(seen.gaps, key=lambda gap: (gap.where, gap.name))
        leave(seen.row, "held", seen.reason, tuple(gaps))
        return False
    return _enough(seen, seen.marks, stage, stage.needs)


def _enough(seen: Seen, marks: Sequence[Mark], stage: Panel, needs: int = 1) -> bool:
    if len(marks) >= max(needs, 1):
        return True
    _count_sheets(stage, seen)
    take_leave(seen.row, stage.too_few or TOO_FEW, (Gap(stage.sheets, "too_few"),))
    return False


def _count_sheets(stage: Panel, seen: Seen) -> None:
    for name, number in (
        (f"{stage.panel}_sheets", len(seen.marks)),
        (f"{stage.panel}_left_out", len(seen.left_out)),
    ):
        seen.row.cells[name] = Cell(Fraction(number), Fraction(number), str(number))


def _score(
    stage: Panel,
    index: int,
    seen: Seen,
    used: list[Mark],
    dropped: list[Mark],
    effects: Mapping[str, Fraction],
) -> None:
    score = cell(corrected_mean(used, effects), stage.round, stage.show)
    seen.row.cells[stage.panel] = score
    _count_sheets(stage, seen)
    correction = tuple((rater, effects[rater]) for rater, _ in used) if effects else ()
    marks = (tuple(used), tuple(dropped), len(seen.left_out), correction)
    seen.row.reasons.append(PanelReason(index, stage.panel, score.value, score.exact, score.shown, *marks))


def _diagnosis(stage: Panel, index: int, seen: Sequence[Seen], ready: Sequence[Seen]) -> PanelDiagnosis:
    marks = [one.marks for one in ready]
    raters = diagnose(marks)
    everybody = {one.rater for one in raters}
    full = len(ready) == len(seen) and all(
        everybody <= {rater for rater, _ in one.marks}.union(one.left_out) for one in ready
    )
    return PanelDiagnosis(index, stage.panel, raters, connected(marks), full)
