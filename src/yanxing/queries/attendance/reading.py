"""How a plan says what came of signing in: found by what its columns give, not by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Column, Compute
from yanxing.engine.grammar.terms import Case, Holds
from yanxing.engine.grammar.walking import words
from yanxing.engine.outcome import Row
from yanxing.records.models import AttendanceOutcome

_STATUS = AttendanceOutcome.Status
_SAID: Mapping[str, tuple[str, ...]] = {
    _STATUS.ON_TIME: ("按时", "准时", "按时到场", "准时到场", "按时签到", "到场", "出勤", "到课"),
    _STATUS.LATEISH: ("签到偏晚", "偏晚"),
    _STATUS.LATE: ("迟到",),
    _STATUS.LEFT_EARLY: ("早退", "中途离开"),
    _STATUS.ABSENT: ("缺勤", "缺席", "未到", "未到场", "旷课", "没有到"),
    _STATUS.LEAVE: ("请假", "请假获准", "已请假", "准假"),
}
"""Our codes → labels by which other offices know them."""

_BY_LABEL = {label: str(code) for code, labels in _SAID.items() for label in labels}
_CAME = frozenset({_STATUS.ON_TIME, _STATUS.LATEISH})


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns of a run that say how somebody attended, and whether from beginning to end.

    `status` None: no column gives such codes, and everybody is 待核. `full` None: whoever came in time has
    attended in full.
    """

    labels: Mapping[str, str]
    status_column: str | None
    full_column: str | None

    def status(self, row: Row) -> str:
        """One of `AttendanceOutcome.Status`; 待核 for what the policy could not tell or names otherwise."""
        cell = row.cells.get(self.status_column or "")
        value = cell.value if cell else None
        found = _ours(value, self.labels) if isinstance(value, str) else None
        return found or str(_STATUS.UNKNOWN)

    def full(self, row: Row) -> bool:
        if self.full_column is None:
            return self.status(row) in _CAME
        cell = row.cells.get(self.full_column)
        return cell is not None and cell.value is True

    def sentence(self, row: Row) -> str:
        """14:01 签到，迟到。 The moments that were read and what the policy calls them."""
        said = [
            shown % {"time": f"{moment:%H:%M}"}
            for name, shown in (("signed_in", _("%(time)s 签到")), ("signed_out", _("%(time)s 离开")))
            if isinstance(moment := row.facts.get(name), datetime)
        ]
        status = self.status(row)
        if status == _STATUS.LEAVE:
            return _("请假获准。")
        return _("%(what)s，%(status)s。") % {
            "what": "，".join(said) or _("没有签到"),
            "status": self._label(row, status),
        }

    def _label(self, row: Row, status: str) -> str:
        cell = row.cells.get(self.status_column or "")
        theirs = self.labels.get(str(cell.value), "") if cell else ""
        return theirs if status != _STATUS.UNKNOWN and theirs else str(_STATUS(status).label)


def reading_of(policy: Policy, run: str) -> Reading:
    labels = {str(name): str(label) for name, label in (policy.labels or {}).items()}
    columns = dict(_columns(policy, run))
    status = next((name for name, column in columns.items() if _gives_statuses(column, labels)), None)
    full = next(
        (name for name, each in columns.items() if isinstance(each.is_, Holds) and status in words(each.is_)),
        None,
    )
    return Reading(labels, status, full)


def _columns(policy: Policy, run: str) -> Iterator[tuple[str, Column]]:
    for stage in (policy.runs or {})[Name(run)].stages:
        if isinstance(stage, Compute):
            yield from ((str(name), column) for name, column in stage.compute.items())


def _gives_statuses(column: Column, labels: Mapping[str, str]) -> bool:
    """Whether its lines give codes that say how somebody attended, absence among them."""
    lines = column.is_.case if isinstance(column.is_, Case) else ()
    given = {_ours(str(line.give), labels) for line in lines if line.give is not None}
    return _STATUS.ABSENT in given and len(given - {None}) > 1


def _ours(code: str, labels: Mapping[str, str]) -> str | None:
    """By our own code, else by what the policy calls it."""
    return code if code in _SAID else _BY_LABEL.get(labels.get(code, ""))
