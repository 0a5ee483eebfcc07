"""What the pages are made of: nothing inline, nothing from another house, only icons that are there."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
WEB = ROOT / "src/yanxing/web"
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
STYLES = sorted((WEB / "static/yanxing").glob("*.css"))
SCRIPTS = sorted((WEB / "static/yanxing").glob("*.js"))
NAMED = set((WEB / "look/icons.txt").read_text("utf-8").split())

INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", re.IGNORECASE),
    "javascript address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
    "htmx code": re.compile(r"\shx-(?:on|vals=['\"]js:)", re.IGNORECASE),
}


def without_remarks(style: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)


def icons_of(text: str) -> set[str]:
    return set(re.findall(r'{% icon "([^"]+)"', text))


@pytest.mark.parametrize("what", INLINE)
def test_no_template_carries(what: str) -> None:
    carried = [
        str(file.relative_to(WEB)) for file in TEMPLATES if INLINE[what].search(file.read_text("utf-8"))
    ]
    assert carried == []


def test_no_page_takes_anything_from_another_house() -> None:
    files = [*TEMPLATES, *STYLES, *SCRIPTS]
    taken = re.compile(r"(?:src|href|url|import|fetch)\W{0,3}(?:https?:)?//", re.IGNORECASE)
    assert [file.name for file in files if taken.search(file.read_text("utf-8"))] == []


def test_every_icon_is_in_the_list_and_in_the_sprite() -> None:
    used = set().union(*(icons_of(file.read_text("utf-8")) for file in TEMPLATES))
    used |= set(re.findall(r'_\("[^"]+"\), "([a-z0-9-]+)"', (WEB / "shell.py").read_text("utf-8")))
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (WEB / "static/vendor/icons.svg").read_text("utf-8")))
    assert used - NAMED == set()
    assert drawn == NAMED


def test_every_static_file_named_by_a_template_is_there() -> None:
    named = set(
        re.findall(r"""{% static ["']([^"']+)["']""", "".join(f.read_text("utf-8") for f in TEMPLATES))
    )
    assert {name for name in named if not (WEB / "static" / name).is_file()} == set()


def test_styles_say_nothing_old_browsers_drop() -> None:
    dropped = re.compile(r"light-dark\(|oklch\(|color-mix\(|:is\(|:where\(|@layer|@container|\binset:")
    assert [file.name for file in STYLES if dropped.search(without_remarks(file))] == []


def test_scripts_say_nothing_old_browsers_or_the_policy_refuse() -> None:
    refused = re.compile(
        r"\?\.|\?\?|\beval\(|new Function|innerHTML|insertAdjacentHTML|\.at\(|replaceAll|structuredClone"
    )
    assert [file.name for file in SCRIPTS if refused.search(file.read_text("utf-8"))] == []


def test_scripts_have_no_words_of_their_own() -> None:
    """Their words are in web/look/words.py, where they can be translated; remarks aside."""
    texts = {file.name: re.sub(r"//.*", "", file.read_text("utf-8")) for file in SCRIPTS}
    assert [name for name, text in texts.items() if re.search("[一-鿿]", text)] == []


def test_files_stay_small() -> None:
    files = [*STYLES, *SCRIPTS, *TEMPLATES]
    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) >= 400] == []


def test_the_lock_has_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert {name for name, each in packages.items() if "resolved" in each or "integrity" not in each} == set()
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
