"""What stops a whole file or sheet from being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yanxing.engine.gathering import InputProblem
from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.policy.findings import Finding, finding, shown


class NotReadable(Exception):  # noqa: N818 - carries a finding, caught where files are read
    """A file or sheet that cannot be read; the finding says why and what to do. `line`: where a text has
    some."""

    line: int = 0

    def __init__(self, code: str, place: str = "", **params: object) -> None:
        super().__init__(code)
        self.code, self.place, self.params = code, place, params

    def finding(self, file: str) -> Finding:
        return replace(told(self.code, self.place, file, self.params), line=self.line)


def told(code: str, place: str, file: str, params: Mapping[str, object]) -> Finding:
    """A finding about data, which has a place instead of a line."""
    return Finding(code, 0, 0, {name: shown(value) for name, value in params.items()}, file, place)


def mixed_up(policy: Policy, problem: InputProblem, place: str = "") -> Finding:
    """Two rows of one id, in words: the kind by its label, records as `kind.list` is written."""
    labels = policy.labels or {}
    kind = ".".join(labels.get(Text(each), Text(each)) for each in problem.kind.split("."))
    return finding("rows_of_one_id", None, place=place, kind=kind, id=problem.row_id)
