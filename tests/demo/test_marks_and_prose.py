"""Marks that come to a wanted score, and texts of a wanted length."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.demo.chance import chance
from yanxing.demo.marks import Sheet, in_parts, marks_for, trimmed
from yanxing.demo.prose import note, note_of


@given(st.integers(300, 475), st.integers(0, 10**6))
def test_seven_marks_come_to_any_score_in_fifths(fifths: int, seed: int) -> None:
    marks = marks_for(chance(str(seed)), Fraction(fifths, 5), 7)
    assert len(marks) == 7
    assert trimmed(marks) == Fraction(fifths, 5)
    assert all(40 <= mark <= 99 for mark in marks)


@given(st.integers(40, 99), st.sampled_from([(30, 40, 30), (40, 30, 30)]), st.integers(0, 2))
def test_the_parts_add_up_to_the_mark_and_stay_within_their_limits(
    mark: int, full: tuple[int, int, int], nudge: int
) -> None:
    parts = in_parts(Sheet("甲", mark), full, nudge).parts
    assert sum(parts) == mark
    assert all(0 <= part <= most for part, most in zip(parts, full, strict=True))


@pytest.mark.parametrize("length", [300, 500, 800, 801, 820])
def test_notes_keep_to_their_length(length: int) -> None:
    text = note(chance("notes"), "方塔小区", length)
    assert length - 60 < len(text) <= length
    assert text.endswith("。")
    assert len(note_of(chance("notes"), "方塔小区", length)) == length
