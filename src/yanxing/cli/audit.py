"""`yanxing audit verify`: whether the trail is what was sealed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanxing.cli import running_house
from yanxing.cli.console import err, out
from yanxing.cli.language import current, say

if TYPE_CHECKING:
    from yanxing.actions.sealing.verify import Verdict


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`audit verify [--demo] [--heads FILE]…`."""
    words = say("逐条核对留痕和封存", "check every entry of the trail against its seal")
    parser: argparse.ArgumentParser = sub.add_parser("verify", description=words)
    running_house.add_which(parser)
    kept = say(
        "留存在外的封存摘要文件，可多个；有了它，末尾被截掉也看得出",
        "a file of heads kept outside, any number: with it even a chain cut off at its end is seen",
    )
    parser.add_argument("--heads", metavar="FILE", type=Path, action="append", default=[], help=kept)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: all fits; 1: something does not; 2: it could not be checked."""
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    try:
        texts = [path.read_text("utf-8") for path in args.heads]
    except (OSError, UnicodeDecodeError):
        names = "、".join(map(str, args.heads))
        err(say(f"摘要文件读不出来：{names}", f"The file of heads cannot be read: {names}"))
        return 2
    try:
        running_house.enter(demo=args.demo)
        verdict = _verdict(texts)
    except HostingError as problem:
        err(say(problem.zh, problem.en))
        return 2
    for trouble in verdict.troubles:
        out(trouble.text(current()))
    out(_summary(verdict))
    return 1 if verdict.troubles else 0


def _verdict(texts: list[str]) -> Verdict:
    """Read with the auditor's eyes, whatever role the address names."""
    from django.db import OperationalError  # noqa: PLC0415

    from yanxing.access.acting import acting  # noqa: PLC0415
    from yanxing.access.actor import Actor  # noqa: PLC0415
    from yanxing.actions.sealing.heads import read_heads  # noqa: PLC0415
    from yanxing.actions.sealing.verify import verify  # noqa: PLC0415
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    reader = Actor(None, None, "command", door="command", roles=frozenset({"audit_admin"}))
    try:
        with acting(reader):
            return verify(known_heads=read_heads(texts))
    except OperationalError as problem:
        raise HostingError(
            "数据库没有应答。请先启动站点，再核对。", "The database does not answer. Start the house first."
        ) from problem


def _summary(verdict: Verdict) -> str:
    seals, entries, wrong = verdict.seals, verdict.entries, len(verdict.troubles)
    last = say("还没有封存", "nothing is sealed yet")
    if verdict.last:
        last = say("末号摘要 {} {}", "newest head {} {}").format(*verdict.last)
    return say(
        f"封存 {seals} 号，留痕 {entries} 条，问题 {wrong} 处；{last}",
        f"{seals} seals, {entries} entries, {wrong} troubles; {last}",
    )
