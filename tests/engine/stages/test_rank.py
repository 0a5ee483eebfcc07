"""rank: the whole chain orders, groups apart; level rows show one number, their listing decides nothing."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, ended, outcome, policy, reasons, run

from yanxing.engine.outcome import RankReason
from yanxing.engine.unknown import Gap

TEXT = """
facts: {{workers: {{unit: key, total: number, interview: number, entered: date, member: yes_no}}}}
runs:
  ranking:
    rows: workers
    stages:
      - rank: place
        order: [{order}]
        {more}
"""


def ranking(order="{total: high}, {interview: high}", more=""):
    return policy(TEXT.format(order=order, more=more))


def worker(name, total, interview=0, **more):
    return {"id": name, "unit": "a", "total": total, "interview": interview, **more}


def reason(result, name):
    return reasons(result.rows[name], RankReason)[-1]


FOUR = [worker("王敏", 90, 80), worker("顾凌云", 90, 80), worker("沈洁", 90, 70), worker("周建国", 85, 99)]


@pytest.mark.parametrize(
    ("numbering", "numbers"), [("gaps", [1, 1, 3, 4]), ("dense", [1, 1, 2, 3]), ("positions", [1, 2, 3, 4])]
)
def test_equal_points_share_a_number(numbering, numbers):
    result = run(ranking(more=f"numbering: {numbering}"), {"workers": FOUR})
    places = column(result, "place")
    assert sorted(places[name] for name in ("王敏", "顾凌云", "沈洁", "周建国")) == numbers
    assert set(reason(result, "王敏").level) == {"王敏", "顾凌云"}
    assert reason(result, "沈洁").level == ()


def test_only_the_shared_keys_decide_who_shows_the_same_number():
    result = run(ranking(more="share: [total]"), {"workers": FOUR})
    assert column(result, "place") == {"王敏": 1, "顾凌云": 1, "沈洁": 1, "周建国": 4}


def test_each_row_says_what_parts_it_from_the_one_above():
    result = run(ranking(), {"workers": FOUR})
    assert (reason(result, "沈洁").parted_by, reason(result, "周建国").parted_by) == ("interview", "total")
    assert reason(result, "周建国").above == "沈洁"
    first, second = sorted(("王敏", "顾凌云"))
    assert (reason(result, first).above, reason(result, second).above) == (None, first)
    assert reason(result, second).parted_by is None
    assert reason(result, "沈洁").ranked == 4


def test_an_earlier_date_is_low_and_yes_comes_first():
    spec = ranking("{member: high}, {entered: low}")
    rows = [
        worker("王敏", 0, entered=date(2020, 1, 1), member=False),
        worker("顾凌云", 0, entered=date(2021, 1, 1), member=True),
        worker("沈洁", 0, entered=date(2019, 1, 1), member=True),
    ]
    assert column(run(spec, {"workers": rows}), "place") == {"沈洁": 1, "顾凌云": 2, "王敏": 3}


def test_a_row_without_its_key_is_held_and_the_others_are_provisional():
    result = run(ranking(more="per: unit"), {"workers": [*FOUR, {"id": "吴霞", "unit": "a", "total": 99}]})
    assert ended(result) == {"吴霞": ("held", "missing_key")}
    assert result.rows["吴霞"].gaps == (Gap("interview"),)
    assert all(row.provisional for row in result.rows.values() if row.state == "in")


def test_an_open_row_makes_only_its_own_group_provisional():
    rows = [
        *FOUR,
        {"id": "吴霞", "unit": "b", "interview": 1},
        {"id": "朱平", "unit": "b", "total": 1, "interview": 1},
    ]
    result = run(ranking(more="per: unit"), {"workers": rows})
    assert {row.id for row in result.rows.values() if row.provisional} == {"朱平"}


def test_a_row_of_unknown_group_could_enter_any():
    rows = [worker("王敏", 90), {"id": "吴霞", "total": 99, "interview": 1}]
    result = run(ranking(more="per: unit"), {"workers": rows})
    assert ended(result) == {"吴霞": ("held", "missing_key")}
    assert result.rows["王敏"].provisional


figures = st.integers(0, 4)
group = st.sampled_from(["a", "b"])
workers = st.lists(st.tuples(figures, figures, group), max_size=8).map(
    lambda rows: [
        worker(f"w{place}", total, interview) | {"unit": unit}
        for place, (total, interview, unit) in enumerate(rows)
    ]
)


@given(workers, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(rows, random):
    spec = ranking(more="per: unit")
    assert run(spec, {"workers": rows}) == run(spec, {"workers": random.sample(rows, len(rows))})


@given(workers)
def test_ranking_by_group_equals_ranking_each_group_apart(rows):
    spec = ranking(more="per: unit")
    together = run(spec, {"workers": rows})
    for unit in ("a", "b"):
        apart = run(spec, {"workers": [row for row in rows if row["unit"] == unit]})
        assert {name: outcome(together.rows[name]) for name in apart.rows} == {
            name: outcome(row) for name, row in apart.rows.items()
        }


@given(workers, st.integers(0, 7), st.integers(1, 3), st.sampled_from(["gaps", "dense"]))
def test_a_higher_mark_never_lowers_a_rank(rows, chosen, more, numbering):
    if not rows:
        return
    spec = ranking(more=f"numbering: {numbering}")
    name = rows[chosen % len(rows)]["id"]
    raised = [row | {"total": row["total"] + more} if row["id"] == name else row for row in rows]
    before, after = (column(run(spec, {"workers": each}), "place")[name] for each in (rows, raised))
    if numbering == "gaps":
        assert after <= before
    better = [row["id"] for row in raised if Fraction(row["total"]) > raised[chosen % len(rows)]["total"]]
    assert after >= 1 + (len(better) if numbering == "gaps" else 0)


@given(workers, st.randoms(use_true_random=False))
def test_renaming_level_rows_changes_no_number(rows, random):
    """A label or an id is never a tie-break."""
    names = [f"n{place}" for place in range(len(rows))]
    random.shuffle(names)
    renamed = [row | {"id": name} for row, name in zip(rows, names, strict=True)]
    before, after = (column(run(ranking(), {"workers": each}), "place") for each in (rows, renamed))
    assert [before[row["id"]] for row in rows] == [after[name] for name in names]
