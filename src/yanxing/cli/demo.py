"""`yanxing demo`: the site with a street that has already lived through a year's beginning."""

from __future__ import annotations

import argparse
from typing import Any

from yanxing.cli.language import say
from yanxing.cli.serve import add_place, house


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`demo [--host HOST] [--port PORT]`."""
    words = say(
        "启动演示站：一个编出来的街道，办公时间从 2024-09-20 13:30 起",
        "start the demonstration: a made-up street whose clock begins at 2024-09-20 13:30",
    )
    parser: argparse.ArgumentParser = sub.add_parser("demo", description=words)
    add_place(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: stopped when asked to; 2: it could not start, or not go on."""
    return house("demo", "demo", args)
