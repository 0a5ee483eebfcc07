"""What an explanation of one run looks at: the pinned policy, the stored result, who stands next to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar

from yanxing.engine.explanation.naming import first_name, name_apart, owner_facts, row_name
from yanxing.engine.explanation.phrases import Rank as RankWords
from yanxing.engine.explanation.speech import Speech, entry, shown_short
from yanxing.engine.grammar.runs import Run
from yanxing.engine.outcome import AllocateReason, RankReason, Read, Row, RunResult, TakeReason

StageKind = TypeVar("StageKind")
Level = RankReason | TakeReason | AllocateReason
"""Reasons that name the rows level with this one."""


@dataclass
class Scene:
    """`below` maps (rank, id) to the row next under it, as that row's own reason says."""

    speech: Speech
    result: RunResult
    run: Run | None = None
    below: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    _bearers: dict[str, Counter[str]] = field(default_factory=dict, init=False, repr=False)
    _owner_facts: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, speech: Speech, result: RunResult) -> Scene:
        run: Run | None = entry(speech.policy.runs, result.run)
        below = {
            (reason.rank, reason.above): row
            for row in result.rows.values()
            for reason in row.reasons
            if isinstance(reason, RankReason) and reason.above is not None
        }
        return cls(speech, result, run, below)

    def stage(self, index: int, kind: type[StageKind]) -> StageKind | None:
        """The stage of the pinned policy a reason points to, or None when there is no such stage."""
        stages = self.run.stages if self.run else ()
        found: Any = stages[index] if 0 <= index < len(stages) else None
        return found if isinstance(found, kind) else None

    def of_row(self, row: Row) -> Speech:
        return self.speech.about(row.kind)

    def shown(self, row: Row, read: Read) -> str:
        """What was read, as its own column shows it."""
        cell = row.cells.get(read.name)
        number = isinstance(read.value, Fraction)
        if number and cell is not None and cell.shown and cell.value == read.value:
            return self.of_row(row).with_unit(shown_short(cell), read.name)
        text = self.of_row(row).value(read.value, read.name)
        return self.of_row(row).with_unit(text, read.name) if number else text

    def name(self, row_id: str) -> str:
        """What a row of this run is called; of two that bear one name also whose it is."""
        row = self.result.rows.get(row_id)
        if row is None:
            return self.speech.label(row_id)
        name = row_name(self.of_row(row), row)
        return name_apart(self.speech, row) if self._is_shared(name, row) else name

    def _is_shared(self, name: str, row: Row) -> bool:
        """Whether another row is called the same; only rows whose names begin alike are named for it."""
        begun = first_name(row, self._owners(row.kind))
        if begun not in self._bearers:
            same = self._begun[begun]
            self._bearers[begun] = Counter(row_name(self.of_row(each), each) for each in same)
        return self._bearers[begun][name] > 1

    @cached_property
    def _begun(self) -> dict[str, list[Row]]:
        begun: dict[str, list[Row]] = {}
        for row in self.result.rows.values():
            begun.setdefault(first_name(row, self._owners(row.kind)), []).append(row)
        return begun

    def _owners(self, kind: str) -> tuple[str, ...]:
        if kind not in self._owner_facts:
            self._owner_facts[kind] = owner_facts(self.speech.policy, kind)
        return self._owner_facts[kind]

    def others(self, reason: Level, row: Row) -> tuple[str, ...]:
        """The names of the rows level with this one; of many the first, and then how many more."""
        named = tuple(self.name(each) for each in reason.level if each != row.id)
        return (*named, self.speech.say(RankWords.SOMEBODY, count=reason.more)) if reason.more else named

    def count_of_others(self, reason: Level, row: Row) -> int:
        """How many rows are level with this one."""
        return sum(each != row.id for each in reason.level) + reason.more
