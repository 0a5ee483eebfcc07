"""Whatever the bytes of an input are, reading gives findings.

By default each property sees 150 inputs; `HYPOTHESIS_PROFILE=ci` or `deep` asks for more.
"""

import io
import json
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import read_inputs
from yanxing.policy.reading import read

INPUTS = max(150, {"ci": 400, "deep": 5000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 0))
POLICY = Path(__file__).parents[2] / "policies/zhongshan/empowerment-2024.yaml"

HEADS = [
    "姓名", "工号", "居民区", "职务", "入职年月", "笔试成绩", "居委会名称", "所属片区", "证书", "评委1",
    "评委2", "评委姓名", "得分", "序号", "id", "编号", "备注", "作品名称", "签到时间", "姓名（必填）", "",
]  # fmt: skip
WORDS = [
    "张三", "S1", "方塔", "书记、主任", "2021.3", "2021年13月", "83.5分", "缺考", "回避", "—", "无", "#N/A",
    "#REF!", "合计", "填表人：王", "", " ", "\n", "２０２１", "-1", "1e999", "是", "片区", "=1+1",
    "\u202e", "𠮷", "1/2", "a" * 300,
]  # fmt: skip
SHEETS = [
    "社工花名册",
    "居委会名册",
    "面试评分",
    "签到表",
    "笔试成绩",
    "摄影评分",
    "手记评分",
    "Sheet1",
    "民情手记",
]

cells = st.one_of(
    st.sampled_from(WORDS),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
rows = st.lists(st.lists(cells, max_size=6), max_size=6)
sheet = st.tuples(st.lists(st.sampled_from(HEADS), max_size=7), st.booleans(), rows)


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = read(POLICY.read_bytes(), "t.yaml").policy
    assert policy is not None
    return policy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


def reads(policy: Policy, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    inputs = read_inputs(policy, [path])
    for found in inputs.findings:
        assert found.text("zh")
        assert found.text("en")
    for kind, listed in inputs.facts.items():
        assert kind in (policy.facts or {})
        ids = [row["id"] for row in listed]
        assert len(set(ids)) == len(ids)
        assert all(isinstance(each, str) for each in ids)


def workbook(sheets: dict[str, tuple[list[str], bool, list[list[object]]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, (head, titled, body) in sheets.items():
        made = book.create_sheet(title)
        if titled:
            made.append(["某街道" + title])
            made.merge_cells("A1:F1")
        made.append(head)
        for row in body:
            made.append([_writable(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _writable(cell: object) -> object:
    return None if hasattr(cell, "year") and cell.year < 1901 else cell


@settings(max_examples=INPUTS)
@given(st.dictionaries(st.sampled_from(SHEETS), sheet, min_size=1, max_size=3))
def test_workbooks_with_odd_cells(
    policy: Policy, folder: Path, sheets: dict[str, tuple[list[str], bool, list[list[object]]]]
) -> None:
    reads(policy, folder / "odd.xlsx", workbook(sheets))


GOOD = workbook(
    {"社工花名册": (["姓名", "工号", "笔试成绩"], True, [["张三", "S1", 80], ["李四", "S2", "=1/0"]])}
)


@settings(max_examples=INPUTS)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=8), st.integers(0, 40))
def test_workbooks_with_broken_bytes(policy: Policy, folder: Path, at: int, put: bytes, cut: int) -> None:
    reads(policy, folder / "broken.xlsx", GOOD[:at] + put + GOOD[at + cut :])


@settings(max_examples=INPUTS)
@given(
    st.sampled_from(zipfile.ZipFile(io.BytesIO(GOOD)).namelist()), st.integers(0, 4000), st.text(max_size=30)
)
def test_workbooks_with_broken_parts(policy: Policy, folder: Path, part: str, at: int, put: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(file, "w") as made:
        for name in good.namelist():
            data = good.read(name)
            made.writestr(name, data[:at] + put.encode() + data[at + len(put) :] if name == part else data)
    reads(policy, folder / "parts.xlsx", file.getvalue())


@settings(max_examples=INPUTS)
@given(
    st.sampled_from(["花名册.csv", "a.csv", "a.json", "a.yaml", "a.xls", "a.xlsx"]), st.binary(max_size=400)
)
def test_any_bytes_under_any_name(policy: Policy, folder: Path, name: str, data: bytes) -> None:
    reads(policy, folder / name, data)


@settings(max_examples=INPUTS)
@given(
    st.lists(st.sampled_from(HEADS), min_size=1, max_size=8),
    rows,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_csv_with_odd_cells(
    policy: Policy, folder: Path, head: list[str], body: list[list[object]], separator: str, encoding: str
) -> None:
    lines = [separator.join("" if cell is None else str(cell) for cell in row) for row in [head, *body]]
    reads(policy, folder / "花名册.csv", "\n".join(lines).encode(encoding, "replace"))


KEYS = [
    "workers", "committees", "notes", "sheets", "id", "name", "unit", "entered", "posts", "written",
    "interview_sheets", "judge", "mark", "decisions", "events", "as_of", "matters", "run", "take",
    "order", "by",
    "because", "wokers",
]  # fmt: skip
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=15,
)


@settings(max_examples=INPUTS)
@given(trees, st.sampled_from(["workers.json", "a.json", "b.yaml"]))
def test_trees_of_any_shape(policy: Policy, folder: Path, tree: object, name: str) -> None:
    reads(policy, folder / name, json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace"))


@settings(max_examples=INPUTS)
@given(
    st.text(st.sampled_from(list("{}[]:,-\"'\n &*!|>#%@`~ab1\t张")), max_size=60),
    st.sampled_from(["a.json", "b.yaml"]),
)
def test_text_that_looks_like_a_tree(policy: Policy, folder: Path, text: str, name: str) -> None:
    reads(policy, folder / name, text.encode())
