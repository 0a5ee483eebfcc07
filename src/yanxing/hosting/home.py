"""The state folder of one house: its keys, its files, its database, and marks of what was done."""

from __future__ import annotations

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

import yanxing
from yanxing.hosting.account import HOME, Account
from yanxing.hosting.private import private_folder, write_private
from yanxing.hosting.problem import HostingError
from yanxing.hosting.stamps import short

Kind = Literal["demo", "office"]


@dataclass(frozen=True)
class Home:
    """A state folder, mode 0700, of the account that runs the house."""

    folder: Path
    kind: Kind

    @property
    def keys(self) -> Path:
        return self.folder / "keys"

    @property
    def files(self) -> Path:
        return self.folder / "files"

    @property
    def static(self) -> Path:
        return self.folder / "static"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def open(self) -> IO[str]:
        """Make the folder and lock it for this process; keep what is returned open as long as it runs.

        Raises `HostingError` when the house is running already, or the folder is of the other kind.
        """
        for each in (self.folder, self.files, self.static, self.log, self.folder / "stamps"):
            private_folder(each)
        lock = (self.folder / "lock").open("a+", encoding="utf-8")
        try:
            self._lock(lock)
            self._claim()
        except HostingError:
            lock.close()
            raise
        return lock

    def say_where(self, address: str) -> None:
        """Leave the address for whoever starts the house a second time."""
        (self.folder / "address").write_text(address, "utf-8")

    def done(self, what: str, stamp: str) -> bool:
        """Whether `what` was done last from this stamp."""
        try:
            return (self.folder / "stamps" / what).read_text("ascii") == stamp
        except OSError:
            return False

    def mark(self, what: str, stamp: str) -> None:
        write_private(self.folder / "stamps" / what, stamp.encode("ascii"))

    def unmark(self, what: str) -> None:
        (self.folder / "stamps" / what).unlink(missing_ok=True)

    def forget(self) -> None:
        """Throw away what was remembered beside the database: files, the office clock. Keys stay."""
        shutil.rmtree(self.files)
        private_folder(self.files)
        for each in self.folder.iterdir():
            if each.is_file() and each.name not in {"lock", "kind"}:
                each.unlink()

    def _lock(self, lock: IO[str]) -> None:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise self._running() from problem

    def _claim(self) -> None:
        """A demonstration must never be played into an office's data, nor an office find itself in one."""
        path = self.folder / "kind"
        if not path.exists():
            write_private(path, self.kind.encode())
        kind = path.read_text("ascii")
        if kind != self.kind:
            raise HostingError(
                f"{self.folder} 是{_kind_zh(kind)}的数据，不能用作{_kind_zh(self.kind)}。"
                "请在 YANXING_HOME 里另写一个文件夹。",
                f"{self.folder} holds the data of the {kind}, not of the {self.kind}. "
                "Name another folder in YANXING_HOME.",
            )

    def _running(self) -> HostingError:
        try:
            address = (self.folder / "address").read_text("utf-8")
        except OSError:
            address = ""
        return HostingError(
            f"已经在运行：{address}（数据在 {self.folder}）。要重新启动，请先停止它。",
            f"It is running already: {address} (data in {self.folder}). Stop it first to start it anew.",
        )


def home_for(kind: Kind, account: Account | None) -> Home:
    """The folder of this clone's demo or office: `YANXING_HOME`, else one named after the clone's path."""
    chosen = os.environ.get("YANXING_HOME")
    if chosen:
        return Home(Path(chosen).expanduser().absolute(), kind)
    name = f"{kind}-{short(str(_clone()))}"
    if account:
        return Home(HOME / name, kind)
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Home(Path(state) / "yanxing" / name, kind)


def hand_over(home: Home, account: Account) -> None:
    """As root, make the folder of the account; never touches the permissions of a folder that was there."""
    folder = home.folder
    try:
        if not folder.exists():
            HOME.mkdir(mode=0o755, exist_ok=True)
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700)
            account.own(folder)
    except OSError as problem:
        raise HostingError(
            f"{folder} 建不成：{problem.strerror}。请在 YANXING_HOME 里另写一个文件夹。",
            f"{folder} cannot be made: {problem.strerror}. Name another folder in YANXING_HOME.",
        ) from problem
    if folder.stat().st_uid != account.uid or not account.can_read([folder]):
        raise HostingError(
            f"运行账号 {account.name} 用不了 {folder}：它要属于这个账号，上级文件夹也要能进入。"
            f"请另写 YANXING_HOME，或运行 chown -R {account.name} {folder}",
            f"The account {account.name} cannot use {folder}: it must belong to it, in folders it may enter. "
            f"Name another YANXING_HOME, or run chown -R {account.name} {folder}",
        )


def _clone() -> Path:
    return Path(yanxing.__file__).resolve().parent.parent


def _kind_zh(kind: str) -> str:
    return "演示站" if kind == "demo" else "正式站"
