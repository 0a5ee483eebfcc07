"""`yanxing policy new` and `yanxing policy schema` through their door."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

PLAN = "policies/zhongshan/empowerment-2024.yaml"


def test_a_copy_for_next_year_passes_check_and_lists_what_to_decide(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "empowerment-2025.yaml"
    answer = yanxing("policy", "new", "--from", PLAN, "-o", made)
    assert answer.code == 0
    assert answer.err == ""
    assert answer.out.startswith(f"2025 年的方案已写到 {made}。请逐条定下这 ")
    assert "number 去年是 松中委〔2024〕37号，已空出。新文件印发后请填写。" in answer.out
    assert "2024-06-01 改成了 2025-06-01，这一天是端午节，不上班。请另定日期。" in answer.out
    assert "1990-01-01 离方案的年份远，没有改动。" in answer.out
    assert yanxing("policy", "check", made).code == 0
    text = made.read_text("utf-8")
    assert "policy: zhongshan/empowerment-2025\n" in text
    assert "\n  # number: 松中委〔2024〕37号\n" in text


def test_without_o_the_file_goes_out_and_the_list_beside_it(yanxing) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing("policy", "new", "--from", PLAN, "--year", "2026", "--lang", "en")
    assert answer.code == 0
    assert "\npolicy: zhongshan/empowerment-2026\n" in answer.out
    assert answer.err.startswith("Decide these ")


def test_nothing_is_overwritten(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "a.yaml"
    made.write_text("mine", "utf-8")
    answer = yanxing("policy", "new", "--from", PLAN, "-o", made)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == f"{made} 已经有了，没有改动它。请换一个名字；一定要覆盖，加 --force。\n"
    assert made.read_text("utf-8") == "mine"


def test_what_cannot_be_copied_says_why(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.yaml").write_text("policy: a\ntitel: b\n", "utf-8")
    answer = yanxing("policy", "new", "--from", "a.yaml", cwd=tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "a.yaml 第 2 行：policy 里没有 titel 这一项。是不是 title？\n"
    missing = yanxing("policy", "new", "--from", "no.yaml", cwd=tmp_path)
    assert (missing.code, missing.err) == (2, "no.yaml：没有这个文件。请检查路径和文件名。\n")
    folder = yanxing("policy", "new", "--from", tmp_path)
    assert folder.code == 2
    assert "这是文件夹" in folder.err
    assert "--year" in yanxing("policy", "new", "--from", PLAN, "--year", "next").err


def test_the_schema_is_written_with_the_line_for_editors(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing("policy", "schema", "-o", "policy.schema.json", cwd=tmp_path)
    assert answer.code == 0
    assert "# yaml-language-server: $schema=policy.schema.json" in answer.out
    written = json.loads((tmp_path / "policy.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(written)
    assert json.loads(yanxing("policy", "schema").out) == written
    assert yanxing("policy", "schema", "-o", tmp_path).code == 2


def test_a_new_file_that_would_fail_the_check_is_not_written(yanxing, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    old = tmp_path / "old.yaml"
    old.write_text(
        "policy: a\ntitle: b\nprogramme: {year: 2024}\nruns: {r: {rows: nobody, stages: []}}\n", "utf-8"
    )
    answer = yanxing("policy", "new", "--from", "old.yaml", "-o", "new.yaml", cwd=tmp_path)
    assert (answer.code, answer.out) == (1, "")
    assert not (tmp_path / "new.yaml").exists()
