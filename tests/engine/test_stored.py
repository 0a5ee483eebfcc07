"""Outcomes as plain data: typed, and without loss."""

import json
from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.explanation.making import numbers, rows, values
from tests.engine.explanation.plan import PLAN, settlement

from yanxing.engine.outcome import PanelDiagnosis, RaterDiagnosis, RunResult
from yanxing.engine.stored import (
    dump_row,
    dump_run,
    dump_settlement,
    dump_value,
    load_row,
    load_run,
    load_settlement,
    load_value,
)
from yanxing.engine.unknown import Gap, Unknown


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (Fraction(837, 10), {"number": "837/10"}),
        (Fraction(60), {"number": "60"}),
        (date(2024, 6, 10), {"date": "2024-06-10"}),
        (datetime(2024, 6, 10, 9, 30), {"moment": "2024-06-10T09:30:00"}),  # noqa: DTZ001 - office time
        (True, {"yes_no": True}),
        ("first", {"code": "first"}),
        (frozenset({"b", "a"}), {"codes": ["a", "b"]}),
        (({"mark": Fraction(1, 3)},), {"records": [{"mark": {"number": "1/3"}}]}),
        (
            Unknown((Gap("entered", "missing", "workers/w1"),)),
            {"unknown": [{"name": "entered", "why": "missing", "where": "workers/w1"}]},
        ),
    ],
)
def test_each_type_says_what_it_is(value: object, stored: object) -> None:
    assert dump_value(value) == stored
    assert load_value(stored) == value
    assert type(load_value(stored)) is type(value)


def test_what_is_not_a_value_is_refused() -> None:
    with pytest.raises(TypeError, match="list is not a value"):
        dump_value(["a"])  # type: ignore[arg-type]


def through_text(stored: object) -> object:
    return json.loads(json.dumps(stored, ensure_ascii=False))


@given(values)
def test_values_come_back(value: object) -> None:
    assert load_value(through_text(dump_value(value))) == value


@given(rows)
def test_rows_come_back(row: object) -> None:
    assert load_row(through_text(dump_row(row))) == row


@given(rows, numbers, st.booleans())
def test_runs_come_back_with_their_diagnostics(row: object, number: Fraction, full: bool) -> None:
    rater = RaterDiagnosis("j1", 3, number, number, number)
    result = RunResult("essays", {row.id: row}, (PanelDiagnosis(0, "score", (rater,), True, full),))
    assert load_run(through_text(dump_run(result))) == result


def test_a_settlement_comes_back() -> None:
    settled = settlement()
    assert load_settlement(through_text(dump_settlement(settled))) == settled
    assert load_settlement(dump_settlement(settled)).policy == PLAN.policy
