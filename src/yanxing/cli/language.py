"""Which language the command speaks: Chinese, unless the locale or `--lang` says English."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from yanxing.policy.messages.message import Language

_chosen: Language = "zh"


def use(language: Language) -> None:
    """Speak this language from now on; set once, by `main`."""
    global _chosen  # noqa: PLW0603 - one process, one user, one language
    _chosen = language


def current() -> Language:
    """The language of this command."""
    return _chosen


def say(zh: str, en: str) -> str:
    """The text in the language of this command."""
    return zh if _chosen == "zh" else en


def choose(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """`--lang` decides; else the locale. No locale, C and POSIX mean Chinese."""
    for before, word in zip(["", *arguments], arguments, strict=False):
        asked = (
            word.removeprefix("--lang=") if word.startswith("--lang=") else word if before == "--lang" else ""
        )
        if asked:
            return "en" if asked == "en" else "zh"
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    return "en" if locale.lower().startswith("en") else "zh"
