"""From the file to the list, through the pages, as the officer does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.street.roster import whole_street

from yanxing.queries.policies.readiness import warnings_of
from yanxing.records.models import PolicyDocument, RunRow

PLAN = Path(__file__).parents[3] / "policies/zhongshan/empowerment-2024.yaml"
Page = Callable[..., Any]


def load(client: Any, text: str = "") -> Any:
    form = {"text": text} if text else {"shipped": "zhongshan/empowerment-2024"}
    return client.post("/policies/load/", form)


def signed(**other: str) -> dict[str, str]:
    return {
        "answer": "approved",
        "decided_by": "沈立新",
        "post": "党工委书记",
        "decided_on": "2024-05-09",
        "seen": "submitted",
        **other,
    }


def adopt(client: Any) -> PolicyDocument:
    """The whole way, each step a form of the page."""
    load(client)
    document = PolicyDocument.objects.order_by("-pk")[0]
    at = f"/policies/{document.pk}/adopt/"
    for each in warnings_of(document):
        assert client.post(f"{at}confirm/", {"finding": each.digest}).status_code == 302
    assert client.post(f"{at}submit/", {"seen": "draft"}).status_code == 302
    assert client.post(f"{at}decide/", signed()).status_code == 302
    assert client.post(f"{at}in-force/", {"seen": "submitted"}).status_code == 302
    document.refresh_from_db()
    return document


@pytest.mark.req("PRG-01")
def test_an_officer_loads_confirms_has_it_decided_and_sees_the_list_of_350(db: None, page: Page) -> None:
    street = whole_street()
    officer = page(street.officer)
    document = adopt(officer)
    assert (document.state, str(document.in_force_on)) == ("in_force", "2024-09-20")
    shown = officer.get(f"/policies/{document.pk}/").content.decode()
    assert "松中委〔2024〕37号" in shown
    assert "条件 2 条，350 人" in shown
    assert "符合 87，仅差一项 12，不符合 249，信息待补 2" in shown
    for name in ("adopt", "values", "readings", "changes", "lists/exam_candidates"):
        answer = officer.get(f"/policies/{document.pk}/{name}/")
        assert answer.status_code == 200, name
    for name in (
        "/policies/",
        "/policies/load/",
        "/calendar/",
        "/calendar/2024/6/",
        "/numbers/",
        f"/policies/{document.pk}/readings/A5/",
        f"/policies/{document.pk}/values/value/pass_mark/",
        f"/policies/{document.pk}/values/table/prize_points/",
        f"/policies/{document.pk}/values/window/june/",
    ):
        answer = officer.get(name)
        assert answer.status_code == 200, name
    key = RunRow.objects.filter(settled__run="exam_candidates", status="nearly")[0].key
    answer = officer.get(f"/policies/{document.pk}/lists/exam_candidates/why/{key}/")
    assert answer.status_code == 200
