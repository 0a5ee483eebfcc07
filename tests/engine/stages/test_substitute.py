"""substitute: whoever steps back makes room for the next in line, who may step back too."""

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.settling import column, ended, outcome, policy, reasons, run

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


HIRE = """
facts: {{people: {{score: number, gone: yes_no, barred: yes_no}}}}
runs:
  hire:
    rows: people
    stages:
      - {{rank: place, order: [{{score: high}}]}}
      - take: hired
        by: place
        tie: undecided
        places: [{places}]
        rest: reserve
      {between}- {{substitute: hired, when: {{gone: {{is: true}}}}, leaves: {{out: away}}, give: hire}}
"""
ONE = policy(HIRE.format(places="{give: hire, number: 1}", between=""))


def person(name, score, gone=False, barred=False):
    row = {"id": name, "score": score, "barred": barred}
    return row if gone is None else row | {"gone": gone}


def test_whoever_a_decision_may_call_up_waits_for_it():
    """Of two level rows one gets the place, and both will step back: the next is called, not in reserve."""
    rows = [
        person("王敏", 9, gone=True),
        person("顾凌云", 9, gone=True),
        person("沈洁", 8),
        person("周建国", 7),
    ]
    result = run(ONE, {"people": rows})
    assert ended(result)["沈洁"] == ("undecided", "waits_for_level")
    assert (result.rows["周建国"].state, column(result, "hired")["周建国"]) == ("in", "reserve")
    for order in (("王敏", "顾凌云"), ("顾凌云", "王敏")):
        decided = run(ONE, {"people": rows}, [Decision("hire", "hired", order, "沈科长", "抽签")])
        assert column(decided, "hired")["沈洁"] == "hire"


def test_a_decision_on_some_of_the_level_substitutes_is_noted():
    rows = [person("王敏", 9, gone=True), person("顾凌云", 8), person("沈洁", 8), person("周建国", 8)]
    some = Decision("hire", "hired", ("顾凌云", "沈洁"), "沈科长", "抽签")
    result = run(ONE, {"people": rows}, [some])
    assert {row.id for row in result.rows.values() if row.notes == ["decision_does_not_fit"]} == {
        "顾凌云",
        "沈洁",
        "周建国",
    }


PLACES = [
    "{give: hire, number: 1}",
    "{give: hire, number: 2}",
    "{give: hire, number: 1, only: {barred: {is: false}}}, {give: help, number: 1}",
    "{give: hire, number: 2}, {give: help, number: 1, only: {barred: {is: false}}}",
    "{give: hire, number: 1}, {give: low, number: 1, end: bottom}",
    "{give: hire, number: 1, tie: none_enter}, {give: help, number: 2}",
]
BETWEEN = ["", "- {gate: sound, require: [{that: {barred: {is: false}}, else: {out: barred}}]}\n      "]
HIRINGS = [policy(HIRE.format(places=places, between=each)) for places in PLACES for each in BETWEEN]
people = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([True, False, False, None]), st.booleans()), max_size=8
).map(lambda rows: [person(f"w{at}", *row) for at, row in enumerate(rows)])


@settings(max_examples=300)
@given(st.sampled_from(HIRINGS), people, st.permutations([f"w{at}" for at in range(8)]))
def test_whoever_is_not_undecided_has_the_same_result_however_it_is_decided(spec, rows, order):
    before = run(spec, {"people": rows})
    after = run(spec, {"people": rows}, [Decision("hire", "hired", tuple(order), "沈科长", "抽签")])
    assert not [row for row in after.rows.values() if row.state == "undecided"]
    for name, row in before.rows.items():
        if row.state != "undecided" and not row.provisional:
            assert outcome(row) == outcome(after.rows[name])


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


def test_who_is_called_past_a_held_row_is_provisional():
    """How many second places there are is not known; once it is, 沈洁 may be called before 顾凌云."""
    spec = policy("""
facts: {reserves: {category: key, composite: number, accepts: yes_no, sanction: yes_no, quota: number}}
runs:
  call_up:
    rows: reserves
    stages:
      - {rank: place, order: [{composite: high}], per: category}
      - take: called
        by: place
        tie: undecided
        places: [{give: first, number: 1}, {give: second, number: quota, only: {sanction: {is: false}}}]
        rest: waiting
      - {substitute: called, when: {accepts: {is: false}}, leaves: {out: declined}, give: first}
""")
    rows = [reserve("王敏", 90, accepts=False), reserve("沈洁", 80), reserve("顾凌云", 70, sanction=True)]
    result = run(spec, {"reserves": rows})
    assert ended(result) == {"王敏": ("out", "declined"), "沈洁": ("held", "places_unknown")}
    assert column(result, "called")["顾凌云"] == "first"
    assert result.rows["顾凌云"].provisional
    known = run(spec, {"reserves": [row | {"quota": 0} for row in rows]})
    assert column(known, "called") == {"王敏": "first", "沈洁": "first", "顾凌云": "waiting"}
