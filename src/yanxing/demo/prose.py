"""What people write: notes from the stairwell, put together from sentences."""

from __future__ import annotations

from random import Random

from yanxing.demo.words import words

# The course of a note: what was the matter, what was done, how it turned, what came of it, what stays.
_COURSE = (
    "troubles", "steps", "turns", "results", "steps", "thoughts",
    "troubles", "steps", "results", "turns", "thoughts",
)  # fmt: skip
_CLOSING = "走访本上还有很多页空着，我想一页一页写满它。"
_LAST = "我会一直走下去"


def note(lot: Random, place: str, length: int) -> str:
    """A note of about `length` characters and never more, ending with a whole sentence."""
    said = words()
    who = lot.choice(said["people"])
    text: str = lot.choice(said["openings"]).format(place=place)
    used: set[str] = set()
    for _ in range(4):
        for part in _COURSE:
            piece = lot.choice([each for each in said[part] if each not in used] or [""])
            sentence = piece.format(who=who, place=place)
            if piece and len(text) + len(sentence) <= length:
                used.add(piece)
                text += sentence
        who = lot.choice(said["people"])
    return text


def note_of(lot: Random, place: str, length: int) -> str:
    """A note of exactly `length` characters."""
    text = note(lot, place, length - 12)
    left = length - len(text)
    while left >= len(_CLOSING) + 9:
        text, left = text + _CLOSING, left - len(_CLOSING)
    # Dots, as hands write them when they stop to think, fill what no sentence fits into.
    return text + _LAST + "…" * (left - len(_LAST) - 1) + "。"
