"""A settlement as tables for a terminal: who, state, the main figures, and why."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from yanxing.cli.language import current, say
from yanxing.cli.trial import Trial
from yanxing.engine.explanation import Explainer
from yanxing.engine.explanation.phrases import State
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.stages import Rank, Take
from yanxing.engine.outcome import Cell, Row, RunResult

FIGURES_SHOWN = 5
_STATES = ("in", "undecided", "redo", "held", "not_graded", "refused", "out")
_COLOURS = {"in": "green", "held": "yellow", "redo": "yellow", "undecided": "yellow"}


def show_tables(trial: Trial, subjects: frozenset[str] | None, *, most: int | None) -> None:
    """A table a run; long ones are cut and say so."""
    console = _console()
    for name, result in trial.results.items():
        rows = [row for row in result.rows.values() if subjects is None or subjects & {row.id, row.parent}]
        if rows or subjects is None:
            _show_run(console, trial, name, result, rows, most=most)


def _console() -> Console:
    """As wide as the terminal; wide enough for a sentence when it is a file or a pipe."""
    live = sys.stdout.isatty()
    return Console(width=None if live else 160, highlight=False, markup=False, emoji=False, soft_wrap=False)


def _show_run(
    console: Console, trial: Trial, name: str, result: RunResult, rows: list[Row], *, most: int | None
) -> None:
    speech = Speech(trial.policy, current(), trial.names)
    explainer = Explainer(trial.policy, result, current(), trial.names)
    columns = _columns(trial, name, rows)
    label = speech.label(name)
    title = label if label == name else f"{label} {name}"
    console.print(f"{title}{say('：', ': ')}{_counts(speech, rows)}", style="bold")
    if not rows:
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in (say("名称", "name"), say("状态", "state"), *(speech.label(each) for each in columns)):
        table.add_column(head, overflow="fold")
    table.add_column(say("说明", "why"), overflow="fold", ratio=1)
    names = Counter(trial.name_of(row) for row in rows)
    shown = sorted(rows, key=lambda row: _place(trial, name, row))
    shown = shown[:most]
    for row in shown:
        state = _state(speech, row.state)
        state += say("（暂定）", " (provisional)") if row.provisional else ""
        figures = [_figure(speech, row.cells.get(each)) for each in columns]
        table.add_row(
            _who(trial, row, names),
            state,
            *figures,
            explainer.sentence(row.id),
            style=_COLOURS.get(row.state, ""),
        )
    console.print(table)
    if len(rows) > len(shown):
        left = len(rows) - len(shown)
        console.print(say(f"另有 {left} 行，加 --all 看全部。", f"{left} more rows; --all shows them."))


def _who(trial: Trial, row: Row, names: Counter[str]) -> str:
    """The name; with the id where another row bears the same."""
    name = trial.name_of(row)
    return name if names[name] == 1 else f"{name}（{row.id}）"


def _counts(speech: Speech, rows: Sequence[Row]) -> str:
    counted = {state: sum(row.state == state for row in rows) for state in _STATES}
    parts = [f"{_state(speech, state)} {count}" for state, count in counted.items() if count]
    total = say(f"共 {len(rows)} 行", f"{len(rows)} rows")
    return say("，", ", ").join([total, *parts])


def _state(speech: Speech, state: str) -> str:
    # Not by `labels`: a fact may bear the name of a state (held: 直播日期).
    return speech.say(getattr(State, state if state != "in" else "in_"))


def _columns(trial: Trial, run: str, rows: Sequence[Row]) -> list[str]:
    """The last figures of the run, its ranks and takes always among them."""
    stages = (trial.policy.runs or {})[Name(run)].stages
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    fixed = {str(stage.rank) for stage in stages if isinstance(stage, Rank)}
    fixed |= {str(stage.take) for stage in stages if isinstance(stage, Take)}
    others = [name for name in names if name not in fixed][-max(1, FIGURES_SHOWN - len(fixed)) :]
    return [name for name in names if name in fixed or name in others]


def _figure(speech: Speech, cell: Cell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell.value, bool):
        return say("是", "yes") if cell.value else say("否", "no")
    if isinstance(cell.value, str):
        return speech.label(cell.value)
    if isinstance(cell.value, frozenset):
        return say("、", ", ").join(speech.label(each) for each in sorted(cell.value))
    return cell.shown


def _place(trial: Trial, run: str, row: Row) -> tuple[object, ...]:
    """By the last rank of the run, then by state, then by id."""
    stages = (trial.policy.runs or {})[Name(run)].stages
    ranks = [str(stage.rank) for stage in stages if isinstance(stage, Rank)]
    value = next((cell.value for name in reversed(ranks) if (cell := row.cells.get(name))), None)
    group = tuple(str(each) for _, each in row.group)
    placed = (0, value) if isinstance(value, Fraction) else (1, Fraction(0))
    return (*placed, _STATES.index(row.state), group, row.id)
