"""The catalogue is complete, says the same in both languages, and has no entry that nothing uses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import yanxing
from yanxing.policy.findings import Finding, finding
from yanxing.policy.messages import CATALOGUE
from yanxing.policy.messages.message import Message

SOURCE = Path(yanxing.__file__).parent
MESSAGES = SOURCE / "policy" / "messages"
MAKERS = {"finding", "finding_of", "report", "Finding"}
CODE = re.compile(r"[a-z][a-z0-9_]*")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    # The doctor's findings bear their own words: an office's installation is no policy.
    for path in sorted(each for each in SOURCE.rglob("*.py") if each.parent.name != "doctor"):
        if not path.is_relative_to(MESSAGES):
            yield path, ast.parse(path.read_text("utf-8"))


def params(template: str) -> set[str]:
    # A param that is words comes in both languages: `wanted` and `wanted_en`.
    return {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(template) if name is not None}


def pattern(joined: ast.JoinedStr) -> re.Pattern[str]:
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]+"
        for part in joined.values
    )
    return re.compile("".join(parts))


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_an_entry_has_four_texts_with_the_same_params(entry: Message) -> None:
    assert CODE.fullmatch(entry.code)
    for text in (entry.zh, entry.zh_mend, entry.en, entry.en_mend):
        assert text.strip() == text
        assert text
        assert "！" not in text
        assert "!" not in text.replace(" ! ", "").replace("with !", "")
        assert "系统错误" not in text
    assert entry.zh.endswith(("。", "：{says}"))
    assert entry.zh_mend.endswith(("。", "？"))
    assert entry.en.endswith((".", ": {says}"))
    assert entry.en_mend.endswith((".", "?"))
    assert params(entry.zh) | params(entry.zh_mend) == params(entry.en) | params(entry.en_mend)


def test_every_code_that_is_reported_is_in_the_catalogue() -> None:
    unknown = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if name in MAKERS and isinstance(first, ast.Constant) and first.value not in CATALOGUE:
                unknown.append(f"{path.relative_to(SOURCE)}:{node.lineno} {first.value!r}")
    assert unknown == []


def test_every_entry_of_the_catalogue_is_used() -> None:
    words: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words.add(node.value)
                if CODE.fullmatch(node.value) and node.value.endswith("_"):
                    patterns.append(re.compile(f"{node.value}[a-z_]+"))
            elif isinstance(node, ast.JoinedStr) and any(
                isinstance(part, ast.Constant) for part in node.values
            ):
                patterns.append(pattern(node))
    unused = [
        code for code in CATALOGUE if code not in words and not any(p.fullmatch(code) for p in patterns)
    ]
    assert unused == []


def test_a_finding_says_line_what_and_mend_in_both_languages() -> None:
    found = Finding("key_unknown_near", 12, 5, {"where": "gate", "key": "requier", "near": "require"})
    assert found.text() == "第 12 行：gate 里没有 requier 这一项。是不是 require？"
    assert found.text("en") == "Line 12: gate has no key requier. Did you mean require?"
    in_file = found.in_file("policies/x.yaml")
    assert in_file.text() == "policies/x.yaml 第 12 行：gate 里没有 requier 这一项。是不是 require？"
    assert in_file.text("en") == "policies/x.yaml line 12: gate has no key requier. Did you mean require?"
    assert in_file.severity == "error"


def test_a_warning_says_that_it_is_one() -> None:
    found = Finding("renew_unset", 31, 1, {"name": "deadline"})
    assert found.text() == "第 31 行 提醒：deadline 还没有定。请补上 is。"
    assert found.text("en") == "Line 31, note: deadline is not set. Add is."


def test_what_a_user_wrote_is_shown_on_one_line_and_cut() -> None:
    found = finding("name_refused", None, place="表一 第 3 行", text="a\nb{x}" + "长" * 200)
    assert found.line == 0
    assert found.text().startswith("表一 第 3 行：a b{x}长")
    assert "\n" not in found.text()
    assert len(found.params["text"]) == 60
    words = finding("want_one_of", None, where="tie", got="x", words=["widen", "undecided"])
    assert words.mend("en") == "Choose one of: widen, undecided."
