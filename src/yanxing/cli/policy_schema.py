"""`yanxing policy schema`: the JSON Schema of policies, for editors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from yanxing.cli.console import out
from yanxing.cli.language import say
from yanxing.cli.writing import SCHEMA, refused, written


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy schema [-o FILE]`."""
    words = say(
        "输出 JSON Schema，供编辑器提示和查错", "write the JSON Schema that editors complete and check by"
    )
    parser: argparse.ArgumentParser = sub.add_parser("schema", description=words)
    parser.add_argument(
        "-o", "--out", metavar="FILE", type=Path, help=say("写到这个文件", "write it to this file")
    )
    over = say("文件已经有了也覆盖", "replace whatever file is there")
    parser.add_argument("--force", action="store_true", help=over)
    return parser


def run(args: argparse.Namespace) -> int:
    """0, or 2 when the file cannot be written."""
    from yanxing.policy.schema import schema  # noqa: PLC0415 - help must not wait for it

    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    if args.out is None:
        out(text.rstrip("\n"))
        return 0
    if refused(args.out, SCHEMA, force=args.force) or not written(args.out, text):
        return 2
    header = f"# yaml-language-server: $schema={args.out}"
    out(
        say(
            f"已写到 {args.out}。在政策文件第一行写：{header}",
            f"Written to {args.out}. First line of a policy: {header}",
        )
    )
    return 0
