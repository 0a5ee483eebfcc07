"""Numbers as offices write them, read exactly."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from yanxing.policy.facts.reading import (
    ABSENT_WORDS,
    MISSING,
    RECUSED_WORDS,
    Reader,
    Reading,
    Remark,
    is_missing,
    plain,
    squeezed,
    unusable,
)

_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+)(\D+)", re.ASCII)
_LONGEST = 40


def number_reader(unit: str | None = None) -> Reader:
    """Reads numbers; `unit` is the word that may follow them (`{number: 学时}`)."""
    known_unit = squeezed(unit) if unit else None

    def read(raw: object) -> Reading:
        if isinstance(raw, bool):
            return None, unusable(raw, "number")
        if isinstance(raw, int):
            return Fraction(raw), None
        if isinstance(raw, Fraction):
            return raw, None
        if isinstance(raw, float):
            return _of_float(raw)
        if is_missing(raw):
            return MISSING
        return _of_text(raw, known_unit) if isinstance(raw, str) else (None, unusable(raw, "number"))

    return read


def _of_float(raw: float) -> Reading:
    # A workbook keeps doubles but shows 15 digits: 59.999999999999993 is what the office sees as 60.
    return (Fraction(format(raw, ".15g")), None) if math.isfinite(raw) else (None, unusable(raw, "number"))


def _of_text(raw: str, unit: str | None) -> Reading:
    text = squeezed(raw).replace("−", "-").replace("﹣", "-")
    if text in ABSENT_WORDS or text in RECUSED_WORDS:
        return None, Remark("fact_absent", {"word": plain(raw)})
    if unit and text.endswith(unit):
        text = text[: -len(unit)]
    value = _exact(text)
    if value is not None:
        return value, None
    with_unit = _WITH_UNIT.fullmatch(text)
    if with_unit and _exact(with_unit[1]) is not None:
        return None, Remark("fact_unit", {"word": plain(raw), "unit": with_unit[2]})
    return None, unusable(raw, "number")


def _exact(text: str) -> Fraction | None:
    if len(text) > _LONGEST:
        return None
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return Fraction(text) if _DECIMAL.fullmatch(text) else None
