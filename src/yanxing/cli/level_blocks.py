"""What people still have to decide between level rows, as the file in which they say so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from yanxing.cli.console import out
from yanxing.cli.language import say
from yanxing.cli.trial import Trial
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.stages import Take
from yanxing.engine.outcome import RankReason, Row, TakeReason

MOST = 3
"""Blocks that are written out; the others look the same."""


def show_level_blocks(trial: Trial) -> None:
    """How a decision is handed in, with the rows it is about; nothing when nobody has to decide."""
    blocks = list(_blocks(trial))
    if not blocks:
        return
    out()
    out(
        say(
            f"有 {len(blocks)} 处并列要由人决定。定好先后以后，照下面写一个 决定.json，和其他表一起读入：",
            f"{len(blocks)} level block(s) are left to people. Once decided, write decisions.json like this "
            "and read it with the other files:",
        )
    )
    lines = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each, _ in blocks[:MOST])
    out(f'{{"decisions": [\n  {lines}\n]}}')
    for decision, rows in blocks[:MOST]:
        named = [f"{row.id} {trial.name_of(row)}" for row in rows if trial.name_of(row) != row.id]
        if named:
            label = trial.speech.label(decision["run"])
            out(f"{label}{say('：', ': ')}{say('；', '; ').join(named)}")
    if len(blocks) > MOST:
        out(say(f"另有 {len(blocks) - MOST} 处，写法相同。", f"{len(blocks) - MOST} more, written alike."))


def _blocks(trial: Trial) -> Iterator[tuple[dict[str, Any], list[Row]]]:
    """Each block of rows level at the edge of the places, with the decision to be filled in."""
    for name, result in trial.results.items():
        found: dict[tuple[Any, ...], list[Row]] = {}
        for row in result.rows.values():
            take = next((each for each in reversed(row.reasons) if isinstance(each, TakeReason)), None)
            if row.state == "undecided" and take is not None and take.how == "undecided":
                found.setdefault((take.take, *_place(trial, name, row, take)), []).append(row)
        for (take_name, *_), rows in found.items():
            if len(rows) > 1:
                order = [row.id for row in rows]
                yield (
                    {
                        "run": name,
                        "take": take_name,
                        "order": order,
                        "by": say("请填写谁决定的", "say who decided"),
                        "because": say("请填写理由", "say why"),
                    },
                    rows,
                )


def _place(trial: Trial, run: str, row: Row, take: TakeReason) -> tuple[Any, ...]:
    """The place the row shares, in its group."""
    stage = (trial.policy.runs or {})[Name(run)].stages[take.stage]
    by = stage.by if isinstance(stage, Take) else ""
    ranks = (each for each in row.reasons if isinstance(each, RankReason) and each.rank == by)
    return next(((each.place, each.group) for each in ranks), ())
