"""settle: rows of every origin, runs that read only what was settled before, the same in and the same out."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import CALENDAR, DAY, column, ended, facts, policy, settled

from yanxing.engine.gathering import InputProblem
from yanxing.engine.outcome import Settlement
from yanxing.engine.settle import settle
from yanxing.engine.stored import dump_run, load_run
from yanxing.engine.unknown import Gap, Unknown

YEAR = policy("""
labels: {first: 一等奖, second: 二等奖, none: 未获奖}
facts:
  committees: {area: key}
  essays: {unit: {key: committees}, mark: number}
  photos: {unit: {key: committees}, mark: number}
tables: {points: {codes: {first: 10, second: 6}, else: 0}}
runs:
  essay_prizes:
    rows: essays
    stages:
      - gate: judged
        require: [{that: {mark: {known: true}}, else: {redo: not_judged}}]
      - {rank: place, order: [{mark: high}]}
      - take: prize
        by: place
        tie: undecided
        places: [{give: first, number: 1}, {give: second, number: 1}]
        rest: none
  photo_prizes:
    rows: photos
    stages:
      - {rank: place, order: [{mark: high}]}
      - take: prize
        by: place
        tie: undecided
        places: [{give: first, number: 1}, {give: second, number: 1}]
        rest: none
  team:
    rows: committees
    stages:
      - compute:
          points:
            is:
              sum: {table: points, at: prize}
              over: {result: [essay_prizes, photo_prizes]}
              per: {unit: id}
      - {rank: standing, order: [{points: high}]}
""")


def entry(name, unit, mark):
    return {"id": name, "unit": unit} | ({} if mark is None else {"mark": mark})


def year(essays, photos=(), spec=YEAR, **more):
    committees = [{"id": name} for name in ("府城", "中山", "蓝天", "茸梅")]
    return settled(spec, {"committees": committees, "essays": essays, "photos": photos}, **more)


ESSAYS = [entry("e1", "府城", 90), entry("e2", "中山", 80), entry("e3", "蓝天", 70)]
PHOTOS = [entry("p1", "中山", 95), entry("p2", "中山", 90)]


def test_prizes_become_points_of_the_committee():
    team = year(ESSAYS, PHOTOS).runs["team"]
    assert column(team, "points") == {"府城": 10, "中山": 22, "蓝天": 0, "茸梅": 0}
    assert column(team, "standing") == {"中山": 1, "府城": 2, "蓝天": 3, "茸梅": 3}


def test_an_essay_to_be_judged_again_holds_its_committee_and_nobody_else():
    team = year([*ESSAYS, entry("e4", "茸梅", None)], PHOTOS).runs["team"]
    assert column(team, "points")["茸梅"] == Unknown((Gap("essay_prizes", "open_row", "essay_prizes/e4"),))
    assert ended(team) == {"茸梅": ("held", "missing_key")}
    assert column(team, "points")["中山"] == 22


def test_a_label_is_never_a_key():
    """Prizes renamed for another language change no result."""
    renamed = replace(YEAR, labels={"first": "first prize", "second": "first prize", "none": "first"})
    assert year(ESSAYS, PHOTOS, spec=renamed) == year(ESSAYS, PHOTOS)


def test_only_the_runs_asked_for_and_what_they_read_are_settled():
    assert list(year(ESSAYS, PHOTOS, runs=["photo_prizes"]).runs) == ["photo_prizes"]
    assert list(year(ESSAYS, PHOTOS, runs=["team"]).runs) == ["essay_prizes", "photo_prizes", "team"]
    whole = year(ESSAYS, PHOTOS)
    assert year(ESSAYS, PHOTOS, runs=["team"]) == whole
    with pytest.raises(InputProblem, match="no run is called 'teams'"):
        year(ESSAYS, runs=["teams"])


def test_two_rows_of_one_id_are_refused_by_name():
    with pytest.raises(InputProblem, match="two rows of essays have the id 'e1'"):
        year([ESSAYS[0], ESSAYS[0]])


def test_progress_counts_the_stages_of_each_run():
    told = []
    settle(YEAR, {}, as_of=DAY, calendar=CALENDAR, progress=lambda *step: told.append(step))
    assert told[:4] == [
        ("essay_prizes", 0, 3),
        ("essay_prizes", 1, 3),
        ("essay_prizes", 2, 3),
        ("essay_prizes", 3, 3),
    ]


entries = st.lists(
    st.tuples(st.sampled_from(["府城", "中山", "蓝天", "茸梅"]), st.none() | st.integers(0, 4)), max_size=8
).map(lambda each: [entry(f"e{at}", *one) for at, one in enumerate(each)])


@given(entries, entries, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing_and_settling_twice_is_identical(essays, photos, random):
    before = year(essays, photos)
    assert year(essays, photos) == before
    assert year(random.sample(essays, len(essays)), random.sample(photos, len(photos))) == before


@given(entries)
def test_an_open_row_is_never_counted_as_zero(essays):
    outcome = year(essays)
    open_units = {
        outcome.runs["essay_prizes"].rows[name].facts["unit"] for name in outcome.runs["essay_prizes"].open
    }
    for unit, points in column(outcome.runs["team"], "points").items():
        assert isinstance(points, Unknown) == (unit in open_units)


PASS = policy("""
facts: {workers: {written: number, interview: number}}
runs:
  exam:
    rows: workers
    stages:
      - compute: {composite: {is: {weigh: {written: 40, interview: 60}}, round: 0.01}}
      - gate: passed
        require: [{that: {composite: {at_least: 60}}, else: {out: below_pass_mark}}]
""")
exam_marks = st.integers(0, 100)


@given(exam_marks, exam_marks, st.lists(st.tuples(exam_marks, exam_marks), max_size=5))
def test_whoever_passed_is_not_failed_by_the_marks_of_others(written, interview, others):
    def state(*rows: tuple[int, int]) -> str:
        workers = [{"id": f"w{at}", "written": a, "interview": b} for at, (a, b) in enumerate(rows)]
        return settled(PASS, {"workers": workers}).runs["exam"].rows["w0"].state

    assert state((written, interview)) == state((written, interview), *others)
    assert (state((written, interview)) == "in") == (40 * written + 60 * interview >= 6000)


ORIGINS = policy(
    """
facts:
  house: {committees: number}
  teams: {area: key, members: {records: {name: text, points: number}}}
  entries: {person: key, item: key, points: number}
runs:
  check:
    rows: house
    stages:
      - {gate: whole, require: [{that: {committees: {is: 22}}, else: {note: not_22}}]}
  members:
    rows: {each: members, of: teams}
    where: {points: {at_least: 1}}
    stages:
      - {compute: {double: {is: {product: [points, 2]}}}}
  items:
    rows: {group: entries, per: [person, item]}
    stages:
      - {compute: {capped: {is: {limit: {sum: points, over: records}, at_most: 5}}}}
  people:
    rows: {group: {result: items}, per: person}
    stages:
      - {compute: {total: {is: {sum: capped, over: records}}}}
  best:
    rows: {result: people}
    where: {total: {at_least: 5}}
    stages:
      - {rank: place, order: [{total: high}]}
""".replace("{is: 22}", "{at_least: 22, at_most: 22}")
)


def origins(**rows):
    return settled(ORIGINS, rows)


def test_the_house_is_one_row_even_when_nothing_was_said_of_it():
    assert ended(origins().runs["check"]) == {"house": ("held", "missing_facts")}
    house = origins(house=[{"id": "house", "committees": 21}]).runs["check"].rows["house"]
    assert (house.state, house.notes) == ("in", ["not_22"])


def test_members_stand_beside_their_team():
    team = {
        "id": "t1",
        "area": "东片",
        "members": [{"id": "王敏", "points": 3}, {"name": "顾凌云", "points": 0}],
    }
    other = {"id": "t2", "area": "西片", "members": [{"name": "沈洁", "points": 4}, {"name": "周建国"}]}
    members = origins(teams=[other, team]).runs["members"]
    assert {row.id: (row.parent, row.facts["area"]) for row in members.rows.values()} == {
        "t2/1": ("t2", "西片"),
        "t2/2": ("t2", "西片"),
        "王敏": ("t1", "东片"),
    }
    assert column(members, "double") == {"t2/1": 8, "王敏": 6}
    assert ended(members) == {"t2/2": ("held", "missing_facts")}


def test_a_team_whose_members_are_not_known_is_held_and_not_empty():
    members = origins(teams=[{"id": "t1", "area": "东片"}]).runs["members"]
    assert ended(members) == {"t1": ("held", "missing_facts")}


def points(name, person, item, number):
    row = {"id": name, "person": person, "item": item, "points": number}
    return {key: told for key, told in row.items() if told is not None}


def test_a_cap_per_item_comes_before_the_sum_per_person():
    given_points = [
        points("a", "王敏", "visit", 4),
        points("b", "王敏", "visit", 4),
        points("c", "王敏", "post", -2),
    ]
    outcome = origins(entries=[*given_points, points("d", "顾凌云", "visit", 5)])
    assert column(outcome.runs["items"], "capped") == {"王敏/visit": 5, "王敏/post": -2, "顾凌云/visit": 5}
    assert column(outcome.runs["people"], "total") == {"王敏": 3, "顾凌云": 5}
    assert column(outcome.runs["best"], "place") == {"顾凌云": 1}
    assert column(outcome.runs["best"], "total") == {"顾凌云": 5}


def test_an_entry_of_unknown_item_is_held_and_makes_that_persons_sums_provisional():
    given_points = [
        points("a", "王敏", "visit", 4),
        points("b", "王敏", None, 4),
        points("c", "顾凌云", "visit", 1),
    ]
    items = origins(entries=given_points).runs["items"]
    assert ended(items) == {"entries/b": ("held", "missing_facts")}
    assert items.rows["王敏/visit"].provisional
    assert not items.rows["顾凌云/visit"].provisional


def test_an_open_row_of_the_run_before_makes_the_next_rank_provisional():
    given_points = [points("a", "王敏", "visit", 5), points("b", "顾凌云", "visit", None)]
    best = origins(entries=given_points).runs["best"]
    assert column(best, "place") == {"王敏": 1}
    assert ended(best) == {"顾凌云": ("held", "missing_facts")}
    assert best.rows["王敏"].provisional


AMOUNTS = policy("""
facts: {house: {deadline: date}, workers: {pay: number}}
values: {base: {since: {2023-01-01: 36000, 2024-01-01: 38500}}, day: {is: 2023-05-01}}
runs:
  now: {rows: workers, stages: [{compute: {whole: {is: {sum: [pay, base]}}}}]}
  then: {rows: workers, as_of: day, stages: [{compute: {whole: {is: {sum: [pay, base]}}}}]}
  long_ago: {rows: workers, as_of: 2022-01-01, stages: [{compute: {whole: {is: base}}}]}
""")


def test_dated_amounts_are_read_on_the_day_of_the_run():
    outcome: Settlement = settle(
        AMOUNTS, {"workers": [facts(id="王敏", pay=1)]}, as_of=date(2024, 6, 1), calendar=CALENDAR
    )
    whole = {name: column(result, "whole")["王敏"] for name, result in outcome.runs.items()}
    assert whole == {
        "now": Fraction(38501),
        "then": Fraction(36001),
        "long_ago": Unknown((Gap("base", "unset"),)),
    }


def test_a_figure_of_too_many_digits_is_unknown_and_says_so():
    """Twelve squares of a number of thirty digits would have 60,000 of them; nothing of it may be stored."""
    squares = "".join(f"c{at}: {{is: {{product: [c{at - 1}, c{at - 1}]}}}}, " for at in range(1, 12))
    spec = policy(
        "facts: {people: {x: number}}\nruns:\n  r:\n    rows: people\n    stages:\n"
        f"      - compute: {{c0: {{is: x}}, {squares}}}\n"
    )
    result = settled(spec, {"people": [{"id": "王敏", "x": 10**30 - 1}]}).runs["r"]
    cells = result.rows["王敏"].cells
    assert cells["c7"].value == Fraction(10**30 - 1) ** 128
    assert cells["c8"].value == cells["c11"].value == Unknown((Gap("too_large", "too_large"),))
    assert load_run(dump_run(result)) == result


PAIRS = policy("""
facts: {e: {p: key, q: key, x: number}}
runs:
  g:
    rows: {group: e, per: [p, q]}
    stages: [{compute: {total: {is: {sum: x, over: records}}}}]
""")


def paired(name, p, q, x=1):
    return {"id": name, "x": x} | {word: one for word, one in (("p", p), ("q", q)) if one is not None}


def test_a_stroke_in_a_name_makes_no_two_groups_one():
    rows = [paired("1", "a/b", "c"), paired("2", "a", "b/c", 2), paired("3", "a", "d", 3)]
    result = settled(PAIRS, {"e": rows}).runs["g"]
    assert column(result, "total") == {"a/d": 3, "a/b\\/c": 2, "a\\/b/c": 1}


def test_a_row_without_a_group_has_an_id_of_its_own():
    result = settled(PAIRS, {"e": [paired("1", "e", "2"), paired("2", None, "c")]}).runs["g"]
    assert {row.id: row.state for row in result.rows.values()} == {"e/2": "in", "e//2": "held"}


@given(st.lists(st.tuples(*[st.text("/\\a", min_size=1, max_size=3)] * 2), unique=True, max_size=6))
def test_as_many_groups_as_there_are_pairs_of_names(pairs):
    rows = [paired(str(at), p, q) for at, (p, q) in enumerate(pairs)]
    assert len(settled(PAIRS, {"e": rows}).runs["g"].rows) == len(pairs)


def test_records_with_and_without_ids_are_told_apart():
    spec = policy("""
facts: {t: {m: {records: {x: number}}}}
runs: {g: {rows: {each: m, of: t}, stages: [{compute: {s: {is: x}}}]}}
""")
    rows = [
        {"id": "t1", "m": [{"x": 1}, {"id": "t1/1", "x": 2}, {"id": "z", "x": 3}, {"id": "t2/z", "x": 4}]},
        {"id": "t2", "m": [{"id": "z", "x": 5}]},
    ]
    made = {"t1/1": 1, "t1/t1\\/1": 2, "t1/z": 3, "t1/t2\\/z": 4, "t2/z": 5}
    assert column(settled(spec, {"t": rows}).runs["g"], "s") == made
