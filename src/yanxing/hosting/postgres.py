"""The embedded PostgreSQL: made, started, recognised when left over, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from yanxing.hosting.account import Account
from yanxing.hosting.binaries import Binaries
from yanxing.hosting.configuration import HBA, initdb_options, settings
from yanxing.hosting.private import private_folder, write_private
from yanxing.hosting.problem import HostingError
from yanxing.hosting.processes import alive, command_line, end, end_with_parent, wait_until
from yanxing.hosting.roles import SUPERUSER, Roles, ensure_passwords

STARTING = 60.0
"""Seconds for start with recovery; a plain start takes a tenth of one."""

LETS_GO = 10.0
"""Seconds the processes of a killed server get to let its port go."""

ATTEMPTS = 5


@dataclass
class Cluster:
    """One data folder with its server. `account` when we are root and the server must not be."""

    folder: Path
    binaries: Binaries
    account: Account | None = None
    throwaway: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def roles(self) -> Roles:
        """The roles and where they connect, once started."""
        return Roles(ensure_passwords(self.folder / "passwords.json"), self._port())

    def start(self) -> None:
        """Make the data folder when there is none, start the server, wait until it answers.

        A server left over from a supervisor that was killed is stopped first. Raises `HostingError`.
        """
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Start without waiting; `wait` must follow."""
        private_folder(self.folder)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._check_version()
        self.end_leftover()
        if self.process is not None:
            # The port is kept: site and worker know it. What is left of a killed server holds it a moment.
            self.process.wait()
            wait_until(lambda: _free_port(self._port()) == self._port(), LETS_GO)
        self._spawn(_free_port(self._port()))

    def wait(self) -> None:
        """Wait until the server answers; again where the last one still has the port."""
        for _ in range(ATTEMPTS):
            if self._answers():
                return
            self._spawn(_free_port(0 if self._refused_port() else self._port()))
        raise HostingError(
            f"数据库没有启动成功。原因见 {self.log} 的最后几行：\n{self._last_lines()}",
            f"The database did not start. The reason is at the end of {self.log}:\n{self._last_lines()}",
        )

    def stop(self) -> None:
        """Stop at once but cleanly: open transactions are rolled back, everything is written."""
        if self.process is None:
            return
        self._ask(self.process.pid)
        self.process.wait()
        self.process = None

    def end_leftover(self) -> bool:
        """Stop the server a killed supervisor has left behind; whether there was one."""
        pid = self._recorded_pid()
        if pid is None or not alive(pid):
            return False  # the server itself checks and removes the file of a dead one
        if self._is_ours(pid):
            self._ask(pid)
            return True
        # The number was given to another process since; the server would take that for its own predecessor.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        return False

    def _ask(self, pid: int) -> None:
        end(pid, (signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0))

    def _is_ours(self, pid: int) -> bool:
        words = command_line(pid)
        return "postgres" in words and words.endswith(f"-D {self.data}")

    def _recorded_pid(self) -> int | None:
        lines = self._record()
        return int(lines[0]) if lines and lines[0].strip().isdigit() else None

    def _record(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text("utf-8").splitlines()
        except OSError:
            return []

    def _port(self) -> int:
        try:
            return int((self.folder / "port").read_text("ascii"))
        except (OSError, ValueError):
            return 0

    def _make(self) -> None:
        passwords = ensure_passwords(self.folder / "passwords.json")
        secret = self.folder / "initdb-password"
        write_private(secret, f"{passwords[SUPERUSER]}\n".encode())
        if self.account:
            self.account.own(self.folder)
            self.account.own(secret)
        command = [self.binaries["initdb"], "-D", str(self.data), "-U", SUPERUSER, "--pwfile", str(secret)]
        command += [*initdb_options(self.binaries.version), *(["--no-sync"] if self.throwaway else [])]
        try:
            done = self._run(command)
        finally:
            secret.unlink()
        if done.returncode:
            words = done.stderr.decode(errors="replace").strip()
            raise HostingError(f"数据库没有建成：{words}", f"The database was not made: {words}")
        with (self.data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write("\ninclude = 'yanxing.conf'\n")
        (self.data / "pg_hba.conf").write_text(HBA, "utf-8")

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        as_account = self.account.for_popen() if self.account else {}
        return subprocess.run(
            command, capture_output=True, check=False, env=_environment(), cwd=self.folder, **as_account
        )

    def _check_version(self) -> None:
        made = (self.data / "PG_VERSION").read_text("ascii").strip()
        if made != str(self.binaries.version):
            raise HostingError(
                f"{self.data} 是 PostgreSQL {made} 版的数据，现有程序是 {self.binaries.version} 版。"
                "请用原来的版本（YANXING_PG_BIN）做备份，再用新版本恢复。",
                f"{self.data} was made by PostgreSQL {made}; the programs here are {self.binaries.version}. "
                "Back up with the old version (YANXING_PG_BIN) and restore with the new one.",
            )

    def _spawn(self, port: int) -> None:
        configuration = self.data / "yanxing.conf"
        configuration.write_text(settings(self.binaries.version, port, throwaway=self.throwaway), "utf-8")
        (self.folder / "port").write_text(f"{port}\n", "ascii")
        as_account = self.account.for_popen() if self.account else {}
        with self.log.open("ab") as log:
            log.truncate(0)
            self.process = subprocess.Popen(
                [self.binaries["postgres"], "-D", str(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=_environment(),
                process_group=0,
                preexec_fn=end_with_parent(signal.SIGINT),
                **as_account,
            )

    def _answers(self) -> bool:
        """Whether the server came up; False when it has ended instead."""
        process = self.process
        if process is None:
            return False

        def settled() -> bool:
            return self._ready(process.pid) or process.poll() is not None

        return wait_until(settled, STARTING) and process.poll() is None

    def _ready(self, pid: int) -> bool:
        lines = self._record()
        return len(lines) > 7 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"

    def _refused_port(self) -> bool:
        return "could not bind" in self._last_lines()

    def _last_lines(self) -> str:
        try:
            lines = self.log.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        return "\n".join(lines[-8:])


def _environment() -> dict[str, str]:
    """No PG* variable of the user may reach the server, nor anything else but where programs are."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _free_port(wanted: int) -> int:
    """The wanted port when it is free, else any."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
