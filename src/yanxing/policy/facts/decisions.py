"""Recorded decisions on level rows: read, and compared with what there was to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Allocate, Substitute, Take
from yanxing.engine.outcome import Decision, RunResult, Settlement, TakeReason
from yanxing.policy.facts.characters import seen
from yanxing.policy.facts.codes import read_key
from yanxing.policy.findings import Finding, finding
from yanxing.policy.nearest import nearest

Add = Callable[..., None]
"""(code, place, **params): keeps a finding."""

_read_id = seen(read_key)


def read_decision(policy: Policy, raw: Mapping[str, Any], place: str, add: Add) -> Decision | None:
    """The decision, or None with a finding that says why it cannot be one. Ids are text, however written."""
    order = raw.get("order")
    absent = [name for name in ("run", "take", "order", "by", "because") if not raw.get(name)]
    if absent or not isinstance(order, list):
        add("input_decision", place, word=absent or ["order"])
        return None
    run, take, by, because = (_words(raw[name], f"{place}.{name}", add) for name in _WORDS)
    ids = _ids(order, f"{place}.order", add)
    if not _known(policy, run, take, place, add) or ids is None:
        return None
    return Decision(run, take, ids, by, because)


_WORDS = ("run", "take", "by", "because")


def _words(raw: object, place: str, add: Add) -> str:
    value, remark = seen(lambda text: (text, None))(str(raw))  # type: ignore[arg-type, return-value]
    if remark is not None:
        add(remark.code, place, **remark.params)
    return str(value).strip()


def _ids(order: Sequence[object], place: str, add: Add) -> tuple[str, ...] | None:
    ids: list[str] = []
    for raw in order:
        value, remark = _read_id(raw)
        if not isinstance(value, str):
            add("decision_id", place, word=raw)
            return None
        if remark is not None:
            add(remark.code, place, **remark.params)
        if value in ids:
            add("decision_id_twice", place, word=value)
            return None
        ids.append(value)
    return tuple(ids)


def _known(policy: Policy, run: str, take: str, place: str, add: Add) -> bool:
    runs = policy.runs or {}
    if run not in runs:
        _unknown("decision_no_run", f"{place}.run", run, list(runs), add)
        return False
    decided = [name for name in map(_decided, runs[Name(run)].stages) if name is not None]
    if take not in decided:
        _unknown("decision_no_take", f"{place}.take", take, decided, add, run=run)
        return False
    return True


def _decided(stage: object) -> str | None:
    if isinstance(stage, Take):
        return stage.take
    return stage.allocate if isinstance(stage, Allocate) else None


def _unknown(code: str, place: str, word: str, known: Sequence[Any], add: Add, **params: object) -> None:
    near = nearest(word, known)
    add(f"{code}_near" if near else code, place, word=word, near=near, known=known or "—", **params)


def unfit_decisions(policy: Policy, settlement: Settlement, decisions: Sequence[Decision]) -> list[Finding]:
    """What a settlement shows of the decisions it read: ids that are no rows, and what decided nothing."""
    found: list[Finding] = []
    for decision in decisions:
        result = settlement.runs.get(decision.run)
        if result is None:
            continue
        strange = [row_id for row_id in decision.order if row_id not in result.rows]
        told = {"run": decision.run, "take": decision.take}
        if strange:
            found.append(finding("decision_no_row", None, words=strange[:_MOST], **told))
        elif not _may_be_used(policy, result, decision):
            found.append(finding("decision_not_used", None, words=decision.order[:_MOST], **told))
    return found


_MOST = 6


def _may_be_used(policy: Policy, result: RunResult, decision: Decision) -> bool:
    """Whether it decided a level block. Substitutes and allocations do not say so: theirs always may have."""
    stages = (policy.runs or {})[Name(decision.run)].stages
    if any(isinstance(stage, Substitute) and stage.substitute == decision.take for stage in stages):
        return True
    if any(isinstance(stage, Allocate) and stage.allocate == decision.take for stage in stages):
        return True
    named = set(decision.order)
    return any(
        isinstance(reason, TakeReason)
        and (reason.take, reason.how) == (decision.take, "decided")
        and named.issuperset(reason.level)
        for row in result.rows.values()
        for reason in row.reasons
    )
