"""The whole house as one tree of processes: PostgreSQL, web server, worker; what dies is started again."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from types import FrameType

from yanxing.hosting.children import Child, end_left_over
from yanxing.hosting.database import Addresses, Database, database_for
from yanxing.hosting.home import Home
from yanxing.hosting.keys import ensure_keys
from yanxing.hosting.network import address, answer, check_free
from yanxing.hosting.problem import HostingError, Tell
from yanxing.hosting.processes import marked, wait_until
from yanxing.hosting.steps import MARK, Steps, environment, manage

STARTING = 60.0
"""Seconds the site gets to answer its first request."""


@dataclass(frozen=True)
class Site:
    """Where to listen, and how much to do at once: web connections to the database = workers × threads."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 4
    application: str = "yanxing.site.wsgi:application"


class _Stopped(BaseException):
    """Asked to stop before everything had started; past every `except Exception` of a step."""


class Tree:
    """Started by `run`, which returns once everything has stopped."""

    def __init__(self, home: Home, site: Site, tell: Tell) -> None:
        self.home = home
        self.site = site
        self.tell = tell
        self._database: Database = database_for(home)
        self._children: list[Child] = []
        self._started = False
        self._stopping = False
        self._news = threading.Event()

    def run(self) -> None:
        """Start all, keep all running, stop all on SIGTERM, SIGINT or SIGHUP. Raises `HostingError`."""
        os.umask(0o077)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, self._wake)
        with self.home.open(), suppress(_Stopped):
            end_left_over([pid for pid in marked(MARK, str(self.home.folder)) if pid != os.getpid()])
            check_free(self.site.host, self.site.port)
            try:
                self._start()
                self._started = True
                self._watch()
            finally:
                self._end()

    def _start(self) -> None:
        ensure_keys(self.home.keys)
        addresses = self._database.start()
        Steps(self.home, self._database, addresses, self.tell).all()
        self._children = self._make_children(addresses)
        for child in self._children:
            child.start()
        self._open()

    def _open(self) -> None:
        """Wait for the first answer and tell the address."""
        web = self._children[0]
        status = 0

        def settled() -> bool:
            ended = web.process is None or web.process.poll() is not None
            nonlocal status
            status = answer(self.site.host, self.site.port)
            return ended or status > 0

        came = wait_until(settled, STARTING)
        if not came or web.process is None or web.process.poll() is not None:
            raise HostingError(
                f"网站没有启动成功。日志 {web.log} 的最后几行是：\n{web.last_lines()}",
                f"The site did not start. Its log {web.log} ends with:\n{web.last_lines()}",
            )
        if status >= 500:
            self.tell(
                f"首页打不开（{status}），原因见 {web.log}",
                f"The first page fails ({status}); the reason is in {web.log}",
            )
        where = address(self.site.host, self.site.port)
        self.home.say_where(where)
        self.tell(
            f"雁行已就绪：{where}（按 Ctrl-C 停止；数据在 {self.home.folder}）",
            f"Yanxing is ready: {where} (Ctrl-C stops it; data in {self.home.folder})",
        )
        code = self.home.folder / "first-start-code"
        if self.home.kind == "office" and code.exists():
            shown = code.read_text("ascii").strip()
            self.tell(
                f"第一次使用：打开上面的地址，填启动码 {shown}，设两位管理员",
                f"First start: open the address above, give the start code {shown}, name two administrators",
            )

    def _make_children(self, addresses: Addresses) -> list[Child]:
        web = Child(
            "网站",
            "the site",
            _granian(self.site),
            environment(self.home, addresses.web),
            self.home.folder,
            self.home.log / "web.log",
        )
        worker = Child(
            "后台任务",
            "the worker",
            manage("work"),
            environment(self.home, addresses.worker),
            self.home.folder,
            self.home.log / "worker.log",
        )
        return [web, worker] if find_spec("yanxing.site.management.commands.work") else [web]

    def _watch(self) -> None:
        while not self._stopping:
            self._news.wait(0.5)
            self._news.clear()
            if not self._stopping:
                self._tend()

    def _tend(self) -> None:
        if self._database.ended():
            self.tell("数据库意外停止，正在恢复", "the database has ended, recovering it")
            self._tell_where(self._database.start())
        for child in self._children:
            if child.tend():
                self.tell(
                    f"{child.zh}意外停止，正在重新启动（日志：{child.log}）",
                    f"{child.en} has ended, starting it again (log: {child.log})",
                )

    def _tell_where(self, addresses: Addresses) -> None:
        """Whoever was told another address is started again with the new one."""
        for child, url in zip(self._children, (addresses.web, addresses.worker), strict=False):
            wanted = environment(self.home, url)
            if child.environment != wanted:
                child.environment = wanted
                child.ask_to_stop()

    def _end(self) -> None:
        self.tell("正在停止", "stopping")
        for child in self._children:
            child.ask_to_stop()
        for child in self._children:
            child.stop()
        self._database.stop()
        with suppress(OSError):
            (self.home.folder / "address").unlink()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        again, self._stopping = self._stopping, True
        self._news.set()
        if not self._started and not again:
            raise _Stopped

    def _wake(self, _number: int, _frame: FrameType | None) -> None:
        self._news.set()


def _granian(site: Site) -> list[str]:
    command = [sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"]
    command += ["--host", site.host, "--port", str(site.port)]
    command += ["--workers", str(site.workers), "--blocking-threads", str(site.threads)]
    command += ["--respawn-failed-workers", "--respawn-interval", "0.2", "--workers-kill-timeout", "10"]
    return [*command, "--log-level", "warning", site.application]
