"""How a unit is called, one stem for 方塔居民区 and 中山街道方塔社区居委会; how names are spelt out."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from yanxing.policy.facts.reading import squeezed

_ENDINGS = re.compile(r"(?:社区)?(?:居民委员会|居委会|居民区|居委|社区)$|(?<=.)片区$")
_STREET = re.compile(r"^.{2,8}?街道(?=.{2,})")

# Readings of family names that differ from the usual reading of the character.
_SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "曾": "zeng", "区": "ou", "朴": "piao", "盖": "ge",
    "翟": "zhai", "召": "shao", "乐": "yue", "种": "chong", "缪": "miao", "覃": "qin", "冼": "xian",
    "员": "yun", "折": "she", "纪": "ji", "任": "ren", "华": "hua", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun", "澹台": "tan tai",
}  # fmt: skip
_DOUBLE = frozenset({
    "欧阳", "司徒", "司马", "上官", "诸葛", "尉迟", "皇甫", "夏侯", "令狐", "东方", "慕容", "公孙", "宇文",
    "长孙", "万俟", "澹台", "独孤", "南宫", "端木",
})  # fmt: skip


@lru_cache(maxsize=4096)
def stem(name: str) -> str:
    """What two spellings of one unit have in common."""
    text = _STREET.sub("", squeezed(name))
    return _ENDINGS.sub("", text) or text


def full_name(kind: str, name: str) -> str:
    """The name a new unit is entered under: 社区 where the roster says so, else 居民区."""
    if kind == "neighbourhood":
        return f"{stem(name)}{'社区' if squeezed(name).endswith('社区') else '居民区'}"
    return f"{stem(name)}片区" if kind == "area" else name


def pinyin_of(name: str) -> tuple[str, str]:
    """("ouyang jingwen", "oyjw"): for search and order, with the family name read as one."""
    length = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    family, given = name[:length], name[length:]
    first = _SURNAMES[family].split() if family in _SURNAMES else [*map(_sound, family)]
    rest = [*map(_sound, given)]
    sounds = f"{''.join(first)} {''.join(rest)}".strip().lower()
    return sounds[:120], "".join(each[0] for each in (*first, *rest) if each).lower()[:20]


@lru_cache(maxsize=1 << 14)
def _sound(character: str) -> str:
    """Names are read character by character: the readings of phrases are not those of names, and left out
    they save 44 MB in every process."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - only who writes names pays for it

    return "".join(lazy_pinyin(character))
