"""Questions about processes, and ending them; Linux first, other systems by `ps`."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PR_SET_PDEATHSIG = 1


def command_line(pid: int) -> str:
    """The command of a process with its arguments; empty when there is none."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        if sys.platform == "linux":
            return ""
    command = ["/bin/ps", "-o", "command=", "-p", str(pid)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def alive(pid: int) -> bool:
    """Whether there is such a process, and it has not ended already (a zombie has)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return sys.platform != "linux"


def marked(name: str, value: str) -> Iterator[int]:
    """The processes of ours that were started with `name=value` in their environment (Linux only)."""
    wanted = f"{name}={value}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)
        except OSError:
            continue


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    """Wait for it, at most so long; whether it came true."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def end(pid: int, *steps: tuple[signal.Signals, float]) -> None:
    """Send one signal after the other, each with so many seconds to obey; at last SIGKILL."""
    for number, seconds in (*steps, (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        if wait_until(lambda: not alive(pid), seconds):
            return


def end_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: the child gets this signal once its parent is gone, by `kill -9` too (Linux only)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask


def mentioned(text: str) -> bool:
    """Whether a process was started with this text in its environment (Linux; elsewhere: assumed)."""
    if sys.platform != "linux":
        return True
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if text.encode() in (folder / "environ").read_bytes():
                return True
        except OSError:
            continue
    return False
