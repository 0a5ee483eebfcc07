"""A whole house for tests: `yanxing serve` as a user runs it, in a state folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

from yanxing.hosting.processes import marked, wait_until
from yanxing.hosting.steps import MARK

ROOT = Path(__file__).parent.parent.parent
LONG = 120.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class House:
    """One state folder and one port; started and stopped as often as a test likes."""

    def __init__(self) -> None:
        # Not made here: the command makes it, for the account it runs under.
        self.folder = Path(tempfile.gettempdir()) / f"yanxing-house-{os.getpid()}-{free_port()}"
        self.port = free_port()
        self.environment: dict[str, str] = {}
        self.said: list[str] = []
        self.process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None

    def program(self) -> list[str]:
        return [str(Path(sys.executable).parent / "yanxing")]

    def environment_of_command(self) -> dict[str, str]:
        """What a command about this house is told."""
        strange = ("DATABASE_", "YANXING_", "DJANGO_")
        own = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
        own |= {"YANXING_HOME": str(self.folder), "PORT": str(self.port), "LANG": "zh_CN.UTF-8", "LC_ALL": ""}
        return own | self.environment

    def command(self, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self.program(), "serve"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
            env=self.environment_of_command() | environment,
        )

    def start(self) -> None:
        """Until it says that it is ready."""
        self.said = []
        process = self.process = self.command()
        self._listener = threading.Thread(target=self._listen, args=[process])
        self._listener.start()
        assert wait_until(lambda: self.ready() or process.poll() is not None, LONG)
        assert self.ready(), "\n".join(self.said)

    def ready(self) -> bool:
        return any("雁行已就绪" in line for line in self.said)

    def _listen(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            self.said.extend(lines)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        assert self._listener is not None
        self.process.send_signal(number)
        status = self.process.wait(60)
        self._listener.join(60)
        return status

    def status(self) -> int:
        """What the site answers with; 0 for nothing."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/login/")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 - our own address
                code: int = answer.status
                return code
        except urllib.error.HTTPError as answer:
            answer.close()
            return answer.code
        except OSError:
            return 0

    def answers(self) -> bool:
        return self.status() > 0

    def members(self) -> list[int]:
        """The children of the supervisor and what they started, but not the database."""
        return list(marked(MARK, str(self.folder)))

    def server(self) -> int:
        """The number of the database's first process."""
        return int((self.folder / "postgres/data/postmaster.pid").read_text("utf-8").splitlines()[0])

    def database_port(self) -> int:
        return int((self.folder / "postgres/port").read_text("ascii"))

    def remove(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
