"""Findings: what is wrong, where, and how to mend it; data first, words on demand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from yanxing.policy.messages import CATALOGUE
from yanxing.policy.messages.message import Language, Severity


class Placed(Protocol):
    """Anything with a line and a column: a grammar node, a YAML node, a finding."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to confirm.

    `line` and `column` are 1-based, 0 when there is none; then `place` says where.
    """

    code: str
    line: int
    column: int
    params: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    place: str = ""

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity == "error"

    def what(self, language: Language = "zh") -> str:
        """What is wrong, without its place."""
        return CATALOGUE[self.code].what(language).format_map(self._params(language))

    def mend(self, language: Language = "zh") -> str:
        """What to do about it."""
        return CATALOGUE[self.code].mend(language).format_map(self._params(language))

    def _params(self, language: Language) -> Mapping[str, str]:
        if language == "zh":
            return self.params
        return {name: value.replace("、", ", ") for name, value in self.params.items()}

    def text(self, language: Language = "zh") -> str:
        """`第 12 行：<what><mend>`, with the file before it when it is known."""
        where = self._where(language)
        if language == "zh":
            head = (
                f"{where}{' ' if where else ''}提醒：" if not self.is_error else f"{where}：" if where else ""
            )
            return f"{head}{self.what('zh')}{self.mend('zh')}"
        head = f"{where}, note: " if not self.is_error and where else f"{where}: " if where else ""
        return f"{head}{self.what('en')} {self.mend('en')}".rstrip()

    def _where(self, language: Language) -> str:
        line = (
            (f"第 {self.line} 行" if language == "zh" else f"line {self.line}") if self.line else self.place
        )
        where = " ".join(part for part in (self.file, line) if part)
        return where[:1].upper() + where[1:] if language == "en" and not self.file else where

    def in_file(self, file: str) -> Finding:
        """The same finding, naming its file."""
        return replace(self, file=file)


def finding(code: str, at: Placed | None, /, *, file: str = "", place: str = "", **params: object) -> Finding:
    """A finding at a node; every param is shown as short text on one line."""
    return finding_of(code, at, params, file=file, place=place)


def finding_of(
    code: str, at: Placed | None, params: Mapping[str, object], *, file: str = "", place: str = ""
) -> Finding:
    """The same, with the params in a mapping."""
    line, column = (at.line, at.column) if at is not None else (0, 0)
    return Finding(code, line, column, {name: shown(value) for name, value in params.items()}, file, place)


def shown(value: object, longest: int = 60) -> str:
    """A value as it may stand in a message: one line, printable, not too long; lists with 、."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return "、".join(shown(each) for each in value)
    text = "".join(character if character.isprintable() else " " for character in str(value)).strip()
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def in_order(findings: list[Finding]) -> list[Finding]:
    """By place in the file, each thing once."""
    unique = {
        (f.file, f.line, f.column, f.code, tuple(sorted(f.params.items())), f.place): f for f in findings
    }
    return [unique[key] for key in sorted(unique)]
