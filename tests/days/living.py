"""Somebody at the site with a phone or at a desk: looks at pages, keeps pictures, notes what is wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.street.browser import DESK, PHONE, SHOTS, faults_of_access

Browse = Callable[..., Any]


class Visitor:
    """One browser of one person. `faults` has what axe found, what was too wide, what did not answer."""

    def __init__(self, page: Any, size: str) -> None:
        self.page = page
        self.size = size
        self.faults: list[str] = []

    def go(self, address: str) -> Any:
        answer = self.page.goto(address, wait_until="networkidle")
        if answer and answer.status >= 400:
            self.faults.append(f"{address}: {answer.status}")
        return self.page

    def see(self, name: str, *, inside: str = "main") -> str:
        """A picture under build/shots/days/, the checks every page has to stand, and what it says."""
        self.page.wait_for_load_state("networkidle")
        name = f"{name}-{self.size}"
        self._picture(SHOTS / f"days/{name}.png")
        self.faults += [f"{name}: {fault}" for fault in faults_of_access(self.page)]
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        self.faults += [f"{name}: {wide} px too wide"] if wide > 0 else []
        return str(self.page.inner_text(inside))

    def _picture(self, path: Path) -> None:
        """As tall as the page (two screens at most), so that what sticks to the lower edge is at the edge."""
        path.parent.mkdir(parents=True, exist_ok=True)
        size = PHONE if self.size == "390" else DESK
        tall = self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({**size, "height": min(max(tall, size["height"]), 2 * size["height"])})
        self.page.screenshot(path=path)
        self.page.set_viewport_size(size)

    def look(self, address: str, name: str) -> str:
        self.go(address)
        return self.see(name)

    def press(self, words: str, role: str = "button") -> None:
        """The first button (or link) of those words in the page itself."""
        self.page.locator("main").get_by_role(role, name=words, exact=True).first.click()
        self.page.wait_for_load_state("networkidle")

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.locator(f"main [name={name}]:not([type=hidden]):not([type=radio])").first.fill(value)

    def log_in(self, way: tuple[str, str], *, then: str = "/") -> None:
        if "/login/" not in self.page.url:
            self.page.goto(f"/login/?next={then}")
        self.fill(username=way[0], password=way[1])
        self.press("登录")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def another(self, browse: Browse, size: str) -> Visitor:
        """The same person at the other screen, logged in already; notes faults in the same list."""
        state = self.page.context.storage_state()
        other = Visitor(browse(PHONE if size == "390" else DESK, storage_state=state), size)
        other.faults = self.faults
        return other

    def another_page(self, address: str) -> Any:
        """A second window of the same browser."""
        page = self.page.context.new_page()
        page.goto(address, wait_until="networkidle")
        return page


def on_a_phone(browse: Browse) -> Visitor:
    return Visitor(browse(PHONE), "390")


def at_a_desk(browse: Browse) -> Visitor:
    return Visitor(browse(DESK), "1440")


def enrol_authenticator(visitor: Visitor) -> None:
    """Officers and administrators prove with a second factor from their first day on."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    page = visitor.page
    visitor.go("/my/authenticator/")
    secret = page.locator("code").inner_text().replace(" ", "")
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))
    visitor.press("启用验证器")
    page.get_by_text("记好了，继续").wait_for()
