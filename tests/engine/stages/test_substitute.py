"""substitute: whoever steps back makes room for the next in line, who may step back too."""

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, ended, policy, reasons, run

from yanxing.engine.outcome import Decision, SubstituteReason
from yanxing.engine.unknown import Gap

CALL = policy("""
facts: {reserves: {category: key, composite: number, accepts: yes_no, sanction: yes_no}}
runs:
  call_up:
    rows: reserves
    stages:
      - {rank: place, order: [{composite: high}], per: category}
      - take: called
        by: place
        tie: undecided
        places: [{give: called, number: 2, only: {sanction: {is: false}}}]
        rest: waiting
      - {substitute: called, when: {accepts: {is: false}}, leaves: {out: declined}, give: called}
""")


def reserve(name, composite, accepts=True, category="a", sanction=False):
    row = {"id": name, "composite": composite, "category": category, "sanction": sanction}
    return row if accepts is None else row | {"accepts": accepts}


def call(*rows, decisions=()):
    return run(CALL, {"reserves": rows}, decisions)


def moves(result, name):
    return [(one.entered, one.for_) for one in reasons(result.rows[name], SubstituteReason)]


def test_a_refusal_moves_the_next_up():
    result = call(
        reserve("王敏", 90, accepts=False), reserve("顾凌云", 80), reserve("沈洁", 70), reserve("周建国", 60)
    )
    assert column(result, "called") == {
        "王敏": "called",
        "顾凌云": "called",
        "沈洁": "called",
        "周建国": "waiting",
    }
    assert ended(result) == {"王敏": ("out", "declined")}
    assert (moves(result, "王敏"), moves(result, "沈洁")) == ([(False, "沈洁")], [(True, "王敏")])


def test_a_chain_of_refusals_loses_nobody():
    rows = [
        reserve("王敏", 90, accepts=False),
        reserve("顾凌云", 80),
        reserve("沈洁", 70, accepts=False),
        reserve("周建国", 60),
    ]
    result = call(*rows)
    assert ended(result) == {"王敏": ("out", "declined"), "沈洁": ("out", "declined")}
    assert column(result, "called")["周建国"] == "called"
    assert moves(result, "沈洁") == [(True, "王敏"), (False, "周建国")]


def test_an_unknown_answer_holds_the_row_and_its_place():
    result = call(reserve("王敏", 90, accepts=None), reserve("顾凌云", 80), reserve("沈洁", 70))
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert result.rows["王敏"].gaps == (Gap("accepts"),)
    assert column(result, "called")["沈洁"] == "waiting"
    assert result.rows["沈洁"].provisional


def test_nobody_is_asked_before_their_turn():
    result = call(reserve("王敏", 90), reserve("顾凌云", 80), reserve("沈洁", 70, accepts=None))
    assert ended(result) == {}


def test_the_list_may_end():
    result = call(reserve("王敏", 90, accepts=False), reserve("顾凌云", 80))
    assert moves(result, "王敏") == [(False, None)]


def test_a_substitute_must_fit_the_place_too():
    rows = [
        reserve("王敏", 90, accepts=False),
        reserve("顾凌云", 80),
        reserve("沈洁", 70, sanction=True),
        reserve("周建国", 60),
    ]
    assert column(call(*rows), "called") == {
        "王敏": "called",
        "顾凌云": "called",
        "沈洁": "waiting",
        "周建国": "called",
    }


def test_level_substitutes_for_one_place_wait_for_a_person():
    rows = [
        reserve("王敏", 90, accepts=False),
        reserve("顾凌云", 80),
        reserve("沈洁", 70),
        reserve("周建国", 70),
    ]
    assert ended(call(*rows)) == {"王敏": ("out", "declined")} | dict.fromkeys(
        ("沈洁", "周建国"), ("undecided", "level")
    )
    decision = Decision("call_up", "called", ("周建国", "沈洁"), "沈科长", "抽签")
    assert column(call(*rows, decisions=[decision]), "called")["周建国"] == "called"


def test_level_rows_nobody_has_decided_on_stand_first_in_line():
    rows = [
        reserve("王敏", 90, accepts=False),
        reserve("顾凌云", 80),
        reserve("沈洁", 80),
        reserve("周建国", 60),
    ]
    result = call(*rows)
    assert {name for name, (state, _) in ended(result).items() if state == "undecided"} == {"顾凌云", "沈洁"}
    assert column(result, "called")["周建国"] == "waiting"


reserves = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([True, False, None]), st.sampled_from("ab")), max_size=8
).map(lambda rows: [reserve(f"w{at}", *row) for at, row in enumerate(rows)])


@given(reserves)
def test_called_and_held_never_exceed_the_places(rows):
    result = call(*rows)
    for category in "ab":
        own = [row for row in result.rows.values() if row.facts["category"] == category]
        filled = [
            row
            for row in own
            if row.state == "held" or (row.state == "in" and row.cells["called"].value == "called")
        ]
        assert len(filled) <= 2


@given(reserves, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(rows, random):
    assert call(*rows) == call(*random.sample(rows, len(rows)))


@given(reserves)
def test_nobody_waits_while_a_place_is_free(rows):
    result = call(*rows)
    for category in "ab":
        own = [row for row in result.rows.values() if row.facts["category"] == category]
        waiting = [row for row in own if row.state == "in" and row.cells["called"].value == "waiting"]
        filled = [row for row in own if row.state in {"in", "held", "undecided"} and row not in waiting]
        assert not waiting or len(filled) >= 2
