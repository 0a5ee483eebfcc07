"""The head of a sheet: which row it is, which kind of rows the sheet holds, and what each column means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from yanxing.intake.sheet import Cell, Sheet, is_empty
from yanxing.intake.targets import Target, Use, head_key
from yanxing.policy.facts.reading import squeezed, words

_ROWS_LOOKED_AT = 40
_FIGURE = re.compile(r"\d+(\.\d+)?%?", re.ASCII)
_SUFFIX = re.compile(r"[\(\[【][^()\[\]【】]*[\)\]】]$")
_RATER = re.compile(
    r"(评委|评审员?|评审专家|专家|考官|打分人|judge)[^\w]*([0-9a-z]{1,3}|[一二三四五六七八九十]{1,3})号?"
)
_RATERS_TOGETHER = frozenset(
    {"评委", "评委打分", "评委评分", "评委给分", "各评委打分", "各评委评分"}
    | {"打分", "评分", "得分", "分数"}
)
_SERIAL = frozenset({"序号", "序", "行号", "no", "no.", "#", "编序"})
_ABOUT_ALL = re.compile(
    r"(合计|总计|小计|总(分|成绩|得分|评|和)|平均|均分|最[高低]|最[后终]|综合|汇总|去掉|有效分|折算|加权"
    r"|名次|排名|位次|排序|等次|等级|结果|备注|说明|评语|意见|签名|签字).*|(得分|分数|成绩)(\(.*)?"
)
"""Heads of what is worked out from all judges, or said beside their marks; never a judge."""

Title = str


@dataclass(frozen=True)
class Head:
    """A head found: the first row under it, and its columns; `extra` are those without a meaning."""

    target: Target
    first_row: int
    uses: Mapping[int, Use]
    titles: Mapping[int, Title]
    extra: tuple[int, ...]
    row: int
    twice: tuple[tuple[int, int], ...] = field(default=())
    loose: bool = False
    """Whether the name stands under a head that says name for any kind of rows."""

    @property
    def carries(self) -> frozenset[str]:
        return frozenset(use.name for use in self.uses.values() if use.what == "fact")


def find_head(sheet: Sheet, all_targets: Sequence[Target]) -> Head | None:
    """The head of the sheet for the target that its name or, failing that, its columns speak for."""
    named = [(strength, target) for target in all_targets if (strength := _named(sheet, target))]
    for _, target in sorted(named, key=lambda pair: -pair[0]):
        if head := _best(sheet, target, named=True):
            return head
    heads = [head for target in all_targets if (head := _best(sheet, target, named=False))]
    return max(heads, key=lambda head: (len(head.uses), not head.loose, -len(head.extra)), default=None)


class Lacking(NamedTuple):
    """A sheet that by its name and some of its heads holds a target, but not enough of it to be read."""

    target: Target
    row: int
    heads: tuple[str, ...]
    """As written, those that were understood."""


def lacking(sheet: Sheet, all_targets: Sequence[Target]) -> Lacking | None:
    """What a sheet without a head most likely was meant to be; None where its name says nothing."""
    found = [
        head
        for target in all_targets
        if _named(sheet, target)
        for row in range(min(_ROWS_LOOKED_AT, len(sheet.rows)))
        for head in _at(sheet, target, row, named=True)
        if head.uses
    ]
    if not found:
        return None
    best = max(found, key=lambda head: (len(head.uses), -head.row))
    heads = tuple(" ".join(best.titles[column].split()) for column in sorted(best.uses))
    return Lacking(best.target, best.row, heads)


def _named(sheet: Sheet, target: Target) -> int:
    """How strongly the sheet's name (or its file's, when it is the only one) names the target."""
    spoken = [squeezed(sheet.name)] + ([squeezed(sheet.path.stem)] if sheet.alone else [])
    return max(
        (len(name) + (100 if name == own else 0) for own in spoken for name in target.names if name in own),
        default=0,
    )


def _best(sheet: Sheet, target: Target, *, named: bool) -> Head | None:
    found = [
        head
        for row in range(min(_ROWS_LOOKED_AT, len(sheet.rows)))
        for head in _at(sheet, target, row, named)
    ]
    good = [head for head in found if _enough(head, named)]
    return max(
        good, key=lambda head: (len(head.uses), head.first_row == head.row + 1, -head.row), default=None
    )


def _enough(head: Head, named: bool) -> bool:
    facts = head.carries
    if head.target.records and not any(use.what != "fact" for use in head.uses.values()):
        return False
    who = bool(facts & head.target.identity)
    if head.target.records and not who:
        return False
    return len(head.uses) >= (1 if named else 2) and (who or named or len(facts) >= 3)


def _at(sheet: Sheet, target: Target, row: int, named: bool) -> Iterator[Head]:
    upper = sheet.rows[row]
    if all(is_empty(cell) or not isinstance(cell, str) for cell in upper):
        return
    single = {
        column: cell for column, cell in enumerate(upper) if isinstance(cell, str) and not is_empty(cell)
    }
    yield _head(sheet, target, row, row + 1, {column: ("", title) for column, title in single.items()}, named)
    below = row + 1 < len(sheet.rows)
    if below and not _names_someone(sheet, target, row) and not _holds_figures(sheet, row):
        yield _head(sheet, target, row, row + 2, _two_lines(sheet, row), named)


def _names_someone(sheet: Sheet, target: Target, row: int) -> bool:
    """Whether the line under a head already says who somebody is: 王芳 under 姓名 is no second title."""
    for above, below in zip(sheet.rows[row], sheet.rows[row + 1], strict=False):
        if is_empty(above) or is_empty(below):
            continue
        use = _known(target, words(above))
        if (use and use.what == "fact" and use.name in target.identity) or head_key(
            words(above)
        ) in target.called:
            lower = words(below)
            if head_key(lower) in target.called:
                return False
            return _known(target, lower) is None and _known(target, words(above) + lower) is None
    return False


def _holds_figures(sheet: Sheet, row: int) -> bool:
    """Whether numbers stand under titles of their own in the line below: 82, 84 under 评委1, 评委2 are marks.
    1, 2, 3 under one 评委打分 are the judges."""
    upper, lower = sheet.rows[row], sheet.rows[row + 1]
    wide = {
        column
        for first, last in sheet.merged
        if first[0] <= row <= last[0] and first[1] < last[1]
        for column in range(first[1], last[1] + 1)
    }
    own = [
        below
        for column, (above, below) in enumerate(zip(upper, lower, strict=False))
        if column not in wide and not is_empty(above) and _is_figure(below)
    ]
    return len(own) > 1 or any(words(each) != "1" for each in own)


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell, (int, float)):
        return not isinstance(cell, bool)
    return isinstance(cell, str) and _FIGURE.fullmatch(squeezed(cell)) is not None


def _two_lines(sheet: Sheet, row: int) -> dict[int, tuple[str, str]]:
    """Column → (upper, lower) title; an upper one spans blank cells to its right that have a lower one."""
    upper, lower = sheet.rows[row], sheet.rows[row + 1]
    spans = {
        column: first[1]
        for first, last in sheet.merged
        if first[0] <= row <= last[0]
        for column in range(first[1], last[1] + 1)
    }
    titles: dict[int, tuple[str, str]] = {}
    over = ""
    for column in range(max(len(upper), len(lower))):
        above = upper[column] if column < len(upper) else ""
        below = lower[column] if column < len(lower) else ""
        if column in spans and spans[column] < len(upper):
            above = upper[spans[column]]
        if not is_empty(above):
            over = words(above)
        elif is_empty(below):
            over = ""
        if not is_empty(above) and is_empty(below):
            titles[column] = ("", words(above))
        elif not is_empty(below):
            titles[column] = (over, words(below))
    return titles


def _head(
    sheet: Sheet, target: Target, row: int, first_row: int, titles: Mapping[int, tuple[str, str]], named: bool
) -> Head:
    uses: dict[int, Use] = {}
    extra: list[int] = []
    twice: list[tuple[int, int]] = []
    taken: dict[Use, int] = {}
    for column, (upper, title) in titles.items():
        if head_key(title) in _SERIAL and head_key(title) not in target.heads:
            continue
        use = _use(target, upper, title)
        if use is None:
            extra.append(column)
        elif use in taken:
            twice.append((taken[use], column))
        else:
            uses[column] = use
            taken[use] = column
    if (
        named
        and target.rater
        and len(target.marks) == 1
        and not any(use.what != "fact" for use in uses.values())
    ):
        extra = _names_as_raters(sheet, target, first_row, titles, uses, extra)
    if any(use.what == "mark" for use in uses.values()):
        extra = _without_worked_out(target, uses, extra)
        extra += [second for first, second in twice if first not in uses]
        twice = [pair for pair in twice if pair[0] in uses]
    loose = _named_loosely(target, uses, extra, titles)
    shown = {column: f"{upper}{title}" for column, (upper, title) in titles.items()}
    return Head(target, first_row, uses, shown, tuple(extra), row, tuple(twice), loose)


def _without_worked_out(target: Target, uses: dict[int, Use], extra: list[int]) -> list[int]:
    """得分 beside a column a judge is worked out from them: no sheet of a judge nobody named."""
    if Use("field", target.rater or "") in uses.values():
        return extra
    nobodys = [column for column, use in uses.items() if use.what == "field" and use.name in target.marks]
    for column in nobodys:
        del uses[column]
    return sorted([*extra, *nobodys])


def _named_loosely(
    target: Target, uses: dict[int, Use], extra: list[int], titles: Mapping[int, tuple[str, str]]
) -> bool:
    """Whether the only column that can hold the name was taken for it: 名称 where the label says 姓名."""
    if not target.called or any(use == Use("fact", "name") for use in uses.values()):
        return False
    for word in target.called:
        column = next((each for each in extra if head_key(titles[each][1]) == word), None)
        if column is not None:
            uses[column] = Use("fact", "name")
            extra.remove(column)
            return True
    return False


def _use(target: Target, upper: str, title: str) -> Use | None:
    lower = _known(target, title)
    if not upper:
        return lower or _rater_mark(target, title)
    above = _known(target, upper)
    every = head_key(upper) in _RATERS_TOGETHER
    together = every or (above is not None and above.what == "field")
    if (
        lower
        and lower.what == "field"
        and lower.name in target.marks
        and not (above or every)
        and target.rater
    ):
        return Use("mark", lower.name, upper.strip())
    if together and target.rater and len(target.marks) == 1 and not _about_all(title):
        return Use("mark", target.marks[0], title.strip())
    own = _known(target, upper + title) or lower or _rater_mark(target, title)
    return own or (None if together and _about_all(title) else above)


def _about_all(title: str) -> bool:
    return _ABOUT_ALL.fullmatch(head_key(title)) is not None


def _known(target: Target, title: str) -> Use | None:
    key = head_key(title)
    while key not in target.heads:
        shorter = _SUFFIX.sub("", key)
        if shorter == key:
            return None
        key = shorter
    return target.heads[key]


def _rater_mark(target: Target, title: str) -> Use | None:
    if target.rater and len(target.marks) == 1 and _RATER.fullmatch(head_key(title)):
        return Use("mark", target.marks[0], title.strip())
    return None


def _names_as_raters(
    sheet: Sheet,
    target: Target,
    first_row: int,
    titles: Mapping[int, tuple[str, str]],
    uses: dict[int, Use],
    extra: list[int],
) -> list[int]:
    """In a sheet of scores, a column of numbers under a person's name holds that person's marks."""
    left: list[int] = []
    for column in extra:
        cells = [
            row[column] for row in sheet.rows[first_row:] if column < len(row) and not is_empty(row[column])
        ]
        numbers = [
            cell for cell in cells if isinstance(cell, (int, float)) or re.fullmatch(r"[\d.]+", words(cell))
        ]
        name = titles[column][1]
        if cells and 2 * len(numbers) >= len(cells) and not _about_all(name) and len(name.strip()) <= 8:
            uses[column] = Use("mark", target.marks[0], name.strip())
        else:
            left.append(column)
    return left
