"""Breaking a title into lines: whole words, a trapezoid or a diamond, no line of leftovers."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from unicodedata import east_asian_width

WIDEST = 20.0
"""Characters of 22 pt in a line of 156 mm."""

_MOST_BREAKS = 60
_WORDS = (
    "社区|工作者|工作|干部|街道|居民区|居委会|方案|计划|通知|通报|公示|报告|决定|意见|办法|细则|规定|实施|"
    "培训|赋能|考核|考试|评选|评审|表彰|比赛|活动|结果|名单|管理|服务|建设|治理|开展|加强|进一步|做好|"
    "推进|年度|全岗通|岗位|薪酬|积分|项目|委员会|办事处|人民政府"
)
_NOT_FIRST = frozenset("、，。；：！？）》〉”’〕】%的了和与及")
_NOT_LAST = frozenset("（《〈“‘〔【")
_UNITS = re.compile(
    rf"{_WORDS}|[0-9A-Za-z.\-/]+\s*(?:年度?|月|日|号|届|期|次|个|名|%)?|“[^”]{{1,8}}”|\s+|.",
    re.DOTALL,
)


def width(text: str) -> float:
    """In full-width characters."""
    return sum(1.0 if east_asian_width(each) in "WFA" else 0.5 for each in text)


def title_lines(title: str) -> list[str]:
    """The lines of a title; its own where it has line breaks."""
    if "\n" in title:
        return [line.strip() for line in title.split("\n") if line.strip()]
    title = title.strip()
    count = max(1, -int(-width(title) // WIDEST))
    if count == 1:
        return [title]
    units = [found for found in _UNITS.findall(title) if found.strip()]
    places = _places(units)
    for lines in range(count, min(count + 2, 5)):
        cuts = [(0, *each, len(units)) for each in combinations(places, lines - 1)]
        options = [["".join(units[a:b]) for a, b in pairwise(cut)] for cut in cuts]
        fitting = [option for option in options if max(map(width, option)) <= WIDEST]
        if fitting:
            return min(fitting, key=_cost)
    return [title]


def _places(units: list[str]) -> list[int]:
    """Where a line may begin; of too many, every other one."""
    places = [
        n for n in range(1, len(units)) if units[n][0] not in _NOT_FIRST and units[n - 1] not in _NOT_LAST
    ]
    return places if len(places) <= _MOST_BREAKS else places[::2]


def _is_good(before: str, after: str) -> bool:
    return (
        before.endswith(("的", "》", "、", "和", "暨"))
        or after.startswith(("《", "“"))
        or before == "关于印发"
    )


def _cost(lines: list[str]) -> float:
    """Even lengths, good places, no rectangle and no hourglass."""
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    cost = sum((each - mean) ** 2 for each in widths)
    cost -= sum(12 for a, b in pairwise(lines) if _is_good(a, b))
    if len(widths) > 2 and min(widths[1:-1]) < min(widths[0], widths[-1]):
        cost += 30
    if max(widths) == min(widths):
        cost += 6
    return cost + sum(40 for line in lines if line.count("《") != line.count("》")) / 8
