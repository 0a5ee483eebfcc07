"""Whose account, and what a full one does: of persons, units and the house, with and without overflow."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from tests.engine.ledger.tools import END, OFFICE, codes, policy_of

from yanxing.engine.ledger import LedgerResult, LimitReason, post_events
from yanxing.engine.outcome import Value

ACCOUNTS = """
policy: accounts
title: 账户
facts:
  moves: {{kind: {{code: [earn, spend]}}, actor: key, unit: key, to_whom: key, date: date, amount: number}}
values: {{most: {{is: 10}}}}
ledgers:
  points:
    about: moves
    accounts: {{{accounts}}}
    events:
      earn: {{post: [{{to: {to}, amount: amount}}]}}
      spend: {{post: [{{from: {to}, amount: amount}}]}}
"""


def post(accounts: str, *amounts: int, to: str = "own") -> LedgerResult:
    policy = policy_of(ACCOUNTS.format(accounts=accounts, to=to))
    events: list[dict[str, Value]] = [
        {
            "id": f"e{number}",
            "kind": "earn" if amount >= 0 else "spend",
            "actor": "p",
            "unit": "u",
            "to_whom": "q",
            "date": date(2024, 3, 1),
            "amount": Fraction(abs(amount)),
        }
        for number, amount in enumerate(amounts)
    ]
    return post_events(policy, "points", events, calendar=OFFICE, as_of=END)


@pytest.mark.parametrize(
    ("of", "owner"), [("person", "p"), ("unit", "u"), ("house", "house"), ("to_whom", "q")]
)
def test_the_owner_of_an_account(of: str, owner: str) -> None:
    assert post(f"own: {{of: {of}}}", 3).balances == {("own", owner): 3}


def test_another_s_account() -> None:
    assert post("own: {of: person}", 3, to="{account: own, of: to_whom}").balances == {("own", "q"): 3}


def test_overflow_stays_with_the_owner_where_it_can() -> None:
    accounts = "own: {of: person, at_most: most, overflow: spare}, spare: {of: person}"
    assert post(accounts, 12).balances == {("own", "p"): 10, ("spare", "p"): 2}
    other = post(accounts, 12, to="{account: own, of: to_whom}")
    assert other.balances == {("own", "q"): 10, ("spare", "q"): 2}


def test_overflow_goes_on_until_there_is_room() -> None:
    accounts = (
        "own: {of: person, at_most: 10, overflow: second}, second: {of: person, at_most: 5, overflow: unit}, "
        "unit: {of: unit, at_most: 3, overflow: all}, all: {of: house}"
    )
    assert post(accounts, 8, 12).balances == {
        ("own", "p"): 10, ("second", "p"): 5, ("unit", "u"): 3, ("all", "house"): 2,
    }  # fmt: skip


def test_a_full_account_without_overflow_refuses_the_whole_event() -> None:
    result = post("own: {of: person, at_most: most}", 8, 3, 2)
    assert codes(result) == ["ok", "above_cap", "ok"]
    assert result.balances == {("own", "p"): 10}
    reason = LimitReason("own", "p", "cap", Fraction(8), Fraction(3), Fraction(10))
    assert result.outcomes[1].reasons == (reason,)


def test_a_ring_of_full_accounts_refuses() -> None:
    accounts = (
        "own: {of: person, at_most: 2, overflow: spare}, spare: {of: person, at_most: 2, overflow: own}"
    )
    assert codes(post(accounts, 4, 1)) == ["ok", "above_cap"]


def test_a_floor_may_be_below_zero() -> None:
    result = post("own: {of: person, at_least: -5}", -5, -1)
    assert codes(result) == ["ok", "below_floor"]
    assert result.balances == {("own", "p"): -5}


def test_without_a_floor_a_balance_may_go_anywhere() -> None:
    assert post("own: {of: person}", -50).balances == {("own", "p"): -50}
