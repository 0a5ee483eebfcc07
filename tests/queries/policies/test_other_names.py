"""A plan of another city calls everything otherwise: the site finds what it needs by shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.load import loaded
from yanxing.queries.attendance.deciding import bookkeeping, year_columns
from yanxing.queries.attendance.reading import reading_of
from yanxing.queries.matters.asking import LeaveFlow, leave_flow, waits_for

ZHONGSHAN = Path(__file__).parents[3] / "policies/zhongshan/empowerment-2024.yaml"
BAOSHAN = Path(__file__).parents[3] / "policies/baoshan/training-hours.yaml"


def policy(path: Path) -> Policy:
    return loaded(path.read_bytes(), path).usable


@pytest.fixture(scope="module")
def wulin() -> Policy:
    return policy(Path(__file__).parent / "wulin.yaml")


def test_columns_of_signing_in_are_found_by_what_they_give(wulin: Policy) -> None:
    found = reading_of(wulin, "jiangzuo_qiandao")
    assert (found.status_column, found.full_column) == ("daoke", "quancheng")
    ours = reading_of(policy(ZHONGSHAN), "attendance_kept")
    assert (ours.status_column, ours.full_column) == ("attendance", "full_attendance")


def test_hours_and_the_year_are_found_by_what_rests_on_what(wulin: Policy) -> None:
    assert {"jiangzuo_qiandao", "ruzhang"} <= bookkeeping(wulin)
    assert year_columns(wulin, "niandu") == ("need", "have")
    assert year_columns(policy(BAOSHAN), "year_hours") == ("target", "done")


def test_leave_is_asked_by_the_flow_that_excuses(wulin: Policy) -> None:
    facts = {
        "id": "id", "subject": "shenqingren", "unit": "unit", "session": "session",
        "begins": "begins", "asked": "shijian", "grounds": "shiyou",
    }  # fmt: skip
    assert leave_flow(wulin) == LeaveFlow("qingjia", "benren", "ti", facts)
    parties = [waits_for(wulin, "qingjia", each) for each in ("benren", "shuji", "dangjian")]
    assert parties == ["applicant", "leader", "office"]
    assert leave_flow(policy(BAOSHAN)) is None
