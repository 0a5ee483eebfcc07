"""The checker never raises, whatever the reader lets through; what it lets through can be settled.

Each hypothesis test tries `max_examples` policies (25 small, 100 ci, 2000 deep): parts of sound and unsound
policies put in the place of other parts.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.settle import settle
from yanxing.policy.calendars import office_calendar
from yanxing.policy.load import Loaded, loaded

HERE = Path(__file__).parent


def as_text(path: Path) -> Any:
    """A policy as maps and lists of bare words."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


CLEAN = as_text(HERE / "clean.yaml")
CASES = [as_text(path) for path in sorted((HERE / "cases").glob("*.yaml"))]


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a tree."""
    inner = list(
        node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    )
    for key, value in inner:
        yield node, key
        yield from places(value)


PARTS: dict[str, list[Any]] = {}
for tree in (CLEAN, *CASES):
    for holder, key in places(tree):
        PARTS.setdefault(str(key), []).append(holder[key])
SEEDS = st.integers(0, 2**32)
WORDS = sorted({part for parts in PARTS.values() for part in parts if isinstance(part, str)})


def mixed(base: Any, seed: int, times: int) -> str:
    """A policy with some of its parts replaced: by a part from under the same key, or by any word."""
    draw = random.Random(seed)  # noqa: S311 - the same seed must give the same policy
    tree = copy.deepcopy(base)
    for _ in range(times):
        everywhere = list(places(tree))
        if not everywhere:
            break
        holder, key = draw.choice(everywhere)
        if draw.random() < 0.15:
            del holder[key]
        elif isinstance(holder[key], str) and draw.random() < 0.6:
            holder[key] = draw.choice(WORDS)
        else:
            holder[key] = copy.deepcopy(draw.choice(PARTS[str(key)]))
    return yaml.safe_dump(tree, allow_unicode=True, sort_keys=False).replace("'", "")


def load_text(text: str) -> Loaded:
    return loaded(text.encode(), "mixed.yaml")


@given(SEEDS, st.sampled_from([CLEAN, *CASES]), st.integers(1, 12))
def test_the_checker_never_raises(seed: int, base: Any, times: int) -> None:
    for found in load_text(mixed(base, seed, times)).findings:
        for language in ("zh", "en"):
            assert "\n" not in found.text(language)
        assert found.line > 0 or found.place or found.file


@given(SEEDS, st.integers(0, 3))
def test_what_passes_the_checker_can_be_settled(seed: int, times: int) -> None:
    result = load_text(mixed(CLEAN, seed, times))
    if result.ok:
        settle(result.usable, {}, as_of=date(2024, 6, 20), calendar=office_calendar())
        settle(result.usable, FACTS, as_of=date(2024, 6, 20), calendar=office_calendar())


FACTS: dict[str, list[dict[str, Any]]] = {
    "workers": [{"id": "w1"}, {"id": "w2"}, {"id": "w3", "sheets": ()}],
    "committees": [{"id": "c1"}],
}
