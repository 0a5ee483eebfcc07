"""The known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word` by spelling, or None when nothing is like it."""
    words = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    wanted = word.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in words:
        return words[wanted]
    close = get_close_matches(wanted[:80], words, n=1, cutoff=0.6)
    return words[close[0]] if close else None
