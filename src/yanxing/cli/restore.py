"""`yanxing restore`: a backup into an empty office, proven by digests."""

from __future__ import annotations

import argparse
from typing import Any

from yanxing.cli.console import out
from yanxing.cli.keeping import (
    add_keys,
    add_kind,
    demand_readable,
    kept,
    kind_of,
    leave_root,
    own_house,
    positional,
    said,
)
from yanxing.cli.language import say


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`restore FOLDER [--keys FILE] [--demo]`."""
    words = say("把备份恢复到一个空的站（先停站）", "restore a backup into an empty office at rest")
    parser: argparse.ArgumentParser = sub.add_parser("restore", description=words)
    positional(parser, "yanxing backup 写下的文件夹", "the folder written by yanxing backup")
    add_keys(
        parser, "密钥备份文件；已有同一套密钥时不写", "the file of keys; not needed where they lie already"
    )
    add_kind(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: all is back and proven; 2: nothing was restored."""
    return kept(lambda: _run(args))


def _run(args: argparse.Namespace) -> int:
    from yanxing.actions.keeping.restore import restore  # noqa: PLC0415 - help must not wait for it

    folder, keys, words = said(args)
    leave_root(kind_of(args), ["restore", *words])
    demand_readable([folder, *([keys] if keys else [])])
    back = restore(own_house(kind_of(args)), folder, keys=keys)
    out(
        say(
            f"恢复完成，并逐一核对过摘要：{back.tables} 张表、{back.rows} 行，{back.files} 个文件"
            f"（备份时间 {back.made_at[:16]} UTC）。",
            f"Restored and compared digest by digest: {back.tables} tables, {back.rows} rows, "
            f"{back.files} files (backup of {back.made_at[:16]} UTC).",
        )
    )
    out(say("现在可以启动：yanxing serve", "Start it now: yanxing serve"))
    return 0
