"""`yanxing policy explain`: why one person or unit came out as they did, in every run they appear in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err, out
from yanxing.cli.language import current, say
from yanxing.cli.trial import Stop, Trial, add_arguments, tried, usable

if TYPE_CHECKING:
    from yanxing.engine.explanation import StepText

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
    from yanxing.cli.policy_try import subjects_of  # noqa: PLC0415 - help must not wait for it

    try:
        trial = tried(args, usable(args.file, quiet=True), args.inputs)
        subjects = subjects_of(trial, args.subject)
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
    except Stop as stop:
        return stop.status
    return 0


def _explain(trial: Trial, subjects: frozenset[str]) -> None:
    from yanxing.engine.explanation import Explainer  # noqa: PLC0415 - help must not wait for it
    from yanxing.engine.explanation.speech import Speech  # noqa: PLC0415

    speech = Speech(trial.policy, current(), trial.names)
    for name, result in trial.results.items():
        explainer = Explainer(trial.policy, result, current(), trial.names)
        for row in result.rows.values():
            if not subjects & {row.id, row.parent}:
                continue
            explanation = explainer.explain(row.id)
            out()
            label = speech.label(name)
            out(f"【{label if label == name else f'{label} {name}'}】{trial.name_of(row)}")
            out(explanation.sentence)
            for step in explanation.steps:
                _show(step)


def _show(step: StepText) -> None:
    out(f"  {_MARKS[step.mark]} {step.title}".rstrip())
    for line in step.lines:
        out(f"      {line}")
    if step.clause_number or step.clause_text:
        where = " ".join(each for each in (step.clause_number, step.clause_text) if each)
        out(f"      {say('依据：', 'clause: ')}{where}")
    if step.reading_id or step.reading_text:
        what = " ".join(each for each in (step.reading_id, step.reading_text) if each)
        out(f"      {say('口径：', 'reading: ')}{what}")
