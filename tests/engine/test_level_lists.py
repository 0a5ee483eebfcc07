"""Long blocks of level rows: a stored reason names the first and counts the others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest

from yanxing.engine.explanation import Explainer
from yanxing.engine.levels import MOST_LISTED, listed
from yanxing.engine.outcome import AllocateReason, RankReason, RunResult, TakeReason, Value
from yanxing.engine.settle import settle
from yanxing.engine.stored import dump_row
from yanxing.policy.calendars import office_calendar
from yanxing.policy.load import loaded

POLICY = """\
policy: test/level
title: 并列
facts: {works: {score: number}}
runs:
  shown:
    rows: works
    stages:
      - {rank: place, order: [{score: high}]}
      - {allocate: money, by: place, ask: score, fund: 7, fit: whole_then_stop}
  prizes:
    rows: works
    stages:
      - {rank: place, order: [{score: high}]}
      - take: prize
        by: place
        tie: undecided
        places: [{give: first, number: 2}]
        rest: none
"""


def runs(count: int) -> dict[str, RunResult]:
    policy = loaded(POLICY.encode(), "test.yaml", office_calendar()).usable
    works: list[Mapping[str, Value]] = [{"id": f"w{n:04}", "score": Fraction(5)} for n in range(count)]
    day = date(2024, 10, 14)
    return settle(policy, {"works": works}, as_of=day, calendar=office_calendar()).runs


@pytest.mark.parametrize("count", [3, MOST_LISTED, MOST_LISTED + 1, MOST_LISTED + 5])
def test_every_other_row_is_named_or_counted(count: int) -> None:
    for run in runs(count).values():
        for row in run.rows.values():
            for reason in row.reasons:
                assert isinstance(reason, RankReason | TakeReason | AllocateReason)
                others = sum(each != row.id for each in reason.level) + reason.more
                assert others == count - 1
                assert len(reason.level) <= MOST_LISTED


def test_a_row_outside_the_block_counts_all_of_it() -> None:
    block = tuple(f"w{n:04}" for n in range(MOST_LISTED + 3))
    assert listed(block, "w9999", inside=False) == (block[:MOST_LISTED], 3)
    assert listed(block, block[-1]) == (block[:MOST_LISTED], 2)
    assert listed(block, block[0]) == (block[:MOST_LISTED], 3)


def test_what_is_stored_and_said_of_a_row_does_not_grow_with_its_block() -> None:
    few, many = (
        max(len(json.dumps(dump_row(row))) for row in runs(count)["prizes"].rows.values())
        for count in (MOST_LISTED * 2, MOST_LISTED * 20)
    )
    assert many <= few + 20


def test_the_words_name_the_first_and_count_the_rest() -> None:
    policy = loaded(POLICY.encode(), "test.yaml", office_calendar()).usable
    result = runs(MOST_LISTED + 5)["prizes"]
    lines = [line for step in Explainer(policy, result).explain("w0003").steps for line in step.lines]
    text = "\n".join(lines)
    assert "另外 5 个" in text
    assert "w0002" in text
    assert f"w{MOST_LISTED:04}" not in text
