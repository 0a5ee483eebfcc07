"""Serving a queue: who waits, in order, from what the fund can give."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from yanxing.engine.ledger.book import Trial
from yanxing.engine.ledger.outcome import Holder, QueueLine, QueueReason, Waiting
from yanxing.engine.ledger.rules import QueueRule
from yanxing.engine.levels import comparable
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown, missing

NO_LEG = -1
How = Literal["whole", "part", "does_not_fit", "after_stop", "no_room", "unknown"]


def in_order(rule: QueueRule, waiting: Sequence[Waiting]) -> tuple[list[Waiting], list[QueueLine]]:
    """Those whose order can be told, first come first among level ones; and lines for the others."""
    known: list[tuple[Waiting, tuple[Value, ...]]] = []
    untold = []
    for one in waiting:
        values = tuple(key(one.row) for key in rule.keys)
        gaps = [gap for value in values if isinstance(value, Unknown) for gap in value.gaps]
        if gaps:
            untold.append(_line(one, Unknown(tuple(gaps)), Fraction(0)))
        else:
            known.append((one, values))
    columns = [
        comparable([values[at] for _, values in known], direction)
        for at, (_, direction) in enumerate(rule.chain)
    ]
    place = sorted(range(len(known)), key=lambda at: tuple(column[at] for column in columns))
    return [known[at][0] for at in place], untold


def serve(rule: QueueRule, waiting: Sequence[Waiting], fund: Holder, trial: Trial) -> QueueReason:
    """Deals out the fund; the movements are in the trial, what each got is in the lines."""
    line, untold = in_order(rule, waiting)
    lines: list[QueueLine] = []
    stopped = False
    for one in line:
        asked = _asked(rule, one)
        left = trial.free(fund)
        target = rule.target(one.row) if rule.target else None
        if isinstance(asked, Unknown) or isinstance(target, Unknown):
            untold.append(_line(one, asked if isinstance(asked, Unknown) else target, left or Fraction(0)))
            continue
        left = asked if left is None else left
        how, got = _share(rule.spec.fit, asked, left, stopped)
        if got and not _give(trial, fund, target, got, one.row.id):
            how, got = "no_room", Fraction(0)
        stopped = stopped or (how in {"does_not_fit", "part"} and rule.spec.fit != "whole_skip")
        lines.append(QueueLine(one.row.id, asked, got, left, how))
    return QueueReason(rule.name, (*lines, *untold))


def _asked(rule: QueueRule, one: Waiting) -> Fraction | Unknown:
    asked = rule.ask(one.row)
    if isinstance(asked, Unknown):
        return asked
    if not isinstance(asked, Fraction):
        return missing(rule.name, "not_a_number")
    return missing(rule.name, "negative") if asked < one.got else asked - one.got


def _share(fit: str, asked: Fraction, left: Fraction, stopped: bool) -> tuple[How, Fraction]:
    if stopped:
        return "after_stop", Fraction(0)
    if asked <= left:
        return "whole", asked
    if fit == "part_then_stop" and left:
        return "part", left
    return "does_not_fit", Fraction(0)


def _give(trial: Trial, fund: Holder, target: Holder | None, amount: Fraction, for_: str) -> bool:
    """On its own, so that one without room does not undo those before."""
    attempt = trial.copy()
    if attempt.move(NO_LEG, amount, fund, target, for_):
        return False
    trial.changed, trial.postings = attempt.changed, attempt.postings
    return True


def _line(one: Waiting, unknown: object, left: Fraction) -> QueueLine:
    asked = unknown if isinstance(unknown, Unknown) else Unknown(())
    return QueueLine(one.row.id, asked, Fraction(0), left, "unknown", asked.gaps)
