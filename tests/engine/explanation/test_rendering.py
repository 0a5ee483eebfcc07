"""Rendering is total and repeatable: any stored reason, any number of times, from the policy alone."""

import re
from string import Formatter

import pytest
from hypothesis import given
from tests.engine.explanation.making import rows
from tests.engine.explanation.plan import PLAN, names, settlement

from yanxing.engine.explanation import Explainer, audience_counts, audience_status, explain, phrases
from yanxing.engine.explanation.phrases import Phrase
from yanxing.engine.outcome import Row, RunResult
from yanxing.engine.stored import dump_run, load_run

NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@given(rows, rows)
def test_no_reason_fails_to_render_and_twice_is_the_same(row: Row, other: Row) -> None:
    for run in ("exam", "essays", "teams", "no_such_run"):
        result = RunResult(run, {other.id: other, row.id: row})
        for language in ("zh", "en"):
            told = explain(PLAN, result, row.id, language, names)
            assert told.sentence
            assert told == explain(PLAN, load_run(dump_run(result)), row.id, language, names)
            assert explain(PLAN, result, row.id, language, you=True).sentence
            Explainer(PLAN, result, language).remark(row.id)
        assert sum(audience_counts(PLAN, result).values()) == len(result.rows)
        assert audience_status(PLAN, run, row) in ("fits", "almost", "unfit", "waiting")


def test_every_number_of_a_sentence_stands_in_its_steps_or_beside_its_neighbour() -> None:
    for result in settlement().runs.values():
        explainer = Explainer(PLAN, result, "zh", names)
        steps = {row_id: explainer.explain(row_id).steps for row_id in result.rows}
        for row_id in result.rows:
            said = set(NUMBER.findall(explainer.sentence(row_id)))
            own = [*steps[row_id], *_neighbours(result, row_id, steps)]
            told = {
                number
                for step in own
                for line in (step.title, *step.lines)
                for number in NUMBER.findall(line)
            }
            told |= {str(number) for number in range(len(own) + 1)}
            assert said - told == set(), explainer.sentence(row_id)


def _neighbours(result, row_id, steps):
    above = {getattr(reason, "above", None) for reason in result.rows[row_id].reasons}
    below = {
        other.id
        for other in result.rows.values()
        for reason in other.reasons
        if getattr(reason, "above", None) == row_id
    }
    return [step for other in (above | below) - {None} for step in steps[other]]


def _phrases() -> list[tuple[str, Phrase]]:
    tables = [table for table in vars(phrases).values() if isinstance(table, type) and table is not Phrase]
    return [
        (f"{table.__name__}.{name}", phrase)
        for table in tables
        for name, phrase in vars(table).items()
        if isinstance(phrase, Phrase)
    ]


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("name", "phrase"), _phrases(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_both_languages_say_the_same(name: str, phrase: Phrase) -> None:
    if name == "Common.DATE":
        assert _places(phrase.en) == {"iso"}
    else:
        assert _places(phrase.zh) == _places(phrase.en)
