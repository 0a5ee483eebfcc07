"""What a command writes never replaces what somebody else wrote, unless it is told to."""

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
    (tmp_path / "in.json").write_text('{"people": [{"id": "a", "name": "李四", "x": 1}]}', "utf-8")
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    return tmp_path


@pytest.mark.parametrize("target", ["p.yaml", "in.json", "mine.txt", "link", "./sub/../in.json"])
def test_a_page_replaces_neither_an_input_nor_another_file(yanxing, folder: Path, target: str) -> None:
    (folder / "sub").mkdir()
    (folder / "link").symlink_to("in.json")
    before = {each: each.read_bytes() for each in folder.iterdir() if each.is_file()}
    answer = yanxing("policy", "try", "p.yaml", "in.json", "--html", target, cwd=folder)
    assert (answer.code, answer.out) == (2, "")
    assert "没有改动它" in answer.err
    assert "--force" in answer.err
    assert {each: each.read_bytes() for each in folder.iterdir() if each.is_file()} == before


def test_an_earlier_page_is_replaced_and_force_replaces_anything(yanxing, folder: Path) -> None:
    first = yanxing("policy", "try", "p.yaml", "in.json", "--html", "out.html", cwd=folder)
    again = yanxing("policy", "try", "p.yaml", "in.json", "--html", "out.html", cwd=folder)
    assert (first.code, again.code) == (0, 0), again
    forced = yanxing("policy", "try", "p.yaml", "in.json", "--html", "mine.txt", "--force", cwd=folder)
    assert forced.code == 0
    assert (folder / "mine.txt").read_bytes() == (folder / "out.html").read_bytes()
    assert sorted(each.name for each in folder.iterdir()) == ["in.json", "mine.txt", "out.html", "p.yaml"]


@pytest.mark.parametrize(("lang", "why"), [("zh", "没有这个文件夹"), ("en", "there is no such folder")])
def test_where_nothing_can_be_written_is_said_in_one_language(
    yanxing, folder: Path, lang: str, why: str
) -> None:
    answer = yanxing(
        "policy", "try", "p.yaml", "in.json", "--html", "no/out.html", "--lang", lang, cwd=folder
    )
    assert answer.code == 2
    assert why in answer.err
    assert "No such file" not in answer.err
    device = yanxing("policy", "try", "p.yaml", "in.json", "--html", "/dev/null", "--force", cwd=folder)
    assert device.code == 2


def test_a_schema_replaces_only_a_schema(yanxing, folder: Path) -> None:
    assert yanxing("policy", "schema", "-o", "p.yaml", cwd=folder).code == 2
    assert (folder / "p.yaml").read_text("utf-8") == POLICY
    assert yanxing("policy", "schema", "-o", "s.json", cwd=folder).code == 0
    assert yanxing("policy", "schema", "-o", "s.json", cwd=folder).code == 0
    assert yanxing("policy", "schema", "-o", "p.yaml", "--force", cwd=folder).code == 0
    assert (folder / "p.yaml").read_bytes() == (folder / "s.json").read_bytes()


def test_half_a_character_in_a_name_neither_stops_nor_empties_a_page(yanxing, folder: Path) -> None:
    (folder / "half.json").write_text('{"people": [{"id": "a", "name": "\\ud800李四", "x": 1}]}', "utf-8")
    answer = yanxing("policy", "try", "p.yaml", "half.json", "--html", "out.html", cwd=folder)
    assert answer.code == 0, answer
    assert "李四" in (folder / "out.html").read_text("utf-8")
