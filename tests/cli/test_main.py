"""The command as a person types it: help, slips, languages, and being interrupted."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from yanxing.cli import language
from yanxing.cli.console import cells, counted, excerpt, padded

YANXING = Path(sys.executable).parent / "yanxing"


def test_without_words_it_lists_its_commands(yanxing) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing()
    assert answer.code == 0
    assert "yanxing policy check" in answer.out
    assert "检查政策文件" in answer.out
    assert yanxing("--help").out == answer.out
    assert "check policy files" in yanxing(lang="en_GB.UTF-8").out
    assert "check policy files" in yanxing("--lang", "en").out
    assert "检查政策文件" in yanxing("--lang=zh", lang="en_GB.UTF-8").out


@pytest.mark.parametrize(
    ("words", "mend"),
    [
        (("policy", "chekc"), "是不是 yanxing policy check？"),
        (("polcy", "check"), "是不是 yanxing policy check？"),
        (("check",), "是不是 yanxing policy check？"),
        (("polic",), "是不是 yanxing policy？"),
        (("frobnicate",), "yanxing --help"),
    ],
)
def test_an_unknown_command_names_the_nearest(yanxing, words: tuple[str, ...], mend: str) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert mend in answer.err


def test_wrong_arguments_are_said_in_the_language_of_the_user(yanxing) -> None:  # type: ignore[no-untyped-def]
    assert yanxing("policy", "check").err == "缺少参数：FILE。\n用法见：yanxing policy check --help\n"
    assert yanxing("policy", "check").code == 2
    assert "The following arguments are required" in yanxing("policy", "check", lang="en_US.UTF-8").err
    assert "不认识的参数：--fast" in yanxing("policy", "check", "a.yaml", "--fast").err


@pytest.mark.parametrize("words", [("policy", "check"), ("policy", "schema"), ("policy", "new")])
def test_every_command_explains_itself_in_both_languages(yanxing, words: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    chinese = yanxing(*words, "--help")
    assert chinese.code == 0
    assert "用法：" in chinese.out
    english = yanxing(*words, "--help", "--lang", "en")
    assert "usage:" in english.out
    assert not [line for line in english.out.splitlines() if cells(line) != len(line)]


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C"}, "zh"),
        ([], {"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LANG": "en_US.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "en_GB", "LANG": "zh_CN.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.GB18030"}, "zh"),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["policy", "--lang=zh"], {"LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_chosen(arguments: list[str], environment: dict[str, str], chosen: str) -> None:
    assert language.choose(arguments, environment) == chosen


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    many = "".join(f"  a{number}: 60\n" for number in range(250))
    (tmp_path / "a.yaml").write_text(f"policy: a\ntitle: b\nvalues:\n{many}", "utf-8")
    command = [YANXING, "policy", "check", "a.yaml"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


def test_an_interrupt_ends_with_130_and_without_a_traceback(tmp_path: Path) -> None:
    policy, roster = tmp_path / "a.yaml", tmp_path / "workers.csv"
    rules = (
        "facts: {workers: {x: number}}\nruns: {r: {rows: workers, stages: [{rank: p, order: [{x: high}]}]}}\n"
    )
    policy.write_text(f"policy: a\ntitle: b\nvalues: {{never_used: {{is: 60}}}}\n{rules}", "utf-8")
    roster.write_text("id,x\n" + "".join(f"w{number},{number}\n" for number in range(190_000)), "utf-8")
    command = [YANXING, "policy", "try", policy, roster]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as running:
        assert running.stderr
        assert running.stderr.readline()  # the note on the policy: now the roster is being read
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=60) == 130
        assert b"Traceback" not in running.stderr.read()


def test_a_terminal_without_chinese_gets_no_traceback(yanxing) -> None:  # type: ignore[no-untyped-def]
    answer = yanxing("policy", env={"PYTHONIOENCODING": "ascii"})
    assert answer.code == 2
    assert "yanxing policy check" in answer.out


def test_chinese_takes_two_columns() -> None:
    assert cells("甲a，") == 5
    assert padded("甲", 4) == "甲  "
    assert excerpt(["a: {甲: 1}"], 1, 7) == ["     1 | a: {甲: 1}", "       |        ^"]
    assert excerpt(["x" * 300 + "y"], 1, 301)[1].endswith("^")
    assert all(cells(row) <= 110 for row in excerpt(["长" * 500], 1, 400))
    assert excerpt(["a"], 2, 1) == []
    assert counted(1, 2) == "1 处错误，2 条提醒"
