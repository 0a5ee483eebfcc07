"""Rows of a sheet that are no rows of its table: sums, lines to sign on, sentences under it."""

from __future__ import annotations

import re

from yanxing.intake.sheet import Cell, Sheet, is_empty
from yanxing.policy.facts.reading import squeezed

_TOTALS = ("合计", "总计", "小计", "共计")
_CLOSING = (
    "填表人",
    "制表",
    "审核",
    "备注",
    "说明",
    "注:",
    "注：",
    "填报",
    "单位负责人",
    "负责人签",
    "经办人",
    "联系电话",
    "复核",
    "核分",
    "记分",
    "计分",
    "统分",
    "监督人",
    "监分",
    "签到负责人",
    "评委签",
)
_SIGNED = re.compile(
    r"\w{0,8}(人|员|者|组长|审核|复核|核对|审批|签字|签名|签章|盖章|日期|时间|电话|单位)([(].*?[)])?:.*"
)
"""A line for signing under a table: 核分人：, 签到负责人：, 制表人：."""

_SENTENCE = re.compile(
    r"(以上|本表|上表|此表|上述|特此|兹证|兹有|本人承诺|我承诺|承诺|注\d*[:.、]|说明\d*[:.、]|填表说明).*"
)
"""A sentence under a table: 以上情况属实, 本表一式三份, 特此证明."""


def closes(cells: list[Cell]) -> bool:
    """Whether the rows end here: what follows is about who filled them in."""
    first = next((squeezed(cell) for cell in cells if not is_empty(cell)), "")
    return first.startswith(_CLOSING)


def is_signed(cells: list[Cell]) -> bool:
    """A line to sign on."""
    first = next((cell for cell in cells if not is_empty(cell)), "")
    return isinstance(first, str) and _SIGNED.fullmatch(squeezed(first)) is not None


def is_sentence(cells: list[Cell]) -> bool:
    """One sentence and at most a date or a signature beside it; a work may be called 以上 as well."""
    filled = [cell for cell in cells if not is_empty(cell)]
    if not filled or len(filled) > 2 or not isinstance(filled[0], str):
        return False
    return _SENTENCE.fullmatch("".join(squeezed(filled[0]).splitlines())) is not None and (
        len(filled) == 1 or len(filled) * 2 < len(cells)
    )


def is_total(cells: list[Cell]) -> bool:
    """A row of sums."""
    return any(isinstance(cell, str) and squeezed(cell).rstrip(":") in _TOTALS for cell in cells[:4])


def fill_merged(sheet: Sheet, first_row: int) -> None:
    """A cell merged downwards speaks for every row it spans."""
    for (top, left), (bottom, right) in sheet.merged:
        if bottom > top >= first_row and left == right and left < len(sheet.rows[top]):
            for row in range(top + 1, min(bottom + 1, len(sheet.rows))):
                if left < len(sheet.rows[row]) and is_empty(sheet.rows[row][left]):
                    sheet.rows[row][left] = sheet.rows[top][left]
