"""Characters nobody sees: control codes, marks that turn the direction of writing, halves of a character."""

from __future__ import annotations

import re

from yanxing.policy.facts.reading import Reader, Reading, Remark

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def cleaned(text: str) -> tuple[str, Remark | None]:
    """The text without what cannot be seen, line breaks kept, and what was taken out."""
    if text.isprintable():
        return text, None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = list(dict.fromkeys(_HIDDEN.findall(text)))
    if not found:
        return text, None
    left = _HIDDEN.sub("", text)
    points = [f"U+{ord(each):04X}" for each in found]
    return left, Remark("fact_hidden_characters", {"word": left, "points": points[:6]})


def seen(read: Reader) -> Reader:
    """The same reader, of what can be seen of a text; unless it has more to say, it says what could not."""

    def reading(raw: object) -> Reading:
        if not isinstance(raw, str) or raw.isprintable():
            return read(raw)
        text, hidden = cleaned(raw)
        value, remark = read(text)
        return value, remark or hidden

    return reading
