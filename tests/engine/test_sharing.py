"""Sharing out a fund: never more than there is, and never by the chance of a listing."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.sharing import in_order, weighted

CENT = Fraction(1, 100)
amounts = st.integers(0, 2000).map(lambda cents: Fraction(cents, 100))
small = st.integers(0, 6).map(Fraction)
fits = st.sampled_from(["whole_then_stop", "whole_skip", "part_then_stop"])


def named(levels):
    return [[(f"{at}{place}", ask) for place, ask in enumerate(asks)] for at, asks in enumerate(levels)]


@given(small, st.lists(st.lists(small, min_size=1, max_size=3), max_size=4), fits)
def test_the_fund_is_never_exceeded_and_nobody_gets_more_than_asked(fund, levels, fit):
    asked = dict(ask for level in named(levels) for ask in level)
    got, waits = in_order(fund, named(levels), fit)
    assert sum(amount for amount, _ in got.values()) <= fund
    assert all(0 <= amount <= asked[name] for name, (amount, _) in got.items())
    assert set(got) | set(waits) == set(asked)
    assert not set(got) & set(waits)


@given(small, st.lists(st.lists(small, min_size=1, max_size=3), max_size=3), fits)
def test_whoever_does_not_wait_gets_the_same_however_level_ones_are_put(fund, levels, fit):
    got, _ = in_order(fund, named(levels), fit)
    orders = [list(permutations(level)) for level in named(levels)]
    for turn in range(max([len(each) for each in orders], default=0)):
        decided = [[ask] for each in orders for ask in each[turn % len(each)]]
        later, waits = in_order(fund, decided, fit)
        assert not waits
        assert {name: later[name][0] for name in got} == {name: amount for name, (amount, _) in got.items()}


@pytest.mark.parametrize(
    ("fit", "served"),
    [
        ("whole_then_stop", [50, 0, 0]),
        ("whole_skip", [50, 0, 30]),
        ("part_then_stop", [50, 50, 0]),
    ],
)
def test_the_first_that_does_not_fit(fit, served):
    asks = [[("王敏", Fraction(50))], [("顾凌云", Fraction(60))], [("沈洁", Fraction(30))]]
    got, _ = in_order(Fraction(100), asks, fit)
    assert [amount for amount, _ in got.values()] == served


def test_level_askers_wait_when_only_one_of_them_can_be_served():
    asks = [[("王敏", Fraction(60)), ("顾凌云", Fraction(60))], [("沈洁", Fraction(30))]]
    got, waits = in_order(Fraction(100), asks, "whole_skip")
    assert waits == dict.fromkeys(("王敏", "顾凌云"), ("王敏", "顾凌云"))
    assert got == {"沈洁": (Fraction(30), Fraction(40))}


@given(amounts, st.lists(amounts, min_size=1, max_size=8), st.sampled_from([CENT, Fraction(1), Fraction(10)]))
def test_shares_by_weight_use_the_fund_up_to_the_last_whole_step(fund, weights, step):
    shares, unparted = weighted(fund, weights, list(range(len(weights))), step, largest=True)
    assert not unparted
    given_out = sum(share.got for share in shares)
    assert given_out <= fund
    assert fund - given_out < step or not any(weights)
    assert all(abs(share.got - share.exact) < step for share in shares)


@given(amounts, st.lists(small, min_size=1, max_size=8))
def test_equal_weights_without_an_order_get_equal_shares(fund, weights):
    shares, _unparted = weighted(fund, weights, [()] * len(weights), Fraction(1), largest=True)
    by_weight: dict[Fraction, set[Fraction]] = {}
    for weight, share in zip(weights, shares, strict=True):
        by_weight.setdefault(weight, set()).add(share.got)
    assert all(len(got) == 1 for got in by_weight.values())
    assert sum(share.got for share in shares) <= fund


def test_three_equal_shares_of_a_hundred_leave_a_cent_until_somebody_ranks_them():
    weights = [Fraction(1)] * 3
    level, unparted = weighted(Fraction(100), weights, [()] * 3, CENT, largest=True)
    assert [share.got for share in level] == [Fraction("33.33")] * 3
    assert unparted == {0, 1, 2}
    ranked, unparted = weighted(Fraction(100), weights, [(2,), (1,), (3,)], CENT, largest=True)
    assert [share.got for share in ranked] == [Fraction("33.33"), Fraction("33.34"), Fraction("33.33")]
    assert not unparted
    stays, _ = weighted(Fraction(100), weights, [()] * 3, CENT, largest=False)
    assert sum(share.got for share in stays) == Fraction("99.99")


def test_no_weight_at_all_gets_nothing():
    shares, _ = weighted(Fraction(100), [Fraction(0)] * 2, [(), ()], CENT, largest=True)
    assert [share.got for share in shares] == [0, 0]
