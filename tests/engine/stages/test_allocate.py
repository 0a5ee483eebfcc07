"""allocate: a fund along a rank or by weight, never exceeded."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, ended, outcome, policy, reasons, run

from yanxing.engine.outcome import AllocateReason, Decision
from yanxing.engine.unknown import Gap, Unknown

TEXT = """
facts: {{projects: {{unit: key, total: number, ask: number, weight: number, fund: number}}}}
values: {{pool: {{is: 100}}}}
runs:
  money:
    rows: projects
    stages:
      - {{rank: place, order: [{{total: high}}], per: unit}}
      - {{allocate: grant, {how}}}
"""
STOP = policy(TEXT.format(how="fund: pool, by: place, ask: ask, fit: whole_then_stop"))
SKIP = policy(TEXT.format(how="fund: pool, by: place, ask: ask, fit: whole_skip"))
PART = policy(TEXT.format(how="fund: pool, by: place, ask: ask, fit: part_then_stop, round: 1"))
WEIGHT = policy(
    TEXT.format(how="fund: pool, weight: weight, per: unit, round: 0.01, remainder: largest, by: place")
)
OWN_FUND = policy(TEXT.format(how="fund: fund, by: place, ask: ask"))


def project(name, total, ask=0, unit="a", **more):
    return {"id": name, "unit": unit, "total": total, "ask": ask, "weight": ask} | more


def money(spec, *rows, decisions=()):
    return run(spec, {"projects": rows}, decisions)


def test_no_overtaking_when_the_first_that_does_not_fit_ends_it():
    rows = [project("王敏", 90, 50), project("顾凌云", 80, 60), project("沈洁", 70, 30)]
    assert column(money(STOP, *rows), "grant") == {"王敏": 50, "顾凌云": 0, "沈洁": 0}
    assert column(money(SKIP, *rows), "grant") == {"王敏": 50, "顾凌云": 0, "沈洁": 30}
    assert column(money(PART, *rows), "grant") == {"王敏": 50, "顾凌云": 50, "沈洁": 0}
    assert column(money(SKIP, *rows), "grant_left") == {"王敏": 50, "顾凌云": 50, "沈洁": 20}


def test_an_unknown_ask_is_held_and_the_others_are_provisional():
    unsure = {name: told for name, told in project("王敏", 90).items() if name != "ask"}
    result = money(STOP, unsure, project("顾凌云", 80, 60))
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert column(result, "grant") == {"顾凌云": 60}
    assert result.rows["顾凌云"].provisional


def test_a_negative_ask_is_held_and_brings_no_money():
    result = money(STOP, project("王敏", 90, -50), project("顾凌云", 80, 120))
    assert result.rows["王敏"].gaps == (Gap("grant", "negative"),)
    assert column(result, "grant") == {"顾凌云": 0}


def test_level_askers_wait_for_a_person_and_whoever_stands_behind_has_nothing_either_way():
    rows = [project("王敏", 90, 60), project("顾凌云", 90, 70), project("沈洁", 70, 10)]
    result = money(STOP, *rows)
    assert set(ended(result).values()) == {("undecided", "level")}
    assert column(result, "grant") == {"沈洁": 0}
    assert column(result, "grant_left") == {"沈洁": Unknown((Gap("grant_left", "level"),))}
    decision = Decision("money", "grant", ("顾凌云", "王敏"), "沈科长", "抽签")
    assert column(money(STOP, *rows, decisions=[decision]), "grant") == {"顾凌云": 70, "王敏": 0, "沈洁": 0}


def test_whoever_depends_on_an_open_decision_waits_for_it():
    rows = [project("王敏", 90, 60), project("顾凌云", 90, 70), project("沈洁", 70, 35)]
    assert ended(money(SKIP, *rows))["沈洁"] == ("undecided", "waits_for_level")


def test_a_fund_that_differs_within_the_group_holds_the_group():
    rows = [
        project("王敏", 90, 1, fund=5),
        project("顾凌云", 80, 1, fund=6),
        project("沈洁", 70, 1, unit="b", fund=7),
    ]
    result = money(OWN_FUND, *rows)
    assert set(ended(result)) == {"王敏", "顾凌云"}
    assert result.rows["王敏"].gaps == (Gap("grant", "differs"),)
    assert column(result, "grant") == {"沈洁": 1}


def test_weights_share_the_pool_to_the_fen_and_the_rank_places_the_last_one():
    rows = [project("王敏", 90, 1), project("顾凌云", 80, 1), project("沈洁", 70, 1)]
    result = money(WEIGHT, *rows)
    assert column(result, "grant") == {
        "王敏": Fraction("33.34"),
        "顾凌云": Fraction("33.33"),
        "沈洁": Fraction("33.33"),
    }
    assert set(column(result, "grant_left").values()) == {0}
    assert reasons(result.rows["王敏"], AllocateReason)[-1].remainder_unit


def test_of_a_fen_that_nothing_parts_a_person_decides():
    three = dict.fromkeys(sorted(("王敏", "顾凌云", "沈洁")), ("undecided", "level"))
    weights = [project("王敏", 90, 1), project("顾凌云", 90, 1), project("沈洁", 90, 1)]
    result = money(WEIGHT, *weights)
    assert ended(result) == three
    assert column(result, "grant") == {}
    told = reasons(result.rows["王敏"], AllocateReason)[-1]
    assert (told.got, set(told.level)) == (Fraction("33.33"), {"王敏", "顾凌云", "沈洁"})
    decision = Decision("money", "grant", ("顾凌云", "王敏", "沈洁"), "沈科长", "抽签")
    result = money(WEIGHT, *weights, decisions=[decision])
    assert column(result, "grant") == {
        "王敏": Fraction("33.33"),
        "顾凌云": Fraction("33.34"),
        "沈洁": Fraction("33.33"),
    }
    assert set(column(result, "grant_left").values()) == {0}


def test_without_a_rank_the_decision_parts_them_too_and_the_others_are_final():
    """37.5, 37.5 and 25: one is left for 王敏 or 顾凌云."""
    spec = policy(TEXT.format(how="fund: pool, weight: weight, per: unit, round: 1, remainder: largest"))
    rows = [project("王敏", 90, 3), project("顾凌云", 80, 3), project("周建国", 70, 2)]
    result = money(spec, *rows)
    assert ended(result) == dict.fromkeys(sorted(("王敏", "顾凌云")), ("undecided", "level"))
    assert column(result, "grant") == {"周建国": 25}
    assert column(result, "grant_left") == {"周建国": 0}
    part = Decision("money", "grant", ("王敏",), "沈科长", "抽签")
    noted = money(spec, *rows, decisions=[part])
    assert noted.rows["王敏"].notes == noted.rows["顾凌云"].notes == ["decision_does_not_fit"]
    whole = Decision("money", "grant", ("王敏", "顾凌云"), "沈科长", "抽签")
    assert column(money(spec, *rows, decisions=[whole]), "grant") == {"王敏": 38, "顾凌云": 37, "周建国": 25}


small = st.integers(0, 8).map(lambda tens: tens * 10)
projects = st.lists(st.tuples(st.integers(0, 3), small, st.sampled_from("ab")), max_size=7).map(
    lambda rows: [project(f"w{at}", *row) for at, row in enumerate(rows)]
)
specs = st.sampled_from([STOP, SKIP, PART, WEIGHT])


@given(specs, projects)
def test_the_fund_is_never_exceeded(spec, rows):
    result = money(spec, *rows)
    for unit in "ab":
        own = [
            row.cells["grant"].value
            for row in result.rows.values()
            if row.facts["unit"] == unit and row.state == "in"
        ]
        assert sum(own) <= 100


@given(specs, projects, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(spec, rows, random):
    assert money(spec, *rows) == money(spec, *random.sample(rows, len(rows)))


@given(specs, projects)
def test_sharing_by_group_equals_sharing_in_each_group_apart(spec, rows):
    together = money(spec, *rows)
    for unit in "ab":
        apart = money(spec, *[row for row in rows if row["unit"] == unit])
        assert {name: outcome(together.rows[name]) for name in apart.rows} == {
            name: outcome(row) for name, row in apart.rows.items()
        }


@given(st.sampled_from([STOP, SKIP, PART]), projects, st.permutations([f"w{at}" for at in range(7)]))
def test_whoever_is_not_level_gets_the_same_however_it_is_decided(spec, rows, order):
    before = money(spec, *rows)
    after = money(spec, *rows, decisions=[Decision("money", "grant", tuple(order), "沈科长", "抽签")])
    assert not ended(after)
    assert {name: column(after, "grant")[name] for name in column(before, "grant")} == column(before, "grant")


def test_a_decision_on_some_of_the_level_askers_is_noted():
    rows = [project("王敏", 90, 70), project("顾凌云", 90, 70), project("沈洁", 80, 30)]
    some = Decision("money", "grant", ("顾凌云",), "沈科长", "抽签")
    result = money(STOP, *rows, decisions=[some])
    assert {row.id for row in result.rows.values() if row.notes == ["decision_does_not_fit"]} == {
        "王敏",
        "顾凌云",
    }
