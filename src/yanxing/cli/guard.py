"""The last gate before a terminal: what comes from a file may not move its cursor, ring, or turn its text."""

from __future__ import annotations

import os
import re
from typing import IO, Any, TextIO, cast

_OURS = r"\x1b\[[0-9;]*m|\r\x1b\[K"
"""Colours, and the line of progress that is written over."""

_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
_ANY = re.compile(_UNSEEN)
_BUT_OURS = re.compile(f"({_OURS})|{_UNSEEN}")


class _Guarded:
    """A stream that shows a control character as `<1B>` instead of sending it."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        coloured = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))
        self._pattern = _BUT_OURS if coloured else _ANY

    def write(self, text: str) -> int:
        """As of any stream."""
        self._stream.write(text if text.isprintable() else self._pattern.sub(_visible, text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _visible(found: re.Match[str]) -> str:
    ours = found.lastindex and found[1]
    return ours or f"<{ord(found[0]):02X}>"


def guarded(stream: TextIO) -> TextIO:
    """The stream, with every control character that is not ours made visible."""
    return cast("TextIO", _Guarded(stream))
