"""A run under way: its rows, what its stages have found so far, and the few moves all stages make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.exact import rounded, shown
from yanxing.engine.grammar.stages import Leave, Rounding
from yanxing.engine.levels import Group, Ranked, Ranking
from yanxing.engine.outcome import OPEN, Cell, Decision, PanelDiagnosis, Row, State, Value
from yanxing.engine.unknown import Gap, Unknown, Why

Pattern = tuple[Value | None, ...]


@dataclass(slots=True)
class TakenGroup:
    """How one group came out of a take: its line, best first, and the index of the place each taken row
    got.

    `waiting`: how many rows of undecided blocks will be left over; they stand first in line.
    """

    line: list[Ranked]
    placed: dict[str, int]
    waiting: int


@dataclass(frozen=True, slots=True)
class TakenPlace:
    """What a substitute must know of a place: its code, whether it is filled from the bottom, and whom it
    passes over.
    """

    give: str
    bottom: bool
    fits: Callable[[Row], bool | Unknown] | None


@dataclass(slots=True)
class Taken:
    """A take as it came out; `index` of its stage."""

    index: int
    ranking: Ranking
    places: tuple[TakenPlace, ...]
    groups: dict[Group, TakenGroup]


@dataclass(slots=True)
class Course:
    """The state of a run between its stages.

    `rows`: all of them, sorted by id. `outside`: open rows this run is built on, which could still enter
    it.
    """

    run: str
    scope: Scope
    rows: list[Row]
    outside: Sequence[Row] = ()
    decisions: Sequence[Decision] = ()
    rankings: dict[str, Ranking] = field(default_factory=dict)
    taken: dict[str, Taken] = field(default_factory=dict)
    diagnostics: list[PanelDiagnosis] = field(default_factory=list)

    def begin(self) -> list[Row]:
        """The rows still in, shown to the measures of the stage or column that now begins."""
        live = [row for row in self.rows if row.state == "in"]
        self.scope.all_rows = self.rows
        self.scope.live = live
        return live

    def open_rows(self) -> list[Row]:
        """Rows that could still enter: open ones of this run and of those it is built on."""
        return [*self.outside, *(row for row in self.rows if row.state in OPEN)]

    def decisions_on(self, name: str) -> list[Decision]:
        """The recorded decisions on the level blocks of a take or an allocation, as recorded."""
        return [one for one in self.decisions if one.run == self.run and one.take == name]


def leave(row: Row, state: State, reason: str, gaps: tuple[Gap, ...] = ()) -> None:
    """The row ends here."""
    row.state, row.reason, row.gaps = state, reason, gaps


def take_leave(row: Row, leaving: Leave, gaps: tuple[Gap, ...] = ()) -> None:
    """What a rule says: the row ends here, or stays with a note."""
    if leaving.state == "note":
        note(row, leaving.reason)
    else:
        leave(row, leaving.state, leaving.reason, gaps)


def hold(row: Row, reason: str, *unknowns: Value) -> None:
    """Held, naming every gap of the unknowns once."""
    gaps = dict.fromkeys(gap for one in unknowns if isinstance(one, Unknown) for gap in one.gaps)
    leave(row, "held", reason, tuple(gaps))


def note(row: Row, code: str) -> None:
    if code not in row.notes:
        row.notes.append(code)


def cell(exact: Value, rounding: Fraction | Rounding | None = None, show: Fraction | None = None) -> Cell:
    """A column's value, rounded; shown with the decimals of `show`, or else of the rounding step."""
    value = rounded(exact, rounding) if isinstance(exact, Fraction) and rounding is not None else exact
    return Cell(value, exact, shown(value, show or step_of(rounding)))


def step_of(rounding: Fraction | Rounding | None) -> Fraction | None:
    return rounding.to if isinstance(rounding, Rounding) else rounding


def one_for_all(values: Iterable[Value], name: str, *, whole: bool) -> Fraction | Unknown:
    """The figure (not below 0) that must be the same for a whole group; unknown, with why, when there is
    none.
    """
    seen = list(dict.fromkeys(values))
    unknown = [one for one in seen if isinstance(one, Unknown)]
    if unknown:
        return Unknown(tuple(dict.fromkeys(gap for one in unknown for gap in one.gaps)))
    if len(seen) != 1:
        return Unknown((Gap(name, "differs"),))
    why = _unfit(seen[0], whole)
    return Unknown((Gap(name, why),)) if why else Fraction(seen[0])  # type: ignore[arg-type]


def _unfit(value: Value, whole: bool) -> Why | None:
    if isinstance(value, bool) or not isinstance(value, Fraction | int):
        return "not_a_number"
    if value < 0:
        return "negative"
    return "not_whole" if whole and value.denominator != 1 else None


def mark_provisional(
    open_rows: Iterable[Row], ranking: Ranking, lines: Mapping[Group, Iterable[Ranked]]
) -> None:
    """Marks the rows of every group that one of the open rows belongs to or could still enter, or in whose
    line a row is provisional.
    """
    patterns = {pattern_of(ranking.group_of(row)) for row in open_rows}
    vague = [pattern for pattern in patterns if None in pattern]
    for group, line in lines.items():
        shaky = any(one.row.provisional for one in line)
        if shaky or group in patterns or any(matches(group, pattern) for pattern in vague):
            for one in line:
                one.row.provisional = one.row.provisional or one.row.state not in OPEN


def pattern_of(group: Group) -> Pattern:
    """What is told of a group; None for each part that is not."""
    return tuple(None if isinstance(value, Unknown) else value for value in group)


def matches(group: Group, pattern: Pattern) -> bool:
    """Whether the group may be the one of which only so much is told."""
    return all(asked is None or asked == value for value, asked in zip(group, pattern, strict=True))
