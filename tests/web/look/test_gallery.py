"""The gallery in a real browser: every shell and part at phone and desk size, in light, dark and 长者版."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.street.browser import DESK, PHONE, faults_of_access, shoot

SHOWS = ("parts", "home", "sheet", "bare", "hall", "paper", "poster")
CHOICES = {"light": {}, "dark": {"theme": "dark"}, "elder": {"elder": "1"}}


@pytest.fixture(autouse=True)
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YANXING_DEMO", "1")


@pytest.fixture
def look(demonstration: None, browse: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """look("home", PHONE, elder="1"): that page of the gallery with those cookies set."""
    complaints: list[str] = []

    def go(show: str, size: dict[str, int] = DESK, **cookies: str) -> Any:
        page = browse(size)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto("/look/?show=bare")
        wanted = [{"name": name, "value": value, "url": page.url} for name, value in cookies.items()]
        page.context.add_cookies(wanted)
        page.goto(f"/look/?show={show}", wait_until="networkidle")
        return page

    yield go
    assert complaints == []


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_is_clean_and_fits(look: Callable[..., Any], size: dict[str, int], choice: str) -> None:
    for show in SHOWS:
        page = look(show, size, **CHOICES[choice])
        assert faults_of_access(page) == [], show
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over == 0, show
        shoot(page, f"look-{show}-{size['width']}-{choice}")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_why_opens_the_sheet_and_gives_the_focus_back(look: Callable[..., Any], size: dict[str, int]) -> None:
    page = look("home", size)
    page.locator(".yx-why").first.click()
    page.locator("#sheet-title").wait_for()
    assert page.evaluate("document.activeElement.id") == "sheet-title"
    assert faults_of_access(page) == []
    page.keyboard.press("Escape")
    assert page.locator("#sheet").is_hidden()
    assert page.evaluate("document.activeElement.className") == "yx-why"


def test_the_search_is_one_key_away(look: Callable[..., Any]) -> None:
    page = look("parts")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_draft_comes_back_and_leaves_with_the_person(look: Callable[..., Any]) -> None:
    page = look("parts")
    page.fill("#id_reason", "九月二十日下午到医院复查")
    page.locator("[data-saved]", has_text="草稿已自动保存").wait_for()
    page.reload()
    page.locator("[data-saved]", has_text="已恢复").wait_for()
    assert page.input_value("#id_reason") == "九月二十日下午到医院复查"


def test_a_form_is_sent_once_and_says_what_to_mend(look: Callable[..., Any]) -> None:
    page = look("parts")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("form[data-draft] button[type=submit]").dblclick()
    page.locator("form[data-draft] [data-errors]").wait_for()
    assert len(sent) == 1
    assert page.evaluate("document.activeElement.hasAttribute('data-errors')")
    assert page.locator("form[data-draft] button[type=submit]").is_enabled()


def test_copying_works_without_the_clipboard(look: Callable[..., Any]) -> None:
    page = look("parts")
    page.evaluate("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.locator("[data-copy-button]").click()
    page.locator("[data-copy-said]", has_text="已复制").wait_for()


def test_copying_by_hand_is_offered_last(look: Callable[..., Any]) -> None:
    page = look("parts")
    page.evaluate(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false"
    )
    page.locator("[data-copy-button]").click()
    page.locator("[data-copy-said]", has_text="Ctrl+C").wait_for()
    assert "各位书记" in page.evaluate("getSelection().toString()")


def test_numbers_go_up_and_down_within_their_limits(look: Callable[..., Any]) -> None:
    page = look("parts")
    box = page.locator("form[data-draft] [data-numberbox]")
    box.locator("[data-by='1']").click()
    assert box.locator("input").input_value() == "3"
    for _ in range(5):
        box.locator("[data-by='-1']").click()
    assert box.locator("input").input_value() == "0"


def test_larger_type_is_one_press_and_is_kept(look: Callable[..., Any]) -> None:
    page = look("home", PHONE)
    page.locator(".yx-top [data-elder-toggle]").first.click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
    heights = page.locator(".yx-main .btn").evaluate_all("all => all.map(each => each.offsetHeight)")
    assert min(heights) >= 60


def test_files_are_listed_by_name_before_they_are_sent(look: Callable[..., Any]) -> None:
    page = look("parts")
    files = [{"name": f"花名册{number}.xlsx", "mimeType": "x", "buffer": b"1234"} for number in (1, 2, 3)]
    page.set_input_files("#id_files", files)
    assert page.locator("[data-files] li").all_inner_texts() == [f"花名册{n}.xlsx\n4 字节" for n in (1, 2, 3)]
