"""Every act that can stand in the trail has words; the ways of signing in are not those of logging in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from yanxing.records.models import CheckIn, SessionChange
from yanxing.web.trail.words import ACTS, NOUNS, WAYS_IN, detail_words

ROOT = Path(__file__).parents[3]
ACT = re.compile(rf"(?:{'|'.join(NOUNS)})\.[a-z_]+")
COMPOSED = {
    "f'leave.{_act(answer, result)}'": lambda: [
        f"leave.{answer}" for answer in ("approve", "send_back", "refuse", "submit")
    ],
    "f'session.{kind}'": lambda: [f"session.{kind}" for kind in SessionChange.Kind.values],
    "f'signin.{direction}'": lambda: [f"signin.{way}" for way in CheckIn.Direction.values],
    "f'{kind}.import'": lambda: ["person.import", "unit.import"],
}
"""Acts put together from two words, as they stand in the source → all they can become."""


def sources() -> list[Path]:
    """Whatever writes into the trail."""
    files = [path for path in (ROOT / "src/yanxing").rglob("*.py") if path.name != "words.py"]
    return [p for p in files if "actions" in p.parts or "trail.record(" in p.read_text("utf-8")]


def written() -> Iterator[str]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACT.fullmatch(node.value):
                yield node.value
            elif isinstance(node, ast.JoinedStr) and ast.unparse(node) in COMPOSED:
                yield from COMPOSED[ast.unparse(node)]()


def test_every_act_has_words_and_no_word_is_left_over() -> None:
    acts = set(written())
    assert {"signin.in", "leave.send_back", "session.cancelled", "post.give"} <= acts
    assert (sorted(acts - set(ACTS)), sorted(set(ACTS) - acts)) == ([], [])


def test_every_composed_act_is_known() -> None:
    composed = {
        ast.unparse(node)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.JoinedStr)
        and re.fullmatch(rf"f'(?:(?:{'|'.join(NOUNS)})\.\{{[^}}]+\}}|\{{\w+\}}\.\w+)'", ast.unparse(node))
    }
    assert composed == set(COMPOSED)


def test_a_way_of_signing_in_is_told_as_such() -> None:
    assert CheckIn.Way.labels == [WAYS_IN[way] for way in CheckIn.Way.values]
    assert detail_words("signin.in", {"way": "code"}) == "方式：扫码"
    assert detail_words("account.enter", {"way": "code"}) == "方式：密码加验证码"
