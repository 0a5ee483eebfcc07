"""requirements.lock installs from any mirror: hashes for every file, no address anywhere."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def entries() -> list[str]:
    """One text per pinned package: the pin, its marker and its hashes."""
    joined = LOCK.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_no_address() -> None:
    assert re.findall(r"\S*://\S*|^\s*--(?!hash)\S+|\S+ @ \S+", LOCK, re.MULTILINE) == []


def test_every_entry_is_pinned_and_hashed() -> None:
    entry = re.compile(r"[a-z0-9.-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in entries() if not entry.fullmatch(line)] == []


def test_what_the_project_names_is_locked() -> None:
    named = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    named += [name for extra in PROJECT["project"]["optional-dependencies"].values() for name in extra]
    locked = {line.split("==")[0] for line in entries()}
    assert {re.split(r"[\[<>=]", name)[0] for name in named} - locked == set()
