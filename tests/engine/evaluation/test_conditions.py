from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.evaluation.building import compare, gap, gaps, met, n, policy, row, scope, term

from yanxing.engine.evaluation import UnresolvedName
from yanxing.engine.grammar.conditions import AllOf, AnyOf, Not, OtherName
from yanxing.engine.grammar.document import Window
from yanxing.engine.grammar.terms import Literally, Moved, Span
from yanxing.engine.outcome import Value
from yanxing.engine.unknown import Unknown

DAY = date(2024, 6, 10)
PERSON = {
    "post": "worker",
    "unit": "worker",
    "tags": frozenset({"a", "b"}),
    "passed": False,
    "entered": DAY,
    "written": n(60),
    "handed_in": datetime(2024, 6, 10, 23, 59),  # noqa: DTZ001 - the office's own clock
}


def at(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2024, 6, day, hour, minute)  # noqa: DTZ001 - the office's own clock


@pytest.mark.parametrize(
    ("word", "bound", "holds"),
    [
        ("at_least", "60", True),
        ("at_least", "60.01", False),
        ("above", "60", False),
        ("above", "59.99", True),
        ("at_most", "60", True),
        ("at_most", "59.99", False),
        ("below", "60", False),
        ("below", "60.01", True),
        ("is_", "60", True),
        ("is_not", "60", False),
    ],
)
def test_numbers(word: str, bound: str, holds: bool) -> None:
    other = row(**PERSON, interview=n(bound))
    assert met(compare("written", **{word: term(n(bound))}), other) is holds
    assert met(compare("written", **{word: term("interview")}), other) is holds


@pytest.mark.parametrize(
    ("word", "operand", "holds"),
    [
        ("is_", "worker", True),
        ("is_", "director", False),
        ("is_not", "director", True),
        ("in_", ("worker", "director"), True),
        ("in_", ("director",), False),
        ("not_in", ("director",), True),
        ("not_in", ("worker",), False),
        ("is_", OtherName(of="unit"), True),
        ("is_not", OtherName(of="unit"), False),
        ("in_", OtherName(of="tags"), False),
    ],
)
def test_codes(word: str, operand: Any, holds: bool) -> None:
    assert met(compare("post", **{word: operand}), row(**PERSON)) is holds
    assert met(compare("post", **{word: operand}), row(tags=frozenset(), unit="x")) == gap("post")


@pytest.mark.parametrize(
    ("word", "operand", "holds"),
    [
        ("has", "a", True),
        ("has", "c", False),
        ("lacks", "c", True),
        ("lacks", "a", False),
        ("has_all", ("a", "b"), True),
        ("has_all", ("a", "c"), False),
        ("has_all", (), True),
        ("has_all", "a", True),
        ("has_any", ("c", "b"), True),
        ("has_any", ("c",), False),
        ("has", OtherName(of="post"), False),
    ],
)
def test_lists_of_codes(word: str, operand: Any, holds: bool) -> None:
    assert met(compare("tags", **{word: operand}), row(**PERSON)) is holds


@pytest.mark.parametrize("operand", [False, Literally(value=False)])
def test_yes_no(operand: Any) -> None:
    assert met(compare("passed", is_=operand), row(**PERSON)) is True
    assert met(compare("passed", is_=operand), row(passed=True)) is False


@pytest.mark.parametrize(
    ("word", "bound", "holds"),
    [
        ("from_", DAY, True),
        ("from_", date(2024, 6, 11), False),
        ("after", DAY, False),
        ("after", date(2024, 6, 9), True),
        ("until", DAY, True),
        ("until", date(2024, 6, 9), False),
        ("before", DAY, False),
        ("before", date(2024, 6, 11), True),
        # a moment against a day: the whole day
        ("from_", at(8), True),
        ("after", at(8), False),
        ("until", at(8), True),
        ("before", at(8), False),
    ],
)
def test_dates(word: str, bound: date, holds: bool) -> None:
    assert met(compare("entered", **{word: term(bound)}), row(**PERSON)) is holds
    if type(bound) is date:
        assert met(compare("handed_in", **{word: term(bound)}), row(**PERSON)) is holds


@pytest.mark.parametrize(
    ("word", "bound", "holds"),
    [
        ("until", at(23, 59), True),
        ("until", at(23, 58), False),
        ("before", at(23, 59), False),
        ("after", at(23, 58), True),
        ("from_", at(23, 59), True),
        ("is_", at(23, 59), True),
        ("is_", DAY, True),
    ],
)
def test_moments_among_themselves_are_exact(word: str, bound: date, holds: bool) -> None:
    assert met(compare("handed_in", **{word: term(bound)}), row(**PERSON)) is holds


def test_windows_hold_their_first_and_last_day() -> None:
    windows = {"middle": Window(year=2024, month=6, third="middle"), "june": Window(year=2024, month=6)}
    within = scope(policy(windows=windows))
    for day, inside in ((10, False), (11, True), (20, True), (21, False)):
        assert met(compare("entered", within="middle"), row(entered=date(2024, 6, day)), within) is inside
    assert met(compare("handed_in", within="june"), row(handed_in=at(23, 59, day=30)), within) is True
    with pytest.raises(UnresolvedName):
        met(compare("entered", within="never"), None, within)


def test_anniversary_on_the_deadline_day() -> None:
    service = compare("entered", until=Moved(date=term(DAY), plus=Span(years=term(-2))))
    assert met(service, row(entered=date(2022, 6, 10))) is True
    assert met(service, row(entered=date(2022, 6, 11))) is False
    assert met(service, row()) == gap("entered")


def test_known_is_never_unknown() -> None:
    for wanted in (True, False):
        assert met(compare("written", known=wanted), row(written=n(0))) is wanted
        assert met(compare("written", known=wanted), row()) is not wanted
        assert met(compare("sheets", known=Literally(value=wanted)), row(sheets=())) is wanted


def test_on_exact_reads_the_value_before_rounding() -> None:
    within = scope(columns=["total"])
    near = row(cells={"total": (n(60), n("59.998"))})
    assert met(compare("total", at_least=term(60)), near, within) is True
    assert met(compare("total", "rounded", at_least=term(60)), near, within) is True
    assert met(compare("total", "exact", at_least=term(60)), near, within) is False
    assert met(compare("total", "exact", at_least=term(60)), row(), within) == gap("total", "not_reached")


def test_tests_on_one_name_stand_together() -> None:
    both = compare("written", at_least=term(18), at_most=term(35))
    assert [met(both, row(written=n(age))) for age in (17, 18, 35, 36)] == [False, True, True, False]


def test_gaps_of_both_sides_and_of_every_part() -> None:
    one = compare("written", at_least=term("interview"))
    assert gaps(met(one)) == [("written", "missing", ""), ("interview", "missing", "")]
    parts = (one, compare("passed", is_=True), compare("written", known=True))
    assert gaps(met(AnyOf(any=parts))) == [
        (name, "missing", "") for name in ("written", "interview", "passed")
    ]


# Kleene's three answers

TRUTHS = st.sampled_from([True, False, None])
NAMES = ("written", "interview", "post", "unit")


def facts(truths: list[bool | None]) -> Any:
    """One row whose names are known to be `yes`, known not to be, or unknown."""
    return row(**{name: truth for name, truth in zip(NAMES, truths, strict=False) if truth is not None})


def parts(truths: list[bool | None]) -> tuple[Any, ...]:
    return tuple(compare(name, is_=True) for name in NAMES[: len(truths)])


def plain(answer: Value) -> Any:
    return None if isinstance(answer, Unknown) else answer


@given(st.lists(TRUTHS, min_size=1, max_size=4))
def test_all_and_any_are_kleenes(truths: list[bool | None]) -> None:
    of, tests = facts(truths), parts(truths)
    every = False if False in truths else None if None in truths else True
    some = True if True in truths else None if None in truths else False
    assert plain(met(AllOf(all=tests), of)) is every
    assert plain(met(AnyOf(any=tests), of)) is some
    unknown = [name for name, truth in zip(NAMES, truths, strict=False) if truth is None]
    if every is None:
        assert [name for name, _, _ in gaps(met(AllOf(all=tests), of))] == unknown


@given(st.lists(TRUTHS, min_size=1, max_size=4))
def test_de_morgan_and_double_negation(truths: list[bool | None]) -> None:
    of, tests = facts(truths), parts(truths)
    negated = tuple(Not(not_=test) for test in tests)
    assert met(Not(not_=AllOf(all=tests)), of) == met(AnyOf(any=negated), of)
    assert met(Not(not_=AnyOf(any=tests)), of) == met(AllOf(all=negated), of)
    assert met(Not(not_=Not(not_=tests[0])), of) == met(tests[0], of)


@given(st.permutations(range(3)), st.lists(TRUTHS, min_size=3, max_size=3))
def test_order_of_parts_changes_no_answer(order: list[int], truths: list[bool | None]) -> None:
    of, tests = facts(truths), parts(truths)
    shuffled = tuple(tests[place] for place in order)
    assert plain(met(AllOf(all=tests), of)) is plain(met(AllOf(all=shuffled), of))
    assert plain(met(AnyOf(any=tests), of)) is plain(met(AnyOf(any=shuffled), of))


@given(st.fractions(max_denominator=50), st.fractions(max_denominator=50))
def test_words_are_the_plain_comparisons(value: Fraction, bound: Fraction) -> None:
    of = row(written=value, interview=bound)
    expected = {
        "at_least": value >= bound,
        "above": value > bound,
        "at_most": value <= bound,
        "below": value < bound,
    }
    for word, holds in expected.items():
        assert met(compare("written", **{word: term(bound)}), of) is holds
        assert met(compare("written", **{word: term("interview")}), of) is holds
