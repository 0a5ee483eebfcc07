"""Nothing in a file moves the cursor of whoever looks at its results."""

import json
from pathlib import Path

import pytest

POLICY = """
policy: test/small
title: "小\u202e组"
document: {issuers: [街道], signed: 2024-05-09}
labels: {r: "排\u202e名"}
facts: {people: {name: text, x: number}}
runs: {r: {rows: people, stages: [{rank: place, order: [{x: high}]}]}}
"""

UNSEEN = ("\x1b", "\x07", "\u202e", "\x9b", "\r", "\x00")


@pytest.mark.parametrize("door", [["try"], ["try", "--json"], ["explain"]])
@pytest.mark.parametrize("form", ["csv", "json"])
def test_no_control_character_reaches_the_terminal(
    yanxing, tmp_path: Path, door: list[str], form: str
) -> None:
    name = "\x1b[31m红\x1b]0;pwn\x07\u202eabc\x9b2J"
    (tmp_path / "p.yaml").write_text(POLICY, "utf-8")
    rows = [{"id": "a\x1b", "name": name, "x": "\x1b[2J"}]
    (tmp_path / "in.json").write_text(json.dumps({"people": rows}), "utf-8")
    (tmp_path / "in.csv").write_text(f"id,name,x\na\x1b,{name},\x1b[2J\n", "utf-8")
    subject = ["a"] if door == ["explain"] else []
    answer = yanxing("policy", door[0], "p.yaml", *subject, f"in.{form}", *door[1:], cwd=tmp_path)
    assert answer.code == 0, answer
    assert not [each for each in UNSEEN if each in answer.out + answer.err]
    if door == ["try"]:
        assert "看不见的控制字符" in answer.out
