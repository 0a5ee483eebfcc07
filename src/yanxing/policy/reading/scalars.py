"""What a scalar says: number, date, moment, yes or no, word; and what was meant by one written otherwise."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

from yanxing.policy.findings import Finding, finding
from yanxing.policy.reading.nodes import YamlScalar

Scalar = Fraction | date | datetime | bool | str

NAME = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[a-z][a-z0-9_]*|\d{4}(?:h[12]|q[1-4]|m(?:0[1-9]|1[0-2]))?")
"""A word, or the code of a period (2024, 2024h1, 2024q3, 2024m06)."""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)")
_LOOSE_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_COMPARISON = re.compile(r"(>=|=>|≥|>|＞|<=|=<|≤|<|＜|==|=)\s*(.+)")
_WORDS_FOR = {
    ">": "above",
    "＞": "above",
    ">=": "at_least",
    "=>": "at_least",
    "≥": "at_least",
    "<": "below",
    "＜": "below",
    "<=": "at_most",
    "=<": "at_most",
    "≤": "at_most",
    "≥=": "at_least",
    "≤=": "at_most",
    "＞=": "at_least",
    "=": "is",
    "==": "is",
}
_REFUSED = re.compile(r"[-+]?(?:\d[\d.]*e[-+]?\d+|0x[\da-f]+|0o[0-7]+|0b[01]+|\.?inf(?:inity)?|\.?nan)")
MOST_DIGITS = 40

Kind = Literal["number", "date", "moment", "yes_no", "word"]


def value_of(node: YamlScalar) -> Scalar:
    """The scalar by YAML 1.2 and our dates; anything else is a word. Quoted: a word, or a moment."""
    text = node.text
    if moment := _moment(text):
        return moment
    if not node.plain:
        return text
    if text in ("true", "false"):
        return text == "true"
    if _NUMBER.fullmatch(text) and len(text) <= MOST_DIGITS:
        return Fraction(text)
    return _date(text) or text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    match = _MOMENT.fullmatch(text)
    try:
        return datetime.fromisoformat(f"{match[1]}T{match[2]}") if match else None
    except ValueError:
        return None


def word_for(sign: str) -> str:
    """The word for a comparison sign."""
    return _WORDS_FOR[sign]


def kind_of(value: Scalar) -> Kind:
    """Which of the five a scalar is."""
    if isinstance(value, bool):
        return "yes_no"
    if isinstance(value, datetime):
        return "moment"
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, Fraction) else "word"


def misread(node: YamlScalar) -> Finding | None:
    """The finding for a scalar that looks like a number, date or comparison but is not written as one."""
    if not isinstance(value_of(node), str):
        return None
    text = node.text.strip()
    narrow = unicodedata.normalize("NFKC", text)
    if not node.plain and (_NUMBER.fullmatch(text) or _DATE.fullmatch(text) or text in ("true", "false")):
        return finding("quoted_value", node, text=text)
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        return finding("date_impossible", node, text=text)
    if loose := _LOOSE_DATE.fullmatch(narrow):
        return _loose_date(node, text, loose)
    if compared := _COMPARISON.fullmatch(text):
        word, rest = _WORDS_FOR[compared[1]], compared[2]
        return finding("comparison_as_text", node, text=text, word=word, rest=rest)
    return _number_like(node, text, narrow) or _marks(node, text)


def _loose_date(node: YamlScalar, text: str, match: re.Match[str]) -> Finding:
    try:
        meant = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return finding("date_impossible", node, text=text)
    return finding("date_shape", node, text=text, meant=meant.isoformat())


def _number_like(node: YamlScalar, text: str, narrow: str) -> Finding | None:
    if len(text) > MOST_DIGITS and _NUMBER.fullmatch(text):
        return finding("number_too_long", node, most=MOST_DIGITS)
    if percent := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*%", narrow):
        return finding("percent_sign", node, text=text, number=percent[1])
    if fraction := re.fullmatch(r"(\d+)\s*/\s*(\d+)", narrow):
        return finding("fraction_bar", node, text=text, first=fraction[1], second=fraction[2])
    plain = re.sub(r"(?<=\d)[_,](?=\d)", "", narrow).lstrip("+")
    plain = f"0{plain}" if re.fullmatch(r"\.\d+", plain) else plain.removesuffix(".")
    plain = re.sub(r"^(-?)0+(?=\d)", r"\1", plain)
    if _NUMBER.fullmatch(plain) and len(plain) <= MOST_DIGITS:
        return finding("number_shape", node, text=text, meant=plain)
    if _REFUSED.fullmatch(narrow.lower()):
        return finding("number_refused", node, text=text)
    if unit := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*[^\W\d_a-zA-Z]+", narrow):
        return finding("number_with_unit", node, text=text, number=unit[1])
    return None


def _marks(node: YamlScalar, text: str) -> Finding | None:
    if re.fullmatch(r"[a-z]\w*：.*", text, re.DOTALL):
        return finding("colon_wide", node, text=text)
    if re.fullmatch(r"[a-z]\w*:\S.*", text, re.DOTALL):
        return finding("colon_glued", node, text=text)
    if node.plain and "，" in text and re.fullmatch(r"[\w\s，]+", text):
        return finding("comma_wide", node, text=text)
    return None


def name_problem(node: YamlScalar) -> Finding:
    """Why a scalar is no name and no code."""
    text = node.text.strip()
    if not text:
        return finding("name_empty", node)
    if known := misread(node):
        return known
    if re.search("[\u3400-\u9fff]", text):
        return finding("name_chinese", node, text=text)
    meant = re.sub(r"[^a-z0-9]+", "_", unicodedata.normalize("NFKC", text).lower()).strip("_")
    if NAME.fullmatch(meant):
        return finding("name_shape", node, text=text, meant=meant)
    return finding("name_refused", node, text=text)
