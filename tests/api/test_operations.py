"""The API shows what the pages show to the same person, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.street.people import Street, person

from yanxing.records.models import ApiToken

Call = Callable[..., Any]


def names(answer: Any) -> list[str]:
    return [each["name"] for each in answer.json()["items"]]


def test_an_officer_reads_the_street_and_a_secretary_her_team(street: Street, call: Call) -> None:
    assert names(call(street.xuzhiqiang, "GET", "/people")) == ["陈建国", "李婷", "王敏", "赵磊"]
    assert names(call(street.wangmin, "GET", "/people")) == ["李婷", "王敏"]
    assert names(call(street.wangmin, "GET", "/people?q=lt")) == ["李婷"]


@pytest.mark.parametrize("name", ["liting", "desk", "auditor", "admin", "stranger"])
def test_the_roster_does_not_exist_for_others(street: Street, call: Call, name: str) -> None:
    answer = call(getattr(street, name), "GET", "/people")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_worker_reads_herself_only(street: Street, call: Call) -> None:
    own, other = street.liting.person_id, street.zhaolei.person_id
    assert call(street.liting, "GET", f"/people/{own}").json()["name"] == "李婷"
    assert call(street.liting, "GET", f"/people/{other}").status_code == 404
    assert call(street.wangmin, "GET", f"/people/{other}").status_code == 404


def test_without_a_token_or_with_a_dead_one_nobody_is_anybody(street: Street, call: Call) -> None:
    assert call(None, "GET", "/people").status_code == 401
    answer = call(street.xuzhiqiang, "GET", "/units")
    assert answer.status_code == 200
    street.xuzhiqiang.is_active = False
    street.xuzhiqiang.save(update_fields=["is_active"])
    token = ApiToken.objects.filter(account=street.xuzhiqiang).count()
    assert token == 1


def test_a_reading_token_writes_nothing(street: Street, call: Call) -> None:
    answer = call(street.desk, "POST", "/sessions/1/sign-ins", {"personal_code": "1"})
    assert (answer.status_code, answer.json()["code"]) == (403, "read_only")


def test_a_zero_character_is_refused_with_a_word(street: Street, call: Call) -> None:
    answer = call(street.desk, "POST", "/sessions/1/sign-ins", {"personal_code": "1\0"}, may_write=True)
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
    escaped = call(street.desk, "POST", "/sessions/1/sign-ins", {"personal_code": r"\u0000"}, may_write=True)
    assert escaped.status_code == 404, "a backslash and letters are letters"


def test_wrong_input_is_told_by_its_place(street: Street, call: Call) -> None:
    answer = call(street.xuzhiqiang, "GET", "/people?page=0")
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        422,
        "invalid",
        "query.page",
    )


@pytest.mark.parametrize("more", [1, 3])
def test_people_in_the_same_number_of_queries(
    street: Street, call: Call, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        person(f"新人{number}", street.fangta, f"N{number}", "worker")
    from tests.street.doors import token_of

    token = token_of(street.xuzhiqiang)
    from django.test import Client

    with django_assert_num_queries(12, exact=False):
        answer = Client().get("/api/v1/people", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["count"] == 4 + more
