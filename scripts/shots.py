"""Photograph pages at phone and desk size, and in 长者版, for a person to look at.

Usage: shots.py FOLDER ADDRESS… (`--cookie name=value` and `--dark` apply to every page, `--only 390,1440`
chooses sizes). Uses the chromium named by CHROMIUM, or the one on PATH. Says what the console complained of.
"""

import argparse
import os
import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"390": (390, 844, "0"), "1440": (1440, 900, "0"), "elder": (390, 844, "1")}


def chromium() -> str:
    """Raises `SystemExit` with the mend when there is none."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    return found or sys.exit(
        "没有找到 chromium，请安装或用 CHROMIUM= 指明 / no chromium: install it or set CHROMIUM"
    )


def open_page(browser: Browser, address: str, size: str, cookies: dict[str, str]) -> Page:
    width, height, elder = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    wanted = {**cookies, "elder": elder}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in wanted.items()])
    page = context.new_page()
    page.on("console", lambda said: print(f"{size}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: print(f"{size}: {error}"))
    page.goto(address, wait_until="networkidle")
    return page


def shoot(browser: Browser, address: str, folder: Path, sizes: list[str], cookies: dict[str, str]) -> None:
    name = re.sub(r"[^\w=-]+", "-", address.split("://", 1)[1].partition("/")[2]).strip("-") or "home"
    for size in sizes:
        page = open_page(browser, address, size, cookies)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            print(f"{name} {size}: 横向超出 {wide} px / wider than the screen by {wide} px")
        page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)
        page.context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Photograph pages for a person to look at")
    parser.add_argument("folder", type=Path)
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--only", default=",".join(SIZES))
    parser.add_argument("--cookie", action="append", default=[])
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    cookies = dict(pair.split("=", 1) for pair in asked.cookie) | ({"theme": "dark"} if asked.dark else {})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for address in asked.addresses:
            shoot(browser, address, asked.folder, asked.only.split(","), cookies)
        browser.close()


if __name__ == "__main__":
    main()
