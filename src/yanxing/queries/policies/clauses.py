"""A clause as printed: its head, and its lines again as they were before the file folded them."""

from __future__ import annotations

import re

_LINES = re.compile(r"\n|(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=。)\s+")
_HEAD = re.compile(r"^([^：。，；]{2,20})：(?=.)")


def lines_of(text: str) -> tuple[str, tuple[str, ...]]:
    """(head, lines): 专家授课：… begins with its head; the head is empty where a clause has none."""
    head = _HEAD.match(text)
    body = text[head.end() :] if head else text
    return (head[1] if head else ""), tuple(line.strip() for line in _LINES.split(body) if line.strip())
