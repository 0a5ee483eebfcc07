"""`yanxing policy explain`: why one person or unit came out as they did, in every run they appear in."""

from __future__ import annotations

import argparse
from typing import Any

from yanxing.cli.books import opened
from yanxing.cli.books_explain import explain_books
from yanxing.cli.console import err, out
from yanxing.cli.language import current, say
from yanxing.cli.policy_try import subjects_of
from yanxing.cli.trial import Stop, Trial, add_arguments, tried, usable
from yanxing.engine.explanation import Explainer, StepText
from yanxing.engine.explanation.naming import owner_facts
from yanxing.engine.explanation.phrases import Common
from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.outcome import Row
from yanxing.engine.unknown import Unknown

_MARKS = {"met": "✓", "unmet": "✗", "unknown": "?", "not_asked": "–", "": " "}


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy explain FILE SUBJECT INPUT…`."""
    words = say("说明一个人或单位的每项结果", "explain every outcome of one person or unit")
    parser: argparse.ArgumentParser = sub.add_parser("explain", description=words)
    parser.add_argument("file", metavar="FILE", help=say("政策文件", "a policy file"))
    parser.add_argument("subject", metavar="SUBJECT", help=say("编号或名称", "an id or a name"))
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help=say("名册、评分表等", "rosters, score sheets …")
    )
    add_arguments(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """0: explained; 1: errors in the policy or an unreadable input; 2: nobody of that name, or wrong use."""
    try:
        books = opened(tried(args, usable(args.file, quiet=True), args.inputs))
        trial = books.trial
        subjects = subjects_of(trial, args.subject, books.people)
        wrong = sum(each.is_error for each in trial.inputs.findings)
        if wrong:
            err(
                say(
                    f"输入里有 {wrong} 处读不懂，按未填处理；用 policy try 可看。",
                    f"{wrong} places in the input could not be read, taken as not given; see policy try.",
                )
            )
        out(say(f"以 {trial.as_of} 为准（{trial.day_from}）。", f"As of {trial.as_of} ({trial.day_from})."))
        _explain(trial, subjects)
        seen: set[str] = set()
        for subject in sorted(subjects):
            explain_books(books, subject, lambda step: _show(step, seen))
    except Stop as stop:
        return stop.status
    return 0


def _explain(trial: Trial, subjects: frozenset[str]) -> None:
    """One person after the other; then their works in a line each."""
    known: dict[str, Row] = {}
    for result in trial.results.values():
        for row in result.rows.values():
            if row.id in subjects and (row.id not in known or row.facts.keys() > known[row.id].facts.keys()):
                known[row.id] = row
    if len(known) > 1:
        out(say(f"有 {len(known)} 个，分别说明。", f"There are {len(known)}; one after the other."))
    for row in known.values():
        out()
        out(_who(trial, row))
        _explain_one(trial, row.id)
        _mention_works(trial, row)


def _who(trial: Trial, row: Row) -> str:
    """`李婷（居委会 方塔，工号 0142）`: the name, and by what the office tells people apart."""
    source = (trial.policy.sources or {}).get(Text(row.kind))
    keys = [str(name) for match in (source.match if source else ()) for name in match]
    facts = dict.fromkeys([*owner_facts(trial.policy, row.kind), *keys])
    speech = trial.speech.about(row.kind)
    told = [
        f"{speech.label(name)} {speech.value(row.facts[name], name)}"
        for name in facts
        if name in row.facts and not isinstance(row.facts[name], Unknown)
    ]
    own = [text for text in told if not text.endswith(f" {trial.name_of(row)}")]
    name = trial.name_of(row)
    if not own or "（" in name:
        return f"■ {name}"
    return "■ " + speech.say(Common.BRACKETS, what=name, inside=speech.join(own, Common.CLAUSE_JOIN))


def _explain_one(trial: Trial, subject: str) -> None:
    for name, result in trial.results.items():
        explainer = Explainer(trial.policy, result, current(), trial.names)
        for row in result.rows.values():
            if subject not in (row.id, row.parent):
                continue
            explanation = explainer.explain(row.id)
            out()
            out(_headed(trial, name, row if row.id != subject else None))
            out(explanation.sentence)
            seen: set[str] = set()
            for step in explanation.steps:
                _show(step, seen)


def _headed(trial: Trial, run: str, row: Row | None) -> str:
    label = trial.speech.label(run)
    title = label if label == run else f"{label} {run}"
    if row is None:
        return say(f"【{title}】", f"[{title}]")
    return say(f"【{title}】{trial.name_of(row)}", f"[{title}] {trial.name_of(row)}")


def _mention_works(trial: Trial, subject: Row) -> None:
    """What the person handed in, signed or was named for: the outcome of each in one line."""
    lines = []
    for name, result in trial.results.items():
        explainer = Explainer(trial.policy, result, current(), trial.names)
        lines += [
            f"{_headed(trial, name, row)}{say('：', ': ')}{explainer.sentence(row.id)}"
            for row in result.rows.values()
            if _is_work_of(trial, row, subject)
        ]
    if not lines:
        return
    out()
    out(
        say(
            "与其有关的其他记录（要看其中一件的理由，把姓名换成它的题目或编号）：",
            "Other records about them (for the reasons of one, ask for its title or id):",
        )
    )
    for line in lines:
        out(f"  {line}")


def _is_work_of(trial: Trial, row: Row, subject: Row) -> bool:
    owners = owner_facts(trial.policy, row.kind)
    declared = (trial.policy.facts or {}).get(Name(row.kind), {})
    if not owners or "name" in declared or row.facts.get(owners[0]) != subject.id:
        return False
    owner = declared[Name(owners[0])]
    return isinstance(owner, KeyOf) and owner.key == subject.kind


def _show(step: StepText, seen: set[str]) -> None:
    """`seen`: clauses and readings printed above; a second time their number is enough."""
    out(f"  {_MARKS[step.mark]} {step.title}".rstrip())
    for line in step.lines:
        out(f"      {line}")
    if step.clause_number or step.clause_text:
        out(f"      {say('依据：', 'clause: ')}{_once(step.clause_number, step.cite.quote, seen)}")
    if step.reading_id or step.reading_text:
        out(f"      {say('口径：', 'reading: ')}{_once(step.reading_id, step.reading_text, seen)}")


def _once(number: str, text: str, seen: set[str]) -> str:
    if number and text in seen:
        return say(f"{number}（见上）", f"{number} (see above)")
    seen.add(text)
    return " ".join(each for each in (number, text) if each)
