"""The schema for editors says the same as the reader, for files that are right and for common slips."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from yanxing.policy.reading import read, read_text
from yanxing.policy.reading.nodes import YamlScalar, as_plain
from yanxing.policy.reading.scalars import value_of
from yanxing.policy.schema import schema

ROOT = Path(__file__).parents[2]
POLICIES = sorted(
    path
    for folder in ("policies", "docs", "tests/policy/reading")
    for path in (ROOT / folder).rglob("*.yaml")
    if not path.name.endswith(".examples.yaml") and b"\npolicy:" in b"\n" + path.read_bytes()
)
SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def as_json(node: YamlScalar) -> Any:
    value = value_of(node)
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value if isinstance(value, bool | str) else node.text


def problems(data: bytes) -> list[str]:
    tree, _ = read_text(data)
    assert tree is not None
    return [error.message for error in VALIDATOR.iter_errors(as_plain(tree, as_json))]


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False
    assert SCHEMA["required"] == ["policy", "title"]


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.name)
def test_every_policy_of_the_house_is_valid(path: Path) -> None:
    assert read(path.read_bytes()).findings == []
    assert problems(path.read_bytes()) == []


@pytest.mark.parametrize(
    "slip",
    [
        "titel: b",
        "values: {a: 60}",
        "values: {a: {is: 60, sinse: 1}}",
        "facts: {workers: {age: integer}}",
        "facts: {workers: {年龄: number}}",
        "tables: {t: {at_least: {九十: good}}}",
        "runs: {r: {rows: workers}}",
        "runs: {r: {rows: workers, stages: [{gate: g, require: [{that: {age: 3}, else: {out: x}}]}]}}",
        "runs: {r: {rows: workers, stages: [{gate: g, require: [{that: {age: {gte: 3}}, else: {out: x}}]}]}}",
        "runs: {r: {rows: w, stages: [{gate: g, require: [{that: {a: {below: 3}}, else: {out: x, b: y}}]}]}}",
        "runs: {r: {rows: workers, stages: [{rank: p, order: {age: high}}]}}",
        "define: {d: {is: {sum: [a, b], adds: 3}}}",
        "windows: {w: {year: 2024, month: 6, third: first}}",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(slip: str) -> None:
    data = f"policy: a\ntitle: b\n{slip}\n".encode()
    assert read(data).findings
    assert problems(data)


def test_descriptions_come_from_the_classes() -> None:
    definitions = schema()["$defs"]
    assert definitions["Ratio"]["description"] == "First ÷ second; by zero it is unknown."
    assert definitions["Places"]["properties"]["tie"]["enum"] == [
        "all_enter",
        "none_enter",
        "widen",
        "undecided",
    ]
    assert all(
        each.get("additionalProperties") is False for each in definitions.values() if "properties" in each
    )
