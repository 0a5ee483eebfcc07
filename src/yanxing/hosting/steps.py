"""What is done once before the house opens: tables, grants, static files, the demonstration's street."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yanxing
from yanxing.hosting.database import Addresses, Database
from yanxing.hosting.home import Home
from yanxing.hosting.problem import HostingError, Tell
from yanxing.hosting.stamps import short, stamp_of_contents, stamp_of_folders, stamp_of_packages

PACKAGE = Path(yanxing.__file__).parent
MARK = "YANXING_TREE"
"""In the environment of every child: by it a left-over child is known. Never set by a user."""

DEMO_CLOCK = "demo:2024-09-20T13:30"
_SECRET = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_WORKER_URL")


def environment(home: Home, url: str) -> dict[str, str]:
    """What a child is told: where everything lies, and the address of its own role only."""
    demo = home.kind == "demo"
    ours = {
        "DJANGO_SETTINGS_MODULE": "yanxing.site.settings",
        "DATABASE_URL": url,
        "YANXING_HOME": str(home.folder),
        "YANXING_KEYS": str(home.keys),
        "YANXING_FILES": str(home.files),
        "YANXING_STATIC": str(home.static),
        "YANXING_CLOCK": DEMO_CLOCK if demo else os.environ.get("YANXING_CLOCK", "real"),
        "YANXING_DEMO": "1" if demo else "0",
        MARK: str(home.folder),
        "MALLOC_ARENA_MAX": "2",  # threads would each keep memory of their own
    }
    return {name: value for name, value in os.environ.items() if name not in _SECRET} | ours


def manage(*words: str) -> list[str]:
    """The command line of a command of Django's; `-P` keeps the working folder off the path."""
    return [sys.executable, "-P", "-m", "yanxing.site.manage", *words]


@dataclass
class Steps:
    """The steps of one start, each skipped while what it was done from is unchanged."""

    home: Home
    database: Database
    addresses: Addresses
    tell: Tell

    def all(self) -> None:
        """Do what has to be done. Raises `HostingError` with the end of what the step said."""
        stamp = stamp_of_folders([PACKAGE / "web/static"])
        static = self._begin_static(stamp)
        try:
            self._tables()
            self._street()
        finally:
            self._end(static, stamp)

    def _tables(self) -> None:
        stamp = self._tables_stamp()
        if self.home.done("tables", stamp):
            return
        self.tell("建立和更新数据表", "making and updating the tables")
        self.home.unmark("tables")
        for words in (
            ["migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
            ["prepare", "--skip-checks"],
        ):
            self._run(words, self.addresses.owner)
        self.home.mark("tables", stamp)

    def _street(self) -> None:
        """Play the demonstration; a street half played is thrown away and played again."""
        known = find_spec("yanxing.site.management.commands.play_demo") is not None
        if self.home.kind != "demo" or not known or self.home.done("street", "played"):
            return
        if self.home.done("street", "begun"):
            self.database.empty()
            self.home.forget()
            self.home.unmark("tables")
            self._tables()
        self.home.mark("street", "begun")
        self.tell("演出一个街道（只有第一次需要）", "playing a street (the first time only)")
        self._run(["play_demo"], self.addresses.web, shown=True)
        self.home.mark("street", "played")

    def _begin_static(self, stamp: str) -> subprocess.Popen[bytes] | None:
        """Gather the static files beside the other steps; it needs no database."""
        if self.home.done("static", stamp):
            return None
        words = manage("collectstatic", "--no-input", "--verbosity", "0")
        with self._log("collectstatic").open("wb") as log:
            return subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home.folder,
                env=environment(self.home, self.addresses.web),
            )

    def _end(self, static: subprocess.Popen[bytes] | None, stamp: str) -> None:
        if static is None:
            return
        if static.wait():
            raise self._failed("collectstatic")
        self.home.mark("static", stamp)

    def _run(self, words: list[str], url: str, *, shown: bool = False) -> None:
        """Run a command; `shown`: its lines of progress go to whoever started us."""
        command = manage(*words)
        own = environment(self.home, url) | {"PYTHONUNBUFFERED": "1"}  # a line shown late is no progress
        with self._log(words[0]).open("wb") as log:
            out = None if shown else log
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                cwd=self.home.folder,
                env=own,
                check=False,
            )
        if done.returncode:
            raise self._failed(words[0])

    def _failed(self, step: str) -> HostingError:
        log = self._log(step)
        end = "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-12:])
        return HostingError(
            f"{step} 这一步没有完成，全部输出在 {log}，最后几行是：\n{end}",
            f"The step {step} was not completed; all it said is in {log}, and ended with:\n{end}",
        )

    def _log(self, step: str) -> Path:
        return self.home.log / f"{step}.log"

    def _tables_stamp(self) -> str:
        ours = [*PACKAGE.glob("*/migrations/*.py"), PACKAGE / "access/lock.py"]
        contents = stamp_of_contents(path for path in ours if path.exists())
        packages = find_spec("django")
        others = (
            stamp_of_packages(Path(packages.origin).parent.parent) if packages and packages.origin else ""
        )
        return short(contents + others + self.addresses.owner.rpartition("@")[2])
