"""`yanxing doctor`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

import argparse
from typing import Any

from yanxing.cli.console import out
from yanxing.cli.keeping import add_kind, kept, kind_of, leave_root, own_house
from yanxing.cli.language import say


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`doctor [--demo]`."""
    words = say("检查站装得对不对，有问题怎么办", "examine an installation: what is wrong, and the mend")
    parser: argparse.ArgumentParser = sub.add_parser("doctor", description=words)
    add_kind(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: nothing found; 1: something is wrong or could not be looked at; 2: it could not begin."""
    return kept(lambda: _run(args))


def _run(args: argparse.Namespace) -> int:
    from yanxing.actions.keeping.doctor.examining import examine  # noqa: PLC0415 - help must not wait for it

    if _house_of_account(args):
        leave_root(kind_of(args), ["doctor", *(["--demo"] if args.demo else [])])
    home = own_house(kind_of(args))
    out(say(f"检查 {home.folder}", f"Examining {home.folder}"))
    wrong = unseen = 0
    for found in examine(home):
        wrong, unseen = wrong + (not found.unseen), unseen + found.unseen
        mark = say("未查", "unseen") if found.unseen else say("问题", "wrong")
        out(f"  {mark}　{say(found.zh, found.en)}")
    if not wrong and not unseen:
        out(say("没有发现问题。", "Nothing is wrong."))
        return 0
    out(say(f"{wrong} 个问题，{unseen} 项没有查成。", f"{wrong} wrong, {unseen} could not be looked at."))
    return 1


def _house_of_account(args: argparse.Namespace) -> bool:
    """Only a house that is there: examining one must not make it."""
    from yanxing.hosting.account import service_account  # noqa: PLC0415
    from yanxing.hosting.home import home_for  # noqa: PLC0415

    return home_for(kind_of(args), service_account()).folder.is_dir()
