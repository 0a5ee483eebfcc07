"""A slip sets a password and nothing more: whoever has an authenticator shows it, slip or no slip."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from allauth.mfa.models import Authenticator
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.accounts.on_machine import reset_on_machine
from yanxing.actions.accounts.slips import reset_at_desk
from yanxing.records.models import Account

Page = Callable[..., Any]
NEW = "another-2024-ok"


def slip_of(street: Street, account: Account) -> str:
    admin = replace(street.actor(street.admin), sensitive_ok=True)
    with acting(admin):
        return reset_at_desk(account_id=account.pk, actor=admin, now=NOW).code


def redeem(page: Page, code: str) -> Any:
    client = page()
    answer = client.post(f"/start/{code}/", {"password": NEW, "again": NEW})
    return client, answer


def test_a_slip_does_not_pass_an_authenticator(street: Street, page: Page) -> None:
    Authenticator.objects.create(user=street.xuzhiqiang, type="totp", data={"secret": "x"})
    client, answer = redeem(page, slip_of(street, street.xuzhiqiang))
    assert (answer.status_code, answer["Location"]) == (302, "/login/code/")
    assert client.get("/people/").status_code == 302


def test_without_one_the_slip_leads_in(street: Street, page: Page) -> None:
    client, answer = redeem(page, slip_of(street, street.liting))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/me/").status_code == 200


def test_a_lost_authenticator_goes_on_the_machine_only(street: Street, page: Page) -> None:
    Authenticator.objects.create(user=street.xuzhiqiang, type="totp", data={"secret": "x"})
    code = reset_on_machine(username="xuzhiqiang", now=NOW).code
    _client, answer = redeem(page, code)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Authenticator.objects.count() == 0
