"""Marks of several raters: what trimming and the correction must and must not do."""

from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from yanxing.engine.grammar.measures import Drop
from yanxing.engine.rating import connected, corrected_mean, diagnose, exact_sum, strictness, trim

RATERS = ["陈评委", "李评委", "沈评委", "周评委", "吴评委"]
marks = st.fractions(min_value=0, max_value=100, max_denominator=4)
partial_rows = st.lists(
    st.dictionaries(st.sampled_from(RATERS), marks, min_size=1).map(lambda sheets: list(sheets.items())),
    min_size=1,
    max_size=8,
)
full_rows = st.integers(1, 5).flatmap(
    lambda size: st.lists(
        st.lists(marks, min_size=size, max_size=size).map(
            lambda given: list(zip(RATERS, given, strict=False))
        ),
        min_size=1,
        max_size=8,
    )
)


@given(partial_rows)
def test_the_strictness_is_the_least_squares_solution(rows):
    effects = strictness(rows)
    if effects is None:
        assert not connected(rows)
        return
    scores = [corrected_mean(sheets, effects) for sheets in rows]
    residuals = [
        (rater, mark - score - effects[rater])
        for sheets, score in zip(rows, scores, strict=True)
        for rater, mark in sheets
    ]
    # The normal equations: what is left over adds up to nothing, row by row and rater by rater.
    assert all(exact_sum(left for rater, left in residuals if rater == one) == 0 for one in effects)
    assert all(
        exact_sum(mark - score - effects[rater] for rater, mark in sheets) == 0
        for sheets, score in zip(rows, scores, strict=True)
    )
    assert exact_sum(effects[rater] for sheets in rows for rater, _ in sheets) == 0


@given(full_rows)
def test_where_everybody_marked_everything_the_correction_changes_no_score(rows):
    effects = strictness(rows)
    assert effects is not None
    assert [corrected_mean(sheets, effects) for sheets in rows] == [
        corrected_mean(sheets, {}) for sheets in rows
    ]


@given(partial_rows, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_rows_changes_nothing(rows, random):
    shuffled = [random.sample(sheets, len(sheets)) for sheets in rows]
    assert strictness(shuffled) == strictness(rows)
    assert strictness(shuffled[::-1]) == strictness(rows)
    assert diagnose(shuffled[::-1]) == diagnose(rows)
    for sheets, others in zip(rows, shuffled, strict=True):
        assert trim(sheets, Drop(highest=1, lowest=1)) == trim(others, Drop(highest=1, lowest=1))


@given(st.lists(st.sets(st.sampled_from(RATERS), min_size=1), min_size=1, max_size=6), st.data())
def test_a_planted_strictness_is_found_again(panels, data):
    true = {rater: data.draw(marks) for rater in RATERS}
    worth = [data.draw(marks) for _ in panels]
    rows = [
        [(rater, score + true[rater]) for rater in sorted(panel)]
        for panel, score in zip(panels, worth, strict=True)
    ]
    effects = strictness(rows)
    assume(effects is not None)
    assert effects is not None
    shifts = {effects[rater] - true[rater] for rater in effects}
    assert len(shifts) == 1
    found = [corrected_mean(sheets, effects) for sheets in rows]
    assert {a - b for a, b in zip(found, worth, strict=True)} == {-next(iter(shifts))}


def test_two_rooms_without_a_common_work_cannot_be_compared():
    rooms = [[("陈评委", Fraction(80)), ("李评委", Fraction(90))], [("沈评委", Fraction(70))]]
    assert strictness(rooms) is None
    assert strictness([*rooms, [("陈评委", Fraction(80)), ("沈评委", Fraction(60))]]) is not None


def test_the_strict_rater_is_named_with_a_negative_effect():
    rows = [
        [("陈评委", Fraction(80)), ("李评委", Fraction(90))],
        [("陈评委", Fraction(70)), ("李评委", Fraction(80))],
        [("李评委", Fraction(88)), ("沈评委", Fraction(83))],
    ]
    effects = strictness(rows)
    assert effects is not None
    assert effects["李评委"] - effects["陈评委"] == 10
    assert effects["李评委"] - effects["沈评委"] == 5


def test_five_marks_lose_one_of_the_equal_highest_and_one_lowest():
    sheets = [(rater, Fraction(mark)) for rater, mark in zip(RATERS, [90, 90, 80, 70, 60], strict=True)]
    used, dropped = trim(sheets, Drop(highest=1, lowest=1, from_=5))
    assert sorted(mark for _, mark in used) == [70, 80, 90]
    assert sorted(mark for _, mark in dropped) == [60, 90]
    assert trim(sheets[:4], Drop(highest=1, lowest=1, from_=5)) == (sorted(sheets[:4]), [])


def test_dropping_more_than_there_is_leaves_nothing():
    assert trim([("陈评委", Fraction(80))], Drop(highest=1, lowest=1)) == ([], [("陈评委", Fraction(80))])


@given(partial_rows)
def test_the_diagnosis_says_mean_spread_and_difference_from_the_rows(rows):
    for one in diagnose(rows):
        own = [mark for sheets in rows for rater, mark in sheets if rater == one.rater]
        apart = [
            mark - corrected_mean(sheets, {})
            for sheets in rows
            for rater, mark in sheets
            if rater == one.rater
        ]
        assert one.marks == len(own)
        assert one.mean == exact_sum(own) / len(own)
        assert one.variance == exact_sum((mark - one.mean) ** 2 for mark in own) / len(own)
        assert one.leniency == exact_sum(apart) / len(own)
