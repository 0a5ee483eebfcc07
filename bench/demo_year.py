"""The demo year: made up, read, settled and written as a report."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.checking import PLAN
from bench.measure import Figure, seconds
from bench.settling import CALENDAR
from yanxing.demo.workbooks import write_decisions, write_workbooks
from yanxing.engine.settle import settle
from yanxing.intake import read_inputs
from yanxing.policy.load import load
from yanxing.report import render_settlement


def figures() -> Iterator[Figure]:
    policy = load(PLAN).usable
    day = date(2024, 10, 14)
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder) / "books"
        yield Figure(
            "demo year: workbooks written", seconds(lambda: write_workbooks(books)), "s", aim="≤ 5 s"
        )
        paths = [*sorted(books.iterdir()), write_decisions(Path(folder) / "decisions.json")]
        inputs = read_inputs(policy, paths)
        yield Figure("demo year: workbooks read", seconds(lambda: read_inputs(policy, paths)), "s")

    def settled() -> object:
        return settle(policy, inputs.facts, as_of=day, calendar=CALENDAR, decisions=inputs.decisions)

    yield Figure("demo year: 25 runs settled", seconds(settled), "s")
    outcome = settle(policy, inputs.facts, as_of=day, calendar=CALENDAR, decisions=inputs.decisions)
    yield Figure("demo year: report written", seconds(lambda: render_settlement(policy, outcome)), "s")
