"""Each case is a policy full of mistakes; behind each line stands, after `#!`, exactly what is said of it."""

from __future__ import annotations

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from yanxing.policy.findings import Finding
from yanxing.policy.load import load
from yanxing.policy.messages import CATALOGUE

CASES = Path(__file__).parent / "cases"
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
PARAM = re.compile(r"(?<!{){(\w+)}")
OURS = ("checking", "checking_terms", "checking_stages", "checking_matters")


def expected(path: Path) -> Counter[tuple[int, str]]:
    lines = path.read_text("utf-8").splitlines()
    return Counter(
        (number, said.strip())
        for number, line in enumerate(lines, start=1)
        for said in line.split("  #! ")[1:]
    )


def told(findings: tuple[Finding, ...]) -> Counter[tuple[int, str]]:
    return Counter((each.line, f"{each.code} {each.what()}{each.mend()}") for each in findings)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_case_says_exactly_what_stands_behind_its_lines(path: Path) -> None:
    assert told(load(path).findings) == expected(path)


def test_every_message_of_the_checker_has_a_case() -> None:
    entries = {
        entry.code for name in OURS for entry in import_module(f"yanxing.policy.messages.{name}").MESSAGES
    }
    shown = {said.split(" ")[0] for path in CASES.glob("*.yaml") for _, said in expected(path)}
    assert entries - shown == set()


@pytest.mark.parametrize("name", OURS)
def test_chinese_messages_end_in_a_full_stop_or_a_question(name: str) -> None:
    for entry in import_module(f"yanxing.policy.messages.{name}").MESSAGES:
        assert CATALOGUE[entry.code] is entry
        assert entry.zh.endswith("。")
        assert entry.zh_mend.endswith(("。", "？"))
        assert "！" not in entry.zh + entry.zh_mend


@pytest.mark.parametrize("name", OURS)
def test_english_messages_say_the_same_of_the_same_things(name: str) -> None:
    for entry in import_module(f"yanxing.policy.messages.{name}").MESSAGES:
        assert not CHINESE.search(entry.en + entry.en_mend), entry.code
        assert entry.en.endswith(".")
        assert entry.en_mend.endswith((".", "?"))
        assert set(PARAM.findall(entry.en)) == set(PARAM.findall(entry.zh)), entry.code
