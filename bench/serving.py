"""A site as an office runs it, for measuring: durable PostgreSQL, granian 2 x 4, clients beside them."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from yanxing.hosting.keys import ensure_keys
from yanxing.hosting.throwaway import Throwaway, throwaway_database

WORKERS, THREADS = 2, 4


@contextmanager
def office() -> Iterator[Throwaway]:
    """A migrated durable database; Django in this process and in every server started here uses it."""
    home = Path(tempfile.mkdtemp(prefix="yanxing-bench-"))
    ensure_keys(home / "keys")
    with throwaway_database(durable=True) as database:
        os.environ |= {
            "YANXING_HOME": str(home),
            "YANXING_KEYS": str(home / "keys"),
            "YANXING_CLOCK": "real",
            "YANXING_DEMO": "0",
            "YANXING_LIVE_STATIC": "1",
            "DATABASE_URL": database.owner,
            "DJANGO_SETTINGS_MODULE": "yanxing.site.settings",
        }
        for command in (["migrate", "--verbosity=0"], ["prepare"]):
            program = [sys.executable, "-W", "ignore", "-m", "yanxing.site.manage"]
            subprocess.run([*program, *command], check=True)  # noqa: S603
        os.environ["DATABASE_URL"] = database.web
        yield database


@contextmanager
def served(application: str) -> Iterator[int]:
    """The port of a granian that serves it."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--http", "1"]
    command += ["--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
    running = subprocess.Popen([*command, "--log-level", "warning", application])  # noqa: S603
    try:
        _wait_for(port)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def free_port() -> int:
    """One that nobody listens on just now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@dataclass(frozen=True)
class Load:
    """What came of it: answers by status, how long it took, and the times of the single answers."""

    statuses: dict[int, int]
    seconds: float
    waits: list[float]

    @property
    def per_second(self) -> float:
        return sum(self.statuses.values()) / self.seconds

    def wait(self, share: float) -> float:
        """In milliseconds; 0.5 is the median."""
        return sorted(self.waits)[min(len(self.waits) - 1, int(len(self.waits) * share))] * 1000


def load(port: int, requests: Sequence[bytes], clients: int) -> Load:
    """So many clients, each with a connection of its own, send the requests one after another."""
    return asyncio.run(_load(port, requests, clients))


async def _load(port: int, requests: Sequence[bytes], clients: int) -> Load:
    left = iter(requests)
    statuses: dict[int, int] = {}
    waits: list[float] = []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in left:
            begun = time.perf_counter()
            writer.write(request)
            status = await _answer(reader)
            waits.append(time.perf_counter() - begun)
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    begun = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    return Load(statuses, time.perf_counter() - begun, waits)


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    start = lower.index(b"content-length:") + len(b"content-length:")
    await reader.readexactly(int(lower[start : lower.index(b"\r\n", start)]))
    return int(head[9:12])
