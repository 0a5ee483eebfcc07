"""The guide is true: its policies check, its examples pass, its messages are what the command says."""

import pytest

from tests.docs.guide import Lesson, lessons
from yanxing.policy.calendars import office_calendar
from yanxing.policy.examples import read_examples, try_example
from yanxing.policy.load import loaded

LESSONS = lessons()
RIGHT = [each for each in LESSONS if each.kind != "wrong"]
WRONG = [each for each in LESSONS if each.kind == "wrong"]


@pytest.mark.parametrize("lesson", RIGHT, ids=lambda lesson: lesson.where)
def test_a_policy_of_the_guide_checks(lesson: Lesson) -> None:
    read = loaded(lesson.policy.encode(), "policy.yaml")
    said = [each.text("zh") for each in read.findings if each.is_error or lesson.kind != "warns"]
    assert said == []


@pytest.mark.parametrize(
    "lesson", [each for each in RIGHT if each.examples], ids=lambda lesson: lesson.where
)
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


def test_the_guide_has_lessons() -> None:
    assert len(RIGHT) >= 1
