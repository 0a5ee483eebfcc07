"""The guide is true: its policies check, its examples pass, its messages are what the command says."""

from pathlib import Path

import pytest
from tests.docs.guide import Lesson, lessons

from yanxing.engine.unknown import Unknown
from yanxing.intake import read_inputs
from yanxing.policy.calendars import office_calendar
from yanxing.policy.examples import read_examples, same, try_example
from yanxing.policy.facts.trees import read_yaml
from yanxing.policy.load import loaded

LESSONS = lessons()
RIGHT = [each for each in LESSONS if each.kind != "wrong"]
WRONG = [each for each in LESSONS if each.kind == "wrong"]


@pytest.mark.parametrize("lesson", RIGHT, ids=lambda lesson: lesson.where)
def test_a_policy_of_the_guide_checks(lesson: Lesson) -> None:
    read = loaded(lesson.policy.encode(), "policy.yaml")
    said = [each.text("zh") for each in read.findings if each.is_error or lesson.kind != "warns"]
    assert said == []


@pytest.mark.parametrize("lesson", [each for each in RIGHT if each.examples], ids=lambda lesson: lesson.where)
def test_the_examples_of_the_guide_pass(lesson: Lesson) -> None:
    policy = loaded(lesson.policy.encode(), "policy.yaml").usable
    for text in lesson.examples:
        examples, findings = read_examples(text.encode(), lesson.where)
        assert findings == []
        assert examples
        for example in examples:
            tried = try_example(policy, example, office_calendar())
            assert [each.text("zh") for each in tried.findings if each.is_error] == []
            assert [each.text("zh") for each in tried.differences] == []


@pytest.mark.parametrize("lesson", WRONG, ids=lambda lesson: lesson.where)
def test_what_the_guide_says_of_a_wrong_policy_is_said(lesson: Lesson) -> None:
    assert lesson.said is not None
    said = [each.text("zh") for each in loaded(lesson.policy.encode(), "").findings]
    for line in lesson.said.strip().splitlines():
        assert line in said


@pytest.mark.parametrize("lesson", [each for each in RIGHT if each.read], ids=lambda lesson: lesson.where)
def test_files_are_read_as_the_guide_says(lesson: Lesson, tmp_path: Path) -> None:
    for name, body in lesson.files.items():
        (tmp_path / name).write_text(body, "utf-8")
    policy = loaded(lesson.policy.encode(), "policy.yaml").usable
    inputs = read_inputs(policy, sorted(tmp_path.iterdir()))
    assert [each.text("zh") for each in inputs.findings if each.is_error] == []
    for kind, expected in read_yaml(lesson.read or "").items():
        rows = {row["id"]: row for row in inputs.facts[kind]}
        for key, wanted in expected.items():
            for fact, value in wanted.items():
                _assert_read(value, rows[key].get(fact, Unknown(())), f"{kind} {key} {fact}")


@pytest.mark.parametrize("lesson", [each for each in RIGHT if each.tried], ids=lambda lesson: lesson.where)
def test_a_trial_prints_what_the_guide_shows(yanxing, lesson: Lesson, tmp_path: Path) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(lesson.policy, "utf-8")
    for name, body in lesson.files.items():
        (tmp_path / name).write_text(body, "utf-8")
    answer = yanxing("policy", "try", policy, *(tmp_path / name for name in lesson.files))
    assert answer.code == 0
    printed = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert [line for line in (lesson.tried or "").splitlines() if line not in printed] == []


def _assert_read(wanted: object, actual: object, where: str) -> None:
    if isinstance(actual, tuple) and isinstance(wanted, list):
        assert len(actual) == len(wanted), where
        for record, fields in zip(actual, wanted, strict=True):
            for name, value in fields.items():
                _assert_read(value, record.get(name, Unknown(())), f"{where} {name}")
        return
    assert same(wanted, actual), f"{where}: {wanted} is {actual}"  # type: ignore[arg-type]


def test_the_guide_has_lessons() -> None:
    assert len(RIGHT) >= 1
