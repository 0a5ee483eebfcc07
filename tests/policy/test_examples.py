"""Every example beside a policy, in `policies/` and in the guide, is one case with its name."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.calendars import office_calendar
from yanxing.policy.examples import Example, read_examples, try_example
from yanxing.policy.load import load

ROOT = Path(__file__).parents[2]


def files() -> list[Path]:
    return [
        each for folder in ("policies", "docs") for each in sorted((ROOT / folder).rglob("*.examples.yaml"))
    ]


@cache
def policy_of(examples: Path) -> Policy:
    path = examples.with_name(examples.name.removesuffix(".examples.yaml") + ".yaml")
    found = load(path)
    assert found.ok, [each.text() for each in found.findings if each.is_error]
    return found.usable


def cases() -> Iterator[object]:
    for path in files():
        for number, example in enumerate(read_examples(path.read_bytes(), path.name)[0]):
            name = f"{path.name.removesuffix('.examples.yaml')}-{number}-{example.name}"
            yield pytest.param(path, example, id=name)


@pytest.mark.parametrize(("path", "example"), list(cases()))
def test_the_example_comes_out_as_written(path: Path, example: Example) -> None:
    tried = try_example(policy_of(path), example, office_calendar())
    assert [each.text() for each in tried.findings if each.is_error] == []
    assert [each.text() for each in tried.differences] == []


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_example_is_written_as_one(path: Path) -> None:
    assert [each.text() for each in read_examples(path.read_bytes(), path.name)[1]] == []
