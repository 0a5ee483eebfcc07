"""Proving the trail: seals follow each other, entries are what was sealed, nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from yanxing.access.clock import real_now
from yanxing.access.keyring import audit_key
from yanxing.actions.sealing.digests import FIRST, head, rows_of, sealed
from yanxing.records.models import AuditEntry, AuditSeal

TAIL = timedelta(minutes=1)
"""How long an entry may wait for its seal."""

Why = Literal["gap", "broken_link", "changed", "missing", "batch", "unsealed", "other_head"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and where: the ordinal of the seal, the number of the entry."""

    why: Why
    seal: int | None = None
    entry: int | None = None

    def text(self, language: str = "zh") -> str:
        words = _ENGLISH if language == "en" else _CHINESE
        return words[self.why].format(seal=self.seal, entry=self.entry)


_CHINESE: dict[Why, str] = {
    "gap": "第 {seal} 号封存不见了",
    "broken_link": "第 {seal} 号封存接不上前一号，有人动过封存记录",
    "changed": "第 {entry} 条留痕被改动过（第 {seal} 号封存）",
    "missing": "第 {entry} 条留痕不见了（第 {seal} 号封存）",
    "batch": "第 {seal} 号封存的内容对不上",
    "unsealed": "第 {entry} 条留痕写入超过一分钟，还没有封存",
    "other_head": "第 {seal} 号封存与留存在外的摘要不一致",
}
_ENGLISH: dict[Why, str] = {
    "gap": "seal {seal} is gone",
    "broken_link": "seal {seal} does not follow the one before it: seals were tampered with",
    "changed": "entry {entry} was changed (seal {seal})",
    "missing": "entry {entry} is gone (seal {seal})",
    "batch": "what seal {seal} covers does not fit it",
    "unsealed": "entry {entry} was written more than a minute ago and is not sealed",
    "other_head": "seal {seal} differs from the head kept outside",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`last`: (ordinal, head in hex) of the newest seal, to be compared with one kept outside."""

    seals: int
    entries: int
    last: tuple[int, str] | None
    troubles: tuple[Trouble, ...]


def verify(*, known_heads: Mapping[int, str] | None = None) -> Verdict:
    """Reads the whole trail; needs the auditor's view or the worker's. `known_heads`: ordinal → head in hex,
    from the daily reports: with them even a chain cut off at its end is seen."""
    troubles: list[Trouble] = []
    sealed_ids: set[int] = set()
    before, ordinal, seals = FIRST, 0, 0
    heads: dict[int, str] = {}
    for each in AuditSeal.objects.order_by("ordinal").iterator(chunk_size=50):
        troubles += [Trouble("gap", seal=lost) for lost in range(ordinal + 1, each.ordinal)]
        troubles += _check(each, before)
        sealed_ids.update(pk for pk, _mark in each.entry_ids)
        before, ordinal, seals = bytes(each.head), each.ordinal, seals + 1
        heads[ordinal] = before.hex()
    troubles += [
        Trouble("other_head" if known in heads else "gap", seal=known)
        for known, kept in (known_heads or {}).items()
        if heads.get(known) != kept
    ]
    troubles += _tail(sealed_ids)
    last = (ordinal, heads[ordinal]) if seals else None
    return Verdict(seals, len(sealed_ids), last, tuple(troubles))


def _check(each: AuditSeal, before: bytes) -> Iterator[Trouble]:
    right = head(audit_key(), before, each.ordinal, bytes(each.digest), each.sealed_at)
    if right != bytes(each.head):
        yield Trouble("broken_link", seal=each.ordinal)
    ids = [pk for pk, _mark in each.entry_ids]
    found = sealed(rows_of(AuditEntry.objects.filter(pk__in=ids)))
    named = list(_differences(each.ordinal, each.entry_ids, found.marks))
    yield from named
    if not named and (found.digest != bytes(each.digest) or len(ids) != each.entries):
        yield Trouble("batch", seal=each.ordinal)


def _differences(ordinal: int, kept: Sequence[Any], found: Sequence[Any]) -> Iterator[Trouble]:
    now = dict(map(tuple, found))
    for pk, mark in kept:
        if pk not in now:
            yield Trouble("missing", seal=ordinal, entry=pk)
        elif now[pk] != mark:
            yield Trouble("changed", seal=ordinal, entry=pk)


def _tail(sealed_ids: set[int]) -> Iterator[Trouble]:
    old = AuditEntry.objects.filter(real_at__lt=real_now() - TAIL).order_by("id")
    for pk in old.values_list("id", flat=True).iterator(chunk_size=5000):
        if pk not in sealed_ids:
            yield Trouble("unsealed", entry=pk)
