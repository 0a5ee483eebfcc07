"""What stops the house from running, in the words of whoever started it."""

from __future__ import annotations

from typing import Protocol


class HostingError(Exception):
    """What happened and what to do, in Chinese and in English; the door chooses."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class Tell(Protocol):
    """Shows one line of progress, in the language of the door."""

    def __call__(self, zh: str, en: str, /) -> None: ...


def silent(zh: str, en: str, /) -> None:
    """Tell nobody: tests and warm starts."""
