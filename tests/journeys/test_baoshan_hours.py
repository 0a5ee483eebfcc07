"""Forty hours a year through the command: targets by person-year, hours of activities attended in full."""

from pathlib import Path
from typing import Any

import pytest
from tests.journeys.plan import BAOSHAN, Outcome, tried

PEOPLE: list[dict[str, Any]] = [
    {"id": "wang", "name": "王敏", "entered": "2015-09-01", "leaves": []},
    {
        "id": "li",
        "name": "李婷",
        "entered": "2024-03-15",
        "leaves": [{"begins": "2024-07-01", "ends": "2024-08-31"}],
    },
    {"id": "gu", "name": "顾凌云", "entered": "2012-02-01", "left": "2024-09-01", "leaves": []},
    {"id": "chen", "name": "陈建国", "entered": "2010-01-01", "left": "2023-12-31", "leaves": []},
    {"id": "zhou", "name": "周喆", "leaves": []},
]


@pytest.fixture
def hours(yanxing, tmp_path: Path):
    def of(**given: Any) -> Outcome:
        return tried(yanxing, tmp_path, BAOSHAN, {"as_of": "2024-12-31", "workers": PEOPLE, **given})

    return of


@pytest.mark.req("CRH-02")
def test_the_target_is_forty_for_a_full_year_and_pro_rata_rounded_up_otherwise(hours) -> None:
    told = hours()
    targets = told.column("year_hours", "target")
    assert (targets["wang"], targets["li"], targets["gu"]) == ("40", "24", "27")
    assert told.states("year_hours")["chen"] == ("not_graded", "not_in_post")
    assert told.states("year_hours")["zhou"] == ("held", "missing_facts")


@pytest.mark.req("CRH-01")
def test_hours_count_for_full_attendance_of_what_counts_and_the_shortfall_is_said(hours) -> None:
    plain = {"form": "lecture", "marked": False}
    activities = [
        {"id": f"l{n}", "title": f"第{n}讲", "on_day": "2024-06-12", "minutes_long": 360, **plain}
        for n in range(1, 6)
    ]
    care = {"id": "c", "title": "减压课", "form": "care", "on_day": "2024-07-01", "hours": 2}
    attended = [
        {"id": f"w{n}", "person": "wang", "activity": f"l{n}", "attendance": "full"} for n in range(1, 6)
    ]
    told = hours(
        activities=[*activities, care],
        attendances=[
            *attended,
            {"id": "wc", "person": "wang", "activity": "c", "attendance": "full"},
            {"id": "g1", "person": "gu", "activity": "l1", "attendance": "full"},
            {"id": "g2", "person": "gu", "activity": "l2", "attendance": "late"},
        ],
    )
    done = told.column("year_hours", "done")
    assert (done["wang"], done["gu"], done["li"]) == ("40", "8", "0")
    assert told.states("year_hours")["wang"] == ("in", None)
    assert told.states("year_hours")["gu"] == ("out", "hours_short")
    assert told.column("year_hours", "short_by")["gu"] == "19"
    assert told.states("credited")["wc"] == ("out", "not_counted")
    assert "还差 19" in told.rows("year_hours")["gu"]["sentence"]
