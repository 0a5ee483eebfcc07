"""A run settles one finite set: rows in, rows out, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from yanxing.engine.grammar.base import Cited, Code, Name, Node, Text, Whole
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.stages import Stage
from yanxing.engine.grammar.terms import Term


@dataclass(frozen=True, kw_only=True, slots=True)
class EachOf(Node):
    """`{each: members, of: teams}`: one row a record, beside the facts of the row it belongs to; `parent`
    is that row's id.

    `of` is a kind of rows or an earlier run. A record's id is its `id`, or else parent/1, parent/2 …
    """

    HEAD: ClassVar[str | None] = "each"
    each: Name
    of: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupOf(Node):
    """`{group: entries, per: [person, item]}`: one row a group; the names of `per` are its facts, `records`
    its rows.
    """

    HEAD: ClassVar[str | None] = "group"
    group: Name | ResultOf
    per: Name | tuple[Name, ...]


Rows = Name | EachOf | GroupOf | ResultOf
"""A kind of rows, members beside their team, groups, rows that finished an earlier run, or `house`: one
row, the office itself.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeNext(Cited):
    """公示 of the result: starts the day after publication, so many working days (A15)."""

    HEAD: ClassVar[str | None] = "notice"
    notice: Literal["public", "internal"]
    workdays: Whole = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideNext(Cited):
    """A named person decides; the machine only proposes. `choose` is how many, when it is not fixed
    (若干名).
    """

    HEAD: ClassVar[str | None] = "decide"
    decide: Literal["grant", "award", "appoint", "publish", "pay", "order"]
    by: Name
    credential: Code | None = None
    award: Code | None = None
    after: Literal["settled", "notice_clear"] = "settled"
    choose: Text | None = None
    where: Condition | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentNext(Cited):
    """A paper that follows: 证书, 通报, an entry in the personnel file, a publication on the official
    account.
    """

    HEAD: ClassVar[str | None] = "document"
    document: Literal["certificate", "circular", "file_entry", "publication"]
    to: Text | None = None


Next = NoticeNext | DecideNext | DocumentNext


@dataclass(frozen=True, kw_only=True, slots=True)
class Run(Cited):
    """`rows`, narrowed by `where`, pass the `stages`; `as_of` is the day on which dated values are read."""

    rows: Rows
    stages: tuple[Stage, ...]
    where: Condition | None = None
    as_of: Term | None = None
    then: tuple[Next, ...] = ()
