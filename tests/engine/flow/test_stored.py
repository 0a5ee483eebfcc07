"""Matters, their acts and what came of each attempt come back from plain data as they were."""

import json
from datetime import datetime
from typing import Any

from hypothesis import given
from tests.engine.flow.desk import DESK, POLICY
from tests.engine.flow.test_properties import DOORS, attempts

from yanxing.engine.flow import Matter, Word, replay
from yanxing.engine.flow.stored import (
    dump_acts,
    dump_matter,
    dump_result,
    load_acts,
    load_matter,
    load_result,
)


def through_text(stored: object) -> Any:
    return json.loads(json.dumps(stored, ensure_ascii=False))


@given(attempts())
def test_results_matters_and_histories_come_back(
    tried: tuple[Matter, list[tuple[str, Word, datetime]]],
) -> None:
    matter, words = tried
    for door, word, at in words:
        result = DOORS[door](DESK, matter, word, at)
        assert load_result(through_text(dump_result(result))) == result
        matter = result.matter
    assert load_matter(through_text(dump_matter(matter))) == matter
    assert replay(POLICY, load_acts(through_text(dump_acts(matter.history)))) == matter
