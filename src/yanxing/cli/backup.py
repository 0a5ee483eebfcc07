"""`yanxing backup`: database, files and a manifest that proves both; the keys only apart."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from typing import Any

from yanxing.cli.console import out
from yanxing.cli.keeping import add_keys, add_kind, kept, kind_of, leave_root, own_house, positional, said
from yanxing.cli.language import say


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`backup FOLDER [--keys FILE] [--demo]`."""
    words = say("备份数据库和文件（网站可以开着）", "back up database and files (the site may run)")
    parser: argparse.ArgumentParser = sub.add_parser("backup", description=words)
    positional(parser, "新的或空的文件夹", "a new or empty folder")
    add_keys(parser, "另把密钥写进这个文件，不能和备份放在一起", "write the keys to this file, kept apart")
    add_kind(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: whole; 2: nothing was written."""
    return kept(lambda: _run(args))


def _run(args: argparse.Namespace) -> int:
    from yanxing.actions.keeping.backup import back_up  # noqa: PLC0415 - help must not wait for it

    folder, keys, words = said(args)
    leave_root(kind_of(args), ["backup", *words], make=folder)
    saved = back_up(own_house(kind_of(args)), folder, keys=keys, made_at=datetime.now(UTC))
    out(
        say(
            f"备份完成：{folder}。{saved.tables} 张表、{saved.rows} 行，{saved.files} 个文件。",
            f"Backed up: {folder}. {saved.tables} tables, {saved.rows} rows, {saved.files} files.",
        )
    )
    out(say(f"清单摘要（请另外记下）：{saved.digest}", f"Digest of the manifest: {saved.digest}"))
    if keys is None:
        out(
            say(
                "备份里没有密钥。密钥要另存一份：yanxing backup … --keys 文件",
                "The keys are not in it. Keep them apart: yanxing backup … --keys FILE",
            )
        )
    else:
        out(say(f"密钥另存在：{keys}", f"The keys are in {keys}"))
    return 0
