"""Units are entered under the name their office uses."""

from __future__ import annotations

import pytest

from yanxing.actions.roster.naming import full_name, stem


@pytest.mark.parametrize(
    ("said", "entered"),
    [
        ("环北社区", "环北社区"),
        ("方塔居委会", "方塔居民区"),
        ("中山街道方塔社区居委会", "方塔居民区"),
        ("方塔", "方塔居民区"),
    ],
)
def test_a_neighbourhood_called_shequ_stays_one(said: str, entered: str) -> None:
    assert full_name("neighbourhood", said) == entered
    assert stem(said) == stem(entered)
