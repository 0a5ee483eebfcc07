"""Bytes → text: UTF-8 only, with a plain word about what the file is when it is not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yanxing.policy.findings import Finding, finding
from yanxing.policy.reading.nodes import LINE_BREAK

LARGEST = 5_000_000
"""Bytes. The longest real plan is below 100 kB."""

_NOT_TEXT = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAB_INDENT = re.compile("^[ \u3000\xa0]*\t[ \t]*[^ \t\n\r#]", re.MULTILINE)
_WIDE_INDENT = re.compile("^[ \t]*[\u3000\xa0][ \t\u3000\xa0]*[^\\s#]", re.MULTILINE)


@dataclass(frozen=True)
class Spot:
    """A place in the text, 1-based."""

    line: int
    column: int


def spot(text: str, index: int) -> Spot:
    """The line and column of a character index."""
    breaks = [match.end() for match in LINE_BREAK.finditer(text, 0, index)]
    return Spot(len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1)


def decode(data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file, or None with the finding that says why there is none."""
    if len(data) > LARGEST:
        return None, [finding("file_too_large", None, largest=LARGEST // 1_000_000)]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, [finding("file_not_utf8", Spot(1, 1))]
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF") or b"\0" in data:
        return None, [finding("file_binary", None)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_other_encoding(data, problem)]
    if not text.strip():
        return None, [finding("file_empty", None)]
    return _cleaned(text)


def _other_encoding(data: bytes, problem: UnicodeDecodeError) -> Finding:
    good = data[: problem.start].decode("utf-8", "replace")
    at = spot(good, len(good))
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return finding("file_not_utf8", at)
    return finding("file_gb18030", at)


def _cleaned(text: str) -> tuple[str, list[Finding]]:
    findings = [
        finding("character_refused", spot(text, match.start()), code_point=f"U+{ord(match.group()):04X}")
        for _, match in zip(range(20), _NOT_TEXT.finditer(text), strict=False)
    ]
    for code, pattern in (("tab_indent", _TAB_INDENT), ("wide_indent", _WIDE_INDENT)):
        matches = zip(range(20), pattern.finditer(text), strict=False)
        findings += [finding(code, spot(text, match.start())) for _, match in matches]
    return _NOT_TEXT.sub(" ", text), findings
