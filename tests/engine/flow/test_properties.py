"""What holds of every matter, whatever people try."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.flow.desk import DESK, OFFICE, POLICY, at, consents, say, transfer
from tests.engine.flow.test_objection import shown
from tests.engine.flow.test_orders import order

from yanxing.engine.flow import (
    Ended,
    Matter,
    Moved,
    Refused,
    Result,
    Waiting,
    Word,
    asked,
    deadline,
    offered_to,
    pause,
    replay,
    resume,
    revise,
    step,
    tick,
)

ACTORS = ["wen", "nora", "sam", "sue", "dan", "olga", "xu", "ben", "h1", "h2", "rong", "house"]
FLOWS = ["transfer", "notice", "order"]
DOORS = {"step": step, "pause": pause, "resume": resume, "revise": revise}


def begun(flow: str) -> Matter:
    return {"transfer": transfer, "notice": shown, "order": lambda: order(("org1", "org2"))}[flow]()


@st.composite
def attempts(draw: st.DrawFn) -> tuple[Matter, list[tuple[str, Word, datetime]]]:
    """A matter, and things people try with it in order of time: mostly what they may, sometimes anything."""
    begin = begun(draw(st.sampled_from(FLOWS)))
    matter, now, tried = begin, begin.opened, []
    for _ in range(draw(st.integers(0, 12))):
        now += timedelta(hours=draw(st.sampled_from([0, 1, 1, 5, 24, 70])))
        door = draw(st.sampled_from(["step"] * 7 + ["pause", "resume", "revise"]))
        word = draw(words(matter, door))
        tried.append((door, word, now))
        matter = DOORS[door](DESK, matter, word, now).matter
    return begin, tried


@st.composite
def words(draw: st.DrawFn, matter: Matter, door: str) -> Word:
    part = draw(st.sampled_from([one for one in matter.all() if one.step] or [matter]))
    step_ = (POLICY.flows or {})[part.flow].steps.get(part.step or "")  # type: ignore[call-overload]
    called = asked(POLICY, matter, part, DESK.people)
    one = draw(st.sampled_from(called)) if called else None
    answers = [*(step_.answers if step_ else ()), "decline"]
    party = (
        one.party
        if one and door not in {"pause", "resume"}
        else draw(st.sampled_from(["receiving", "checker"]))
    )
    persons = one.persons if one and one.persons and door in {"step", "revise"} else ("sam", "olga")
    anything = draw(st.integers(0, 9)) == 0
    return Word(
        party=draw(st.sampled_from(["sending", "office", "branch", "nobody"])) if anything else party,
        actor=draw(st.sampled_from(ACTORS if anything else persons)),
        answer=draw(st.sampled_from(answers)),
        reason=draw(st.sampled_from(["有因", "有因", "有因", None])),
        facts=draw(st.sampled_from([{}, {}, {"urgent": True}, {"words": "补充"}])),
        on=part.id,
    )


def told(matter: Matter, tried: list[tuple[str, Word, datetime]]) -> tuple[Matter, list[Result]]:
    results = []
    for door, word, now in tried:
        result = DOORS[door](DESK, matter, word, now)
        results.append(result)
        matter = result.matter
    return matter, results


@given(attempts())
def test_every_history_tells_the_same_matter_again(given_: tuple[Matter, list[Any]]) -> None:
    matter, _ = told(*given_)
    assert replay(POLICY, matter.history) == matter


@given(attempts())
def test_a_history_only_grows_and_never_goes_back_in_time(given_: tuple[Matter, list[Any]]) -> None:
    before = given_[0]
    for _, result in zip(given_[1], told(*given_)[1], strict=True):
        assert result.matter.history[: len(before.history)] == before.history
        assert result.matter.history[len(before.history) :] == result.acts
        before = result.matter
    times = [act.at for act in before.history]
    assert times == sorted(times)


@given(attempts())
def test_what_is_refused_changes_nothing_but_what_was_due(given_: tuple[Matter, list[Any]]) -> None:
    matter, tried = given_
    for door, word, now in tried:
        result = DOORS[door](DESK, matter, word, now)
        if isinstance(result, Refused):
            assert result.matter == tick(POLICY, matter, now, calendar=OFFICE).matter
        matter = result.matter


@given(attempts())
def test_nothing_is_answered_after_the_end(given_: tuple[Matter, list[Any]]) -> None:
    matter, _ = told(*given_)
    done = tick(POLICY, matter, at("12-31"), calendar=OFFICE).matter
    if done.step is None:
        for door, word, _now in given_[1]:
            result = DOORS[door](DESK, done, Word(party=word.party, actor=word.actor), at("12-31"))
            assert isinstance(result, Refused)
            assert result.code == "ended"


@given(attempts(), st.integers(0, 2000), st.integers(0, 2000))
def test_it_does_not_matter_how_often_the_house_looks(
    given_: tuple[Matter, list[Any]], first: int, second: int
) -> None:
    matter, _ = told(*given_)
    start = matter.history[-1].at
    early, late = sorted((start + timedelta(hours=first), start + timedelta(hours=second)))
    at_once = tick(POLICY, matter, late, calendar=OFFICE)
    looked = tick(POLICY, matter, early, calendar=OFFICE)
    again = tick(POLICY, looked.matter, late, calendar=OFFICE)
    assert again.matter == at_once.matter
    assert looked.effects + again.effects == at_once.effects


@given(attempts())
def test_a_result_says_where_the_matter_stands(given_: tuple[Matter, list[Any]]) -> None:
    matter, results = told(*given_)
    for result in results:
        part = result.matter.find(result.on)
        if isinstance(result, Ended):
            assert part is not None
            assert (part.step, part.outcome) == (None, result.outcome)
        elif isinstance(result, Moved | Waiting):
            assert part is not None
            assert part.step is not None
    assert matter.find(matter.id) is matter


@given(
    st.permutations([("sending", "nora"), ("receiving", "sam"), ("sending", "nora"), ("receiving", "sue")])
)
def test_every_party_must_agree_once_in_whatever_order(said: list[tuple[str, str]]) -> None:
    matter, results = consents(), []
    for party, actor in said:
        result = say(matter, party, actor, "agree", at("09-29"))
        results.append(type(result).__name__)
        matter = result.matter
    assert matter.step == "move"
    assert sorted(results) == ["Moved", "Refused", "Refused", "Waiting"]
    assert {act.party for act in matter.history if act.answer == "agree"} == {"sending", "receiving"}


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=6))
def test_pauses_never_take_time_away(stretches: list[tuple[int, int]]) -> None:
    """However a clock is stopped and started, as many working days run as were given."""
    matter, now, left = consents(), at("09-27", "10:00"), 10
    for run, stand in stretches:
        if run > left:
            break
        now, left = OFFICE.add_workdays(now, run) + timedelta(minutes=1), left - run
        paused = pause(DESK, matter, Word(party="receiving", actor="sam", reason="停"), now)
        assert isinstance(paused, Waiting)
        assert deadline(POLICY, paused.matter, OFFICE) is None
        now = OFFICE.add_workdays(now, stand) + timedelta(minutes=1)
        matter = resume(DESK, paused.matter, Word(party="receiving", actor="sam", reason="续"), now).matter
    until = deadline(POLICY, matter, OFFICE)
    assert isinstance(until, datetime)
    assert until.date() == OFFICE.add_workdays(now.date(), left)


@given(st.lists(st.sampled_from(["org1", "org2", "org3", "org4"]), max_size=5), st.integers(0, 5))
def test_an_offer_asks_everybody_on_the_list_in_turn(takers: list[str], looks: int) -> None:
    matter = say(order(tuple(takers)), "branch", "ben", "send", at("09-12")).matter
    asked_of = []
    while matter.step == "accept":
        asked_of.append(offered_to(POLICY, matter))
        until = deadline(POLICY, matter, OFFICE)
        assert isinstance(until, datetime)
        matter = tick(POLICY, matter, until + timedelta(hours=looks, microseconds=1), calendar=OFFICE).matter
    assert asked_of == takers
    assert matter.step == "dispatch_again"
