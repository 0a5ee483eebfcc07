"""A transfer between two streets (A18): both reasons, both consents, silence across the October holiday."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from tests.engine.flow.desk import DESK, OFFICE, POLICY, at, consents, desk, last, say, ticked, transfer

from yanxing.engine.flow import (
    Asked,
    Due,
    Ended,
    Moved,
    People,
    Proposal,
    Refused,
    Waiting,
    Word,
    asked,
    clock_of,
    deadline,
    due,
    pause,
    resume,
    revise,
    tick,
    time_left,
)
from yanxing.engine.grammar.flows import Clock
from yanxing.engine.unknown import Gap, missing


def test_thirty_five_months_and_a_missing_paper_are_both_named() -> None:
    matter = transfer(months=35, papers=("application",))
    result = say(matter, "applicant", "wen", "submit", at("09-27"))
    assert isinstance(result, Refused)
    assert result.code == "service_too_short"
    assert [check.met for check in result.reasons[0].checks] == [False, False]
    assert result.matter == matter


def test_what_is_not_known_is_asked_for_by_name() -> None:
    matter = transfer()
    facts = {name: value for name, value in matter.facts.items() if name != "papers"}
    unknown = {**facts, "service_months": missing("service_months")}
    result = say(
        matter, "applicant", "wen", "submit", at("09-27"), facts={**unknown, "papers": missing("papers")}
    )
    assert isinstance(result, Refused)
    assert (result.code, result.gaps) == ("missing_facts", (Gap("service_months"), Gap("papers")))


def test_papers_handed_in_along_with_the_answer_count_and_stay() -> None:
    matter = transfer(papers=())
    papers = {"papers": frozenset({"application", "appraisal"})}
    result = say(matter, "applicant", "wen", "submit", at("09-27"), facts=papers)
    assert isinstance(result, Moved)
    assert result.matter.step == "consents"
    assert result.matter.facts["papers"] == papers["papers"]
    assert result.asked == (
        Asked("sending", "sending", ("nora",)),
        Asked("receiving", "receiving", ("sam", "sue")),
    )


@pytest.mark.parametrize("first", [("sending", "nora"), ("receiving", "sue")])
def test_one_consent_waits_for_the_other_whichever_comes_first(first: tuple[str, str]) -> None:
    second = ("receiving", "sam") if first[0] == "sending" else ("sending", "nora")
    waits = say(consents(), *first, "agree", at("09-29"))
    assert isinstance(waits, Waiting)
    assert [one.party for one in waits.asked] == [second[0]]
    again = say(waits.matter, *first, "agree", at("09-29", "10:00"))
    assert isinstance(again, Refused)
    assert again.code == "already_answered"
    moved = say(waits.matter, *second, "agree", at("09-30"))
    assert isinstance(moved, Moved)
    assert moved.matter.step == "move"
    assert moved.asked == (Asked("district", "district", ("dan",)),)


def test_one_refusal_ends_it_and_wants_a_reason() -> None:
    silent = say(consents(), "receiving", "sam", "refuse", at("09-29"), reason="  ")
    assert isinstance(silent, Refused)
    assert silent.code == "reason_required"
    ended = say(consents(), "receiving", "sam", "refuse", at("09-29"), reason="编制已满")
    assert isinstance(ended, Ended)
    assert ended.outcome == "not_agreed"


def test_the_end_proposes_what_follows_and_does_nothing_itself() -> None:
    matter = say(consents(), "sending", "nora", "agree", at("09-29")).matter
    moved = say(matter, "receiving", "sam", "agree", at("09-30"))
    assert moved.effects == ()
    ended = say(moved.matter, "district", "dan", "confirm", at("10-08"))
    assert isinstance(ended, Ended)
    assert ended.outcome == "moved"
    assert ended.effects == (
        Proposal("m1", "end_appointment", "home_street", "north"),
        Proposal("m1", "appoint", "target_street", "south"),
    )
    after = say(ended.matter, "district", "dan", "confirm", at("10-08"))
    assert isinstance(after, Refused)
    assert after.code == "ended"


LAST = last("10-16")


def test_ten_working_days_of_silence_across_the_october_holiday() -> None:
    matter = consents()
    assert deadline(POLICY, matter, OFFICE) == LAST
    assert due(POLICY, matter, LAST, calendar=OFFICE) == ()
    assert due(POLICY, matter, at("10-17", "00:00"), calendar=OFFICE) == (
        Due("m1", "consents", "refuse", LAST),
    )
    done = tick(POLICY, matter, at("10-20"), calendar=OFFICE)
    assert done.matter.outcome == "not_agreed"
    assert [(act.kind, act.actor, act.answer, act.at) for act in done.acts] == [
        ("late", "house", "refuse", LAST)
    ]


def test_the_last_day_is_in_time_until_midnight() -> None:
    matter = say(consents(), "sending", "nora", "agree", at("09-29")).matter
    assert isinstance(say(matter, "receiving", "sam", "agree", LAST), Moved)
    late = say(matter, "receiving", "sam", "agree", at("10-17", "00:00"))
    assert isinstance(late, Refused)
    assert late.code == "too_late"
    assert late.matter.outcome == "not_agreed"
    assert [act.kind for act in late.acts] == ["late"]


def test_one_consent_alone_does_not_stop_the_clock() -> None:
    matter = say(consents(), "sending", "nora", "agree", at("09-29")).matter
    assert ticked(matter, at("10-17")).outcome == "not_agreed"


def test_a_pause_keeps_the_working_days_that_are_left() -> None:
    stop = Word(party="receiving", actor="sam", reason="等待编制核定")
    paused = pause(DESK, consents(), stop, at("09-30"))
    assert isinstance(paused, Waiting)
    assert deadline(POLICY, paused.matter, OFFICE) is None
    clock, state = clock_of(POLICY, paused.matter, OFFICE), paused.matter.clock
    assert isinstance(clock, Clock)
    assert state is not None
    assert time_left(clock, state, at("12-01"), OFFICE) == 8
    assert ticked(paused.matter, at("12-01")) == paused.matter
    go_on = Word(party="receiving", actor="sue", reason="核定完成")
    running = resume(DESK, paused.matter, go_on, at("10-21"))
    assert deadline(POLICY, running.matter, OFFICE) == last("10-31")


def test_a_pause_of_a_moment_changes_nothing() -> None:
    paused = pause(DESK, consents(), Word(party="receiving", actor="sam", reason="甲"), at("10-09", "10:00"))
    running = resume(
        DESK, paused.matter, Word(party="receiving", actor="sam", reason="乙"), at("10-09", "10:01")
    )
    assert deadline(POLICY, running.matter, OFFICE) == LAST


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (Word(party="sending", actor="nora", reason="甲"), "not_pausable"),
        (Word(party="receiving", actor="nora", reason="甲"), "not_the_party"),
        (Word(party="receiving", actor="sam"), "reason_required"),
    ],
)
def test_who_may_stop_the_clock(word: Word, code: str) -> None:
    refused = pause(DESK, consents(), word, at("09-30"))
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_only_the_party_that_stopped_the_clock_starts_it() -> None:
    assert (
        _code(resume(DESK, consents(), Word(party="receiving", actor="sam", reason="甲"), at("09-30")))
        == "not_paused"
    )
    paused = pause(DESK, consents(), Word(party="receiving", actor="sam", reason="甲"), at("09-30")).matter
    again = pause(DESK, paused, Word(party="receiving", actor="sam", reason="甲"), at("10-08"))
    assert _code(again) == "paused"
    other = resume(DESK, paused, Word(party="sending", actor="nora", reason="甲"), at("10-08"))
    assert _code(other) == "not_the_party"


def _code(result: object) -> str:
    assert isinstance(result, Refused)
    return result.code


@pytest.mark.parametrize(
    ("party", "actor", "answer", "code"),
    [
        ("sending", "sam", "agree", "not_the_party"),
        ("district", "dan", "agree", "not_asked"),
        ("nobody", "dan", "agree", "not_asked"),
        ("sending", "nora", "confirm", "no_such_answer"),
        ("sending", "house", "agree", "not_the_party"),
    ],
)
def test_who_may_answer(party: str, actor: str, answer: str, code: str) -> None:
    assert _code(say(consents(), party, actor, answer, at("09-29"))) == code


def test_nothing_is_dated_before_what_was_done() -> None:
    assert _code(say(consents(), "sending", "nora", "agree", at("09-26"))) == "before_last_act"
    assert _code(say(consents(), "sending", "nora", "agree", at("09-29"), on="m9")) == "no_such_matter"


def test_never_your_own_case_it_goes_one_up() -> None:
    matter = consents("nora")
    assert asked(POLICY, matter, matter, DESK.people)[0] == Asked(
        "sending", "district", ("dan",), barred=("nora",)
    )
    refused = say(matter, "sending", "nora", "agree", at("09-29"))
    assert _code(refused) == "own_case"
    assert refused.asked == Asked("sending", "district", ("dan",), barred=("nora",))  # type: ignore[comparison-overlap]
    stood_in = say(matter, "sending", "dan", "agree", at("09-29"))
    assert isinstance(stood_in, Waiting)
    assert stood_in.acts[-1].stands_in == "district"


def test_the_other_holder_acts_before_anybody_steps_in() -> None:
    matter = consents("sam")
    assert _code(say(matter, "receiving", "sam", "agree", at("09-29"))) == "own_case"
    assert asked(POLICY, matter, matter, DESK.people)[1] == Asked(
        "receiving", "receiving", ("sue",), barred=("sam",)
    )
    assert _code(say(matter, "receiving", "dan", "agree", at("09-29"))) == "not_the_party"


@pytest.mark.parametrize("kin", [{"nora": ["wen"]}, {"wen": ["nora"]}])
def test_kin_on_either_side_is_own(kin: dict[str, list[str]]) -> None:
    assert _code(say(consents(), "sending", "nora", "agree", at("09-29"), desk=desk(kin=kin))) == "own_case"


def test_a_chain_of_substitutes_loses_nobody() -> None:
    office = desk(kin={"nora": ["wen"], "dan": ["wen"]})
    matter = consents()
    sending, receiving = asked(POLICY, matter, matter, office.people)
    assert sending == Asked("sending", "city", ("cid",), barred=("nora", "dan"))
    assert receiving == Asked("receiving", "receiving", ("sam", "sue"))
    assert isinstance(say(matter, "sending", "cid", "agree", at("09-29"), desk=office), Waiting)


def test_a_vacant_office_goes_one_up_and_the_last_one_is_told_empty() -> None:
    holders = {("district_officer", ""): ("dan",)}
    matter = consents()
    assert asked(POLICY, matter, matter, People(holders=holders))[0] == Asked("sending", "district", ("dan",))
    assert asked(POLICY, matter, matter, People())[0] == Asked("sending", "city", ())


def test_a_fact_that_names_nobody_is_a_gap() -> None:
    matter = transfer()
    nameless = transfer()
    facts = {name: value for name, value in matter.facts.items() if name != "subject"}
    result = say(replace(nameless, facts=facts), "applicant", "wen", "submit", at("09-27"))
    assert isinstance(result, Refused)
    assert (result.code, result.gaps) == ("nobody_named", (Gap("subject"),))


def test_facts_are_corrected_with_a_reason_by_who_is_asked() -> None:
    change = {"service_months": Fraction(40)}
    word = Word(party="sending", actor="nora", reason="档案核对", facts=change)
    result = revise(DESK, consents(), word, at("09-29"))
    assert isinstance(result, Waiting)
    assert result.matter.facts["service_months"] == 40
    assert deadline(POLICY, result.matter, OFFICE) == LAST
    assert _code(revise(DESK, result.matter, word, at("09-29"))) == "nothing_new"
    wrong = Word(party="applicant", actor="wen", reason="甲", facts=change)
    assert _code(revise(DESK, consents(), wrong, at("09-29"))) == "not_asked"


def test_a_year_the_calendar_does_not_cover_is_not_late() -> None:
    submitted = say(transfer(), "applicant", "wen", "submit", at("12-28", year=2026)).matter
    assert deadline(POLICY, submitted, OFFICE) == missing("2027", "no_calendar")
    assert due(POLICY, submitted, at("06-01", year=2027), calendar=OFFICE) == ()
    assert isinstance(say(submitted, "sending", "nora", "agree", at("01-04", year=2027)), Waiting)
