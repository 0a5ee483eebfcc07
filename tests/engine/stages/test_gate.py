"""gate: every requirement is asked, not met beats unknown, unknown is neither no nor yes."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import ended, policy, reasons, run

from yanxing.engine.outcome import GateReason
from yanxing.engine.unknown import Gap

EXAM = policy("""
facts:
  workers: {entered: date, post: {code: [worker, director]}, credentials: {codes: [all_post]}, hours: number}
values: {deadline: {is: 2024-06-10}}
runs:
  exam:
    rows: workers
    stages:
      - gate: eligible
        require:
          - {that: {entered: {until: {date: deadline, plus: {years: -2}}}}, else: {out: service_too_short}}
          - {that: {credentials: {lacks: all_post}}, else: {out: already_all_post}}
          - {that: {hours: {at_least: 40}}, when: {post: {is: director}}, else: {refused: hours_missing}}
          - {that: {hours: {at_least: 30}}, else: {note: few_hours}, unknown: {note: hours_not_told}}
""")


def worker(name, **facts):
    usual = {"entered": date(2020, 3, 1), "post": "worker", "credentials": frozenset(), "hours": 40}
    return {"id": name} | {fact: told for fact, told in (usual | facts).items() if told is not None}


def exam(*workers):
    return run(EXAM, {"workers": workers})


def checks(result, name):
    (reason,) = reasons(result.rows[name], GateReason)
    return [(check.met, check.asked) for check in reason.checks]


def test_the_anniversary_itself_is_in_time_and_a_day_later_is_not():
    result = exam(worker("王敏", entered=date(2022, 6, 10)), worker("顾凌云", entered=date(2022, 6, 11)))
    assert ended(result) == {"顾凌云": ("out", "service_too_short")}


def test_every_requirement_is_told_and_the_first_that_fails_decides():
    result = exam(worker("顾凌云", entered=date(2023, 1, 1), credentials=frozenset({"all_post"})))
    assert ended(result) == {"顾凌云": ("out", "service_too_short")}
    assert checks(result, "顾凌云") == [(False, True), (False, True), (True, False), (True, True)]


def test_a_missing_start_date_is_held_by_name_and_is_not_a_refusal():
    result = exam(worker("王敏", entered=None))
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert result.rows["王敏"].gaps == (Gap("entered"),)
    assert result.open == ("王敏",)


def test_not_met_anywhere_beats_unknown():
    result = exam(worker("王敏", entered=None, credentials=frozenset({"all_post"})))
    assert ended(result) == {"王敏": ("out", "already_all_post")}


def test_all_that_is_missing_is_named_at_once():
    result = exam(worker("王敏", entered=None, credentials=None))
    assert result.rows["王敏"].gaps == (Gap("entered"), Gap("credentials"))


def test_a_requirement_for_directors_is_not_asked_of_a_worker():
    result = exam(worker("王敏", hours=35), worker("沈洁", hours=35, post="director"))
    assert ended(result) == {"沈洁": ("refused", "hours_missing")}
    assert checks(result, "王敏")[2] == (True, False)


def test_an_unknown_post_holds_only_whom_the_requirement_would_stop():
    result = exam(worker("王敏", post=None, hours=35), worker("沈洁", post=None, hours=45))
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert result.rows["王敏"].gaps == (Gap("post"),)


def test_a_note_keeps_the_row_in():
    result = exam(worker("王敏", hours=20), worker("沈洁", hours=None))
    assert ended(result) == {}
    assert {row.id: row.notes for row in result.rows.values()} == {
        "王敏": ["few_hours"],
        "沈洁": ["hours_not_told"],
    }


facts = st.fixed_dictionaries(
    {
        "entered": st.sampled_from([None, date(2020, 1, 1), date(2024, 1, 1)]),
        "post": st.sampled_from([None, "worker", "director"]),
        "credentials": st.sampled_from([None, frozenset(), frozenset({"all_post"})]),
        "hours": st.sampled_from([None, 20, 35, 45]),
    }
)


@given(facts, facts)
def test_filling_in_what_is_missing_never_moves_a_settled_row_in_or_out(known, filled):
    before = exam(worker("王敏", **known)).rows["王敏"]
    more = {name: filled[name] if told is None else told for name, told in known.items()}
    after = exam(worker("王敏", **more)).rows["王敏"]
    if before.state != "held":
        assert (before.state == "in") == (after.state == "in")


@given(st.lists(facts, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(known, random):
    workers = [worker(f"w{place}", **each) for place, each in enumerate(known)]
    assert exam(*workers) == exam(*random.sample(workers, len(workers)))
