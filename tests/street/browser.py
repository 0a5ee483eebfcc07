"""A real server on a database of its own, and Debian's Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.street.database import Server

SHOTS = Path(__file__).parents[2] / "build/shots"
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def chromium() -> str | None:
    """CHROMIUM=… decides, else what Debian installs."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def site(server: Server, committed: str) -> Iterator[str]:
    """The address of a running site over the test's committed database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": server.url("web", committed)}
    command = [Path(sys.executable).parent / "granian", "--interface", "wsgi", "--port", str(port)]
    command += ["--no-access-log", "--log-level", "warning", "--blocking-threads", "4"]
    running = subprocess.Popen([*command, "yanxing.site.wsgi:application"], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(20)


def _wait_for(address: str, running: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if running.poll() is not None:
            raise AssertionError(f"the server ended with {running.returncode}")
        try:
            with urllib.request.urlopen(f"{address}/login/", timeout=5):  # noqa: S310
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within 20 seconds")


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = chromium()
    if path is None:
        pytest.skip("no Chromium here: apt-get install chromium fonts-noto-cjk, or name one with CHROMIUM=")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browse(_chromium: Any, site: str, came_through: Callable[[str], None]) -> Iterator[Callable[..., Any]]:
    """browse(size=PHONE, elder=False) → a Playwright page of its own context (own cookies) on the site.

    Counts as coming through the page's door. Scripts that fail and requests that leave the house fail the
    test.
    """
    contexts, faults = [], []

    def open_page(size: dict[str, int] = DESK, **options: Any) -> Any:
        context = _chromium.new_context(
            viewport=size, base_url=site, locale="zh-CN", timezone_id="Asia/Shanghai",
            has_touch=size["width"] < 800, is_mobile=size["width"] < 800, **options,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on("request", lambda request: _stays(request.url, site, faults))
        came_through("page")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _stays(url: str, site: str, faults: list[str]) -> None:
    if not url.startswith((site, "data:", "blob:")):
        faults.append(f"left the house: {url}")


def shoot(page: Any, name: str) -> Path:
    """A picture of the whole page under build/shots/, for people to look at."""
    path = SHOTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
    return path


def faults_of_access(page: Any) -> list[str]:
    """What axe finds: rule and place, WCAG A and AA."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]
