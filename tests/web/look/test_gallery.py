"""The gallery in a real browser: every shell and part at phone and desk size, in light, dark and 长者版."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.people import make_street

SHOWS = ("parts", "home", "sheet", "bare", "hall", "paper", "poster")
CHOICES = {"light": {}, "dark": {"theme": "dark"}, "elder": {"elder": "1"}}


@pytest.fixture(autouse=True)
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_DEMO", "1")


@pytest.fixture
def officer(demonstration: None, committed: str) -> str:
    """The session of 徐志强, in an office with people."""
    client = Client()
    client.force_login(make_street().xuzhiqiang, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["yx_session"].value


@pytest.fixture
def look(officer: str, browse: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """look("home", PHONE, elder="1"): that page of the gallery with those cookies set."""
    complaints: list[str] = []

    def go(show: str, size: dict[str, int] = DESK, **cookies: str) -> Any:
        page = browse(size)
        page.on(
            "console",
            lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" else None,
        )
        page.goto("/look/?show=bare")
        wanted = [{"name": name, "value": value, "url": page.url} for name, value in cookies.items()]
        page.context.add_cookies(wanted)
        page.goto(f"/look/?show={show}", wait_until="networkidle")
        return page

    yield go
    assert complaints == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_clean_and_fits(look: Callable[..., Any], size: dict[str, int]) -> None:
    for choice, cookies in CHOICES.items():
        for show in SHOWS:
            page = look(show, size, **cookies)
            assert faults_of_access(page) == [], (show, choice)
            over = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert over == 0, (show, choice)
            shoot(page, f"look-{show}-{size['width']}-{choice}")


def test_the_frame(look: Callable[..., Any]) -> None:
    """The sheet gives the focus back, larger type is one press and is kept."""
    for size in (PHONE, DESK):
        page = look("home", size)
        page.locator(".yx-why").first.click()
        page.locator("#sheet-title").wait_for()
        assert page.evaluate("document.activeElement.id") == "sheet-title"
        assert faults_of_access(page) == []
        page.keyboard.press("Escape")
        assert page.locator("#sheet").is_hidden()
        assert page.evaluate("document.activeElement.className") == "yx-why"

    phone = look("home", PHONE)
    phone.locator(".yx-top [data-elder-toggle]").first.click()
    phone.reload()
    assert phone.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    heights = phone.locator(".yx-main .btn").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert min(heights) >= 60


def test_the_search_is_one_key_away(look: Callable[..., Any], officer: str) -> None:
    page = look("parts", yx_session=officer)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    assert faults_of_access(page) == []
    shoot(page, "look-officer-1440")


def test_a_form(look: Callable[..., Any]) -> None:
    """Numbers stay within limits, files are listed, a draft comes back, sent once, errors come first."""
    page = look("parts")
    form = page.locator("form[data-draft]")
    box = form.locator("[data-numberbox]")
    box.locator("[data-by='1']").click()
    assert box.locator("input").input_value() == "3"
    for _ in range(3):
        box.locator("[data-by='-1']").click()
    assert box.locator("input").input_value() == "0"
    assert box.locator("[data-by='-1']").is_disabled()

    files = [{"name": f"花名册{number}.xlsx", "mimeType": "x", "buffer": b"1234"} for number in (1, 2, 3)]
    page.set_input_files("#id_papers", files)
    assert page.locator("[data-files] li").all_inner_texts() == [f"花名册{n}.xlsx\n4 字节" for n in (1, 2, 3)]

    page.fill("#id_reason", "九月二十日下午到医院复查")
    page.locator("[data-saved]", has_text="草稿已自动保存").wait_for()
    page.reload()
    page.locator("[data-saved]", has_text="已恢复").wait_for()
    assert page.input_value("#id_reason") == "九月二十日下午到医院复查"

    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    form.locator("button[type=submit]").dblclick()
    form.locator("[data-errors]").wait_for()
    assert len(sent) == 1
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    assert form.locator("button[type=submit]").is_enabled()


def test_copying_without_the_clipboard(look: Callable[..., Any]) -> None:
    """On plain HTTP the old way copies; where that fails too, the text is marked to be copied by hand."""
    page = look("parts")
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.locator("[data-copy-button]").click()
    page.locator("[data-copy-said]", has_text="已复制").wait_for()
    page.evaluate("document.execCommand = () => false")
    page.locator("[data-copy-button]").click()
    page.locator("[data-copy-said]", has_text="Ctrl+C").wait_for()
    assert "各位书记" in page.evaluate("getSelection().toString()")
