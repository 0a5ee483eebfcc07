"""The head of a sheet: which row it is, which kind of rows the sheet holds, and what each column means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.facts import Measured, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.intake.sheet import Sheet, is_empty
from yanxing.policy.facts import origin_of, types_of
from yanxing.policy.facts.readers import EVENT_HEADS, events_about
from yanxing.policy.facts.reading import squeezed, words

_ROWS_LOOKED_AT = 40
_SUFFIX = re.compile(r"[\(\[【][^()\[\]【】]*[\)\]】]$")
_REQUIRED = re.compile(r"[\(\[【]?(必填项?|选填|非必填|必录)[\)\]】]?$")
_RATER = re.compile(
    r"(评委|评审员?|评审专家|专家|考官|打分人|judge)[^\w]*([0-9a-z]{1,3}|[一二三四五六七八九十]{1,3})号?"
)
_RATERS_TOGETHER = frozenset(
    {"评委", "评委打分", "评委评分", "评委给分", "各评委打分", "各评委评分"}
    | {"打分", "评分", "得分", "分数"}
)
_SERIAL = frozenset({"序号", "序", "行号", "no", "no.", "#", "编序"})
_ID = frozenset({"id", "编号", "代码", "作品编号", "参赛编号", "工号", "报名号", "准考证号"})
_ABOUT_ALL = frozenset(
    {
        "合计",
        "总分",
        "总成绩",
        "平均",
        "平均分",
        "均分",
        "最高分",
        "最低分",
        "最后得分",
        "最终得分",
        "名次",
        "排名",
        "备注",
        "说明",
    }
)

Title = str


class Use(NamedTuple):
    """What a column means: a fact, a field of the records, or one rater's marks in a field."""

    what: Literal["fact", "field", "mark"]
    name: str
    rater: str = ""


@dataclass(frozen=True)
class Target:
    """What a sheet may hold: rows of a kind, or records of them."""

    kind: str
    records: str | None
    names: tuple[str, ...]
    heads: Mapping[str, Use]
    identity: frozenset[str]
    marks: tuple[str, ...] = ()
    rater: str | None = None


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

    @property
    def carries(self) -> frozenset[str]:
        return frozenset(use.name for use in self.uses.values() if use.what == "fact")


def targets(policy: Policy) -> list[Target]:
    """Everything a sheet may hold under this policy."""
    found: list[Target] = []
    for kind in policy.facts or {}:
        own = _kind_target(policy, kind)
        found.append(own)
        for name, fact in types_of(policy, kind).items():
            if isinstance(fact, Records):
                found.append(_records_target(policy, own, name, fact))
    return found


def _kind_target(policy: Policy, kind: str) -> Target:
    plain = [name for name, fact in types_of(policy, kind).items() if not isinstance(fact, Records)]
    origin = origin_of(policy, kind)
    heads = {
        head: Use("fact", name) for head, name in _spellings(policy, ["id", *plain], origin.headers or {})
    }
    for head in _ID:
        heads.setdefault(head, Use("fact", "id"))
    for name, written in EVENT_HEADS.items() if events_about(policy, kind) else ():
        for word in written:
            heads.setdefault(_head_key(word), Use("fact", name))
    identity = frozenset({"id", "name", "title"} | {str(name) for match in origin.match for name in match})
    return Target(kind, None, _names(policy, kind, kind, origin.sheet), heads, identity)


def _records_target(policy: Policy, own: Target, name: str, fact: Records) -> Target:
    source = (policy.sources or {}).get(Text(f"{own.kind}.{name}"))
    headers = (source.headers if source else None) or {}
    fields = {head: Use("field", each) for head, each in _spellings(policy, list(fact.records), headers)}
    of_row = {head: Use("fact", each) for head, each in _spellings(policy, ["id"], headers)}
    marks = [str(each) for each, of in fact.records.items() if of == "number" or isinstance(of, Measured)]
    raters = [str(each) for each, of in fact.records.items() if of in ("key", "text")]
    names = _names(policy, own.kind, name, source.sheet if source else (), own_name=False)
    heads = {**own.heads, **fields, **{head: use for head, use in of_row.items() if head not in fields}}
    return Target(own.kind, name, names, heads, own.identity, tuple(marks), raters[0] if raters else None)


def _spellings(
    policy: Policy, names: Sequence[str], headers: Mapping[Name, tuple[Text, ...]]
) -> Iterator[tuple[str, str]]:
    """Written heads before labels before names: what the office wrote down for this source wins."""
    labels = policy.labels or {}
    seen: set[str] = set()
    listed = [(head, name) for name in names for head in headers.get(Name(name), ())]
    labelled = [(labels[Text(name)], name) for name in names if Text(name) in labels]
    for head, name in [*listed, *labelled, *((name, name) for name in names)]:
        key = _head_key(head)
        if key not in seen:
            seen.add(key)
            yield key, str(name)


def _names(
    policy: Policy, kind: str, name: str, sheets: Sequence[Text], *, own_name: bool = True
) -> tuple[str, ...]:
    label = (policy.labels or {}).get(Text(name))
    whole = [kind] if own_name else [f"{kind}.{name}"]
    return tuple(
        dict.fromkeys(squeezed(each) for each in [*sheets, *whole, *([label] if label else [])] if each)
    )


@lru_cache(maxsize=10_000)
def _head_key(cell: str) -> str:
    text = squeezed(cell).rstrip(":*").lstrip("*")
    return _REQUIRED.sub("", text).rstrip(":*")


def find_head(sheet: Sheet, all_targets: Sequence[Target]) -> Head | None:
    """The head of the sheet for the target that its name or, failing that, its columns speak for."""
    named = [(strength, target) for target in all_targets if (strength := _named(sheet, target))]
    for _, target in sorted(named, key=lambda pair: -pair[0]):
        if head := _best(sheet, target, named=True):
            return head
    heads = [head for target in all_targets if (head := _best(sheet, target, named=False))]
    return max(heads, key=lambda head: (len(head.uses), -len(head.extra)), default=None)


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
    if row + 1 < len(sheet.rows) and not _names_someone(sheet, target, row):
        yield _head(sheet, target, row, row + 2, _two_lines(sheet, row), named)


def _names_someone(sheet: Sheet, target: Target, row: int) -> bool:
    """Whether the line under a head already says who somebody is: 王芳 under 姓名 is no second title."""
    for above, below in zip(sheet.rows[row], sheet.rows[row + 1], strict=False):
        if is_empty(above) or is_empty(below):
            continue
        use = _known(target, words(above))
        if use and use.what == "fact" and use.name in target.identity:
            lower = words(below)
            return _known(target, lower) is None and _known(target, words(above) + lower) is None
    return False


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
        if _head_key(title) in _SERIAL and _head_key(title) not in target.heads:
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
    shown = {column: f"{upper}{title}" for column, (upper, title) in titles.items()}
    return Head(target, first_row, uses, shown, tuple(extra), row, tuple(twice))


def _use(target: Target, upper: str, title: str) -> Use | None:
    lower = _known(target, title)
    if not upper:
        return lower or _rater_mark(target, title)
    above = _known(target, upper)
    if lower and lower.what == "field" and lower.name in target.marks and not above and target.rater:
        return Use("mark", lower.name, upper.strip())
    together = _head_key(upper) in _RATERS_TOGETHER or (above is not None and above.what == "field")
    if together and target.rater and len(target.marks) == 1 and _head_key(title) not in _ABOUT_ALL:
        return Use("mark", target.marks[0], title.strip())
    return _known(target, upper + title) or lower or _rater_mark(target, title) or above


def _known(target: Target, title: str) -> Use | None:
    key = _head_key(title)
    while key not in target.heads:
        shorter = _SUFFIX.sub("", key)
        if shorter == key:
            return None
        key = shorter
    return target.heads[key]


def _rater_mark(target: Target, title: str) -> Use | None:
    if target.rater and len(target.marks) == 1 and _RATER.fullmatch(_head_key(title)):
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
        if (
            cells
            and 2 * len(numbers) >= len(cells)
            and _head_key(name) not in _ABOUT_ALL
            and len(name.strip()) <= 8
        ):
            uses[column] = Use("mark", target.marks[0], name.strip())
        else:
            left.append(column)
    return left
