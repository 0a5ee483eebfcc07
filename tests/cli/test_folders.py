"""A folder given instead of files, and the folder the demonstration writes."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

PLAN = Path(__file__).parent.parent.parent / "policies/zhongshan/empowerment-2024.yaml"

POLICY = """policy: test/folder
title: 试
labels: {people: 人员, name: 姓名, score: 得分, listing: 名单, twice: 两倍}
facts: {people: {name: text, score: number}}
runs:
  listing: {rows: people, stages: [{compute: {twice: {is: {product: [score, 2]}}}}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A policy, and beside it the folder of its files with all that lies about in one."""
    (tmp_path / "p.yaml").write_text(POLICY, "utf-8")
    made = tmp_path / "表"
    (made / "三月").mkdir(parents=True)
    (made / "三月" / "更深").mkdir()
    (made / ".藏").mkdir()
    (made / "人员一.csv").write_text("姓名,得分\n王敏,1\n", "utf-8")
    (made / "p.yaml").write_text(POLICY, "utf-8")
    (made / "p.examples.yaml").write_text("examples: []\n", "utf-8")
    (made / "~$人员二.xlsx").write_bytes(b"lock")
    (made / ".人员.csv").write_text("姓名,得分\n隐,1\n", "utf-8")
    (made / ".藏" / "人员.csv").write_text("姓名,得分\n藏,1\n", "utf-8")
    (made / "说明.docx").write_bytes(b"PK\x03\x04")
    (made / "三月" / "更深" / "人员.csv").write_text("姓名,得分\n深,1\n", "utf-8")
    book = openpyxl.Workbook()
    book.active.title = "人员"
    for row in (["姓名", "得分"], ["李 婷", 2]):
        book.active.append(row)
    book.save(made / "三月" / "人员二.XLSX")
    (made / "人员三.json").write_text(
        json.dumps({"people": [{"id": "z", "name": "周喆", "score": 3}]}), "utf-8"
    )
    return tmp_path


def test_a_folder_means_the_files_in_it_and_one_level_below(yanxing: Any, folder: Path) -> None:
    answer = yanxing("policy", "try", "p.yaml", "表", "--json", cwd=folder)
    assert answer.code == 0, answer
    told = json.loads(answer.out)
    assert told["findings"] == []
    rows = {row["name"]: row["columns"]["twice"]["exact"] for row in told["runs"]["listing"]["rows"]}
    assert rows == {"王敏": "2", "李婷": "4", "周喆": "6"}


@pytest.mark.parametrize("asked", ["李婷", "李 婷", "李　婷"])
def test_explain_takes_a_folder_and_a_name_with_a_gap(yanxing: Any, folder: Path, asked: str) -> None:
    answer = yanxing("policy", "explain", "p.yaml", asked, "表", cwd=folder)
    assert answer.code == 0, answer
    assert "■ 李婷" in answer.out
    shown = yanxing("policy", "try", "p.yaml", "表", "--subject", asked, cwd=folder)
    assert (shown.code, "李婷" in shown.out, "王敏" in shown.out) == (0, True, False)


def test_diff_takes_a_folder(yanxing: Any, folder: Path) -> None:
    (folder / "q.yaml").write_text(POLICY.replace("[score, 2]", "[score, 3]"), "utf-8")
    answer = yanxing("policy", "diff", "p.yaml", "q.yaml", "--on", "表", cwd=folder)
    assert "李婷" in answer.out, answer


def test_a_folder_with_nothing_to_read_says_so(yanxing: Any, folder: Path) -> None:
    answer = yanxing("policy", "try", "p.yaml", "表/三月/更深", "表/.藏/..", cwd=folder)
    assert answer.code == 0
    (folder / "空").mkdir()
    answer = yanxing("policy", "try", "p.yaml", "表", "空", cwd=folder)
    assert answer.code == 1
    assert "空 里没有可以读的文件（xlsx、xls、csv、json、yaml" in answer.err


def test_the_demo_writes_into_its_own_folder_again_but_over_nobodys_work(
    yanxing: Any, tmp_path: Path
) -> None:
    made = tmp_path / "demo"
    assert yanxing("demo-files", "--out", made).code == 0
    explained = yanxing("policy", "explain", PLAN, "欧阳静雯", made)
    assert (explained.code, "■ 欧阳静雯" in explained.out) == (0, True)
    again = yanxing("demo-files", "--out", made)
    assert again.code == 0, again
    changed = made / "工作簿" / "04 笔试成绩.csv"
    changed.write_text("mine", "utf-8")
    refused = yanxing("demo-files", "--out", made)
    assert refused.code == 2
    assert f"{changed} 已经有了，不是 demo 写的，或写好以后改过，没有改动它。" in refused.err
    assert changed.read_text("utf-8") == "mine"
    assert yanxing("demo-files", "--out", made, "--force").code == 0
    assert changed.read_bytes() != b"mine"


@pytest.mark.parametrize("name", ["2024年结果.html", "评审小组决定.json", "工作簿/05 面试评分.xlsx"])
def test_the_demo_leaves_a_foreign_folder_alone(yanxing: Any, tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine", "utf-8")
    answer = yanxing("demo-files", "--out", tmp_path)
    assert answer.code == 2
    assert f"{mine} 已经有了" in answer.err
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == [mine]
    assert mine.read_text("utf-8") == "mine"
