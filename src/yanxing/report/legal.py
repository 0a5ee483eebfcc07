"""Text as XML allows it: what Word and Excel files are made of takes no control characters."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_NOT_A_CHARACTER = re.compile(
    "[" + "".join(chr(plane << 16 | 0xFFFE + n) for plane in range(1, 17) for n in (0, 1)) + "]"
)


def legal(text: str) -> str:
    """The text without the characters no XML file may hold; line ends as `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_A_CHARACTER.sub("", _ILLEGAL.sub("", text))
