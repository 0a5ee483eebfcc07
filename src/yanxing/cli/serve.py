"""`yanxing serve`: an office's house. As root it goes on under an account of its own."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err
from yanxing.cli.language import current, say

if TYPE_CHECKING:
    from yanxing.hosting.home import Kind

PORT = 8000


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`serve [--host HOST] [--port PORT]`."""
    words = say(
        "启动一个空的正式站（数据库、网站、后台任务）", "start an empty office: database, site, worker"
    )
    parser: argparse.ArgumentParser = sub.add_parser("serve", description=words)
    add_place(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: stopped when asked to; 2: it could not start, or not go on."""
    return house("serve", "office", args)


def add_place(parser: argparse.ArgumentParser) -> None:
    """`--host`, `--port`; HOST and PORT in the environment do the same."""
    where = say("在这个地址上接收访问（0.0.0.0：整个局域网）", "listen here (0.0.0.0: the whole network)")
    parser.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help=where)
    which = say(f"端口（默认 {PORT}）", f"port ({PORT})")
    parser.add_argument("--port", default=os.environ.get("PORT") or str(PORT), help=which)


def house(command: str, kind: Kind, args: argparse.Namespace) -> int:
    """Run the tree in this process; as root, become the account first."""
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415 - help must not wait for it

    try:
        stop_without_processes()
        port = _port(args.port)
        _leave_root(command, kind, args)
        _run_tree(kind, args.host, port)
    except HostingError as problem:
        err(say(problem.zh, problem.en))
        return 2
    return 0


def _run_tree(kind: Kind, host: str, port: int) -> None:
    from yanxing.hosting.home import home_for  # noqa: PLC0415
    from yanxing.hosting.tree import Site, Tree  # noqa: PLC0415

    Tree(home_for(kind, None), Site(host, port), tell).run()


def _leave_root(command: str, kind: Kind, args: argparse.Namespace) -> None:
    """Go on as the unprivileged account in this very process; returns only when we are not root."""
    from yanxing.hosting.account import service_account  # noqa: PLC0415
    from yanxing.hosting.leaving import go_on_as  # noqa: PLC0415

    account = service_account()
    if account is None:
        return
    words = [command, "--host", args.host, "--port", args.port, "--lang", current()]
    go_on_as(account, kind, ["-P", "-m", "yanxing.cli.main", *words], tell)


def _port(text: str) -> int:
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise HostingError(
        f"端口要写 1 到 65535 之间的数，现在是 {text}。",
        f"A port is a number from 1 to 65535, not {text}.",
    )


def stop_without_processes() -> None:
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    if os.name != "posix":
        raise HostingError(
            "这个命令在 Linux 和 macOS 上运行；Windows 请用 WSL。",
            "This command runs on Linux and macOS; on Windows use WSL.",
        )


def tell(zh: str, en: str, /) -> None:
    print(say(zh, en), flush=True)
