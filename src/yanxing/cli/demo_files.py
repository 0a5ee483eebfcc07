"""`yanxing demo-files`: the shipped plan on a believable street: workbooks, outcomes, their reasons."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from shutil import which
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err, out, wide_console
from yanxing.cli.language import current, say
from yanxing.cli.trial import Progress, Stop, tried, usable
from yanxing.cli.writing import PAGE, refused, written

if TYPE_CHECKING:
    from yanxing.cli.trial import Trial

PLAN = "zhongshan/empowerment-2024"
WORKBOOKS = "工作簿"
REPORT = "2024年结果.html"
DECISIONS = "评审小组决定.json"


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`demo-files [--out FOLDER]`."""
    words = say(
        "生成一个街道的全套表格，按随附方案试算一年", "make up a street and settle the shipped plan on it"
    )
    parser: argparse.ArgumentParser = sub.add_parser("demo-files", description=words)
    where = say("写到这个文件夹（默认 build/demo）", "write into this folder (build/demo)")
    parser.add_argument("--out", metavar="FOLDER", default="build/demo", help=where)
    over = say("文件夹里别人的文件也覆盖", "replace files in it that the demo did not write")
    parser.add_argument("--force", action="store_true", help=over)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: shown and written; 1: the plan does not settle; 2: nothing can be written or there is no plan."""
    from yanxing.policy.shipped import shipped_policy  # noqa: PLC0415 - help must not wait for it

    plan = shipped_policy(PLAN)
    if plan is None:
        err(
            say(
                f"找不到随附的方案 {PLAN}.yaml。请在项目文件夹里安装（make setup）后再运行。",
                f"The shipped plan {PLAN}.yaml is not here. Install from a clone (make setup).",
            )
        )
        return 2
    folder = Path(args.out)
    try:
        if refused(folder / REPORT, PAGE, force=args.force):
            return 2
        paths = _written(folder, force=args.force)
        trial = _settled(plan, paths)
        report = _reported(trial, folder / REPORT)
    except Stop as stop:
        return stop.status
    except OSError as problem:
        err(
            say(
                f"{folder} 写不进去：{problem.strerror}。请换一个文件夹：--out",
                f"{folder} cannot be written: {problem.strerror}. Choose another folder: --out",
            )
        )
        return 2
    _show(trial)
    _next_steps(plan, folder, report)
    return 0


def _written(folder: Path, *, force: bool) -> list[Path]:
    from yanxing.cli.demo_folder import laid_out  # noqa: PLC0415
    from yanxing.demo.workbooks import write_decisions, write_workbooks  # noqa: PLC0415

    begun = time.monotonic()
    bar = Progress()

    def make(empty: Path) -> None:
        write_workbooks(empty / WORKBOOKS, bar)
        write_decisions(empty / DECISIONS)

    paths = laid_out(folder, make, force=force)
    bar.done()
    _step(
        say(f"已生成 {len(paths)} 个文件：{folder}", f"{len(paths)} files made up: {folder}"),
        begun,
    )
    return paths


def _settled(plan: Path, paths: Sequence[Path]) -> Trial:
    begun = time.monotonic()
    loaded = usable(str(plan), quiet=True)
    trial = tried(argparse.Namespace(as_of=None, run=None), loaded, [str(path) for path in paths])
    rows = sum(len(result.rows) for result in trial.settlement.runs.values())
    people = len(trial.inputs.facts["workers"])
    _step(
        say(
            f"已读入 {people} 人，结算 {len(trial.settlement.runs)} 个环节、{rows} 条结果",
            f"{people} people read; {len(trial.settlement.runs)} runs settled with {rows} results",
        ),
        begun,
    )
    return trial


def _reported(trial: Trial, path: Path) -> Path:
    from yanxing.cli.trial import page_of  # noqa: PLC0415 - help must not wait for it

    begun = time.monotonic()
    if not written(path, page_of(trial)):
        raise Stop(2)
    _step(say(f"已写好网页报告：{path}", f"Report written: {path}"), begun)
    return path


def _step(words: str, begun: float) -> None:
    seconds = time.monotonic() - begun
    err(say(f"{words}（{seconds:.1f} 秒）", f"{words} ({seconds:.1f} s)"))


def _show(trial: Trial) -> None:
    from yanxing.demo.outcome import Outcome  # noqa: PLC0415

    _show_findings(trial)
    out()
    console = wide_console(120)
    for table in Outcome(trial.speech, trial.settlement).tables():
        console.print(table)
        console.print()


def _show_findings(trial: Trial) -> None:
    """One of each sort: a demonstration of what odd cells lead to, not a list to work through."""
    sorts = Counter(found.code for found in trial.inputs.findings)
    first = {found.code: found for found in reversed(trial.inputs.findings)}
    for found in sorted(first.values(), key=lambda each: (not each.is_error, each.code)):
        more = sorts[found.code] - 1
        also = say(f"（同类还有 {more} 处）", f" ({more} more of this sort)") if more else ""
        out(f"{found.text(current())}{also}")


def _next_steps(plan: Path, folder: Path, report: Path) -> None:
    """Where everything lies, and what to try next; commands can be copied as they stand."""
    program = "yanxing" if which("yanxing") else quote(os.path.relpath(sys.argv[0]))
    file = quote(os.path.relpath(plan))
    books = f"{quote(str(folder / WORKBOOKS))}/*"
    decisions = quote(str(folder / DECISIONS))
    out(
        say(
            f"报告：{report}（用浏览器打开，点数字看理由）",
            f"Report: {report} (open it; figures open their reasons)",
        )
    )
    out(
        say(
            f"表格：{folder / WORKBOOKS}（可以改了再试）",
            f"Workbooks: {folder / WORKBOOKS} (change them and try again)",
        )
    )
    out(say(f"方案：{plan}", f"Plan: {plan}"))
    out()
    out(say("接着可以试：", "What to try next:"))
    explain = f"  {program} policy explain {file} 李婷 {books} {decisions}"
    out(f"{explain}\n      {say('一个人的每项结果和理由', 'every outcome of one person, with reasons')}")
    undecided = say(
        "不带评审小组的决定再算：最后一个三等奖未定，团体奖也跟着等",
        "settled without the panel's decision: the last third prize is open, and the team prizes wait",
    )
    out(f"  {program} policy try {file} {books} --run photos --run team\n      {undecided}")
    check = say("看方案文件的提醒", "the notes on the plan")
    out(f"  {program} policy check {file}\n      {check}")
