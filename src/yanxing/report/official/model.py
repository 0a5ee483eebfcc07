"""What an official document is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal[0, 1, 2, 3, 4]
"""0: text; 1 to 4: 一、 （一） 1. （1）"""

_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (1, re.compile(r"[一二三四五六七八九十百]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十百]+[）)]")),
    (3, re.compile(r"\d{1,3}[.．、](?!\d)")),
    (4, re.compile(r"[（(]\d{1,3}[）)]")),
)


@dataclass(frozen=True)
class Issuer:
    """`name` signs. `mark` stands in the red head, without 文件; the name if absent."""

    name: str
    mark: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Text of one paragraph, with its own numbering in it."""

    text: str
    level: Level = 0


@dataclass(frozen=True)
class Table:
    """Cells as text. `widths`: shares of the text area, one a column; equal if absent."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Annex:
    """On a page of its own; text, tables or both."""

    title: str
    content: Sequence[Paragraph | Table] = ()


@dataclass(frozen=True)
class OfficialDocument:
    """`issuers`: the lead one first. `number`: None while it is a draft. `title`: lines of its own by `\\n`.

    `red_head` False: a plain notice without the red head. `sealed`: room for seals; False: signed without.
    `signed` 成文日期; `note` 附注; `copies` 抄送, without that word; `printed_by`, `printed_on` 版记.
    """

    issuers: Sequence[Issuer]
    title: str
    body: Sequence[Paragraph | Table]
    number: str | None = None
    addressee: str = ""
    annexes: Sequence[Annex] = ()
    signed: date | None = None
    sealed: bool = True
    red_head: bool = True
    signer: str = ""
    note: str = ""
    copies: str = ""
    printed_by: str = ""
    printed_on: date | None = None


def paragraphs(text: str) -> list[Paragraph]:
    """One a line, empty lines left out; the level told from how the line is numbered."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return [Paragraph(line, _level(line)) for line in lines if line]


def _level(line: str) -> Level:
    return next((level for level, begins in _LEVELS if begins.match(line)), 0)


def document_number(code: str, year: int, serial: int) -> str:
    """`松中委〔2024〕37号`: hexagonal brackets, the whole year, no leading zeros."""
    return f"{code}〔{year}〕{serial}号"


def chinese_date(day: date) -> str:
    """`2024年5月9日`."""
    return f"{day.year}年{day.month}月{day.day}日"
