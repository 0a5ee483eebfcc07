"""Recorded decisions: read as text, refused in words where nothing can be decided, told where nothing was."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.engine.settling import CALENDAR, DAY, policy

from yanxing.engine.settle import settle
from yanxing.policy.facts.decisions import unfit_decisions
from yanxing.policy.facts.given import Given, read_given

POLICY = policy("""
facts: {people: {score: number, gone: yes_no}}
runs:
  hire:
    rows: people
    stages:
      - {rank: place, order: [{score: high}]}
      - {take: hired, by: place, tie: undecided, places: [{give: hire, number: 1}], rest: reserve}
""")
PEOPLE = [{"id": name, "score": 9} for name in ("1", "2")] + [{"id": "3", "score": 8}]


def given(**changed: object) -> Given:
    decision = {"run": "hire", "take": "hired", "order": ["2", "1"], "by": "沈科长", "because": "抽签"}
    return read_given(POLICY, {"people": PEOPLE, "decisions": [decision | changed]})


def told(**changed: Any) -> list[str]:
    """What is said of the decision after settling, and of its reading before that."""
    read = given(**changed)
    facts = {kind: [row for row in rows if row] for kind, rows in read.rows.items()}
    settlement = settle(POLICY, facts, as_of=DAY, calendar=CALENDAR, decisions=read.decisions)
    return [each.code for each in [*read.findings, *unfit_decisions(POLICY, settlement, read.decisions)]]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"run": "fire"}, "decision_no_run_near"),
        ({"run": "zzz"}, "decision_no_run"),
        ({"take": "hirde"}, "decision_no_take_near"),
        ({"take": "place"}, "decision_no_take"),
        ({"order": [["1"], "2"]}, "decision_id"),
        ({"order": [None, "2"]}, "decision_id"),
        ({"order": ["1", 1]}, "decision_id_twice"),
        ({"order": []}, "input_decision"),
        ({"because": ""}, "input_decision"),
    ],
)
def test_a_decision_that_can_decide_nothing_is_refused_in_words(
    changed: Mapping[str, Any], code: str
) -> None:
    read = given(**changed)
    assert read.decisions == []
    assert [each.code for each in read.findings] == [code]


def test_ids_are_text_however_they_are_written() -> None:
    assert given(order=[2, " １ "]).decisions[0].order == ("2", "1")
    assert told(order=[2, 1]) == []


@pytest.mark.parametrize(
    ("order", "codes"),
    [
        (["2", "1"], []),
        (["3", "2", "1"], []),
        (["2", "9"], ["decision_no_row"]),
        (["2", "3"], ["decision_not_used"]),
    ],
)
def test_a_decision_that_decided_nothing_is_told(order: list[str], codes: list[str]) -> None:
    assert told(order=order) == codes
