"""What rows are called and how reasons read, on the terminal: namesakes, works, decisions left to people."""

import json
import re
from pathlib import Path

import pytest

NAMESAKES = """
policy: test/names
title: 作品评比
document: {issuers: [街道], signed: 2024-05-09}
text:
  一、2: >-
    为了展示社区工作者的风采，营造比学赶超的良好氛围，各居民区广泛发动、认真组织，报送一批有质量的作品：
    作品由评审小组打分，每件作品收到的评分表不少于三份，得分六十分以上的为入选作品。
labels: {committees: 居委会, workers: 社工, works: 作品, name: 姓名, unit: 居委会, staff_no: 工号,
  title: 题目, author: 作者, mark: 得分, sheets: 评分表, roll: 名册, judged: 评比, count: 份数,
  mean: 平均分, low: 不够六十分, few: 评分表太少}
facts:
  committees: {name: text}
  workers: {name: text, staff_no: text, unit: {key: committees}}
  works: {title: text, author: {key: workers}, sheets: {records: {judge: key, mark: {number: 分}}}}
sources: {workers: {match: [[staff_no], [name, unit]]}}
runs:
  roll:
    rows: workers
    stages: [{gate: there, require: [{that: {unit: {known: true}}, else: {out: few}}]}]
  judged:
    rows: works
    clause: 一、2
    stages:
      - compute:
          count: {is: {count: sheets}, clause: 评分表不少于三份}
          mean: {is: {mean: mark, over: sheets}, clause: 作品由评审小组打分}
      - gate: enough
        require:
          - {that: {count: {at_least: 3}}, else: {out: few}}
          - {that: {mean: {at_least: 60}}, else: {out: low}}
"""
GIVEN = {
    "committees": [{"id": "c1", "name": "方塔"}, {"id": "c2", "name": "平桥"}],
    "workers": [
        {"id": "w1", "name": "李婷", "staff_no": "0142", "unit": "c1"},
        {"id": "w2", "name": "李婷", "staff_no": "0247", "unit": "c2"},
    ],
    "works": [
        {
            "id": "T08",
            "title": "一盏灯",
            "author": "w1",
            "sheets": [{"judge": f"j{mark}", "mark": mark} for mark in (85, 86, 88)],
        }
    ],
}


@pytest.fixture
def namesakes(tmp_path: Path) -> tuple[Path, Path]:
    policy, given = tmp_path / "names.yaml", tmp_path / "given.json"
    policy.write_text(NAMESAKES, "utf-8")
    given.write_text(json.dumps(GIVEN, ensure_ascii=False), "utf-8")
    return policy, given


def test_two_people_of_one_name_are_explained_one_after_the_other(yanxing, namesakes) -> None:
    policy, given = namesakes
    lines = yanxing("policy", "explain", policy, "李婷", given).out.splitlines()
    heads = [line for line in lines if line.startswith(("■", "有 2 个", "  【"))]
    assert heads == [
        "有 2 个，分别说明。",
        "■ 李婷（居委会 方塔，工号 0142）",
        "  【评比 judged】一盏灯（李婷）：平均分 86.333333… 分。",
        "■ 李婷（居委会 平桥，工号 0247）",
    ]


def test_a_work_is_asked_for_by_its_title_and_sheets_have_no_names(yanxing, namesakes) -> None:
    policy, given = namesakes
    answer = yanxing("policy", "explain", policy, "一盏灯", given)
    lines = [line.strip() for line in answer.out.splitlines()]
    assert "■ 一盏灯（李婷）" in lines
    assert "计入 3 条" in lines
    assert "计入 3 条：85、86、88" in lines
    assert "T08" not in answer.out
    assert "、、" not in answer.out
    assert "读到：平均分：86.333333… 分" in lines
    assert [line for line in lines if line.startswith("依据")] == [
        "依据：一、2 作品由评审小组打分，每件作品收到的评分表不少于三份，得分六十分以上的为入选作品。",
        "依据：一、2（见上）",
        (
            "依据：一、2 为了展示社区工作者的风采，营造比学赶超的良好氛围，"
            "各居民区广泛发动、认真组织，报送一批有质量的作品……"
        ),
        "依据：一、2（见上）",
    ]
    assert yanxing("policy", "explain", policy, "T08", given).out == answer.out


TIED = """
policy: test/grades
title: 年度考核
document: {issuers: [街道], signed: 2024-05-09}
labels: {workers: 社工, name: 姓名, mark: 得分, review: 考核, people: 人数, quota: 优秀名额, place: 名次,
  chosen: 评定, excellent: 优秀, rest: 其余, grade: 等次, good: 良好}
facts: {workers: {name: text, mark: {number: 分}, honour: {code: [city]}}}
tables: {honour_marks: {codes: {city: 5}}}
runs:
  review:
    rows: workers
    stages:
      - compute:
          people: {is: {count: rows}}
          quota: {is: {percent: 50, of: people}, round: {to: 1, mode: down}}
          extra: {is: {table: honour_marks, at: honour}}
      - {rank: place, order: [{mark: high}]}
      - {take: chosen, by: place, tie: undecided, places: [{give: excellent, number: quota}], rest: rest}
      - compute:
          grade: {is: {case: [{when: {chosen: {is: excellent}}, give: excellent}, {give: good}]}}
"""


def tied_files(folder: Path, *marks: int) -> tuple[Path, Path]:
    policy, given = folder / "tied.yaml", folder / "tied.json"
    policy.write_text(TIED, "utf-8")
    rows = [
        {"id": f"w{at}", "name": f"张{at}", "mark": mark, "honour": "city"} for at, mark in enumerate(marks)
    ]
    given.write_text(json.dumps({"workers": rows}, ensure_ascii=False), "utf-8")
    return policy, given


def test_a_decision_left_to_people_is_written_out_to_be_filled_in(yanxing, tmp_path: Path) -> None:
    files = tied_files(tmp_path, 90, 90)
    out = yanxing("policy", "try", *files).out
    asked = out[out.index("有 1 处并列要由人决定。") :]
    assert asked.splitlines()[1:] == [
        '{"decisions": [',
        (
            '  {"run": "review", "take": "chosen", "order": ["w0", "w1"], "by": "请填写谁决定的", '
            '"because": "请填写理由"}'
        ),
        "]}",
        "考核：w0 张0；w1 张1",
    ]
    decision = tmp_path / "决定.json"
    decision.write_text("\n".join(asked.splitlines()[1:4]), "utf-8")
    decided = yanxing("policy", "try", *files, decision).out
    assert "并列要由人决定" not in decided
    assert "考核 review：共 2 行，在列 2" in decided


def test_no_place_at_all_and_a_table_without_a_label_read_well(yanxing, tmp_path: Path) -> None:
    out = yanxing("policy", "explain", tied_files(tmp_path, 90)[0], "张0", tmp_path / "tied.json").out
    lines = [line.strip() for line in out.splitlines()]
    assert "90 分，第 1 名，“优秀”名额 0 名，没有人列入，等次 良好。" in lines
    assert "优秀：0 名" in lines
    assert "extra = 按表 honour_marks 查honour city = 5" in lines
    table = yanxing("policy", "try", *tied_files(tmp_path, 90)).out
    assert "名称  状态  得分  名次  评定  等次" in table


def test_tables_name_works_by_title_and_whose_they_are(yanxing, namesakes) -> None:
    policy, given = namesakes
    out = yanxing("policy", "try", policy, given, "--run", "judged").out
    assert re.search("名称 +作者 +状态 +份数", out)
    assert re.search("一盏灯 +李婷 +在列 +3", out)
