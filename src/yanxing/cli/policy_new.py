"""`yanxing policy new`: a copy of a policy for another year, and what to decide again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from yanxing.cli.console import err
from yanxing.cli.language import current, say
from yanxing.cli.writing import refused, written
from yanxing.policy.findings import Finding


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy new --from FILE [--year N] [-o OUT]`."""
    words = say(
        "照去年的政策文件起一份新的，日期顺延", "copy a policy for another year, with its dates moved"
    )
    parser: argparse.ArgumentParser = sub.add_parser("new", description=words)
    source = say("原来的政策文件", "the policy to start from")
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="FILE", help=source)
    year = say("新的年份，不写是下一年", "the new year; default: the next")
    parser.add_argument("--year", type=int, metavar="N", help=year)
    target = say("写到这个文件；不写则直接输出", "write it to this file instead of the terminal")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT", help=target)
    over = say("文件已经有了也覆盖", "replace whatever file is there")
    parser.add_argument("--force", action="store_true", help=over)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: made; 1: the old policy has errors, or the new one would; 2: a file cannot be read or written."""
    from yanxing.policy.calendars import office_calendar  # noqa: PLC0415 - help must not wait for it
    from yanxing.policy.load import loaded  # noqa: PLC0415
    from yanxing.policy.opening import bytes_of, unopened  # noqa: PLC0415
    from yanxing.policy.reading.decoding import LARGEST  # noqa: PLC0415
    from yanxing.policy.renewal import renew  # noqa: PLC0415

    calendar = office_calendar()
    try:
        renewal = renew(bytes_of(args.source, LARGEST), args.year, calendar)
    except OSError as problem:
        err(unopened(problem, str(args.source)).text(current()))
        return 2
    if renewal.text is None:
        for found in renewal.decide:
            err(found.in_file(str(args.source)).text(current()))
        return 1
    checked = loaded(renewal.text.encode(), args.out or args.source, calendar)
    if not checked.ok:
        return _not_made([each for each in checked.findings if each.is_error])
    if not _written(renewal.text, args.out, force=args.force):
        return 2
    _tell(renewal.year, renewal.decide, sys.stdout if args.out else sys.stderr, args.out)
    return 0


def _not_made(errors: Sequence[Finding]) -> int:
    """A file that fails `policy check` is never written: somebody would send it on."""
    err(
        say(
            "照原方案改出来的新文件还有错误，没有写出。请先在原文件里改好：",
            "The new file would have errors and was not written. Mend the old one first:",
        )
    )
    for each in errors:
        err(f"     {each.text(current())}")
    return 1


def _written(text: str, path: Path | None, *, force: bool) -> bool:
    if path is None:
        print(text, end="")
        return True
    return not refused(path, None, force=force) and written(path, text)


def _tell(year: int | None, decide: Sequence[Finding], to: TextIO, path: Path | None) -> None:
    """The list for the person, beside the file."""
    made = (
        say(f"{year} 年的方案已写到 {path}。", f"The policy for {year} was written to {path}.")
        if path
        else ""
    )
    print(made + say(f"请逐条定下这 {len(decide)} 件事：", f"Decide these {len(decide)} things:"), file=to)
    for number, each in enumerate(decide, start=1):
        where = say(f"第 {each.line} 行：", f"line {each.line}: ") if each.line else ""
        print(f"{number:>3}. {where}{each.what(current())}{say('', ' ')}{each.mend(current())}", file=to)
