"""A folder the unprivileged account can work in, and questions about live processes (Linux)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def ground() -> Iterator[Path]:
    """Not pytest's own folder: that one is closed to every other account."""
    folder = Path(tempfile.mkdtemp(prefix="yanxing-ground-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def listeners(port: int) -> list[str]:
    """The local addresses, as the kernel prints them, on which somebody listens at this port."""
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            fields = line.split()
            address, _, local_port = fields[1].partition(":")
            if fields[3] == "0A" and int(local_port, 16) == port:
                found.append(address)
    return found


def user_of(pid: int) -> int:
    """The effective user of a process."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    line = next(each for each in status.splitlines() if each.startswith("Uid:"))
    return int(line.split()[2])


def command_lines() -> str:
    """Every command line on this machine."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(file.read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return "\n".join(found)


LOOPBACK = "0100007F"
