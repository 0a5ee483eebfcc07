"""Who sees which session: a worker her own, a secretary those of her people, nobody else's."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.people import Street, person
from tests.web.activities.plan import ROW, announced, own_activity, sessions_of

from yanxing.records.models import Expected, Teacher

PAGES = ("", "?tab=people", "?tab=messages", "?tab=changes")


def test_only_those_concerned_see_a_session(street: Street, page: Any) -> None:
    session = announced(street, own_activity(street, units=[street.fangta.pk]))
    address = f"/trainings/sessions/{session.pk}/"
    answers = {
        name: page(getattr(street, name)).get(address).status_code
        for name in (
            "liting",
            "wangmin",
            "xuzhiqiang",
            "zhaolei",
            "chenjianguo",
            "stranger",
            "auditor",
            "admin",
        )
    }
    assert answers == {
        "liting": 200, "wangmin": 200, "xuzhiqiang": 200, "zhaolei": 404, "chenjianguo": 404, "stranger": 404,
        "auditor": 404, "admin": 404,
    }  # fmt: skip


def test_a_draft_is_seen_by_officers_only(street: Street, page: Any) -> None:
    session = sessions_of(street, own_activity(street), ROW)[0]
    answers = [
        page(each).get(f"/trainings/sessions/{session.pk}/").status_code
        for each in (street.xuzhiqiang, street.wangmin, street.liting)
    ]
    assert answers == [200, 404, 404]


def test_a_secretary_sees_her_own_people_only(street: Street, page: Any) -> None:
    session = announced(street)
    shown = page(street.wangmin).get(f"/trainings/sessions/{session.pk}/?tab=people").text
    assert ("李婷" in shown, "赵磊" in shown) == (True, False)


@pytest.mark.parametrize(
    "act", ["fill", "announce", "move", "venue", "cancel", "visit", "online", "material"]
)
def test_a_secretary_arranges_nothing(street: Street, page: Any, act: str) -> None:
    session = announced(street)
    assert page(street.wangmin).post(f"/trainings/sessions/{session.pk}/{act}/", {}).status_code == 404


@pytest.mark.parametrize("who", ["xuzhiqiang", "wangmin", "liting"])
@pytest.mark.parametrize("address", ["/trainings/", "/schedule/"])
def test_lists_cost_the_same_for_one_and_three(street: Street, page: Any, who: str, address: str) -> None:
    activity = own_activity(street)
    announced(street, activity)
    client = page(getattr(street, who))
    if client.get(address).status_code == 404:
        return
    counts = []
    for more in (0, 2):
        for number in range(more):
            announced(
                street, activity, ROW.replace("社区营造", f"课 {number}").replace("24日", f"{25 + number}日")
            )
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))
    assert (counts[0] == counts[1], counts[1] <= 12) == (True, True), counts


def test_records_cost_the_same_for_few_and_many(street: Street, page: Any) -> None:
    activity = own_activity(street)
    session = announced(street, activity)
    officer = page(street.xuzhiqiang)
    addresses = [f"/trainings/sessions/{session.pk}/{tab}" for tab in (*PAGES, "?tab=evaluation")]
    addresses += [f"/trainings/activities/{activity.pk}/", "/trainings/teachers/", "/trainings/forms/"]
    Teacher.objects.create(name="沈雁秋", kind="expert", unit=street.street)
    counts = []
    for more in (0, 3):
        for number in range(more):
            who = person(f"金晓{number}", street.lantian, f"ZS01{number}", "worker")
            Expected.objects.create(session=session, person=who, unit=street.lantian)
            Teacher.objects.create(name=f"师{number}", kind="expert", unit=street.street)
            announced(
                street, activity, ROW.replace("社区营造", f"课{number}").replace("24日", f"2{5 + number}日")
            )
        row = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert officer.get(address).status_code == 200
            row.append(len(queries))
        counts.append(row)
    assert counts[0] == counts[1]
    assert max(counts[1]) <= 15, counts
