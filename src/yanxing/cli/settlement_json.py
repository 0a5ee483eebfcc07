"""A settlement as JSON: stable, the same bytes for the same inputs.

{policy, digest, as_of, findings: [{code, severity, file, place, text, params}],
 programme: {phases, phase, deadlines, parts: [{part, activities: [{activity, window, audience, turns, …}]}]}
            or null,
 runs: {run: {rows: [{subject, name, state, reason, notes, provisional, sentence,
                      columns: {name: {exact, shown}}, reasons: [stored]}],
              next: [{notice | decide | document, …}]}},
 flat: [{run, subject, stage, column, exact, shown, state, reasons}]}

`exact` is a number as `p/q` or a whole number, a date, a code, a list of codes, true/false, or null when it
cannot be told; `stage` counts from 0; `reasons` of a flat line: codes of the requirements not met.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from yanxing.cli.language import current
from yanxing.cli.programme_json import programme_json
from yanxing.cli.trial import Trial
from yanxing.engine.explanation import Explainer
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.runs import Next
from yanxing.engine.grammar.stages import Gate, Stage
from yanxing.engine.outcome import GateReason, Row, RunResult, Value
from yanxing.engine.stored import dump_row
from yanxing.engine.unknown import Unknown
from yanxing.policy.findings import Finding

Json = dict[str, Any]


def as_json(trial: Trial, subjects: frozenset[str] | None = None) -> Json:
    """The whole settlement, or only what it says of some subjects."""
    rows = {name: _rows(result, subjects) for name, result in trial.results.items()}
    explainers = {
        name: Explainer(trial.policy, result, current(), trial.names)
        for name, result in trial.results.items()
    }
    return {
        "policy": trial.settlement.policy,
        "digest": trial.loaded.digest,
        "as_of": trial.as_of.isoformat(),
        "findings": [_finding(each) for each in trial.inputs.findings],
        "programme": programme_json(trial),
        "runs": {
            name: {
                "rows": [_row(trial, explainers[name], row) for row in chosen],
                "next": [_next(each) for each in (trial.policy.runs or {})[Name(name)].then],
            }
            for name, chosen in rows.items()
        },
        "flat": [line for name, chosen in rows.items() for row in chosen for line in _flat(trial, name, row)],
    }


def _rows(result: RunResult, subjects: frozenset[str] | None) -> list[Row]:
    return [row for row in result.rows.values() if subjects is None or subjects & {row.id, row.parent}]


def _next(step: Next) -> Json:
    """What follows a run, as the policy says it: proposals, nothing is done by itself."""
    written = {each.name: getattr(step, each.name) for each in fields(step)}
    told = {name: value for name, value in written.items() if isinstance(value, (str, int))}
    return {name: value for name, value in told.items() if name not in ("line", "column")}


def _finding(found: Finding) -> Json:
    return {
        "code": found.code,
        "severity": found.severity,
        "file": found.file,
        "place": found.place,
        "text": found.text(current()),
        "params": dict(found.params),
    }


def _row(trial: Trial, explainer: Explainer, row: Row) -> Json:
    return {
        "subject": row.id,
        "name": trial.name_of(row),
        "state": row.state,
        "reason": row.reason,
        "notes": row.notes,
        "provisional": row.provisional,
        "sentence": explainer.sentence(row.id),
        "columns": {
            name: {"exact": written(cell.value), "shown": cell.shown} for name, cell in row.cells.items()
        },
        "reasons": dump_row(row)["reasons"],
    }


def written(value: Value) -> Any:
    """A value without loss: numbers as `p/q`, null when it cannot be told."""
    match value:
        case Unknown():
            return None
        case bool():
            return value
        case Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case tuple():
            return [{name: written(each) for name, each in record.items()} for record in value]
    return value


def _flat(trial: Trial, run: str, row: Row) -> Iterator[Json]:
    stages = (trial.policy.runs or {})[Name(run)].stages
    about = {"state": row.state, "reasons": _codes(stages, row)}
    if not row.cells:
        yield {
            "run": run,
            "subject": row.id,
            "stage": None,
            "column": None,
            "exact": None,
            "shown": "",
            **about,
        }
    of = {name: stage for reason in row.reasons for name, stage in _made(reason)}
    for name, cell in row.cells.items():
        figure = {"exact": written(cell.value), "shown": cell.shown}
        yield {"run": run, "subject": row.id, "stage": of.get(name), "column": name, **figure, **about}


def _made(reason: Any) -> Iterator[tuple[str, int]]:
    for field in ("column", "rank", "take"):
        if name := getattr(reason, field, None):
            yield name, reason.stage
    for part, *_ in getattr(reason, "parts", ()):
        yield part, reason.stage


def _codes(stages: tuple[Stage, ...], row: Row) -> list[str]:
    """The codes of all requirements that are not met or cannot be told, first the one that decided."""
    codes = [row.reason] if row.reason else []
    for reason in row.reasons:
        stage = stages[reason.stage] if isinstance(reason, GateReason) else None
        if not isinstance(reason, GateReason) or not isinstance(stage, Gate):
            continue
        for check in reason.checks:
            asked = stage.require[check.index]
            if check.asked and check.met is False:
                codes.append(str(asked.else_.reason))
            elif check.asked and check.met is None:
                codes.append(str(asked.unknown.reason) if asked.unknown else "missing_facts")
    return list(dict.fromkeys(codes))
