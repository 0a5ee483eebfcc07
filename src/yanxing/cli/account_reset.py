"""`yanxing account reset USERNAME`: a way back in for an auditor or administrator, on the machine only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from yanxing.cli import running_house
from yanxing.cli.console import err, out
from yanxing.cli.language import say

if TYPE_CHECKING:
    from yanxing.actions.accounts.slips import Slip


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`account reset [--demo] USERNAME`."""
    words = say(
        "给忘了密码的审计管理员或系统管理员一个一次性激活码，记入留痕",
        "a one-time code for an auditor or administrator who forgot the password; the trail records it",
    )
    parser: argparse.ArgumentParser = sub.add_parser("reset", description=words)
    running_house.add_which(parser)
    parser.add_argument(
        "username", metavar=say("用户名", "USERNAME"), help=say("登录用的", "as typed to log in")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """0: the code is printed; 1: not for this account; 2: the house could not be reached."""
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    try:
        running_house.enter(demo=args.demo)
        from yanxing.access.refusal import Refused  # noqa: PLC0415 - needs Django

        try:
            slip = _slip(args.username)
        except Refused as refused:
            err(refused.text)
            return 1
    except HostingError as problem:
        err(say(problem.zh, problem.en))
        return 2
    until = f"{slip.expires_at.astimezone():%Y-%m-%d %H:%M}"
    out(say(f"{slip.name}（{slip.username}）", f"{slip.name} ({slip.username})"))
    out(say(f"激活码：{slip.code}", f"Code: {slip.code}"))
    out(
        say(
            f"{until} 前有效，只能用一次。打开本站 /start/，输入激活码，另设密码。",
            f"Valid once, until {until}. Open /start/ on the site, type the code, set a password.",
        )
    )
    return 0


def _slip(username: str) -> Slip:
    from django.db import OperationalError  # noqa: PLC0415

    from yanxing.access import clock  # noqa: PLC0415
    from yanxing.access.acting import acting  # noqa: PLC0415
    from yanxing.actions.accounts.on_machine import MACHINE, reset_on_machine  # noqa: PLC0415
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    try:
        with acting(MACHINE):
            return reset_on_machine(username=username, now=clock.now())
    except OperationalError as problem:
        raise HostingError(
            "数据库没有应答。请先启动站点。", "The database does not answer. Start the house first."
        ) from problem
