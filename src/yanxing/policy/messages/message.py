"""What an entry of the catalogue holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Message:
    """One finding in words: what is wrong and how to mend it, in both languages, with the same `{params}`.

    Chinese texts end with their own 。 and English ones with a full stop.
    """

    code: str
    severity: Severity
    zh: str
    zh_mend: str
    en: str
    en_mend: str

    def what(self, language: Language) -> str:
        """The template that says what is wrong."""
        return self.zh if language == "zh" else self.en

    def mend(self, language: Language) -> str:
        """The template that says what to do."""
        return self.zh_mend if language == "zh" else self.en_mend


def error(code: str, zh: str, zh_mend: str, en: str, en_mend: str) -> Message:
    """An entry that stops the policy from being used."""
    return Message(code, "error", zh, zh_mend, en, en_mend)


def warning(code: str, zh: str, zh_mend: str, en: str, en_mend: str) -> Message:
    """An entry that a person has to look at and confirm."""
    return Message(code, "warning", zh, zh_mend, en, en_mend)
