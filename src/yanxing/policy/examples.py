"""Worked examples beside a policy (`*.examples.yaml`): given these facts, expect these outcomes.

examples:
  - name: a sentence
    about: a clause or reading, optional
    as_of: 2024-06-10            # else the one at the head of the file, else the day the document was signed
    given: {workers: [{id: w1, entered: 2022-06-10}], decisions: [...], events: {ledger: [...]}}
    expect:
      exam: {w1: {state: in, composite: 83.5, notes: []}, order: [w1, w2]}
      tools: {balances: {own: {w1: 3}}, events: {e1: accepted, e2: not_enough}, queues: {wishes: [e3]}}
      matter: {step: consents}   # see `example_matters`

Only what is written is compared; figures exactly, as a decimal or `p/q`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.exact import shown
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.ledger import Refused, post_events
from yanxing.engine.outcome import Row, RunResult, Settlement, Value
from yanxing.engine.settle import InputProblem, settle
from yanxing.engine.unknown import Unknown
from yanxing.policy.example_matters import MatterTold, tell_matter
from yanxing.policy.facts.blanks import with_blanks
from yanxing.policy.facts.codes import read_yes_no
from yanxing.policy.facts.dates import date_reader, read_moment
from yanxing.policy.facts.given import Given, place_in, read_given
from yanxing.policy.facts.rows import with_own_ids
from yanxing.policy.facts.trees import read_yaml
from yanxing.policy.facts.trouble import NotReadable, mixed_up, told
from yanxing.policy.findings import Finding
from yanxing.policy.messages.message import Language

Tree = Mapping[str, Any]

_NOT_KNOWN: tuple[object, ...] = (None, "", "null", "unknown")
"""What stands in an example for a value that cannot be told: `unknown`, or nothing."""

_KEYS = ("name", "about", "as_of", "given", "expect")


@dataclass(frozen=True)
class Example:
    """One example as written."""

    name: str
    given: Tree
    expect: Tree
    about: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Difference:
    """What came out otherwise: where, what was expected, and what it is."""

    where: str
    expected: str
    actual: str

    def text(self, language: Language = "zh") -> str:
        if language == "zh":
            return f"{self.where}：应为 {self.expected}，实际是 {self.actual}。"
        return f"{self.where}: expected {self.expected}, got {self.actual}."


@dataclass(frozen=True)
class Tried:
    """An example that was run: what differed, and what was wrong with it; it passed when there is neither."""

    example: Example
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def passed(self) -> bool:
        return not self.differences and not any(each.is_error for each in self.findings)


def examples_file(policy: Path) -> Path:
    """Where the examples of a policy stand: `plan.examples.yaml` beside `plan.yaml`."""
    return policy.with_suffix(".examples.yaml")


def read_examples(data: bytes, file: str) -> tuple[list[Example], list[Finding]]:
    """The examples of a file; those that are not written as such are findings."""
    try:
        tree = read_yaml(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [], [told("input_encoding", "", file, {})]
    except NotReadable as trouble:
        return [], [trouble.finding(file)]
    listed = tree.get("examples") if isinstance(tree, Mapping) else tree
    if not isinstance(listed, list):
        return [], [told("examples_list", "", file, {})]
    day = date_reader()(tree.get("as_of"))[0] if isinstance(tree, Mapping) else None
    examples: list[Example] = []
    findings: list[Finding] = []
    for number, raw in enumerate(listed):
        wrong = _wrong(raw)
        if wrong:
            findings.append(
                told("examples_key", f"examples[{number}]", file, {"word": wrong, "known": _KEYS})
            )
        else:
            examples.append(_example(raw, day))
    return examples, findings


def _wrong(raw: Any) -> str:
    if not isinstance(raw, Mapping):
        return str(raw)
    strange = [key for key in raw if key not in _KEYS]
    absent = [key for key in ("given", "expect") if not isinstance(raw.get(key), Mapping)]
    absent += [] if isinstance(raw.get("name"), str) else ["name"]
    nothing = ["expect"] if raw.get("expect") == {} else []
    return "、".join(strange + absent + nothing)


def _example(raw: Tree, day: Value | None) -> Example:
    own = date_reader()(raw.get("as_of"))[0] or day
    as_of = own if isinstance(own, date) else None
    return Example(str(raw["name"]), raw["given"], raw["expect"], str(raw.get("about") or ""), as_of)


def try_example(policy: Policy, example: Example, calendar: OfficeCalendar) -> Tried:
    """Settles the example and compares. Raises nothing for whatever it says."""
    given, facts = _given(policy, example)
    as_of = example.as_of or given.as_of or day_of(policy)
    if as_of is None:
        given.add("examples_day", example.name)
    unknown = [name for name in example.expect if not _known(policy, name)]
    for name in unknown:
        given.add("examples_run", example.name, word=name)
    if as_of is None or any(each.is_error for each in given.findings):
        return Tried(example, (), tuple(given.findings))
    wanted = [name for name in example.expect if Name(name) in (policy.runs or {})]
    try:
        settlement = settle(
            policy, facts, as_of=as_of, calendar=calendar, decisions=given.decisions, runs=wanted
        )
    except InputProblem as problem:
        return Tried(example, (), (mixed_up(policy, problem, example.name),))
    differences = [*_of_runs(example, settlement), *_of_ledgers(policy, example, given, calendar, as_of)]
    findings = list(given.findings)
    if "matter" in example.expect:
        matter, wrong = tell_matter(policy, next(iter(given.matters), {}), calendar)
        findings += [replace(each, place=f"{example.name} {each.place}") for each in wrong]
        differences += _of_matter(matter, example.expect["matter"]) if matter else ()
    return Tried(example, tuple(differences), tuple(findings))


def day_of(policy: Policy) -> date | None:
    """The day of signing; for a policy without dated amounts any day will do, so the last there is."""
    if policy.document and policy.document.signed:
        return policy.document.signed
    dated = any(value.since for value in (policy.values or {}).values())
    return None if dated else date.max


def _given(policy: Policy, example: Example) -> tuple[Given, dict[str, list[Mapping[str, Value]]]]:
    given = read_given(policy, example.given)
    facts: dict[str, list[Mapping[str, Value]]] = {}
    for kind, rows in given.rows.items():
        own, findings = with_own_ids(rows, lambda row, name, kind=kind: place_in(kind, row, name))  # type: ignore[misc]
        facts[kind] = with_blanks(policy, kind, own)
        given.findings += findings
    given.findings = [replace(each, place=f"{example.name} {each.place}") for each in given.findings]
    return given, facts


def _known(policy: Policy, name: str) -> bool:
    return name == "matter" or Name(name) in (policy.runs or {}) or Name(name) in (policy.ledgers or {})


def _of_runs(example: Example, settlement: Settlement) -> Iterator[Difference]:
    for run, expected in example.expect.items():
        result = settlement.runs.get(run)
        if result is None or not isinstance(expected, Mapping):
            continue
        for key, wanted in expected.items():
            if key == "order" and isinstance(wanted, list):
                yield from _order(result, [str(each) for each in wanted])
            elif key not in result.rows:
                yield Difference(f"{run} {key}", "有这一行", f"没有；有 {'、'.join(list(result.rows)[:10])}")
            elif isinstance(wanted, Mapping):
                yield from _of_row(f"{run} {key}", result.rows[key], wanted)


def _order(result: RunResult, wanted: list[str]) -> Iterator[Difference]:
    """By the number of the last rank of the run; level rows stand in the order of their ids."""
    ranks = [
        (cell.value, row.id)
        for row in result.rows.values()
        for name in _rank_names(row)[-1:]
        if isinstance((cell := row.cells[name]).value, Fraction)
    ]
    actual = [key for _, key in sorted(ranks) if key in wanted]
    if actual != wanted:
        yield Difference(f"{result.run} order", "、".join(wanted), "、".join(actual) or "没有名次")


def _rank_names(row: Row) -> list[str]:
    names = [name for reason in row.reasons if (name := getattr(reason, "rank", None)) is not None]
    return [name for name in names if name in row.cells]


def _of_row(where: str, row: Row, wanted: Tree) -> Iterator[Difference]:
    plain: dict[str, Value] = {
        "state": row.state,
        "reason": row.reason or "",
        "provisional": row.provisional,
        "parent": row.parent or "",
    }
    for name, expected in wanted.items():
        if name in plain:
            actual: Value = plain[name]
        elif name == "notes":
            if sorted(map(str, expected or [])) != sorted(row.notes):
                yield Difference(
                    f"{where} notes", "、".join(expected or []) or "无", "、".join(row.notes) or "无"
                )
            continue
        elif name in row.cells or name in row.facts:
            actual = row.cells[name].value if name in row.cells else row.facts[name]
        else:
            actual = Unknown(())
        if not same(expected, actual):
            yield Difference(f"{where} {name}", _written(expected), shown(actual) or "未知")


def same(expected: object, actual: Value) -> bool:
    """Whether what an example says came out, exactly; nothing or `unknown`: it cannot be told."""
    if expected in _NOT_KNOWN:
        return isinstance(actual, Unknown) or actual == ""
    if isinstance(actual, Unknown):
        return False
    if isinstance(actual, bool):
        return read_yes_no(expected)[0] is actual
    if isinstance(actual, Fraction):
        return exact(expected) == actual
    if isinstance(actual, datetime):
        return read_moment(expected)[0] == actual
    if isinstance(actual, date):
        return date_reader()(expected)[0] == actual
    if isinstance(actual, frozenset):
        return isinstance(expected, list) and frozenset(map(str, expected)) == actual
    return str(expected) == actual if isinstance(actual, str) else False


def exact(text: object) -> Fraction | None:
    """A decimal or `p/q`."""
    try:
        return Fraction(str(text).strip())
    except (ValueError, ZeroDivisionError):
        return None


def _written(expected: object) -> str:
    if isinstance(expected, list):
        return "、".join(map(str, expected)) or "无"
    return "未知" if expected in _NOT_KNOWN else str(expected)


def _of_ledgers(
    policy: Policy, example: Example, given: Given, calendar: OfficeCalendar, as_of: date
) -> Iterator[Difference]:
    for ledger, expected in example.expect.items():
        if Name(ledger) not in (policy.ledgers or {}) or not isinstance(expected, Mapping):
            continue
        result = post_events(policy, ledger, given.events.get(ledger, ()), calendar=calendar, as_of=as_of)
        for account, owners in (expected.get("balances") or {}).items():
            for owner, wanted in (owners if isinstance(owners, Mapping) else {"house": owners}).items():
                held = result.balance(account, owner)
                if exact(wanted) != held:
                    yield Difference(f"{ledger} {account} {owner}", str(wanted), shown(held))
        codes = {
            each.event: each.code if isinstance(each, Refused) else "accepted" for each in result.outcomes
        }
        for event, wanted in (expected.get("events") or {}).items():
            if codes.get(event) != str(wanted):
                yield Difference(f"{ledger} {event}", str(wanted), codes.get(event, "没有"))
        for queue, wanted in (expected.get("queues") or {}).items():
            waiting = [each.row.id for each in result.queue.get(queue, ())]
            if waiting != [str(each) for each in wanted or []]:
                yield Difference(f"{ledger} {queue}", _written(wanted), "、".join(waiting) or "无")


def _of_matter(matter: MatterTold, wanted: Tree) -> Iterator[Difference]:
    came = {
        "step": [matter.matter.step or "ended"],
        "outcome": [matter.matter.outcome or "open"],
        "steps": list(matter.steps),
        "asked": sorted(matter.asked),
        "effects": list(matter.effects),
    }
    for name, expected in wanted.items():
        listed = [str(each) for each in expected] if isinstance(expected, list) else [str(expected)]
        if (sorted(listed) if name == "asked" else listed) != came.get(name, []):
            yield Difference(f"matter {name}", _written(expected), "、".join(came.get(name, [])) or "无")
