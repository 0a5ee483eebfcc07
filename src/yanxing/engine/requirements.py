"""Requirements of a gate, an event or an answer: all are tested and stored, the first that fails decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from yanxing.engine.evaluation import Scope, compile_condition, reads_of, remembered
from yanxing.engine.grammar.base import Code
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.stages import Leave, Requirement
from yanxing.engine.outcome import Check, Reads, Row
from yanxing.engine.unknown import Gap, Unknown

MISSING_FACTS = Leave(state="held", reason=Code("missing_facts"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every check, what decides (None when nothing stands in the way), what is missing, and the remarks."""

    checks: tuple[Check, ...]
    leave: Leave | None = None
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[int, ...]:
        """The requirements asked and not met, by index."""
        return tuple(check.index for check in self.checks if check.asked and check.met is False)


Checker = Callable[[Row], Check]
T = TypeVar("T")


def compile_requirements(requirements: Sequence[Requirement], scope: Scope) -> Callable[[Row], Verdict]:
    """A closure from a row to its verdict."""
    return compile_rulings(requirements, scope, lambda verdict: verdict)


def compile_rulings(
    requirements: Sequence[Requirement], scope: Scope, ruling: Callable[[Verdict], T]
) -> Callable[[Row], T]:
    """A closure from a row to what is made of its verdict, which rows that say the same share."""
    checkers = [_checker(index, requirement, scope) for index, requirement in enumerate(requirements)]
    # Each check is remembered apart as well: rows differ in all they say far more often than in one fact.
    checks_of = [
        remembered(check, (rule.when, rule.that), scope)
        for check, rule in zip(checkers, requirements, strict=True)
    ]

    def rule_on(row: Row) -> T:
        return ruling(_verdict(requirements, tuple([check(row) for check in checks_of])))

    return remembered(rule_on, tuple((rule.when, rule.that) for rule in requirements), scope)


def _checker(index: int, requirement: Requirement, scope: Scope) -> Checker:
    that, reads = compile_condition(requirement.that, scope), reads_of(requirement.that, scope)

    def check(row: Row) -> Check:
        met = that(row)
        return (
            Check(index, None, reads(row), gaps=met.gaps)
            if isinstance(met, Unknown)
            else Check(index, met, reads(row))
        )

    return check if requirement.when is None else _asked_when(requirement.when, check, scope)


def _asked_when(when: Condition, check: Checker, scope: Scope) -> Checker:
    """Not asked is satisfied. Where that cannot be told, only a requirement that is met is settled."""
    condition, when_reads = compile_condition(when, scope), reads_of(when, scope)

    def conditional(row: Row) -> Check:
        asked, told = condition(row), check(row)
        reads = _once(when_reads(row) + told.reads)
        if asked is False:
            return Check(told.index, True, reads, asked=False)
        if isinstance(asked, Unknown) and told.met is not True:
            return Check(told.index, None, reads, gaps=tuple(dict.fromkeys(asked.gaps + told.gaps)))
        return Check(told.index, told.met, reads, gaps=told.gaps)

    return conditional


def _once(reads: Reads) -> Reads:
    """Lists among the values have no hash, so each is looked for."""
    return tuple(read for at, read in enumerate(reads) if read not in reads[:at])


def _verdict(requirements: Sequence[Requirement], checks: tuple[Check, ...]) -> Verdict:
    failed = [requirements[check.index].else_ for check in checks if check.met is False]
    untold = [
        (requirements[check.index].unknown or MISSING_FACTS, check) for check in checks if check.met is None
    ]
    if not failed and not untold:
        return Verdict(checks)
    leaves = failed + [leave for leave, _ in untold]
    notes = tuple([leave.reason for leave in leaves if leave.state == "note"])
    barring = next((leave for leave in leaves if leave.state != "note"), None)
    gaps = dict.fromkeys(gap for leave, check in untold if leave.state != "note" for gap in check.gaps)
    return Verdict(checks, barring, tuple(gaps), notes)
