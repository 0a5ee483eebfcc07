"""The length of a text as a word processor counts it (A16)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Literal

Part = Literal["one", "run", "joint", "with", "none"]

JOINTS = frozenset(".,:/'’-_@")
"""Marks that do not end a run singly in it: 3.14, 2024-06-10, don't, a@b.cn."""


def text_length(text: str) -> int:
    """1 for each Chinese character, mark, symbol, full-width letter or digit; 1 for each run of Latin (Greek)
    letters and half-width digits; 0 for white space, controls and combining signs."""
    count, inside = 0, False
    for place, char in enumerate(text):
        part = _part(char)
        if part == "run":
            count += not inside
            inside = True
        elif part == "joint" and inside and _part(text[place + 1 : place + 2]) == "run":
            continue
        elif part != "with":
            count += part != "none"
            inside = False
    return count


@lru_cache(maxsize=4096)
def _part(char: str) -> Part:
    """`with`: belongs to the character before it. The empty text ends everything."""
    category = unicodedata.category(char) if char else "Zs"
    if char in JOINTS:
        return "joint"
    if category in ("Mn", "Me", "Mc", "Cf"):
        return "with"
    if char.isspace() or category in ("Zs", "Zl", "Zp", "Cc"):
        return "none"
    letter = category[0] == "L" or category == "Nd"
    return "run" if letter and unicodedata.east_asian_width(char) not in ("W", "F", "H") else "one"
