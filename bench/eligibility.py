"""Who may sit the exam: two conditions, every one of them stored with what it read.

How to read the ratio. Against us: the bare loop makes no rows and keeps two words a person, so what is left
is mostly the making of a row with room for its reasons; and people came on any of 5200 days, so that one in
five says something nobody said before, which is worked out anew (with months instead of days the ratio
halves). For us: the loop works out the last day for each person, as the rule is written, which the engine
does once; a loop written for speed would too, and take less than half the time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bench.measure import Figure, seconds, size
from bench.settling import Facts, policy_of, settled

POLICY = policy_of("""\
policy: bench/eligibility
title: 考核对象
facts: {workers: {entered: date, credentials: {codes: [all_post]}}}
values: {review_day: {is: 2024-06-10}}
runs:
  candidates:
    rows: workers
    stages:
      - gate: eligible
        require:
          - {that: {entered: {until: {date: review_day, plus: {years: -2}}}}, else: {out: too_short}}
          - {that: {credentials: {lacks: all_post}}, else: {out: holds_it}}
""")


def people(count: int) -> Facts:
    lot = random.Random(50)  # noqa: S311 - made-up people
    first = date(2010, 1, 1)
    held: tuple[frozenset[str], ...] = (frozenset(), frozenset({"all_post"}))
    return {
        "workers": [
            {
                "id": f"w{n:06}",
                "entered": first + timedelta(days=lot.randrange(5200)),
                "credentials": lot.choice(held),
            }
            for n in range(count)
        ]
    }


def bare(facts: Facts) -> dict[str, tuple[str, str | None]]:
    """The same two comparisons for everyone; only the state and the first failing one are kept."""
    review = date(2024, 6, 10)
    outcome: dict[str, tuple[str, str | None]] = {}
    for row in facts["workers"]:
        served = row["entered"] <= review.replace(year=review.year - 2)
        free = "all_post" not in row["credentials"]
        reason = None if served and free else "holds_it" if served else "too_short"
        outcome[row["id"]] = ("out" if reason else "in", reason)
    return outcome


def figures() -> Iterator[Figure]:
    count = size(50_000, 50)
    facts = people(count)
    outcome = {key: (row.state, row.reason) for key, row in settled(POLICY, facts)["candidates"].rows.items()}
    assert outcome == bare(facts)
    ours, loop = seconds(lambda: settled(POLICY, facts)), seconds(lambda: bare(facts))
    yield Figure(
        f"eligibility, {count} people, with reasons", ours, "s", "bare loop", ours / loop, "ratio ≤ 5"
    )


def growth(sizes: Sequence[int]) -> list[float]:
    """How long each size takes."""
    return [_taken(people(count)) for count in sizes]


def _taken(facts: Facts) -> float:
    return seconds(lambda: settled(POLICY, facts))
