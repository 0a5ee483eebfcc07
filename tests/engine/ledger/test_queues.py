"""The tool library's queue of wishes, and caps that read earlier events."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.ledger.tools import TOOLS_TEXT, balances, codes, event, policy_of, post, undo

from yanxing.engine.ledger import (
    Accepted,
    LedgerResult,
    QueueReason,
)


def wish(id_: str, actor: str, amount: int | None, seq: int | None, urgent: bool = False) -> dict[str, Any]:
    more = {} if seq is None else {"seq": Fraction(seq)}
    return event(id_, "wish", actor, "05-01", amount, urgent=urgent, **more)


FILL = event("l1", "lend", "z", "04-01", 30)
"""Leaves 10 in the box."""


def served(result: LedgerResult) -> list[tuple[str, int | Fraction, str]]:
    lines = [
        line
        for outcome in result.outcomes
        for reason in outcome.reasons
        if isinstance(reason, QueueReason)
        for line in reason.lines
    ]
    return [(line.event, line.got, line.how) for line in lines]


def waiting(result: LedgerResult) -> list[tuple[str, int | Fraction]]:
    return [(one.row.id, one.got) for one in result.queue["wishes"]]


WISHES = [
    wish("w1", "a", 4, 2),
    wish("w2", "b", 9, 1),
    wish("w3", "c", 3, 9, urgent=True),
    wish("w4", "d", 1, 3),
]


FIRST = ("w3", 3, "whole")


@pytest.mark.parametrize(
    ("fit", "lines", "left", "box"),
    [
        (
            "whole_then_stop",
            [FIRST, ("w2", 0, "does_not_fit"), ("w1", 0, "after_stop"), ("w4", 0, "after_stop")],
            [("w1", 0), ("w2", 0), ("w4", 0)],
            7,
        ),
        (
            "whole_skip",
            [FIRST, ("w2", 0, "does_not_fit"), ("w1", 4, "whole"), ("w4", 1, "whole")],
            [("w2", 0)],
            2,
        ),
        (
            "part_then_stop",
            [FIRST, ("w2", 7, "part"), ("w1", 0, "after_stop"), ("w4", 0, "after_stop")],
            [("w1", 0), ("w2", 7), ("w4", 0)],
            0,
        ),
    ],
)  # fmt: skip
def test_a_queue_is_served_in_order_with_its_fit(
    fit: str, lines: list[tuple[str, int, str]], left: list[tuple[str, int]], box: int
) -> None:
    policy = policy_of(TOOLS_TEXT.replace("fit: whole_then_stop", f"fit: {fit}"))
    result = post(FILL, *WISHES, event("d1", "deal", "office", "05-02"), policy=policy)
    assert served(result) == lines
    assert waiting(result) == left
    assert result.balance("box") == box


def test_what_was_not_served_waits_for_the_next_time() -> None:
    policy = policy_of(TOOLS_TEXT.replace("fit: whole_then_stop", "fit: part_then_stop"))
    events = [FILL, *WISHES, event("d1", "deal", "office", "05-02"), event("l2", "lend", "z", "05-03", 5)]
    result = post(*events, event("d2", "deal", "office", "05-04"), policy=policy)
    assert served(result)[4:] == [("w2", 2, "whole"), ("w1", 3, "part"), ("w4", 0, "after_stop")]
    assert waiting(result) == [("w1", 3), ("w4", 0)]


def test_level_ones_are_served_in_order_of_arrival() -> None:
    events = [FILL, wish("w2", "b", 6, 1), wish("w1", "a", 6, 1), event("d1", "deal", "office", "05-02")]
    assert served(post(*events)) == [("w2", 6, "whole"), ("w1", 0, "does_not_fit")]


def test_one_whose_order_or_ask_is_not_known_waits_and_holds_up_nobody() -> None:
    events = [FILL, wish("w1", "a", 1, None), wish("w2", "b", None, 1), wish("w3", "c", 2, 2)]
    result = post(*events, event("d1", "deal", "office", "05-02"))
    assert served(result) == [("w3", 2, "whole"), ("w1", 0, "unknown"), ("w2", 0, "unknown")]
    assert [outcome.event for outcome in result.outcomes] == ["l1", "w1", "w2", "w3", "d1"]
    assert waiting(result) == [("w1", 0), ("w2", 0)]


def test_a_withdrawn_wish_leaves_the_queue_and_a_served_one_cannot_be_withdrawn() -> None:
    events = [FILL, *WISHES, undo("u1", "05-01", "w2"), event("d1", "deal", "office", "05-02")]
    result = post(*events, undo("u2", "05-03", "w1"), undo("u3", "05-03", "d1"), undo("u4", "05-04", "w1"))
    assert served(result) == [("w3", 3, "whole"), ("w1", 4, "whole"), ("w4", 1, "whole")]
    assert codes(result)[-3:] == ["already_served", "ok", "ok"]
    assert waiting(result) == [("w3", 0), ("w4", 0)]
    assert result.balance("box") == 10


def test_a_queue_may_serve_into_the_account_of_whoever_waits() -> None:
    policy = policy_of(TOOLS_TEXT.replace("fit: whole_then_stop", "fit: whole_then_stop, to: own"))
    result = post(FILL, *WISHES, event("d1", "deal", "office", "05-02"), policy=policy)
    assert balances(result) == {"box/house": 7, "own/c": 3, "own/z": 20}
    last = result.outcomes[-1]
    assert isinstance(last, Accepted)
    assert [(p.account, p.owner, p.amount, p.for_) for p in last.postings] == [
        ("box", "house", -3, "w3"), ("own", "c", 3, "w3"),
    ]  # fmt: skip


CAPPED = policy_of("""
policy: capped
title: 每日封顶
facts: {moves: {credits: number}}
ledgers:
  tools:
    about: moves
    accounts: {own: {of: person}}
    events:
      serve:
        compute:
          counted:
            is: {limit: credits, at_most: {minus: [80, {sum: counted, over: past, per: [actor, date]}]}}
        post: [{to: own, amount: counted}]
      redeem:
        compute: {earned: {is: {sum: counted, over: past, per: actor}}}
        post: [{from: own, amount: earned}]
""")
TURNS = st.tuples(st.sampled_from(["serve", "serve", "redeem"]), st.sampled_from("ab"), st.integers(1, 3))


@given(st.lists(st.tuples(TURNS, st.integers(0, 60)), max_size=12))
def test_a_daily_cap_reads_its_own_column_of_earlier_events(turns: list[Any]) -> None:
    turns = sorted(turns, key=lambda turn: turn[0][2])
    events = [
        event(f"e{number:02}", kind, who, f"01-0{day}", amount)
        for number, ((kind, who, day), amount) in enumerate(turns)
    ]
    counted: dict[tuple[str, int], int] = {}
    spent = {"a": 0, "b": 0}
    for (kind, who, day), amount in turns:
        if kind == "serve":
            counted[who, day] = min(80, counted.get((who, day), 0) + amount)
        else:
            spent[who] += sum(each for (whose, _), each in counted.items() if whose == who)
    result = post(*events, policy=CAPPED)
    assert codes(result) == ["ok"] * len(turns)
    totals = {who: sum(each for (whose, _), each in counted.items() if whose == who) for who in "ab"}
    for who in "ab":
        assert balances(result).get(f"own/{who}", 0) == totals[who] - spent[who]
