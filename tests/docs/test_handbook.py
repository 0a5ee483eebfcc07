"""The handbook: every role has its page, every picture is there, small, taken by tests/days."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs/handbook"
ROLES = ["worker", "secretary", "officer", "desk", "system-admin", "auditor"]
PAGES = sorted(path.name for path in BOOK.glob("*.md"))
NAMED = re.compile(r"pictures/([\w-]+\.png)")


def text(page: str) -> str:
    return (BOOK / page).read_text("utf-8")


def test_there_is_a_page_for_every_role_and_the_first_page_leads_to_each() -> None:
    assert set(PAGES) == {"README.md", *(f"{role}.md" for role in ROLES)}
    assert set(re.findall(r"\]\(([\w-]+\.md)", text("README.md"))) == {f"{role}.md" for role in ROLES}


@pytest.mark.parametrize("role", ROLES)
def test_a_page_shows_at_least_four_pictures_and_what_to_do_when_it_goes_wrong(role: str) -> None:
    page = text(f"{role}.md")
    assert len(set(NAMED.findall(page))) >= 4
    assert "## 出了问题" in page


@pytest.mark.parametrize("role", ROLES)
def test_a_task_has_three_to_seven_steps(role: str) -> None:
    tasks = re.split(r"^## ", text(f"{role}.md"), flags=re.MULTILINE)[1:]
    counts = {task.split("\n")[0]: len(re.findall(r"^\d\. ", task, re.MULTILINE)) for task in tasks}
    counts = {title: count for title, count in counts.items() if title != "出了问题"}
    assert {title: count for title, count in counts.items() if not 3 <= count <= 7} == {}


def test_pictures_are_there_and_small_and_none_is_left_over() -> None:
    named = {name for page in PAGES for name in NAMED.findall(text(page))}
    kept = {path.name: path.stat().st_size for path in (BOOK / "pictures").glob("*.png")}
    assert set(kept) == named
    assert {name: size for name, size in kept.items() if size > 120 * 1024} == {}
    assert sum(kept.values()) < 4 * 1024 * 1024


def test_every_picture_is_one_that_a_day_takes() -> None:
    days = "".join(path.read_text("utf-8") for path in (ROOT / "tests/days").glob("test_*.py"))
    taken = set(re.findall(r'"((?:worker|secretary|officer|desk|auditor|admin)-[\w-]+)"', days))
    named = {name.rsplit("-", 1)[0] for page in PAGES for name in NAMED.findall(text(page))}
    assert named - taken == set()


def test_every_picture_says_what_it_shows() -> None:
    pictures = [each for page in PAGES for each in re.findall(r"<img [^>]*>", text(page))]
    assert all(re.search(r'alt="[^"]{4,}"', each) for each in pictures)
