"""`yanxing policy check` through its door: files, folders, JSON, exit status, and files of another kind."""

import json
from pathlib import Path

import pytest

GOOD = "policy: a\ntitle: b\nfacts: {workers: {entered: date}}\n"
BAD = """\
policy: a
title: 方案
facts: {workers: {entered: date, 年龄: number}}
values: {line: {is: 60%}}
runs:
  r:
    rows: workers
    stages:
      - gate: eligible
        requier: [{that: {entered: {until: 2024.6.10}}, else: {out: late}}]
"""


def test_every_problem_is_shown_at_once_with_its_line(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(BAD, "utf-8")
    answer = yanxing("policy", "check", "a.yaml", cwd=tmp_path)
    assert answer.code == 1
    assert answer.err == ""
    assert answer.out.startswith(
        "a.yaml 第 3 行：代码和名字不能用中文：年龄。代码用小写英文字母、数字和下划线，中文写在 labels 里。\n"
        "     3 | facts: {workers: {entered: date, 年龄: number}}\n"
        "       |                                  ^\n"
        "a.yaml 第 4 行：60% 用了百分号。"
        "比较比例（rate）时直接写 60；要取一个数的百分之几，请写 {percent: 60, of: 名字}。\n"
        "     4 | values: {line: {is: 60%}}\n"
        "       |                     ^\n"
    )
    assert "a.yaml 第 10 行：gate 里没有 requier 这一项。是不是 require？\n" in answer.out
    assert answer.out.splitlines()[-1].startswith("a.yaml：3 处错误，")


def test_in_english(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(BAD, "utf-8")
    answer = yanxing("policy", "check", "a.yaml", cwd=tmp_path, lang="en_US.UTF-8")
    assert answer.code == 1
    assert "a.yaml line 10: gate has no key requier. Did you mean require?\n" in answer.out
    assert answer.out.splitlines()[-1].startswith("a.yaml: 3 errors, ")


def test_a_file_without_problems(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    answer = yanxing("policy", "check", "a.yaml", cwd=tmp_path)
    assert (answer.code, answer.out, answer.err) == (0, "a.yaml：没有问题。\n", "")


def test_json_holds_code_place_and_words(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(BAD, "utf-8")
    answer = yanxing("policy", "check", "--json", "a.yaml", cwd=tmp_path)
    assert answer.code == 1
    (file,) = json.loads(answer.out)
    assert file["file"] == "a.yaml"
    assert len(file["digest"]) == 64
    first = file["findings"][0]
    assert (first["code"], first["severity"], first["line"], first["column"]) == (
        "name_chinese",
        "error",
        3,
        34,
    )
    assert first["what"] == "代码和名字不能用中文：年龄。"
    assert first["params"] == {"text": "年龄"}
    assert file["errors"] == sum(found["severity"] == "error" for found in file["findings"])


def test_a_folder_means_its_policies_without_their_examples(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "street").mkdir()
    (tmp_path / "street" / "b.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "street" / "b.examples.yaml").write_text("- nonsense", "utf-8")
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    answer = yanxing("policy", "check", ".", cwd=tmp_path)
    assert answer.code == 0
    assert answer.out == "a.yaml：没有问题。\nstreet/b.yaml：没有问题。\n"


def test_a_path_that_is_not_there_ends_with_2(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "empty").mkdir()
    answer = yanxing("policy", "check", "no.yaml", "a.yaml", "empty", cwd=tmp_path)
    assert answer.code == 2
    assert answer.out == "a.yaml：没有问题。\n"
    assert answer.err == (
        "no.yaml：没有这个文件。请检查路径和文件名。\nempty：这个文件夹里没有 .yaml 文件。请检查路径。\n"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件里没有内容"),
        ("policy: 甲\ntitle: 方案\n".encode("gb18030"), "看来是 GB18030（GBK）"),
        (b"PK\x03\x04\x00workbook", "这不是文本文件"),
        (b"\xff\xfep\x00", "不是 UTF-8 编码"),
        (b"a: [\n", "括号没有配对"),
        (b"policy: a\n  title: b\n", "冒号"),
        (b"{" * 5000, "嵌套超过 60 层"),
    ],
)
def test_a_file_of_another_kind_says_what_it_is(yanxing, tmp_path: Path, data: bytes, words: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_bytes(data)
    answer = yanxing("policy", "check", "a.yaml", cwd=tmp_path)
    assert answer.code == 1
    assert words in answer.out
    assert "Traceback" not in answer.out + answer.err


@pytest.mark.parametrize(
    "given", ["policies/zhongshan/empowerment-2024.yaml", "policies/baoshan/training-hours.yaml"]
)
def test_the_shipped_policies_have_no_errors(yanxing, given: str) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing("policy", "check", "--json", given)
    assert answer.code == 0
    assert json.loads(answer.out)[0]["errors"] == 0


def test_notes_pass_unless_they_must_be_confirmed(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    windows = (
        "windows:\n"
        "  contest: {from: 2024-06-10, until: 2024-09-10}\n"
        "  june: {year: 2024, month: 6, inside: contest%s}\n"
        "programme:\n"
        "  year: 2024\n"
        "  phases: [contest]\n"
        "  parts: [{part: talks, activities: [{activity: talk, kind: lecture, window: june}]}]\n"
    )
    (tmp_path / "a.yaml").write_text(GOOD + windows % "", "utf-8")
    (tmp_path / "b.yaml").write_text(GOOD + windows % ", confirmed: 领导同意提前", "utf-8")
    answer = yanxing("policy", "check", "a.yaml", cwd=tmp_path)
    assert answer.code == 0
    assert "a.yaml 第 6 行 提醒：时段 june" in answer.out
    assert yanxing("policy", "check", "a.yaml", "--confirm", cwd=tmp_path).code == 1
    assert "时段 june" not in yanxing("policy", "check", "b.yaml", "--confirm", cwd=tmp_path).out


HALF_LABELLED = """\
policy: a
title: b
labels: {people: 人员, score: 得分, exam: 考核}
facts: {people: {score: number, post: {code: [head, staff]}, visits: {records: {day: date}}}}
tables: {grades: {at_least: {60: pass}, else: fail}}
runs:
  exam:
    rows: people
    stages:
      - compute: {grade: {is: {table: grades, at: score}}}
      - gate: passed
        require: [{that: {score: {at_least: 60}}, else: {out: below}}]
"""
NO_LABEL = "9 个名字没有标签，页面上会显示英文：post、head、staff、visits、day、pass、fail、grade等。"


def test_names_without_a_label_are_told_in_one_line(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(HALF_LABELLED, "utf-8")
    answer = yanxing("policy", "check", "--confirm", "a.yaml", cwd=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        f"{NO_LABEL}要显示中文，请写进 labels。",
        "a.yaml：没有问题。",
    ]
    (file,) = json.loads(yanxing("policy", "check", "--json", "a.yaml", cwd=tmp_path).out)
    assert file["unlabelled"][-2:] == ["grade", "below"]


def test_a_policy_without_any_label_is_not_asked_for_them(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    bare = HALF_LABELLED.replace("labels: {people: 人员, score: 得分, exam: 考核}\n", "")
    (tmp_path / "a.yaml").write_text(bare, "utf-8")
    assert yanxing("policy", "check", "a.yaml", cwd=tmp_path).out == "a.yaml：没有问题。\n"


def test_the_last_line_says_how_notes_are_settled(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text(GOOD + "values: {line: {is: 60}}\n", "utf-8")
    last = yanxing("policy", "check", "a.yaml", cwd=tmp_path).out.splitlines()[-1]
    assert last.endswith("（日期写 confirmed，取整写 on 或 reading，没有用到的写 because）。")
