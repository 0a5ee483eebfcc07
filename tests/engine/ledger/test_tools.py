"""A neighbours' tool library, posted event by event with exact balances and reasons."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from tests.engine.ledger.tools import balances, codes, event, post, undo

from yanxing.engine.ledger import (
    Accepted,
    LimitReason,
    Posting,
    Refused,
)
from yanxing.engine.outcome import ColumnReason, GateReason
from yanxing.engine.unknown import Gap


def test_a_cap_sends_the_excess_along() -> None:
    result = post(event("e1", "lend", "a", "03-01", 15), event("e2", "lend", "a", "03-02", 8))
    assert balances(result) == {"own/a": 20, "box/house": 3}
    second = result.outcomes[1]
    assert isinstance(second, Accepted)
    assert second.postings == (
        Posting("e2", 0, None, "", Fraction(-8)),
        Posting("e2", 0, "own", "a", Fraction(5)),
        Posting("e2", 0, "box", "house", Fraction(3), overflow=True),
    )


def test_three_turns_a_quarter_counted_per_person_and_anew_each_quarter() -> None:
    lend = [event("l1", "lend", "a", "03-01", 20), event("l2", "lend", "b", "03-01", 20)]
    turns = [event(f"b{n}", "borrow", "a", f"03-1{n}", 1) for n in range(4)]
    other, next_quarter = event("o1", "borrow", "b", "03-20", 1), event("n1", "borrow", "a", "04-01", 1)
    result = post(*lend, *turns, other, next_quarter)
    assert codes(result) == ["ok", "ok", "ok", "ok", "ok", "three_a_quarter", "ok", "ok"]
    assert balances(result) == {"own/a": 16, "own/b": 19}
    refused = result.outcomes[5]
    columns = {r.column: r.value for r in refused.reasons if isinstance(r, ColumnReason)}
    assert columns == {"quarter": "2024q1", "turns": 3, "credit": 17}
    gate = refused.reasons[-1]
    assert isinstance(gate, GateReason)
    assert [check.met for check in gate.checks] == [False, True]


def test_both_reasons_are_given_at_once() -> None:
    turns = [event(f"b{n}", "borrow", "a", "03-02", 1) for n in range(3)]
    result = post(event("l1", "lend", "a", "03-01", 3), *turns, event("b9", "borrow", "a", "03-03", 1))
    refused = result.outcomes[-1]
    assert isinstance(refused, Refused)
    gate = refused.reasons[-1]
    assert isinstance(gate, GateReason)
    assert refused.code == "three_a_quarter"
    assert [check.met for check in gate.checks] == [False, False]


def test_a_refused_event_uses_up_no_turn_and_a_reversed_one_gives_it_back() -> None:
    result = post(
        event("l1", "lend", "a", "03-01", 20),
        event("b0", "borrow", "a", "03-02", 21),
        event("b1", "borrow", "a", "03-02", 1),
        event("b2", "borrow", "a", "03-02", 1),
        event("b3", "borrow", "a", "03-02", 1),
        undo("u1", "03-03", "b2"),
        event("b4", "borrow", "a", "03-04", 1),
        event("b5", "borrow", "a", "03-04", 1),
    )
    assert codes(result) == ["ok", "not_enough", "ok", "ok", "ok", "ok", "ok", "three_a_quarter"]
    assert balances(result) == {"own/a": 17}


def test_events_are_dealt_with_in_order_of_date_then_arrival() -> None:
    late_lend = event("l1", "lend", "a", "03-05", 1)
    same_day = [event("b1", "borrow", "a", "03-05", 1), event("b2", "borrow", "a", "03-05", 1)]
    before = event("b0", "borrow", "a", "03-04", 1)
    result = post(late_lend, *same_day, before)
    assert [outcome.event for outcome in result.outcomes] == ["b0", "l1", "b1", "b2"]
    assert codes(result) == ["not_enough", "ok", "ok", "not_enough"]


def test_moments_stand_within_their_day() -> None:
    lend, borrow = event("l1", "lend", "a", "03-05", 1), event("b1", "borrow", "a", "03-05", 1)
    borrow["date"] = datetime(2024, 3, 5, 9, 30)  # noqa: DTZ001
    lend["date"] = datetime(2024, 3, 5, 9, 31)  # noqa: DTZ001
    assert codes(post(lend, borrow)) == ["not_enough", "ok"]


def test_a_gift_moves_between_two_people_and_a_remark_stays() -> None:
    result = post(event("l1", "lend", "a", "03-01", 20), event("g1", "gift", "a", "03-02", 12, other="b"))
    assert balances(result) == {"own/a": 8, "own/b": 12}
    gift = result.outcomes[1]
    assert isinstance(gift, Accepted)
    assert gift.notes == ("large_gift",)
    assert gift.postings == (
        Posting("g1", 0, "own", "a", Fraction(-12)),
        Posting("g1", 0, "own", "b", Fraction(12)),
    )


def test_a_gift_beyond_the_other_s_cap_flows_on_to_the_box() -> None:
    lend = [event("l1", "lend", "a", "03-01", 20), event("l2", "lend", "b", "03-01", 15)]
    result = post(*lend, event("g1", "gift", "a", "03-02", 8, other="b"))
    assert balances(result) == {"own/a": 12, "own/b": 20, "box/house": 3}


def test_a_floor_refuses_the_whole_event_also_after_its_first_leg() -> None:
    result = post(event("l1", "lend", "a", "03-01", 5), event("f1", "fine", "a", "03-02", 5, urgent=True))
    assert codes(result) == ["ok", "below_floor"]
    assert balances(result) == {"own/a": 5}
    assert result.outcomes[1].reasons[-1] == LimitReason(
        "own", "a", "floor", Fraction(0), Fraction(-1), Fraction(0)
    )


@pytest.mark.parametrize(("day", "left"), [("06-30", 4), ("07-01", 3)])
def test_dated_values_are_read_on_the_day_of_the_event(day: str, left: int) -> None:
    result = post(event("l1", "lend", "a", "03-01", 10), event("f1", "fine", "a", day, 5, urgent=True))
    assert balances(result) == {"own/a": left, "box/house": 5}


def test_a_leg_whose_condition_is_not_met_is_left_out() -> None:
    result = post(event("l1", "lend", "a", "03-01", 10), event("f1", "fine", "a", "03-02", 5, urgent=False))
    assert balances(result) == {"own/a": 5, "box/house": 5}


DAY = date(2024, 3, 2)


@pytest.mark.parametrize(
    ("wrong", "code", "gaps"),
    [
        (event("x", "lend", "a", "03-02"), "missing_facts", (Gap("credits"),)),
        (event("x", "borrow", "a", "03-02"), "missing_facts", (Gap("credits"),)),
        (event("x", "fine", "a", "03-02", 1), "missing_facts", (Gap("urgent"),)),
        (event("x", "gift", "a", "03-02", 1), "missing_facts", (Gap("other"),)),
        ({"id": "x", "kind": "lend", "date": DAY, "credits": Fraction(1)}, "missing_facts", (Gap("actor"),)),
        ({"id": "x", "kind": "lend", "actor": "a", "credits": Fraction(1)}, "missing_facts", (Gap("date"),)),
        ({"kind": "lend", "actor": "a", "date": DAY}, "missing_facts", (Gap("id"),)),
        ({"id": "x", "actor": "a", "date": DAY}, "missing_facts", (Gap("kind"),)),
        (event("x", "lend", "a", "03-02", -1), "negative_amount", ()),
        (event("x", "steal", "a", "03-02", 1), "no_such_kind", ()),
        ({**event("x", "lend", "a", "03-02", 1), "date": date(2025, 1, 1)}, "in_future", ()),
        (undo("x", "03-02", "e9"), "no_such_event", ()),
    ],
)  # fmt: skip
def test_what_cannot_be_posted_says_why(wrong: dict[str, Any], code: str, gaps: tuple[Gap, ...]) -> None:
    result = post(event("l1", "lend", "a", "03-01", 10), wrong)
    refused = next(outcome for outcome in result.outcomes if isinstance(outcome, Refused))
    assert (refused.code, refused.gaps) == (code, gaps)
    assert balances(result) == {"own/a": 10}


def test_the_same_event_twice_is_success_and_writes_nothing() -> None:
    grant = event("e1", "lend", "a", "03-01", 10)
    result = post(grant, grant, dict(grant))
    assert codes(result) == ["ok", "ok", "ok"]
    assert balances(result) == {"own/a": 10}
    assert [outcome.again for outcome in result.outcomes if isinstance(outcome, Accepted)] == [
        False,
        True,
        True,
    ]
    assert len(result.accepted) == 1


def test_another_event_under_a_taken_id_is_refused() -> None:
    result = post(event("e1", "lend", "a", "03-01", 10), event("e1", "lend", "a", "03-01", 20))
    assert codes(result) == ["ok", "id_taken"]
    assert balances(result) == {"own/a": 10}


def test_a_refused_event_may_be_tried_again() -> None:
    borrow = event("b1", "borrow", "a", "03-01", 10)
    first = post(borrow, event("l1", "lend", "a", "03-02", 10))
    assert codes(first) == ["not_enough", "ok"]
    assert codes(post(borrow, opening=first)) == ["ok"]


def test_a_grant_corrected_and_withdrawn_leaves_nothing_behind() -> None:
    result = post(
        event("e1", "lend", "a", "03-01", 10),
        undo("u1", "03-02", "e1"),
        event("e2", "lend", "a", "03-02", 10),
        undo("u2", "03-03", "e2"),
    )
    assert codes(result) == ["ok"] * 4
    assert balances(result) == {}


def test_a_reversal_is_unique_and_is_not_reversed() -> None:
    result = post(
        event("e1", "lend", "a", "03-01", 10),
        undo("u1", "03-02", "e1"),
        undo("u2", "03-02", "e1"),
        undo("u3", "03-03", "u1"),
    )
    assert codes(result) == ["ok", "ok", "already_reversed", "is_reversal"]
    assert balances(result) == {}


def test_a_reversal_undoes_overflow_too() -> None:
    result = post(event("e1", "lend", "a", "03-01", 25), undo("u1", "03-02", "e1"))
    assert balances(result) == {}
    second = result.outcomes[1]
    assert isinstance(second, Accepted)
    assert [(p.account, p.amount, p.overflow) for p in second.postings] == [
        ("box", -5, True), ("own", -20, False), (None, 25, False),
    ]  # fmt: skip


def test_a_reversal_that_would_break_a_floor_is_refused() -> None:
    result = post(
        event("e1", "lend", "a", "03-01", 10),
        event("b1", "borrow", "a", "03-02", 4),
        undo("u1", "03-03", "e1"),
    )
    assert codes(result) == ["ok", "ok", "below_floor"]
    assert result.outcomes[2].reasons == (
        LimitReason("own", "a", "floor", Fraction(6), Fraction(-10), Fraction(0)),
    )
    assert balances(result) == {"own/a": 6}


def test_a_reversal_that_would_break_a_cap_is_refused() -> None:
    result = post(
        event("e1", "lend", "a", "03-01", 10),
        event("b1", "borrow", "a", "03-02", 4),
        event("e2", "lend", "a", "03-03", 14),
        undo("u1", "03-04", "b1"),
    )
    assert codes(result) == ["ok", "ok", "ok", "above_cap"]
    assert balances(result) == {"own/a": 20}


def test_closed_periods_take_nothing_but_may_be_reversed_later() -> None:
    first = post(event("e1", "lend", "a", "03-31", 10))
    second = post(
        event("e1", "lend", "a", "03-31", 10),
        event("e2", "lend", "a", "03-31", 1),
        undo("u1", "03-31", "e1"),
        undo("u2", "04-01", "e1"),
        opening=first,
        closed=date(2024, 3, 31),
    )
    assert codes(second) == ["ok", "period_closed", "period_closed", "ok"]
    assert balances(second) == {}
    assert codes(post(event("e3", "lend", "a", "03-30", 1), opening=second)) == ["period_closed"]


def test_balances_brought_forward_count() -> None:
    result = post(event("b1", "borrow", "a", "03-01", 4), opening={("own", "a"): Fraction(9)})
    assert balances(result) == {"own/a": 5}
