"""Options may stand anywhere among the files."""

import json
from pathlib import Path

import pytest

POLICY = """
policy: test/small
title: 小
document: {issuers: [街道], signed: 2024-05-09}
facts: {people: {name: text, x: number}}
runs: {r: {rows: people, stages: [{rank: place, order: [{x: high}]}]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(POLICY, "utf-8")
    for number in "12":
        row = {"id": number, "name": number, "x": number}
        (tmp_path / f"in{number}.json").write_text(json.dumps({"people": [row]}), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        "policy try p.yaml in1.json in2.json --json --run r",
        "policy try p.yaml --json in1.json in2.json --run r",
        "policy try --json p.yaml --run r in1.json in2.json",
        "policy try p.yaml in1.json --as-of 2024-06-10 in2.json --json",
        "--lang zh policy try p.yaml in1.json in2.json --json",
        "policy --lang zh try p.yaml in1.json in2.json --json",
    ],
)
def test_files_and_options_in_any_order(yanxing, folder: Path, arguments: str) -> None:
    answer = yanxing(*arguments.split(), cwd=folder)
    assert answer.code == 0, answer
    assert len(json.loads(answer.out)["runs"]["r"]["rows"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("policy try", "缺少参数：FILE"),
        ("policy explain p.yaml", "缺少参数：SUBJECT、INPUT"),
        ("policy try p.yaml in1.json --nope", "不认识的参数：--nope。"),
        ("policy try p.yaml in1.json --json --html o.html", "不能一起用"),
        ("policy try p.yaml in1.json --run", "--run 后面要写一个值。"),
    ],
)
def test_wrong_use_is_still_said(yanxing, folder: Path, arguments: str, said: str) -> None:
    answer = yanxing(*arguments.split(), cwd=folder)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_comparison_takes_its_files_and_options_in_any_order(yanxing, folder: Path) -> None:
    answer = yanxing(
        "policy", "diff", "p.yaml", "--json", "p.yaml", "--on", "in1.json", "in2.json", cwd=folder
    )
    assert answer.code == 0, answer
    assert json.loads(answer.out)["results"]["compared"] == {"r": 2}
