"""What a sheet may hold under a policy, and how its columns may be headed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.facts import KeyOf, Measured, Records
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import origin_of, types_of
from yanxing.policy.facts.readers import EVENT_HEADS, events_about
from yanxing.policy.facts.reading import squeezed

_REQUIRED = re.compile(r"[\(\[【]?(必填项?|选填|非必填|必录)[\)\]】]?$")
_ID = frozenset({"id", "编号", "代码", "作品编号", "参赛编号", "工号", "报名号", "准考证号"})
_CALLED = ("姓名", "名称", "名字", "单位名称", "队名", "项目名称")
_PLACES = tuple(
    f"{place}{end}"
    for place in ("单位", "居委会", "居民区", "社区", "小区", "街道", "村", "部门", "机构", "团队", "队伍")
    for end in ("名称", "名", "")
)


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
    called: tuple[str, ...] = ()
    """Heads that may hold the name of a row where no column is headed as the policy calls it."""


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
            heads.setdefault(head_key(word), Use("fact", name))
    identity = frozenset({"id", "name", "title"} | {str(name) for match in origin.match for name in match})
    names = _names(policy, kind, kind, origin.sheet)
    return Target(kind, None, names, heads, identity, called=_called(policy, kind, plain, heads))


def _called(policy: Policy, kind: str, facts: Sequence[str], heads: Mapping[str, Use]) -> tuple[str, ...]:
    """姓名 and 名称 mean the name of any row; 居委会 only where the row is no person or work of one."""
    types = types_of(policy, kind)
    if "name" not in facts or types["name"] != "text":
        return ()
    label = (policy.labels or {}).get(Text(kind), "")
    own = [f"{label}{end}" for end in ("名称", "姓名", "")] if label else []
    belongs = any(isinstance(of, KeyOf) for of in types.values())
    words = [*own, *_CALLED, *(() if belongs else _PLACES)]
    return tuple(dict.fromkeys(key for word in words if (key := head_key(word)) not in heads))


def _records_target(policy: Policy, own: Target, name: str, fact: Records) -> Target:
    source = (policy.sources or {}).get(Text(f"{own.kind}.{name}"))
    headers = (source.headers if source else None) or {}
    fields = {head: Use("field", each) for head, each in _spellings(policy, list(fact.records), headers)}
    of_row = {head: Use("fact", each) for head, each in _spellings(policy, ["id"], headers)}
    marks = [str(each) for each, of in fact.records.items() if of == "number" or isinstance(of, Measured)]
    raters = [str(each) for each, of in fact.records.items() if of in ("key", "text")]
    names = _names(policy, own.kind, name, source.sheet if source else (), own_name=False)
    heads = {**own.heads, **fields, **{head: use for head, use in of_row.items() if head not in fields}}
    called = tuple(word for word in own.called if word not in heads)
    rater = raters[0] if raters else None
    return Target(own.kind, name, names, heads, own.identity, tuple(marks), rater, called)


def _spellings(
    policy: Policy, names: Sequence[str], headers: Mapping[Name, tuple[Text, ...]]
) -> Iterator[tuple[str, str]]:
    """Written heads before labels before names: what the office wrote down for this source wins."""
    labels = policy.labels or {}
    seen: set[str] = set()
    listed = [(head, name) for name in names for head in headers.get(Name(name), ())]
    labelled = [(labels[Text(name)], name) for name in names if Text(name) in labels]
    for head, name in [*listed, *labelled, *((name, name) for name in names)]:
        key = head_key(head)
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
def head_key(cell: str) -> str:
    text = squeezed(cell).rstrip(":*").lstrip("*")
    return _REQUIRED.sub("", text).rstrip(":*")
