"""A long-running child: started in a process group of its own, started again when it ends, stopped whole."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from yanxing.hosting.processes import end, end_with_parent

LARGEST_LOG = 10_000_000
STEADY = 10.0
"""Seconds a child must have run for its end to count as a first one."""

LONGEST_PAUSE = 10.0


@dataclass
class Child:
    """One process of the tree, called `zh` or `en` when spoken of. `patience`: seconds it gets to stop."""

    zh: str
    en: str
    command: list[str]
    environment: dict[str, str]
    folder: Path
    log: Path
    patience: float = 15.0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    ends: int = field(default=0, init=False)
    _begun: float = field(default=0.0, init=False)
    _not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start it; what it says goes to its log."""
        self._shorten_log()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.environment,
                process_group=0,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )
        self._begun = time.monotonic()

    def tend(self) -> bool:
        """Start it again when it has ended; True when its end was noticed just now."""
        if self.process is None:
            if time.monotonic() >= self._not_before:
                self.start()
            return False
        if self.process.poll() is None:
            return False
        self._sweep(self.process.pid)
        self.process = None
        self.ends = self.ends + 1 if time.monotonic() - self._begun < STEADY else 1
        self._not_before = time.monotonic() + min(0.1 * 2 ** (self.ends - 1), LONGEST_PAUSE)
        return True

    def ask_to_stop(self) -> None:
        """Tell it to finish; `stop` then waits for it."""
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError):
                self.process.terminate()

    def stop(self) -> None:
        """Stop it with all its own children."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.ask_to_stop()
            self.process.wait(self.patience)
        self._sweep(self.process.pid)
        self.process.wait()
        self.process = None

    def last_lines(self) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-12:])
        except OSError:
            return ""

    def _sweep(self, group: int) -> None:
        """Whatever it left in its group would hold the port."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)

    def _shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_name(f"{self.log.name}.1"))


def end_left_over(pids: list[int]) -> None:
    """End the children of a supervisor that was killed."""
    for pid in pids:
        end(pid, (signal.SIGTERM, 3.0))
