"""The whole house as `yanxing demo` runs it: from the command to the first answered page, and its memory.

Cold: an empty state folder, the database made and the street played (installing packages is not counted).
Warm: the same folder again. Memory is the proportional set size (PSS, shared pages shared out) of the
supervisor, PostgreSQL with all its connections, web workers and job worker, after a burst of pages.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from bench.measure import Figure, size
from bench.serving import free_port, load

PAGES = ("/", "/people/", "/policies/", "/trainings/", "/schedule/", "/statistics/", "/hours/", "/matters/")
CLIENTS = 8
MOST_MIB, MOST_SECONDS = 400, 3


def figures() -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="yanxing-bench-house-"))
    folder.chmod(0o755)
    try:
        with running(folder / "home") as (_pid, _port, cold):
            pass
        with running(folder / "home") as (pid, port, warm):
            idle = memory(pid)
            _burst(folder / "home", port)
            busy = memory(pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    yield Figure("cold start of the demo, state folder empty", cold, "s")
    yield Figure("warm start, to the first answered page", warm, "s", aim=f"≤ {MOST_SECONDS} s")
    yield Figure("memory of the whole tree, just started", idle, "MiB")
    yield Figure("memory of the whole tree, after a burst", busy, "MiB", aim=f"≤ {MOST_MIB} MiB")


@contextmanager
def running(home: Path) -> Iterator[tuple[int, int, float]]:
    """Process, port, and how long the first page took to come."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "yanxing.cli.main", "demo", "--port", str(port)]
    begun = time.perf_counter()
    house = subprocess.Popen(  # noqa: S603
        command, env=os.environ | {"YANXING_HOME": str(home)}, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for_page(house, port)
        yield house.pid, port, time.perf_counter() - begun
    finally:
        house.send_signal(signal.SIGTERM)
        house.wait(60)


def _wait_for_page(house: subprocess.Popen[bytes], port: int) -> None:
    opener = build_opener()
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and house.poll() is None:
        with suppress(URLError, ConnectionError, TimeoutError):
            if opener.open(f"http://127.0.0.1:{port}/login/", timeout=5).status == 200:
                return
        time.sleep(0.02)
    raise AssertionError("the house did not start")


def _burst(home: Path, port: int) -> None:
    """Every page of the officer, many times, by several clients at once."""
    cookies = CookieJar()
    opener = build_opener(HTTPCookieProcessor(cookies))
    _log_in(opener, home, port)
    header = "; ".join(f"{each.name}={each.value}" for each in cookies)
    asked = [
        f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {header}\r\n\r\n".encode()
        for _ in range(size(20, 2))
        for page in PAGES
    ]
    done = load(port, asked, CLIENTS)
    assert set(done.statuses) == {200}, done.statuses


def _log_in(opener: OpenerDirector, home: Path, port: int) -> None:
    import json  # noqa: PLC0415

    told = json.loads((home / "logins.json").read_text("utf-8"))
    who = next(each for each in told if each["username"] == "xuzhiqiang")
    address = f"http://127.0.0.1:{port}/login/"
    page = opener.open(address).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token, "no form at the door"
    fields = {"csrfmiddlewaretoken": token[1], "username": who["username"], "password": who["password"]}
    opener.open(address, urlencode(fields).encode())


def memory(pid: int) -> float:
    """MiB of a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    total, left = 0, [pid]
    while left:
        one = left.pop()
        left += children.get(one, [])
        with suppress(OSError):
            found = re.search(
                r"^Pss:\s+(\d+) kB", Path(f"/proc/{one}/smaps_rollup").read_text(), re.MULTILINE
            )
            total += int(found[1]) if found else 0
    return total / 1024
