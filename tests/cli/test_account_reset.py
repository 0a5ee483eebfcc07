"""A sole auditor who forgot the password gets a way back in on the machine, and nobody else does there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from tests.street.people import make_street

from yanxing.access.acting import acting
from yanxing.records.models import AuditEntry

NEW = "wan-quan-xin-de-2024"


@pytest.mark.parametrize("who", ["auditor", "admin"])
def test_a_code_from_the_machine_sets_a_new_password(
    committed: str, server: Any, yanxing: Any, who: str
) -> None:
    street = make_street()
    account = getattr(street, who)
    env = {"DATABASE_URL": server.url("worker", committed)}
    first = yanxing("account", "reset", account.username, env=env)
    told = yanxing("account", "reset", account.username, env=env)
    assert (first.code, told.code, told.err) == (0, 0, "")
    codes = [re.search(r"激活码：(\S+)", each.out)[1] for each in (first, told)]  # type: ignore[index]
    answers = [
        Client().post(f"/start/{code}/", {"password": NEW, "again": NEW}).status_code for code in codes
    ]
    assert answers == [409, 302], "an earlier slip stops working"
    assert Client().post(f"/start/{codes[1]}/", {"password": NEW, "again": NEW}).status_code == 409
    with acting(street.actor(street.auditor)):
        acts = AuditEntry.objects.filter(object_kind="account", object_id=str(account.pk)).order_by("pk")
        kept = list(acts.values_list("act", "door", "account_id"))
    assert kept[:2] == [("account.reset_on_machine", "command", None)] * 2


def test_whoever_has_somebody_above_goes_there(committed: str, server: Any, yanxing: Any) -> None:
    street = make_street()
    env = {"DATABASE_URL": server.url("worker", committed)}
    for account in (street.xuzhiqiang, street.liting):
        answer = yanxing("account", "reset", account.username, env=env)
        assert (answer.code, answer.out, "当面重设" in answer.err) == (1, "", True)
    nobody = yanxing("account", "reset", "meiyouren", env=env)
    assert (nobody.code, "没有这个用户名" in nobody.err) == (1, True)
    dead = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    assert "数据库没有应答" in yanxing("account", "reset", "x", env=dead).err
