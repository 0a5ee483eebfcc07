"""What a ledger said comes back from plain data as it was, every outcome with its reasons."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.ledger.test_properties import streams
from tests.engine.ledger.tools import event, post

from yanxing.engine.ledger.stored import dump_ledger, dump_outcome, load_ledger, load_outcome


def through_text(stored: object) -> Any:
    return json.loads(json.dumps(stored, ensure_ascii=False))


@given(streams())
def test_a_ledger_comes_back(events: list[dict[str, Any]]) -> None:
    result = post(*events)
    assert load_ledger(through_text(dump_ledger(result))) == result
    for outcome in result.outcomes:
        assert load_outcome(through_text(dump_outcome(outcome))) == outcome


@given(streams(), st.integers(0, 14))
def test_a_stored_ledger_goes_on_like_one_that_never_stopped(events: list[dict[str, Any]], cut: int) -> None:
    line = sorted(events, key=lambda one: str(one.get("date")))
    first = load_ledger(through_text(dump_ledger(post(*line[:cut]))))
    assert post(*line[cut:], opening=first).balances == post(*line).balances


def test_balances_are_written_exactly() -> None:
    stored = dump_ledger(post(event("e1", "lend", "a", "02-01", 25)))
    assert stored["balances"] == [[["box", "house"], "5"], [["own", "a"], "20"]]
    assert stored["outcomes"][0]["type"] == "Accepted"
