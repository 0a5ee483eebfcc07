"""Numbers as offices write them, read exactly."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from yanxing.policy.facts.reading import (
    ABSENT_WORDS,
    EXEMPT_WORDS,
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
_SPLIT = re.compile(r"[\d.,]\s+[\d.,]", re.ASCII)
NO_MARK_WORDS = ABSENT_WORDS | EXEMPT_WORDS | RECUSED_WORDS

_LONGEST = 40
_TOO_LONG = 10**_LONGEST
_FIRST_DAMAGED = 1e15


def number_reader(unit: str | None = None) -> Reader:
    """Reads numbers; `unit` is the word that may follow them (`{number: 学时}`)."""
    known_unit = squeezed(unit) if unit else None

    def read(raw: object) -> Reading:
        if isinstance(raw, bool):
            return None, unusable(raw, "number")
        if isinstance(raw, int):
            return _written_out(Fraction(raw))
        if isinstance(raw, Fraction):
            return _written_out(raw)
        if isinstance(raw, float):
            return _of_float(raw)
        if isinstance(raw, str) and squeezed(raw) in NO_MARK_WORDS:
            return None, Remark("fact_absent", {"word": plain(raw)})
        if is_missing(raw):
            return MISSING
        return _of_text(raw, known_unit) if isinstance(raw, str) else (None, unusable(raw, "number"))

    return read


def _written_out(value: Fraction) -> Reading:
    if max(abs(value.numerator), value.denominator) >= _TOO_LONG:
        return None, Remark("fact_too_long", {"most": _LONGEST})
    return value, None


def _of_float(raw: float) -> Reading:
    if not math.isfinite(raw):
        return None, unusable(raw, "number")
    if _FIRST_DAMAGED <= abs(raw) < _TOO_LONG:
        return None, Remark("fact_damaged_number", {"word": format(raw, ".15g")})
    # A workbook keeps doubles but shows 15 digits: 59.999999999999993 is what the office sees as 60.
    return _written_out(Fraction(format(raw, ".15g")))


def _of_text(raw: str, unit: str | None) -> Reading:
    text = squeezed(raw).replace("−", "-").replace("﹣", "-")
    if unit and text.endswith(unit):
        text = text[: -len(unit)]
    # "1 2" may be two numbers in one cell, or a slip for 1.2; it is not 12.
    if _SPLIT.search(plain(raw)):
        return None, unusable(raw, "number")
    value = _exact(text)
    if value is not None:
        return value, None
    if len(text) > _LONGEST and _DECIMAL.fullmatch(text.replace(",", "")):
        return None, Remark("fact_too_long", {"most": _LONGEST})
    if unit is None and text.endswith("%") and (value := _exact(text[:-1])) is not None:
        return value, Remark("fact_percent", {"word": plain(raw), "value": text[:-1]})
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
