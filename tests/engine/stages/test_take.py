"""take: prizes, quotas and short-lists along a rank, and what happens at a level edge."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.settling import column, ended, outcome, policy, reasons, run

from yanxing.engine.outcome import Decision, TakeReason
from yanxing.engine.unknown import Gap

TEXT = """
facts: {{works: {{unit: key, total: number, lot: number, sanction: yes_no, quota: number}}}}
runs:
  contest:
    rows: works
    stages:
      - rank: place
        order: [{order}]
        per: unit
      - take: prize
        by: place
        {take}
"""


def contest(take, order="{total: high}"):
    return policy(TEXT.format(take=take.replace("\n", "\n        "), order=order))


PRIZES = """tie: {tie}
places: [{{give: first, number: 1}}, {{give: second, number: 2}}]
rest: none"""
PRIZES_UNDECIDED = contest(PRIZES.format(tie="undecided"))


def work(name, total, unit="a", **more):
    return {"id": name, "unit": unit, "total": total, "lot": 0, "sanction": False} | more


def prizes(spec, *works, decisions=()):
    return run(spec, {"works": works}, decisions)


def told(result, name):
    return reasons(result.rows[name], TakeReason)[-1]


LEVEL = [work("王敏", 90), work("顾凌云", 90), work("沈洁", 85), work("周建国", 80), work("吴霞", 70)]


@pytest.mark.parametrize(
    ("tie", "first", "second"),
    [
        ("all_enter", {"王敏", "顾凌云"}, {"沈洁", "周建国"}),
        ("none_enter", set(), {"王敏", "顾凌云"}),
        ("undecided", set(), {"沈洁"}),
        ("widen", {"王敏", "顾凌云"}, {"沈洁", "周建国"}),
    ],
)
def test_the_table_of_ties(tie, first, second):
    """The next place keeps its number; none_enter: they are first in line; undecided: it loses one."""
    spec = contest(PRIZES.format(tie=tie))
    given_out = column(prizes(spec, *LEVEL), "prize")
    assert {name for name, code in given_out.items() if code == "first"} == first
    assert {name for name, code in given_out.items() if code == "second"} == second


def test_level_rows_wait_for_a_person_and_the_rest_is_final():
    result = prizes(PRIZES_UNDECIDED, *LEVEL)
    assert ended(result) == dict.fromkeys(sorted(("王敏", "顾凌云")), ("undecided", "level"))
    assert set(told(result, "王敏").level) == {"王敏", "顾凌云"}
    assert told(result, "王敏").how == "undecided"
    assert not any(row.provisional for row in result.rows.values())


def test_a_recorded_decision_gives_the_prize_and_says_who_decided_and_why():
    decision = Decision("contest", "prize", ("顾凌云", "王敏"), "沈科长", "评审小组复议")
    result = prizes(PRIZES_UNDECIDED, *LEVEL, decisions=[decision])
    assert column(result, "prize") == {
        "顾凌云": "first",
        "王敏": "second",
        "沈洁": "second",
        "周建国": "none",
        "吴霞": "none",
    }
    assert (told(result, "顾凌云").how, told(result, "王敏").how) == ("decided", "decided")
    assert (told(result, "顾凌云").by, told(result, "顾凌云").because) == ("沈科长", "评审小组复议")
    assert told(result, "沈洁").how == "placed"


def test_a_decision_that_names_only_some_of_the_level_rows_changes_nothing_and_is_noted():
    decision = Decision("contest", "prize", ("顾凌云", "沈洁"), "沈科长", "旧名单")
    result = prizes(PRIZES_UNDECIDED, *LEVEL, decisions=[decision])
    assert set(ended(result)) == {"王敏", "顾凌云"}
    assert {row.id for row in result.rows.values() if row.notes == ["decision_does_not_fit"]} == {
        "王敏",
        "顾凌云",
    }


def test_the_later_of_two_decisions_holds():
    first = Decision("contest", "prize", ("王敏", "顾凌云"), "沈科长", "抽签")
    second = Decision("contest", "prize", ("顾凌云", "王敏"), "沈科长", "更正")
    assert column(prizes(PRIZES_UNDECIDED, *LEVEL, decisions=[first, second]), "prize")["顾凌云"] == "first"


FOUR_LEVEL = [work(name, 90) for name in ("王敏", "顾凌云", "沈洁", "周建国")] + [work("吴霞", 80)]
DRAWN = Decision("contest", "prize", ("顾凌云", "王敏", "沈洁", "周建国"), "沈科长", "抽签")


@pytest.mark.parametrize("later", ["all_enter", "none_enter", "widen", "undecided"])
def test_a_recorded_order_is_honoured_at_the_later_places_and_nobody_behind_is_moved(later):
    """Whatever a later place says of ties: the four are parted, and 吴霞 was told so from the start."""
    spec = contest(
        f"tie: undecided\nplaces: [{{give: first, number: 1}}, {{give: second, number: 1, tie: {later}}},"
        " {give: third, number: 1}]\nrest: none"
    )
    before, after = prizes(spec, *FOUR_LEVEL), prizes(spec, *FOUR_LEVEL, decisions=[DRAWN])
    ends = {"顾凌云": "first", "王敏": "second", "沈洁": "third", "周建国": "none", "吴霞": "none"}
    assert column(after, "prize") == ends
    assert outcome(before.rows["吴霞"]) == outcome(after.rows["吴霞"])
    assert (told(after, "王敏").how, told(after, "王敏").by) == ("decided", "沈科长")


def test_a_recorded_order_also_holds_where_a_later_place_cuts_on_the_bare_score():
    works = [work("王敏", 90, lot=1), work("顾凌云", 90, lot=2), work("沈洁", 90, lot=3), work("吴霞", 80)]
    spec = contest(
        "tie: undecided\nplaces: [{give: first, number: 1, level_on: [total]},"
        " {give: second, number: 1, tie: none_enter, level_on: [total]},"
        " {give: third, number: 2}]\nrest: none",
        "{total: high}, {lot: low}",
    )
    drawn = Decision("contest", "prize", ("沈洁", "王敏", "顾凌云"), "沈科长", "抽签")
    assert column(prizes(spec, *works), "prize") == {"吴霞": "third"}
    ends = {"沈洁": "first", "王敏": "second", "顾凌云": "third", "吴霞": "third"}
    assert column(prizes(spec, *works, decisions=[drawn]), "prize") == ends


def test_whoever_stands_within_a_level_block_waits_for_its_decision():
    """沈洁 may not win the first place but stands between the two who are level for it."""
    works = [
        work("王敏", 90, lot=1),
        work("沈洁", 90, lot=2, sanction=True),
        work("顾凌云", 90, lot=3),
        work("吴霞", 80),
    ]
    spec = contest(
        "tie: undecided\nplaces: [{give: first, number: 1, level_on: [total], only: {sanction: {is: false}}},"
        " {give: second, number: 1}]\nrest: none",
        "{total: high}, {lot: low}",
    )
    waiting = ("undecided", "waits_for_level")
    assert ended(prizes(spec, *works)) == {
        "王敏": ("undecided", "level"),
        "顾凌云": ("undecided", "level"),
        "沈洁": waiting,
        "吴霞": waiting,
    }
    drawn = Decision("contest", "prize", ("王敏", "顾凌云"), "沈科长", "抽签")
    assert column(prizes(spec, *works, decisions=[drawn]), "prize")["沈洁"] == "second"


def test_how_far_behind_the_last_prize():
    result = prizes(PRIZES_UNDECIDED, *LEVEL)
    assert told(result, "周建国").gap == ("total", Fraction(5))
    assert (told(result, "周建国").index, told(result, "周建国").number) == (1, 2)
    assert told(result, "沈洁").gap is None


def test_an_entry_that_may_not_win_uses_up_no_place():
    spec = contest(
        "tie: undecided\nplaces: [{give: good, number: 1, only: {sanction: {is: false}}}]\nrest: none"
    )
    result = prizes(spec, work("王敏", 99, sanction=True), work("顾凌云", 90), work("沈洁", 80))
    assert column(result, "prize") == {"王敏": "none", "顾凌云": "good", "沈洁": "none"}
    assert (told(result, "王敏").how, told(result, "王敏").passed) == ("passed_over", (0,))
    assert told(result, "沈洁").how == "rest"


def test_whoever_is_passed_over_stays_in_line_for_the_next_place():
    spec = contest(
        "tie: undecided\n"
        "places: [{give: good, number: 1, only: {sanction: {is: false}}}, {give: pass, number: 1}]\n"
        "rest: none"
    )
    result = prizes(spec, work("王敏", 99, sanction=True), work("顾凌云", 90), work("沈洁", 80))
    assert column(result, "prize") == {"王敏": "pass", "顾凌云": "good", "沈洁": "none"}


def test_an_unknown_sanction_holds_the_row_and_the_group_is_provisional():
    spec = contest(
        "tie: undecided\nplaces: [{give: good, number: 1, only: {sanction: {is: false}}}]\nrest: none"
    )
    rows = [work("顾凌云", 90), work("朱平", 50, unit="b")]
    unsure = {name: one for name, one in work("王敏", 99).items() if name != "sanction"}
    result = prizes(spec, unsure, *rows)
    assert ended(result) == {"王敏": ("held", "missing_facts")}
    assert result.rows["王敏"].gaps == (Gap("sanction"),)
    assert {row.id: row.provisional for row in result.rows.values()} == {
        "王敏": False,
        "顾凌云": True,
        "朱平": False,
    }


def test_grades_by_share_come_from_both_ends():
    spec = contest(
        "tie: undecided\nplaces: [{give: top, number: 1}, {give: low, number: 2, end: bottom}]\nrest: middle"
    )
    result = prizes(spec, *[work(f"w{mark}", mark) for mark in (50, 60, 70, 80, 90)])
    assert column(result, "prize") == {
        "w50": "low",
        "w60": "low",
        "w70": "middle",
        "w80": "middle",
        "w90": "top",
    }


def test_ties_may_be_cut_on_the_bare_score():
    spec = contest(
        "tie: undecided\nplaces: [{give: first, number: 1, level_on: [total]}]\nrest: none",
        "{total: high}, {lot: high}",
    )
    result = prizes(spec, work("王敏", 90, lot=2), work("顾凌云", 90, lot=1), work("沈洁", 80))
    assert set(ended(result)) == {"王敏", "顾凌云"}


def test_a_widened_place_ends_at_its_limit():
    spec = contest(
        "tie: widen\nplaces: [{give: first, number: 1, up_to: 2, level_on: [total]}]\nrest: none",
        "{total: high}, {lot: high}",
    )
    result = prizes(spec, work("王敏", 90, lot=1), work("顾凌云", 90, lot=3), work("沈洁", 90, lot=2))
    assert column(result, "prize") == {"顾凌云": "first", "沈洁": "first", "王敏": "none"}
    assert told(result, "沈洁").how == "widened"


def test_a_limit_that_cuts_rows_level_on_everything_is_left_to_a_person():
    spec = contest("tie: widen\nplaces: [{give: first, number: 1, up_to: 2}]\nrest: none")
    result = prizes(spec, work("王敏", 90), work("顾凌云", 90), work("沈洁", 90))
    assert set(ended(result).values()) == {("undecided", "level")}
    decision = Decision("contest", "prize", ("沈洁", "王敏", "顾凌云"), "沈科长", "抽签")
    again = prizes(spec, work("王敏", 90), work("顾凌云", 90), work("沈洁", 90), decisions=[decision])
    assert column(again, "prize") == {"沈洁": "first", "王敏": "first", "顾凌云": "none"}


@pytest.mark.parametrize(
    ("quotas", "why"), [((1, 2), "differs"), ((Fraction(1, 2),) * 2, "not_whole"), ((-1, -1), "negative")]
)
def test_a_number_of_places_that_cannot_be_meant_holds_the_group(quotas, why):
    spec = contest("tie: undecided\nplaces: [{give: first, number: quota}]\nrest: none")
    rows = [work(name, 90, quota=quota) for name, quota in zip(("王敏", "顾凌云"), quotas, strict=True)]
    result = prizes(spec, *rows, work("沈洁", 80, unit="b", quota=1))
    assert ended(result) == dict.fromkeys(sorted(("王敏", "顾凌云")), ("held", "places_unknown"))
    assert result.rows["王敏"].gaps == (Gap("quota", why),)
    assert column(result, "prize") == {"沈洁": "first"}


def test_an_unset_quota_is_not_zero_places():
    spec = contest("tie: undecided\nplaces: [{give: first, number: quota}]\nrest: none")
    result = prizes(spec, work("王敏", 90))
    assert ended(result) == {"王敏": ("held", "places_unknown")}
    assert result.rows["王敏"].gaps == (Gap("quota"),)


def test_the_rest_may_leave_and_too_few_rows_all_get_a_place():
    spec = contest("tie: undecided\nplaces: [{give: called, number: 2}]\nrest: {out: not_called}")
    result = prizes(spec, work("王敏", 90), work("顾凌云", 80), work("沈洁", 70), work("朱平", 1, unit="b"))
    assert ended(result) == {"沈洁": ("out", "not_called")}
    assert column(result, "prize") == {"王敏": "called", "顾凌云": "called", "朱平": "called"}
    assert told(result, "沈洁").gap == ("total", Fraction(10))


def test_undecided_rows_do_not_go_on_and_later_ranks_are_provisional():
    text = TEXT.format(take=PRIZES.format(tie="undecided").replace("\n", "\n        "), order="{total: high}")
    result = prizes(policy(text + "      - {rank: again, order: [{total: low}]}\n"), *LEVEL)
    assert set(column(result, "again")) == {"沈洁", "周建国", "吴霞"}
    assert all(result.rows[name].provisional for name in ("沈洁", "周建国", "吴霞"))


marks = st.integers(0, 3)
works = st.lists(st.tuples(marks, st.sampled_from("ab"), st.sampled_from([True, False])), max_size=8).map(
    lambda rows: [work(f"w{at}", mark, unit, sanction=told) for at, (mark, unit, told) in enumerate(rows)]
)
SPECS = [
    contest(
        f"tie: {tie}\n"
        "places: [{give: good, number: 1, only: {sanction: {is: false}}}, {give: fair, number: 2, up_to: 3},"
        " {give: low, number: 1, end: bottom}]\n"
        "rest: none"
    )
    for tie in ("undecided", "all_enter", "none_enter", "widen")
]
MIXED = [
    contest(
        "tie: undecided\nplaces: [{give: good, number: 1}, "
        f"{{give: fair, number: 1, tie: {tie}, level_on: [total]}}, {{give: low, number: 1, end: bottom}}]\n"
        "rest: none",
        "{total: high}, {sanction: low}",
    )
    for tie in ("all_enter", "none_enter", "widen")
]
specs = st.sampled_from(SPECS)


@given(specs, works, st.randoms(use_true_random=False))
def test_the_order_of_input_changes_nothing(spec, rows, random):
    assert prizes(spec, *rows) == prizes(spec, *random.sample(rows, len(rows)))


@given(specs, works)
def test_taking_by_group_equals_taking_in_each_group_apart(spec, rows):
    together = prizes(spec, *rows)
    for unit in "ab":
        apart = prizes(spec, *[row for row in rows if row["unit"] == unit])
        assert {name: outcome(together.rows[name]) for name in apart.rows} == {
            name: outcome(row) for name, row in apart.rows.items()
        }


@given(st.sampled_from([SPECS[0], *MIXED]), works, st.permutations([f"w{at}" for at in range(8)]))
def test_whoever_is_not_level_has_the_same_result_however_it_is_decided(spec, rows, order):
    before = prizes(spec, *rows)
    after = prizes(spec, *rows, decisions=[Decision("contest", "prize", tuple(order), "沈科长", "抽签")])
    assert not [row for row in after.rows.values() if row.state == "undecided"]
    for name, row in before.rows.items():
        if row.state != "undecided":
            assert outcome(row) == outcome(after.rows[name])


@given(works, st.permutations([f"w{at}" for at in range(8)]))
def test_a_recorded_decision_equals_one_more_key(rows, order):
    take = "tie: undecided\nplaces: [{give: first, number: 1}, {give: second, number: 2}]\nrest: none"
    decided = prizes(
        contest(take), *rows, decisions=[Decision("contest", "prize", tuple(order), "沈科长", "抽签")]
    )
    drawn = [row | {"lot": order.index(row["id"])} for row in rows]
    keyed = prizes(contest(take, "{total: high}, {lot: low}"), *drawn)
    assert column(decided, "prize") == column(keyed, "prize")


@given(works, st.integers(0, 7))
def test_a_higher_mark_never_takes_a_prize_away(rows, chosen):
    if not rows:
        return
    spec, worth = contest(PRIZES.format(tie="all_enter")), {"first": 0, "second": 1, "none": 2}
    name = rows[chosen % len(rows)]["id"]
    raised = [row | {"total": row["total"] + 1} if row["id"] == name else row for row in rows]
    before, after = (column(prizes(spec, *each), "prize")[name] for each in (rows, raised))
    assert worth[after] <= worth[before]


NUMBER_LATER = contest("""tie: undecided
places:
  - {give: first, number: 1}
  - {give: second, number: quota, only: {sanction: {is: false}}}
rest: none""")


def test_a_number_not_known_holds_only_those_who_may_get_such_a_place():
    """王敏 has the first prize and 顾凌云 may have no second one, however many there are."""
    works = [work("王敏", 90), work("顾凌云", 85, sanction=True), work("沈洁", 80), work("周建国", 70)]
    result = prizes(NUMBER_LATER, *works)
    assert ended(result) == dict.fromkeys(sorted(("沈洁", "周建国")), ("held", "places_unknown"))
    assert column(result, "prize") == {"王敏": "first", "顾凌云": "none"}
    assert told(result, "顾凌云").how == "passed_over"
    assert told(result, "顾凌云").passed == (1,)
    assert not any(row.provisional for row in result.rows.values())
    for quota in (0, 1, 2):
        known = prizes(NUMBER_LATER, *[one | {"quota": quota} for one in works])
        assert {name: column(known, "prize")[name] for name in ("王敏", "顾凌云")} == column(result, "prize")


def test_the_first_place_is_left_to_a_person_and_the_second_has_no_number():
    result = prizes(NUMBER_LATER, work("王敏", 90), work("顾凌云", 90), work("沈洁", 80))
    assert ended(result) == {
        "王敏": ("undecided", "level"),
        "顾凌云": ("undecided", "level"),
        "沈洁": ("held", "places_unknown"),
    }
