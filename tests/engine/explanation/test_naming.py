"""What rows are called: people by name, works by title and whose they are, never by a bare code."""

import pytest

from yanxing.engine.explanation import names_of, row_name, row_title
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.grammar.facts import KeyOf, OneCode, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row

PLAN = Policy(
    policy="test/names",
    title="命名",
    labels={"photo_open": "开放组", "deputy": "副主任", "outside": "外出参访", "talk": "有话说"},
    facts={
        "committees": {"name": "text", "seats": Records(records={"post": "text", "count": "number"})},
        "workers": {"name": "text", "unit": KeyOf(key="committees")},
        "talks": {"unit": KeyOf(key="committees"), "speaker": KeyOf(key="workers"), "topic": "text"},
        "designs": {"unit": KeyOf(key="committees"), "author": KeyOf(key="workers"), "body": "text"},
        "nominations": {
            "unit": KeyOf(key="committees"),
            "person": KeyOf(key="workers"),
            "visit": OneCode(code=("outside",)),
            "as_who": OneCode(code=("deputy",)),
        },
        "sessions": {"title": "text"},
        "attendances": {"session": KeyOf(key="sessions"), "person": KeyOf(key="workers")},
        "blanks": {"body": "text"},
    },
    runs={},
)
FACTS = {
    "committees": [{"id": "c1", "name": "方塔"}],
    "workers": [{"id": "w1", "name": "李婷", "unit": "c1"}],
    "talks": [{"id": "T08", "unit": "c1", "speaker": "w1", "topic": "停车难"}],
    "designs": [{"id": "R1", "unit": "c1", "author": "w1", "body": "很长的正文"}],
    "nominations": [{"id": "V1", "unit": "c1", "person": "w1", "visit": "outside", "as_who": "deputy"}],
    "sessions": [{"id": "s1", "title": "第一讲"}],
    "attendances": [{"id": "A1", "session": "s1", "person": "w1"}],
    "blanks": [{"id": "B1", "body": "文"}],
}


@pytest.mark.parametrize(
    ("kind", "key", "name", "title"),
    [
        ("committees", "c1", "方塔", "方塔"),
        ("workers", "w1", "李婷", "李婷"),
        ("talks", "T08", "停车难（李婷，方塔）", "停车难"),
        ("designs", "R1", "李婷（方塔）", ""),
        ("nominations", "V1", "李婷（外出参访，副主任，方塔）", "外出参访 副主任"),
        ("attendances", "A1", "李婷（第一讲）", ""),
        ("blanks", "B1", "B1", "B1"),
    ],
)
def test_names(kind: str, key: str, name: str, title: str) -> None:
    names = names_of(PLAN, FACTS)
    facts = next(row for row in FACTS[kind] if row["id"] == key)
    row = Row(key, kind, {name: value for name, value in facts.items() if name != "id"})
    speech = Speech(PLAN, "zh", names)
    assert names(kind, key) == row_name(speech, row) == name
    assert row_title(speech, row) == title


def test_in_english_only_the_brackets_change() -> None:
    assert names_of(PLAN, FACTS, "en")("talks", "T08") == "停车难 (李婷, 方塔)"


def test_what_is_not_in_the_files_keeps_its_id() -> None:
    assert names_of(PLAN, FACTS)("workers", "w9") == "w9"


def test_a_row_that_names_itself_ends() -> None:
    policy = Policy(policy="t/t", title="t", facts={"things": {"of": KeyOf(key="things")}}, runs={})
    assert names_of(policy, {"things": [{"id": "a", "of": "a"}]})("things", "a") == "a"


def test_a_group_is_called_by_what_it_was_grouped_by() -> None:
    row = Row("c1/talk", "standing", {}, group=(("unit", "c1"), ("item", "talk")))
    assert row_name(Speech(PLAN, "zh", names_of(PLAN, FACTS)), row) == "方塔 有话说"


def test_a_record_beside_its_row_is_called_by_the_row_and_its_own_id() -> None:
    facts = {"name": "方塔", "post": "副主任"}
    row = Row("c1/2", "committees.seats", facts, parent="c1")
    assert row_name(Speech(PLAN, "zh", names_of(PLAN, FACTS)), row) == "方塔 2"
