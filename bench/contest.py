"""Closing a contest: trimmed means of a panel, ranks with their chain, prizes, each with its reasons."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from bench.measure import Figure, seconds, size
from bench.settling import Facts, policy_of, settled
from yanxing.engine.explanation import Explainer, explain
from yanxing.engine.stored import dump_row

POLICY = policy_of("""\
policy: bench/contest
title: 单项评比
facts: {works: {unit: key, sheets: {records: {judge: key, mark: {number: 分}, recused: yes_no}}}}
runs:
  contest:
    rows: works
    stages:
      - panel: score
        sheets: sheets
        rater: judge
        mark: mark
        where: {recused: {is: false}}
        needs: 3
        too_few: {redo: too_few_marks}
        drop: {highest: 1, lowest: 1, from: 5}
        round: 0.01
      - {rank: place, order: [{score: high}]}
      - take: prize
        by: place
        tie: undecided
        places: [{give: first, number: 1}, {give: second, number: 3}, {give: third, number: 6}]
        rest: none
""")


def works(count: int, judges: int) -> Facts:
    """Marks to the tenth, one judge in fifty stepping aside."""
    lot = random.Random(7)  # noqa: S311 - made-up marks
    return {
        "works": [
            {"id": f"n{n:06}", "unit": f"u{n % 22}", "sheets": _sheets(lot, judges)} for n in range(count)
        ]
    }


def _sheets(lot: random.Random, judges: int) -> tuple[dict[str, object], ...]:
    return tuple(
        {"judge": f"j{n}", "mark": Fraction(lot.randint(600, 990), 10), "recused": lot.random() < 0.02}
        for n in range(judges)
    )


def bare(facts: Facts) -> dict[str, tuple[Fraction, int, str | None]]:
    """The same exact arithmetic, sorting and cuts: score, place and prize of each work, and no word why."""
    scores = {row["id"]: _score(row["sheets"]) for row in facts["works"]}
    order = sorted(scores, key=lambda key: (-scores[key], key))
    places: dict[str, int] = {}
    for n, key in enumerate(order):
        level = n > 0 and scores[order[n - 1]] == scores[key]
        places[key] = places[order[n - 1]] if level else n + 1
    prizes: dict[str, str | None] = dict.fromkeys(order, "none")
    begins = 0
    for prize, number in (("first", 1), ("second", 3), ("third", 6)):
        ends = begins + number
        for key in order[begins:ends]:
            prizes[key] = prize
        if ends < len(order) and scores[order[ends - 1]] == scores[order[ends]]:
            for key in order:
                if scores[key] == scores[order[ends]]:
                    prizes[key] = None
        begins = ends
    return {key: (scores[key], places[key], prizes[key]) for key in order}


def _score(sheets: Sequence[dict[str, object]]) -> Fraction:
    marks: list[Fraction] = sorted(sheet["mark"] for sheet in sheets if not sheet["recused"])  # type: ignore[misc]
    if len(marks) >= 5:
        marks = marks[1:-1]
    exact = sum(marks, Fraction(0)) / len(marks)
    return Fraction(floor(exact * 100 + Fraction(1, 2)), 100)


def same(facts: Facts) -> bool:
    """Whether the engine and the bare loop agree on every score and place."""
    ours = settled(POLICY, facts)["contest"].rows
    theirs = bare(facts)
    return all(
        (row.cells["score"].value, row.cells["place"].value) == theirs[key][:2] for key, row in ours.items()
    )


def figures() -> Iterator[Figure]:
    yield _closing(size(10_000, 50), 7, "≤ 2 s, ratio ≤ 5")
    yield _closing(size(200, 20), 9, "≤ 0.02 s, ratio ≤ 5")
    count = size(10_000, 50)
    result = settled(POLICY, works(count, 7))["contest"]
    stored = seconds(lambda: [json.dumps(dump_row(row)) for row in result.rows.values()])
    yield Figure(f"reasons of {count} entries written as JSON", stored, "s")
    asked = list(result.rows)[:200]
    explainer = Explainer(POLICY, result)
    one = seconds(lambda: [explainer.explain(key) for key in asked]) / len(asked)
    first = seconds(lambda: explain(POLICY, result, asked[0]))
    yield Figure("one explanation in words", 1000 * one, "ms")
    yield Figure(f"the first of {count}, the run looked through", 1000 * first, "ms")


def _closing(entries: int, judges: int, aim: str) -> Figure:
    facts = works(entries, judges)
    assert same(facts)
    ours, loop = _taken(facts), seconds(lambda: bare(facts))
    name = f"contest closed, {entries} entries × {judges} judges, with reasons"
    return Figure(name, ours, "s", "bare loop of fractions", ours / loop, aim)


def growth(sizes: Sequence[int]) -> list[float]:
    """How long each size takes; a very large one is timed once."""
    return [_taken(works(count, 7), 1 if count > 20_000 else 3) for count in sizes]


def _taken(facts: Facts, times: int = 3) -> float:
    return seconds(lambda: settled(POLICY, facts), times)
