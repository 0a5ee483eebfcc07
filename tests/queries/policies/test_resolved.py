"""The adopted text with what the street laid over it; the schema's kinds of inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from yanxing.engine.calendar import window_days
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.load import load
from yanxing.queries.policies.bindings import guessed
from yanxing.queries.policies.resolved import Entry, Sayings, dump_sayings, load_sayings, with_sayings
from yanxing.queries.policies.shapes import BadValue, Shape, shape_named, shapes_of, stored_value

FOLDER = Path(__file__).parents[3] / "policies"
JUNE = date(2024, 6, 10)


@pytest.fixture(scope="module")
def plan() -> Policy:
    return load(FOLDER / "zhongshan/empowerment-2024.yaml").usable


def shape(policy: Policy, section: str, name: str) -> Shape:
    found = shape_named(policy, section, name)
    assert found is not None
    return found


def mark(value: str, since: date) -> Entry:
    return Entry("value", "pass_mark", {"number": value}, since)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2024, 5, 1), 60), (date(2024, 6, 1), 62), (JUNE, 62), (date(2024, 9, 1), 65)],
)
def test_of_several_entries_the_one_latest_in_force_counts(plan: Policy, on: date, expected: int) -> None:
    said = (mark("61", date(2024, 6, 1)), mark("65", date(2024, 9, 1)), mark("62", date(2024, 6, 1)))
    policy: Any = with_sayings(plan, Sayings(said, ()), on)
    assert policy.values["pass_mark"].is_ == Fraction(expected)


def test_windows_tables_and_readings_are_laid_over_too(plan: Policy) -> None:
    table = shape(plan, "table", "prize_points")
    points = stored_value(table, {"first": "12", "second": "6", "third": "3", "none": "0"})
    window = stored_value(shape(plan, "window", "june"), {"from": "2024-06-03", "until": "2024-06-28"})
    sayings = Sayings(
        (Entry("table", "prize_points", points, JUNE), Entry("window", "june", window, JUNE)),
        (("A5", "街道的说法", "徐志强 2024年5月20日"),),
    )
    policy: Any = with_sayings(plan, sayings, JUNE)
    assert policy.tables["prize_points"].codes["first"] == Fraction(12)
    assert window_days(policy.windows["june"]) == (date(2024, 6, 3), date(2024, 6, 28))
    reading = policy.readings["A5"]
    assert (reading.says, reading.by, reading.confirmed) == ("街道的说法", "office", "徐志强 2024年5月20日")
    assert load_sayings(dump_sayings(sayings)) == sayings
    before: Any = with_sayings(plan, sayings, date(2024, 6, 9))
    assert before.tables["prize_points"].codes["first"] == Fraction(10)


def test_each_thing_to_enter_has_its_kind(plan: Policy) -> None:
    kinds = {(each.section, each.name): each.kind for each in shapes_of(plan)}
    assert kinds["value", "review_day"] == "date"
    assert kinds["value", "pass_mark"] == "number"
    assert kinds["table", "prize_points"] == "table"
    assert kinds["window", "june"] == "window"
    assert all(each.label != each.name for each in shapes_of(plan))


@pytest.mark.parametrize(("name", "kind"), [("review_day", "date"), ("pass_mark", "number")])
def test_the_kind_of_a_value_nobody_set_is_told_from_the_rules_that_read_it(
    plan: Policy, name: str, kind: str
) -> None:
    values: Any = dict(plan.values or {})
    values[name] = replace(values[name], is_=None, needed="adoption")
    found = shape(replace(plan, values=values), "value", name)
    assert (found.kind, found.is_set, found.needed) == (kind, False, "adoption")


@pytest.mark.parametrize(
    ("section", "name", "raw", "field"),
    [
        ("value", "pass_mark", "六十", "value"),
        ("value", "review_day", "6月10日", "value"),
        ("window", "june", {"from": "2024-06-30", "until": "2024-06-01"}, "until"),
        ("table", "prize_points", {"first": "10", "second": "", "third": "3", "none": "0"}, "second"),
    ],
)
def test_what_cannot_be_taken_names_its_box(
    plan: Policy, section: str, name: str, raw: Any, field: str
) -> None:
    with pytest.raises(BadValue) as bad:
        stored_value(shape(plan, section, name), raw)
    assert bad.value.field == field
    assert bad.value.text.endswith("。")


def test_the_collections_of_the_shipped_policies_are_recognised(plan: Policy) -> None:
    found = guessed(plan)
    assert (found["workers"], found["committees"]) == ("people", "units")
    assert (found["sessions"], found["attendances"], found["excuses"]) == (
        "sessions",
        "attendances",
        "leaves",
    )
    hours = guessed(load(FOLDER / "baoshan/training-hours.yaml").usable)
    assert hours == {
        "workers": "people", "activities": "sessions", "attendances": "attendances", "credits": "postings",
    }  # fmt: skip
