"""The account the house runs under: PostgreSQL refuses root, and nothing that listens may run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yanxing.hosting.problem import HostingError

NAME = "yanxing"
HOME = Path("/var/lib/yanxing")
"""Belongs to root: what is run from below it can then not be exchanged by the account itself."""


@dataclass(frozen=True)
class Account:
    """A user of this machine who is not root."""

    name: str
    uid: int
    gid: int

    def for_popen(self) -> dict[str, Any]:
        """Arguments that make `subprocess` start a process under this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def become(self) -> None:
        """Give up root in this process, for good."""
        os.setgroups([])
        os.setgid(self.gid)
        os.setuid(self.uid)

    def own(self, path: Path) -> Path:
        """Hand over a file or folder that root has just made."""
        os.chown(path, self.uid, self.gid, follow_symlinks=False)
        return path

    def can_read(self, paths: Iterable[Path]) -> bool:
        """Whether the account reaches all of them: asked of the kernel in its own name, not guessed."""
        child = os.fork()
        if child == 0:
            status = 1
            try:
                self.become()
                status = 0 if all(os.access(path, _wanted(path)) for path in paths) else 1
            finally:
                os._exit(status)
        return os.waitpid(child, 0)[1] == 0


def _wanted(path: Path) -> int:
    return os.R_OK | os.X_OK if path.is_dir() else os.R_OK


def service_account() -> Account | None:
    """The account to run under: none of its own unless we are root; made once when it is not there.

    `YANXING_ACCOUNT` names another one. Raises `HostingError` when there is none and none can be made.
    """
    if os.geteuid() != 0:
        return None
    name = os.environ.get("YANXING_ACCOUNT", NAME)
    entry = _entry(name) or _made(name)
    if entry.pw_uid == 0:
        raise HostingError(
            f"账号 {name} 就是 root，数据库和网站不能用它运行。请在 YANXING_ACCOUNT 里写一个普通账号。",
            f"The account {name} is root; name an ordinary account in YANXING_ACCOUNT.",
        )
    return Account(name, entry.pw_uid, entry.pw_gid)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made(name: str) -> pwd.struct_passwd:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", str(HOME), "--shell", "/usr/sbin/nologin", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        why = done.stderr.strip()
    except OSError as problem:
        why = str(problem)
    entry = _entry(name)
    if entry is None:
        raise HostingError(
            f"需要一个普通账号来运行数据库和网站，但建不成 {name}：{why}。"
            "请换普通用户运行，或先建一个账号并写在 YANXING_ACCOUNT 里。",
            f"The database and the site need an ordinary account, and {name} cannot be made: {why}. "
            "Run this as an ordinary user, or make an account and name it in YANXING_ACCOUNT.",
        )
    return entry
