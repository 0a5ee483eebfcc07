"""What backup, restore and doctor have in common: which house, under which account, and its complaints."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err
from yanxing.cli.language import current, say
from yanxing.cli.serve import stop_without_processes, tell

if TYPE_CHECKING:
    from yanxing.hosting.home import Home, Kind


def add_kind(parser: argparse.ArgumentParser) -> None:
    """`--demo`: the demonstration's house instead of the office's."""
    words = say("用演示站的数据（默认是正式站）", "the demonstration's data, not the office's")
    parser.add_argument("--demo", action="store_true", help=words)


def kind_of(args: argparse.Namespace) -> Kind:
    return "demo" if args.demo else "office"


def kept(work: Callable[[], int]) -> int:
    """Runs it; 2 with a sentence when it could not be done."""
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415 - help must not wait for it

    try:
        stop_without_processes()
        return work()
    except HostingError as problem:
        err(say(problem.zh, problem.en))
        return 2


def own_house(kind: Kind) -> Home:
    """The house of whoever runs this, once root was left."""
    from yanxing.hosting.home import home_for  # noqa: PLC0415

    return home_for(kind, None)


def leave_root(kind: Kind, words: Sequence[str], *, make: Path | None = None) -> None:
    """As root, go on as the house's account; returns only when we are not root. `make`: a folder to be
    made for it. A house must be there unless `make` is None and the command makes one."""
    from yanxing.hosting.account import service_account  # noqa: PLC0415
    from yanxing.hosting.leaving import go_on_as  # noqa: PLC0415

    account = service_account()
    if account is None:
        return
    if make is not None and not make.exists() and make.parent.is_dir():
        make.mkdir(mode=0o700)
        account.own(make)
    go_on_as(account, kind, ["-P", "-m", "yanxing.cli.main", *words, "--lang", current()], tell)


def absolute(path: str) -> Path:
    return Path(path).expanduser().absolute()


def demand_readable(paths: Sequence[Path]) -> None:
    """Raises `HostingError` for what is missing or closed to us."""
    from yanxing.hosting.problem import HostingError  # noqa: PLC0415

    for path in paths:
        if not os.access(path, os.R_OK):
            raise HostingError(
                f"读不到 {path}：它不存在，或运行账号没有权限。请检查路径和归属。",
                f"{path} cannot be read: it is not there, or closed to the account that runs this.",
            )


def add_keys(parser: argparse.ArgumentParser, zh: str, en: str) -> None:
    """`--keys FILE`."""
    parser.add_argument("--keys", metavar=say("文件", "FILE"), help=say(zh, en))


def said(args: argparse.Namespace) -> tuple[Path, Path | None, list[str]]:
    """Folder, file of keys, and the same words for whoever goes on in another account."""
    folder = absolute(args.folder)
    keys = absolute(args.keys) if args.keys else None
    more = [*(["--keys", str(keys)] if keys else []), *(["--demo"] if args.demo else [])]
    return folder, keys, [str(folder), *more]


def positional(parser: argparse.ArgumentParser, zh: str, en: str) -> Any:
    return parser.add_argument("folder", metavar=say("文件夹", "FOLDER"), help=say(zh, en))
