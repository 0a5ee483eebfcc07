"""文号 in the brackets and widths people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.queries.policies.numbers import Number, read_number


@pytest.mark.parametrize(
    "typed",
    [
        "松中委〔2024〕37号",
        "松中委[2024]37号",
        "松中委【2024】37号",
        "松中委（2024）37 号",
        "松中委(2024)第37号",
        " 松中委 〔 ２０２４ 〕 ３７ 号 ",
        "松中委2024年37号",
        "松中委〔2024〕037号",
        "松中委﹝2024﹞37",
        "松中委［2024］37号",
    ],
)
def test_a_number_is_read_in_any_brackets(typed: str) -> None:
    assert read_number(typed) == Number("松中委", 2024, 37)


@pytest.mark.parametrize(
    "typed",
    ["", "37", "松中委〔2024〕号", "松中委〔24〕37号", "〔2024〕37号", "松中委〔2024〕0号", "ABC〔2024〕3号"],
)
def test_what_is_no_number_is_told(typed: str) -> None:
    assert read_number(typed) is None


@given(st.sampled_from(["松中委", "松府中办"]), st.integers(1949, 2100), st.integers(1, 999_999))
def test_a_number_as_printed_is_read_as_the_same(code: str, year: int, serial: int) -> None:
    number = Number(code, year, serial)
    assert read_number(str(number)) == number
