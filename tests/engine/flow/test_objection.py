"""A notice of five working days whose objections stop only the item they are about."""

from __future__ import annotations

from tests.engine.flow.desk import DESK, OFFICE, POLICY, at, desk, last, say, ticked

from yanxing.engine.flow import (
    Asked,
    Ended,
    Matter,
    Moved,
    Proposal,
    Refused,
    Waiting,
    Word,
    deadline,
    pause,
    replay,
    resume,
    start,
    tick,
)


def shown(id_: str = "n1", **facts: str) -> Matter:
    """Published on Thursday 12 September 2024, before the Mid-Autumn holiday."""
    return start(
        POLICY, "notice", {"id": id_, "subject": "wen", "unit": "u1", "objector": "xu", **facts}, at("09-12")
    )


def objected(matter: Matter, when: str = "09-13", words: str = "服务年限不实") -> Matter:
    result = say(matter, "objector", "xu", "object", at(when), reason=words, facts={"words": words})
    assert isinstance(result, Waiting)
    return result.matter


def close(matter: Matter, sub: str, day: str, answer: str) -> Matter:
    """The office finds something, and the objector takes it."""
    found = say(matter, "checker", "olga", "find", at(day), on=sub, reason="属实").matter
    return say(found, "objector", "xu", answer, at(day, "10:00"), on=sub).matter


def test_without_objection_the_notice_ends_after_five_working_days() -> None:
    matter = shown()
    assert deadline(POLICY, matter, OFFICE) == last("09-20")
    assert ticked(matter, last("09-20")).step == "shown"
    done = tick(POLICY, matter, at("09-21", "00:00"), calendar=OFFICE)
    assert done.matter.outcome == "clear"
    assert done.effects == (Proposal("n1", "grant", "subject", "wen"),)


def test_an_objection_stops_its_item_and_no_other() -> None:
    first, second = objected(shown("n1")), shown("n2")
    assert first.waits == ("n1/1",)
    assert deadline(POLICY, first, OFFICE) is None
    assert ticked(first, at("09-21")).step == "shown"
    assert ticked(second, at("09-21")).outcome == "clear"


def test_an_objection_carries_its_own_words() -> None:
    matter = objected(shown())
    sub = matter.parts[0]
    assert (sub.id, sub.flow, sub.step, sub.opened) == ("n1/1", "objection", "check", at("09-13"))
    assert sub.facts["words"] == "服务年限不实"
    assert "words" not in matter.facts


def test_a_dismissed_objection_lets_the_notice_run_on_with_what_was_left() -> None:
    matter = objected(shown())
    dismissed = say(matter, "checker", "olga", "dismiss", at("09-18"), on="n1/1", reason="核查属实，年限无误")
    assert isinstance(dismissed, Ended)
    assert (dismissed.on, dismissed.outcome) == ("n1/1", "dismissed")
    assert dismissed.matter.waits == ()
    assert deadline(POLICY, dismissed.matter, OFFICE) == last("09-24")
    assert ticked(dismissed.matter, at("09-25")).outcome == "clear"


def test_an_upheld_objection_answers_for_the_notice() -> None:
    found = say(objected(shown()), "checker", "olga", "find", at("09-18"), on="n1/1", reason="属实")
    assert isinstance(found, Moved)
    assert found.on == "n1/1"
    assert found.asked == (Asked("objector", "objector", ("xu",)),)
    ended = say(found.matter, "objector", "xu", "accept", at("09-19"), on="n1/1")
    assert isinstance(ended, Ended)
    assert (ended.on, ended.outcome) == ("n1", "cancelled")
    assert [(act.on, act.kind, act.answer) for act in ended.acts] == [
        ("n1/1", "answer", "accept"),
        ("n1", "sub_ended", "cancel"),
    ]


def test_a_correction_shows_the_item_anew_for_the_whole_time() -> None:
    matter = close(objected(shown()), "n1/1", "09-18", "settle")
    assert matter.step == "shown"
    assert deadline(POLICY, matter, OFFICE) == last("09-25")


def test_silence_of_the_objector_counts_as_accepting_what_was_found() -> None:
    found = say(objected(shown()), "checker", "olga", "find", at("09-18"), on="n1/1", reason="属实").matter
    done = tick(POLICY, found, at("09-24"), calendar=OFFICE)
    assert done.matter.outcome == "cancelled"
    assert [act.at for act in done.acts] == [last("09-23"), last("09-23")]


def test_several_objections_are_all_waited_for_and_the_gravest_counts() -> None:
    matter = objected(objected(shown()), "09-14", "获奖不实")
    assert matter.waits == ("n1/1", "n1/2")
    one = close(matter, "n1/2", "09-18", "accept")
    assert (one.step, one.waits) == ("shown", ("n1/1", "n1/2"))
    both = say(one, "checker", "olga", "dismiss", at("09-19"), on="n1/1", reason="无误").matter
    assert both.outcome == "cancelled"


def test_while_it_waits_the_item_takes_no_other_answer() -> None:
    refused = say(objected(shown()), "office", "olga", "clear", at("09-14"))
    assert isinstance(refused, Refused)
    assert refused.code == "waits_for_sub"


def test_an_objection_gives_its_reason() -> None:
    refused = say(shown(), "objector", "xu", "object", at("09-13"))
    assert isinstance(refused, Refused)
    assert refused.code == "reason_required"


def test_who_objected_does_not_check_it_in_an_office() -> None:
    office = desk(holders={("officer", "u1"): ("xu",), ("district_officer", ""): ("dan",)})
    matter = objected(shown())
    refused = say(matter, "checker", "xu", "dismiss", at("09-18"), on="n1/1", reason="无误", desk=office)
    assert isinstance(refused, Refused)
    assert refused.code == "own_case"
    assert refused.asked == Asked("checker", "district", ("dan",), barred=("xu",))
    stood_in = say(matter, "checker", "dan", "dismiss", at("09-18"), on="n1/1", reason="无误", desk=office)
    assert isinstance(stood_in, Ended)


def test_the_check_has_its_own_clock_and_pause() -> None:
    matter = objected(shown())
    sub = matter.parts[0]
    assert deadline(POLICY, sub, OFFICE) == last("10-11")
    paused = pause(
        DESK, matter, Word(party="checker", actor="olga", reason="外调", on="n1/1"), at("09-18")
    ).matter
    assert deadline(POLICY, paused.parts[0], OFFICE) is None
    word = Word(party="checker", actor="olga", reason="外调回函", on="n1/1")
    running = resume(DESK, paused, word, at("10-08")).matter
    assert deadline(POLICY, running.parts[0], OFFICE) == last("10-24")


def test_the_history_of_the_item_tells_its_objections_too() -> None:
    matter = close(objected(objected(shown()), "09-14"), "n1/2", "09-18", "accept")
    matter = say(matter, "checker", "olga", "dismiss", at("09-19"), on="n1/1", reason="无误").matter
    assert [(act.on, act.kind) for act in matter.history] == [
        ("n1", "start"), ("n1", "answer"), ("n1", "answer"), ("n1/2", "answer"), ("n1/2", "answer"),
        ("n1/1", "answer"), ("n1", "sub_ended"),
    ]  # fmt: skip
    assert replay(POLICY, matter.history) == matter
