"""Yes and no, codes, keys and texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from operator import ne

from yanxing.engine.grammar.base import Code, Text
from yanxing.policy.facts.reading import (
    ERROR_WORDS,
    MISSING,
    MISSING_WORDS,
    NONE_WORDS,
    FormulaError,
    Reader,
    Reading,
    Remark,
    is_missing,
    name_joined,
    plain,
    squeezed,
    unusable,
    words,
)
from yanxing.policy.nearest import nearest

Labels = Mapping[Text, Text]

_YES = frozenset({"是", "true", "yes", "y", "√", "✓", "✔", "☑", "对", "有", "1", "已"})
_NO = frozenset(
    {"否", "false", "no", "n", "×", "✗", "✘", "✕", "x", "错", "无", "没有", "不是", "0", "未", "非"}
)
YES_CODES = ("yes", "true")
NO_CODES = ("no", "false")
"""What yes and no are called where a source teaches words for them."""

_SEPARATORS = re.compile(r"[、,;/|+&\s兼]+")


def read_yes_no(raw: object) -> Reading:
    """Reads yes or no; a blank is neither."""
    return _yes_or_no(raw, {})


def yes_no_reader(known: Mapping[Code, tuple[Text, ...]]) -> Reader:
    """Reads yes or no, also by the words a source gives them: `words: {yes: [合格], no: [不合格]}`."""
    taught = {
        squeezed(word): code in YES_CODES
        for code in (*YES_CODES, *NO_CODES)
        for word in known.get(Code(code), ())
    }
    return lambda raw: _yes_or_no(raw, taught)


def _yes_or_no(raw: object, taught: Mapping[str, bool]) -> Reading:
    if isinstance(raw, bool):
        return raw, None
    if raw is None or isinstance(raw, (list, dict, date, FormulaError)):
        return MISSING if raw is None else (None, unusable(raw, "yes_no"))
    word = squeezed(raw)
    if word in taught:
        return taught[word], None
    if is_missing(raw):
        return MISSING
    if word in _YES:
        return True, None
    return (False, None) if word in _NO else (None, unusable(raw, "yes_no"))


def spellings(
    codes: Iterable[Code], labels: Labels, known: Mapping[Code, tuple[Text, ...]]
) -> dict[str, Code]:
    """How each code may be written: the code, its label, and the words its source gives it."""
    index: dict[str, Code] = {}
    for code in codes:
        index.setdefault(squeezed(code), code)
    for code in codes:
        for word in (*known.get(code, ()), *([labels[Text(code)]] if Text(code) in labels else [])):
            index.setdefault(squeezed(word), code)
    return index


def code_reader(index: Mapping[str, Code], labels: Labels) -> Reader:
    """Reads one code; two in one cell are refused, for then it is not known which holds."""

    def read(raw: object) -> Reading:
        if raw is None or isinstance(raw, (list, dict, FormulaError)):
            return MISSING if raw is None else (None, unusable(raw, "code"))
        word = squeezed(raw)
        if word in index:
            return index[word], None
        if word in ERROR_WORDS:
            return None, unusable(raw, "code")
        if is_missing(raw):
            return MISSING
        several = [piece for piece in _SEPARATORS.split(plain(raw)) if piece]
        if len(several) > 1 and all(squeezed(piece) in index for piece in several):
            return None, Remark("fact_two_codes", {"words": several})
        return None, _unknown(words(raw), index, labels)

    return read


def codes_reader(index: Mapping[str, Code], labels: Labels) -> Reader:
    """Reads any number of codes. One not understood leaves the whole cell missing: `lacks` must not guess."""

    def read(raw: object) -> Reading:
        if isinstance(raw, (list, tuple, set, frozenset)):
            pieces: list[object] = list(raw)
        elif raw is None or isinstance(raw, (dict, FormulaError)):
            return MISSING if raw is None else (None, unusable(raw, "code"))
        elif squeezed(raw) in index:
            return frozenset({index[squeezed(raw)]}), None
        elif squeezed(raw) in NONE_WORDS:
            return frozenset(), None
        elif squeezed(raw) in ERROR_WORDS:
            return None, unusable(raw, "code")
        elif is_missing(raw):
            return MISSING
        else:
            pieces = [piece for piece in _SEPARATORS.split(plain(raw)) if piece]
        return _each(pieces, index, labels)

    return read


def _each(pieces: list[object], index: Mapping[str, Code], labels: Labels) -> Reading:
    strange = [piece for piece in pieces if squeezed(piece) not in index]
    if strange:
        return None, _unknown(words(strange[0]), index, labels)
    return frozenset(index[squeezed(piece)] for piece in pieces), None


def like(word: str, known: Collection[str]) -> str | None:
    """The known word nearest by spelling; of short Chinese words the one that differs in one character."""
    written = squeezed(word)
    found = nearest(written, known)
    if found is None and len(written) in (2, 3):
        same_length = [each for each in known if len(each) == len(written)]
        close = [each for each in same_length if sum(map(ne, each, written)) == 1]
        return close[0] if len(close) == 1 and not written.isascii() else None
    return found


def _unknown(word: str, index: Mapping[str, Code], labels: Labels) -> Remark:
    near = like(word, index)
    listed = [labels.get(Text(code), Text(code)) for code in dict.fromkeys(index.values())]
    if near:
        code = Text(index[near])
        return Remark("fact_code_near", {"word": word, "near": labels.get(code, code)})
    return Remark("fact_code", {"word": word, "known": listed[:12]})


def read_key(raw: object) -> Reading:
    """Reads the id of a row. A number of 16 digits or more has lost its last ones in the workbook already."""
    if isinstance(raw, str):
        text = name_joined(plain(raw))
        if squeezed(text) in ERROR_WORDS:
            return None, unusable(raw, "key")
        return MISSING if squeezed(text) in MISSING_WORDS else (text, None)
    if raw is None:
        return MISSING
    if isinstance(raw, float) and not abs(raw) < 1e15:
        return None, Remark("fact_damaged_number", {"word": format(raw, ".15g")})
    if isinstance(raw, (bool, list, dict, FormulaError)):
        return None, unusable(raw, "key")
    return words(raw), None


def read_name(raw: object) -> Reading:
    """Reads what somebody or something is called; 李　婷 is 李婷."""
    value, remark = read_text(raw)
    return (name_joined(value) if isinstance(value, str) else value), remark


def read_text(raw: object) -> Reading:
    """Reads words as they stand."""
    if isinstance(raw, str):
        text = raw.strip()
        if not text or is_missing(text):
            return MISSING
        return (None, unusable(raw, "text")) if squeezed(text) in ERROR_WORDS else (text, None)
    if isinstance(raw, float) and abs(raw) >= 1e15:
        return None, Remark("fact_damaged_number", {"word": format(raw, ".15g")})
    if raw is None:
        return MISSING
    return (
        (None, unusable(raw, "text")) if isinstance(raw, (list, dict, FormulaError)) else (words(raw), None)
    )
