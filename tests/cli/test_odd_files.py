"""Devices, pipes, folders, files too big or not ours to read: a sentence at once, never a wait or a trace."""

import os
from pathlib import Path

import pytest

POLICY = """
policy: test/small
title: 小
document: {issuers: [街道], signed: 2024-05-09}
labels: {r: 排名次, people: 人员}
facts: {people: {name: text, x: number}}
runs:
  r: {rows: people, stages: [{rank: place, order: [{x: high}]}]}
  other: {rows: people, stages: [{rank: line, order: [{x: low}]}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "in.json").write_text('{"people": [{"id": "a", "name": "李四", "x": 1}]}', "utf-8")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "sub").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(1 << 30)
    return tmp_path


ODD = [
    ("/dev/zero", "这不是普通文件（是设备或管道），没有读。请先存成文件，再写出文件名。"),
    ("pipe", "这不是普通文件（是设备或管道），没有读。请先存成文件，再写出文件名。"),
    ("sub", "这是文件夹，不是文件。请写出其中的文件名。"),
    ("none", "没有这个文件。请检查路径和文件名。"),
    ("loop", "文件打不开（ELOOP）。请检查文件名，以及它是否正被别的程序占用。"),
    ("x" * 300, "文件打不开（ENAMETOOLONG）。请检查文件名，以及它是否正被别的程序占用。"),
]


@pytest.mark.parametrize(("odd", "said"), [each for each in ODD if each[0] != "sub"])
def test_as_an_input(yanxing, folder: Path, odd: str, said: str) -> None:
    answer = yanxing("policy", "try", "p.yaml", odd, cwd=folder, timeout=30)
    assert answer.code == 1
    assert answer.err.startswith(f"{Path(odd).name}：{said}\n")


@pytest.mark.parametrize(("odd", "said"), ODD)
@pytest.mark.parametrize("before", [["check"], ["try"], ["new", "--from"], ["diff", "p.yaml"]])
def test_as_a_policy(yanxing, folder: Path, before: list[str], odd: str, said: str) -> None:
    if before == ["check"] and odd == "sub":
        said = "这个文件夹里没有 .yaml 文件。请检查路径。"
    after = ["in.json"] if before == ["try"] else []
    answer = yanxing("policy", *before, odd, *after, cwd=folder, timeout=30)
    assert answer.code == 2
    assert answer.err == f"{odd}：{said}\n"


def test_one_too_big_is_not_read_whole(yanxing, folder: Path) -> None:
    answer = yanxing("policy", "check", "huge", cwd=folder, timeout=30)
    assert answer.code == 1
    assert "文件超过 5 MB。" in answer.out
    answer = yanxing("policy", "try", "p.yaml", "huge", cwd=folder, timeout=30)
    assert answer.code == 1
    assert "文件太大" in answer.err


def test_an_english_sentence_has_no_chinese_reason(yanxing, folder: Path) -> None:
    answer = yanxing("policy", "try", "p.yaml", "none.csv", "--lang", "en", cwd=folder)
    assert answer.err.splitlines()[0] == "none.csv: There is no such file. Check the path and the name."


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", "没有叫 zz 的环节。可用：排名次 r、other。\n"),
        ("en", "There is no run called zz. There are: 排名次 r, other.\n"),
    ],
)
def test_an_unknown_run_is_answered_with_those_there_are(yanxing, folder: Path, lang: str, said: str) -> None:
    answer = yanxing("policy", "try", "p.yaml", "in.json", "--run", "zz", "--lang", lang, cwd=folder)
    assert (answer.code, answer.err) == (2, said)
