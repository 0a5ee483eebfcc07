"""`yanxing policy check`: everything that is wrong with policy files, with line, reason and mend."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yanxing.cli.console import counted, err, out, show_findings
from yanxing.cli.language import current, say
from yanxing.policy.findings import Finding, finding


@dataclass(frozen=True)
class Checked:
    """One file and what was found in it; `reached` is False when it could not even be opened."""

    path: Path
    findings: Sequence[Finding]
    digest: str = ""
    reached: bool = True
    unlabelled: tuple[str, ...] = ()

    def count(self, severity: str) -> int:
        return sum(found.severity == severity for found in self.findings)


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy check FILE…`."""
    words = say("检查政策文件，列出全部问题和改法", "check policy files and list everything to mend")
    parser: argparse.ArgumentParser = sub.add_parser("check", description=words)
    where = say("政策文件，或放政策文件的文件夹", "a policy file, or a folder of them")
    parser.add_argument("paths", nargs="+", metavar="FILE", help=where)
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "answer in JSON"))
    confirm = say(
        "有提醒没有在文件里写 confirmed 确认的，也算不通过",
        "do not pass while a note is not confirmed in the file (confirmed: …)",
    )
    parser.add_argument("--confirm", action="store_true", help=confirm)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: nothing wrong or only notes; 1: errors; 2: a path that is not there."""
    checked = [_check(path) for given in args.paths for path in _files(Path(given))]
    if args.json:
        out(json.dumps([_as_json(each) for each in checked], ensure_ascii=False, indent=2))
    else:
        for each in checked:
            _show(each)
    if not all(each.reached for each in checked):
        return 2
    failing = sum(each.count("error") for each in checked)
    if args.confirm:
        failing += sum(each.count("warning") for each in checked)
    return 1 if failing else 0


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or the policies of a folder without their examples."""
    if not os.path.isdir(path):  # noqa: PTH112 - a name no file can have is no folder
        yield path
        return
    policies = sorted(each for each in path.rglob("*.yaml") if not each.name.endswith(".examples.yaml"))
    yield from policies or [path]


def _check(path: Path) -> Checked:
    from yanxing.policy.checking.unlabelled import unlabelled as unlabelled_of  # noqa: PLC0415
    from yanxing.policy.load import load  # noqa: PLC0415 - help must not wait for it
    from yanxing.policy.opening import unopened  # noqa: PLC0415

    if os.path.isdir(path):  # noqa: PTH112
        return Checked(path, [finding("folder_without_policies", None, file=str(path))], reached=False)
    try:
        loaded = load(path)
    except OSError as problem:
        return Checked(path, [unopened(problem, str(path))], reached=False)
    unlabelled = unlabelled_of(loaded.policy) if loaded.policy else ()
    findings = [found.in_file(str(path)) for found in loaded.findings]
    return Checked(path, findings, loaded.digest, unlabelled=unlabelled)


def _show(checked: Checked) -> None:
    if not checked.reached:
        for found in checked.findings:
            err(found.text(current()))
        return
    show_findings(checked.findings, _lines(checked.path) if checked.findings else [])
    errors, warnings = checked.count("error"), checked.count("warning")
    if not errors and checked.unlabelled:
        out(_without_label(checked.unlabelled))
    if not errors and not warnings:
        out(say(f"{checked.path}：没有问题。", f"{checked.path}: nothing to mend."))
        return
    closing = f"{checked.path}{say('：', ': ')}{counted(errors, warnings)}"
    if warnings and not errors:
        closing += say(
            "。提醒请逐条看过，能改的照每条说的改；就是这个意思的，按每条说的在文件里写明"
            "（日期写 confirmed，取整写 on 或 reading，没有用到的写 because）。",
            ". Look at each note and mend it as it says; where it is meant so, say so in the file "
            "(`confirmed` for dates, `on` or `reading` for rounding, `because` for what is not used).",
        )
    else:
        closing += say("。", ".")
    out(closing)


NAMES_SHOWN = 8


def _without_label(names: tuple[str, ...]) -> str:
    """One gentle line: no finding, for a policy may leave what nobody is shown without a label."""
    few, more = names[:NAMES_SHOWN], say("等", " …") if len(names) > NAMES_SHOWN else ""
    return say(
        f"{len(names)} 个名字没有标签，页面上会显示英文：{'、'.join(few)}{more}。要显示中文，请写进 labels。",
        f"{len(names)} names have no label and are shown as they are: {', '.join(few)}{more}. "
        "Add labels where people should read words.",
    )


def _lines(path: Path) -> list[str]:
    from yanxing.policy.reading.nodes import LINE_BREAK  # noqa: PLC0415

    try:
        return LINE_BREAK.split(path.read_bytes().decode("utf-8-sig", "replace"))
    except OSError:
        return []


def _as_json(checked: Checked) -> dict[str, Any]:
    return {
        "file": str(checked.path),
        "digest": checked.digest,
        "errors": checked.count("error"),
        "warnings": checked.count("warning"),
        "unlabelled": list(checked.unlabelled),
        "findings": [
            {
                "code": found.code,
                "severity": found.severity,
                "line": found.line,
                "column": found.column,
                "what": found.what(current()),
                "mend": found.mend(current()),
                "text": found.text(current()),
                "params": dict(found.params),
            }
            for found in checked.findings
        ],
    }
