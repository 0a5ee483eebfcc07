"""The words of a moment: in order, without a gap, at the very second."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.street.meetings import STARTS

from yanxing.access.tokens import SECONDS, slot_of
from yanxing.queries.signin.codes import slot_start
from yanxing.queries.signin.timing import Times

ORDER = ["on_time", "lateish", "late"]
aheads = st.integers(0, 120)
moments = st.integers(-4 * 3600, 4 * 3600).map(lambda seconds: STARTS + timedelta(seconds=seconds))


@given(aheads, moments, moments)
def test_later_is_never_better(ahead: int, one: object, other: object) -> None:
    times = Times(STARTS, STARTS + timedelta(hours=2), ahead)
    first, second = sorted((one, other))  # type: ignore[type-var]
    assert ORDER.index(times.state(first)) <= ORDER.index(times.state(second))


@given(aheads)
def test_the_limits_belong_to_the_better_side(ahead: int) -> None:
    times = Times(STARTS, STARTS + timedelta(hours=2), ahead)
    instant = timedelta(microseconds=1)
    assert times.state(times.deadline) == "on_time"
    assert times.state(times.starts) == ("lateish" if ahead else "on_time")
    assert times.state(times.deadline + instant) == ("lateish" if ahead else "late")
    assert times.state(times.starts + instant) == "late"
    assert (times.stage(times.opens), times.stage(times.opens - instant)) == ("open", "before")
    assert (times.stage(times.ends), times.stage(times.ends + instant)) == ("open", "over")


@given(moments)
def test_a_slot_begins_within_itself_and_not_after_the_moment(moment: object) -> None:
    begun = slot_start(slot_of(moment))  # type: ignore[arg-type]
    assert slot_of(begun) == slot_of(moment)  # type: ignore[arg-type]
    assert timedelta(0) <= moment - begun < timedelta(seconds=SECONDS)  # type: ignore[operator]
