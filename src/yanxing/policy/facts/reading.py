"""What reading one raw cell gives, and the words that mean nothing was given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import lru_cache

from yanxing.engine.outcome import Value

MISSING_WORDS = frozenset(
    {
        "",
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "/",
        "\\",
        "无数据",
        "暂无数据",
        "待补",
        "待补充",
        "信息待补",
        "待核实",
        "待定",
    }
    | {"未知", "不详", "暂缺", "#n/a", "n/a", "null"}
)
"""What offices write in a cell about which nothing is known; never zero, never no."""

NONE_WORDS = frozenset({"无", "没有", "[]", "none"})
"""An empty list of codes, said on purpose."""

ERROR_WORDS = frozenset(
    {"#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#getting_data", "#spill!"}
)

ABSENT_WORDS = frozenset(
    {"缺考", "缺席", "缺勤", "缓考", "弃考", "旷考", "未参加", "未参评", "未考", "未到", "未测"}
    | {"请假", "病假", "事假", "产假", "婚假", "丧假", "公假", "休假", "年休假", "陪产假", "工伤假"}
)
"""No mark was given; whoever settles it decides what that means, so it is missing and said."""

EXEMPT_WORDS = frozenset(
    {"不适用", "不涉及", "免考", "免试", "免考核", "免评", "不参评", "不考核", "n/a", "na"}
)
"""The item does not concern this row: no mark either, and said."""

STRUCK_WORDS = frozenset({"/", "\\", "-", "--", "—", "——", "–", "―", "n/a", "#n/a"})
"""A cell struck out on purpose: unknown like a blank, but nobody forgot it."""

RECUSED_WORDS = frozenset({"回避", "弃权", "弃评", "不评"})
"""A judge gave no mark on purpose."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is odd about a cell: a code of the catalogue and its params."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


Reading = tuple[Value | None, Remark | None]
"""A value (None: missing) and a remark."""

Reader = Callable[[object], Reading]

MISSING: Reading = (None, None)


@dataclass(frozen=True, slots=True)
class FormulaError:
    """A cell whose formula failed, or was never worked out (`word` empty)."""

    word: str = ""


def plain(raw: object) -> str:
    """Text as compared: full width made half, no white space at either end."""
    return (
        unicodedata.normalize("NFKC", raw if isinstance(raw, str) else words(raw))
        .strip()
        .strip("'‘’`")
        .strip()
    )


_SPACED_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+(?:\s+[\u3400-\u4dbf\u4e00-\u9fff]+)+")


def name_joined(text: str) -> str:
    """李　婷 as 李婷: two or three Chinese characters, set apart as names are to fill a column."""
    if len(text) < 3 or text.isalnum():
        return text
    joined = "".join(text.split())
    return joined if len(joined) in (2, 3) and _SPACED_NAME.fullmatch(text) else text


def squeezed(raw: object) -> str:
    """Text as looked up: `plain`, without any white space, lower case."""
    return _squeezed(raw if isinstance(raw, str) else words(raw))


@lru_cache(maxsize=1 << 16)
def _squeezed(text: str) -> str:
    return "".join(plain(text).split()).casefold()


def words(raw: object) -> str:
    """A raw cell as a person would have typed it."""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, Fraction):
        return str(raw)
    if isinstance(raw, FormulaError):
        return raw.word or "公式"
    if isinstance(raw, datetime):
        return raw.isoformat(" ") if raw.time() != time() else raw.date().isoformat()
    if isinstance(raw, (date, time)):
        return raw.isoformat()
    if isinstance(raw, timedelta):
        return str(raw)
    return "" if raw is None else str(raw)


def is_missing(raw: object) -> bool:
    """Whether nothing was given."""
    return raw is None or (isinstance(raw, str) and (not raw or squeezed(raw) in MISSING_WORDS))


def unusable(raw: object, wanted: str) -> Remark:
    """A remark for a cell of a wrong kind altogether: a list, a map, a failed formula."""
    if isinstance(raw, FormulaError):
        return Remark("fact_formula", {"word": raw.word or "没有算出的公式"})
    if isinstance(raw, str) and squeezed(raw) in ERROR_WORDS:
        return Remark("fact_formula", {"word": plain(raw)})
    return Remark("fact_not_a_" + wanted, {"word": words(raw)})
