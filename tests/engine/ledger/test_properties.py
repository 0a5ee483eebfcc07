"""What holds of every ledger, whatever the events."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.ledger.tools import event, post, undo

from yanxing.engine.ledger import Accepted, Holder, LedgerResult, Refused

PEOPLE = ("a", "b", "c")
KINDS = ("lend", "lend", "lend", "borrow", "gift", "fine", "wish", "wish", "deal")
FLOORS = {"own": 0, "box": 0}


@st.composite
def streams(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Events of all kinds, some with facts missing, some undoing others, some twice, some out of order."""
    events: list[dict[str, Any]] = [event("e0", "lend", "a", "01-01", 30)]
    for number in range(1, draw(st.integers(1, 14))):
        day = f"{number // 2 + draw(st.sampled_from([1, 1, 1, 1, 3])):02d}-{draw(st.integers(1, 28)):02d}"
        if draw(st.integers(0, 4)) == 0:
            events.append(undo(f"e{number}", day, f"e{draw(st.integers(0, number - 1))}"))
            continue
        more = {
            "other": draw(st.sampled_from(PEOPLE)),
            "urgent": draw(st.booleans()),
            "seq": Fraction(draw(st.integers(0, 3))),
        }
        kind, actor = draw(st.sampled_from(KINDS)), draw(st.sampled_from(PEOPLE))
        facts = event(f"e{number}", kind, actor, day, draw(st.integers(0, 9)), **more)
        if draw(st.integers(0, 9)) == 0:
            del facts[draw(st.sampled_from(["credits", "other", "urgent", "seq", "actor", "kind"]))]
        events.append(facts)
        if draw(st.integers(0, 9)) == 0:
            events.append(dict(facts))
    return events


def summed(result: LedgerResult) -> dict[Holder, Fraction]:
    totals: dict[Holder, Fraction] = {}
    for accepted in result.accepted:
        for posting in accepted.postings:
            if posting.account is not None:
                holder = (posting.account, posting.owner)
                totals[holder] = totals.get(holder, Fraction(0)) + posting.amount
    return {holder: amount for holder, amount in totals.items() if amount}


@given(streams())
def test_balances_are_the_sums_of_their_postings(events: list[dict[str, Any]]) -> None:
    result = post(*events)
    assert summed(result) == result.balances


@given(streams())
def test_every_leg_sums_to_zero(events: list[dict[str, Any]]) -> None:
    for accepted in post(*events).accepted:
        legs: dict[tuple[int, str | None], Fraction] = {}
        for posting in accepted.postings:
            key = (posting.leg, posting.for_)
            legs[key] = legs.get(key, Fraction(0)) + posting.amount
        assert set(legs.values()) <= {Fraction(0)}


@given(streams())
def test_floors_and_caps_hold_after_every_event(events: list[dict[str, Any]]) -> None:
    totals: dict[Holder, Fraction] = {}
    for accepted in post(*events).accepted:
        for posting in accepted.postings:
            if posting.account is not None:
                holder = (posting.account, posting.owner)
                totals[holder] = totals.get(holder, Fraction(0)) + posting.amount
        assert all(amount >= FLOORS[account] for (account, _), amount in totals.items())
        assert all(amount <= 20 for (account, _), amount in totals.items() if account == "own")


@given(streams())
def test_what_was_refused_left_no_trace(events: list[dict[str, Any]]) -> None:
    result = post(*events)
    refused = {id(outcome.row.facts) for outcome in result.outcomes if isinstance(outcome, Refused)}
    again = post(*(facts for facts in events if id(facts) not in refused))
    assert again.balances == result.balances
    assert again.queue == result.queue
    assert [one.event for one in again.accepted] == [one.event for one in result.accepted]


@given(streams(), st.integers(0, 14))
def test_posting_in_two_goes_is_posting_in_one(events: list[dict[str, Any]], cut: int) -> None:
    line = sorted(events, key=lambda facts: facts["date"])
    whole = post(*line)
    parts = post(*line[cut:], opening=post(*line[:cut]))
    assert parts.balances == whole.balances
    assert parts.queue == whole.queue
    assert parts.accepted == whole.accepted


@given(streams())
def test_undoing_everything_from_the_last_returns_to_zero(events: list[dict[str, Any]]) -> None:
    result = post(*(facts for facts in events if "reverses" not in facts))
    backwards = [undo(f"u{n}", "12-01", one.event) for n, one in enumerate(reversed(result.accepted))]
    after = post(*backwards, opening=result)
    assert all(isinstance(outcome, Accepted) for outcome in after.outcomes)
    assert after.balances == {}
    assert after.queue == {"wishes": ()}


@given(streams())
def test_undoing_the_last_event_is_as_if_it_had_not_been(events: list[dict[str, Any]]) -> None:
    line = sorted(events, key=lambda facts: facts["date"])
    before = post(*line[:-1])
    after = post(line[-1], opening=before)
    last = after.outcomes[0]
    if isinstance(last, Accepted) and not last.again and last.reverses is None:
        undone = post(undo("u", "12-01", last.event), opening=after)
        assert isinstance(undone.outcomes[0], Accepted)
        assert undone.balances == before.balances
        assert undone.queue == before.queue


@given(
    st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=3, max_size=3),
    st.permutations(range(6)),
)
def test_the_order_of_events_of_different_people_on_a_day_changes_nothing(
    amounts: list[tuple[int, int]], order: list[int]
) -> None:
    lent = [event(f"l{p}", "lend", p, "03-01", 20) for p in PEOPLE]
    same_day = [
        event(f"{kind}{person}", "borrow", person, "03-02", amount)
        for person, pair in zip(PEOPLE, amounts, strict=True)
        for kind, amount in zip("xy", pair, strict=True)
    ]
    # The two events of one person keep their order among themselves.
    shuffled = sorted(order, key=lambda at: (order.index(at // 2 * 2) + order.index(at // 2 * 2 + 1), at % 2))
    mixed = post(*lent, *(same_day[at] for at in shuffled))
    plain = post(*lent, *same_day)
    assert mixed.balances == plain.balances
    assert {o.event: type(o) for o in mixed.outcomes} == {o.event: type(o) for o in plain.outcomes}


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.integers(0, 20)), max_size=10))
def test_gifts_neither_make_nor_lose_credits(gifts: list[tuple[str, str, int]]) -> None:
    lent = [event(f"l{p}", "lend", p, "03-01", 12) for p in PEOPLE]
    events = [event(f"g{n}", "gift", a, "03-02", amount, other=b) for n, (a, b, amount) in enumerate(gifts)]
    assert sum(post(*lent, *events).balances.values()) == 36
