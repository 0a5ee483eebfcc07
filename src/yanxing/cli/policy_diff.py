"""`yanxing policy diff`: what changed between two policies, and whose result changes with it."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err, out
from yanxing.cli.language import current, say
from yanxing.cli.trial import Stop, Trial, add_arguments, tried, usable

if TYPE_CHECKING:
    from yanxing.engine.outcome import Row
    from yanxing.policy.differences import Figure, OutcomeChanges, PolicyChange, RowChange

LONGEST = 120
"""Characters of a part of a policy that are shown; --json shows all."""
ROWS_SHOWN = 40
MANY = 3
"""Rows with the very same change of figures that are told in one line."""


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy diff OLD NEW --on INPUT…`."""
    words = say(
        "比较两版政策：改了什么，谁的结果因此变了", "compare two policies: what changed, and for whom"
    )
    parser: argparse.ArgumentParser = sub.add_parser("diff", description=words)
    parser.add_argument("old", metavar="OLD", help=say("原来的政策文件", "the policy as it was"))
    parser.add_argument("new", metavar="NEW", help=say("改后的政策文件", "the policy as it is now"))
    inputs = say(
        "用这些名册、评分表结算两版；不写时只比较政策", "settle both on these; else compare the policies"
    )  # fmt: skip
    parser.add_argument("--on", nargs="+", metavar="INPUT", default=[], help=inputs)
    add_arguments(parser)
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "answer in JSON"))
    parser.add_argument("--all", action="store_true", help=say("显示全部有变的行", "show every changed row"))
    return parser


def run(args: argparse.Namespace) -> int:
    """0: compared; 1: errors in a policy or an unreadable input; 2: wrong use."""
    from yanxing.policy.differences import outcome_changes, policy_changes  # noqa: PLC0415 - help must not wait

    try:
        old, new = usable(args.old, quiet=True), usable(args.new, quiet=True)
        changes = policy_changes(old.usable, new.usable)
        before, after = (tried(args, each, args.on) for each in (old, new)) if args.on else (None, None)
    except Stop as stop:
        return stop.status
    outcomes = outcome_changes(before.settlement, after.settlement, after.asked) if before and after else None
    if args.json:
        out(json.dumps(_as_json(args, changes, outcomes, before, after), ensure_ascii=False, indent=1))
        return 0
    _show_policy(changes)
    if before and after and outcomes:
        _mention(after)
        _show_days(before, after)
        _show_outcomes(after, before, outcomes, everything=args.all)
    return 0


def _show_policy(changes: tuple[PolicyChange, ...]) -> None:
    if not changes:
        out(say("两版政策的内容相同。", "The two policies say the same."))
        return
    out(say(f"政策有 {len(changes)} 处改动：", f"The policy changed in {len(changes)} places:"))
    for change in changes:
        out(f"  {change.path}{say('：', ': ')}{_short(change.old)} → {_short(change.new)}")


def _short(text: str | None) -> str:
    if text is None:
        return say("（无）", "(none)")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _mention(trial: Trial) -> None:
    """What was odd in the inputs is not the matter here, but nobody should think that there was nothing."""
    odd = len(trial.inputs.findings)
    if odd:
        err(
            say(
                f"读入的表格里有 {odd} 处要核对，可用 yanxing policy try 查看。",
                f"{odd} cells of the inputs need a look; see yanxing policy try.",
            )
        )


def _show_days(before: Trial, after: Trial) -> None:
    out()
    if before.as_of == after.as_of:
        out(say(f"两版都以 {after.as_of} 为准。", f"Both as of {after.as_of}."))
        return
    out(
        say(
            f"原来以 {before.as_of} 为准（{before.day_from}），现在以 {after.as_of} 为准"
            f"（{after.day_from}）；要用同一天，请写 --as-of。",
            f"Before as of {before.as_of} ({before.day_from}), now as of {after.as_of} ({after.day_from}); "
            "--as-of sets one day for both.",
        )
    )


def _show_outcomes(after: Trial, before: Trial, outcomes: OutcomeChanges, *, everything: bool) -> None:
    for name in outcomes.runs_removed:
        out(say(f"环节 {name} 现在没有了。", f"The run {name} is gone."))
    for name in outcomes.runs_added:
        out(say(f"环节 {name} 是新的。", f"The run {name} is new."))
    total = sum(outcomes.compared.values())
    if not outcomes.rows:
        out(say(f"{total} 行结果没有变化。", f"None of the {total} results changed."))
        return
    number = sum(1 for change in outcomes.rows if change.old and change.new)
    more, more_en = _come_and_gone(outcomes.rows)
    out(say(f"{total} 行结果中有 {number} 行变了{more}：", f"{number} of {total} results changed{more_en}:"))
    runs = {name: [change for change in outcomes.rows if change.run == name] for name in outcomes.compared}
    for name, changed in sorted(runs.items(), key=lambda run: _first(run[0], run[1], after)):
        if changed:
            _show_run(name, changed, outcomes.compared[name], after, before, everything=everything)


def _come_and_gone(rows: Sequence[RowChange]) -> tuple[str, str]:
    """How many rows only one of the two policies has, in both languages; nothing where there are none."""
    come = sum(1 for change in rows if change.old is None)
    gone = sum(1 for change in rows if change.new is None)
    parts = [(f"，新增 {come} 行", f", {come} are new")] if come else []
    parts += [(f"，少了 {gone} 行", f", {gone} are gone")] if gone else []
    return "".join(zh for zh, _ in parts), "".join(en for _, en in parts)


def _show_run(
    name: str, changed: list[RowChange], compared: int, after: Trial, before: Trial, *, everything: bool
) -> None:
    label = _label(after, name)
    title = name if label == name else f"{label} {name}"
    number = sum(1 for change in changed if change.old and change.new)
    more, more_en = _come_and_gone(changed)
    out()
    out(say(f"{title}：{number} / {compared} 行{more}", f"{title}: {number} of {compared} rows{more_en}"))
    if not everything and after.asked is None and _of_groups(name, after):
        out(say("  这里是分组的结果，加 --all 看全部。", "  These are results of groups; --all shows them."))
        return
    ordered = sorted(changed, key=lambda change: _weight(change, after))
    alike = {} if everything else _alike(ordered, after)
    single = [change for change in ordered if _figures(change) not in alike]
    shown = single if everything else single[:ROWS_SHOWN]
    for change in shown:
        for line in _lines(change, after, before):
            out(f"  {line}")
    for figures, rows in alike.items():
        what = say("；", "; ").join(f"{_label(after, column)} {was} → {now}" for column, was, now in figures)
        out(say(f"  另有 {rows} 行只是同一处数变了：{what}", f"  {rows} more rows, the same figures: {what}"))
    if len(single) > len(shown):
        left = len(single) - len(shown)
        out(say(f"  另有 {left} 行，加 --all 看全部。", f"  {left} more rows; --all shows them."))


def _of_groups(run: str, trial: Trial) -> bool:
    """Whether the rows of a run are no people or works, but groups on the way to their results."""
    from yanxing.engine.grammar.runs import GroupOf  # noqa: PLC0415 - help must not wait for it

    return any(
        str(name) == run and isinstance(each.rows, GroupOf)
        for name, each in (trial.policy.runs or {}).items()
    )


def _first(run: str, changed: list[RowChange], trial: Trial) -> tuple[bool, int]:
    """Runs in which somebody's result changed come before figures on the way to it."""
    return _of_groups(run, trial), min((_weight(change, trial) for change in changed), default=2)


def _weight(change: RowChange, trial: Trial) -> int:
    """What people ask first: who goes where and gets what, then the places, then all other figures."""
    if change.old is None or change.new is None or change.old.state != change.new.state:
        return 0
    coded = (isinstance(was.value, str) for was, _ in change.columns.values())
    if change.old.reason != change.new.reason or any(coded):
        return 0
    ranks = {rank for run in (trial.policy.runs or {}).values() for stage in run.stages
             if (rank := getattr(stage, "rank", None))}  # fmt: skip
    same_marks = change.old.provisional == change.new.provisional and change.old.notes == change.new.notes
    return 2 if same_marks and not ranks & change.columns.keys() else 1


_Figures = tuple[tuple[str, str, str], ...]


def _figures(change: RowChange) -> _Figures:
    return tuple((column, was.shown, now.shown) for column, (was, now) in change.columns.items())


def _alike(changes: Sequence[RowChange], trial: Trial) -> dict[_Figures, int]:
    """Figures that became the same for many and changed nothing else: a share of the group, a quota."""
    counted = Counter(_figures(change) for change in changes if _weight(change, trial) == 2)
    heavy = {_figures(change) for change in changes if _weight(change, trial) < 2}
    return {figures: rows for figures, rows in counted.items() if rows >= MANY and figures not in heavy}


def _lines(change: RowChange, after: Trial, before: Trial) -> Iterator[str]:
    row, trial = (change.new, after) if change.new else (change.old, before)
    assert row is not None  # noqa: S101 - a change has at least one of the two
    name = trial.name_of(row)
    who = name if name == change.id else f"{name}（{change.id}）"
    old, new = _verdict(change.old, before), _verdict(change.new, after)
    yield f"{who}{say('：', ': ')}{new if old == new else f'{old} → {new}'}"
    for column, (was, now) in change.columns.items():
        yield f"    {_label(after, column)}{say('：', ': ')}{_figure(was, before)} → {_figure(now, after)}"


def _verdict(row: Row | None, trial: Trial) -> str:
    """The state with its reason, in words."""
    if row is None:
        return say("（没有这一行）", "(no such row)")
    from yanxing.engine.explanation.phrases import State  # noqa: PLC0415
    from yanxing.engine.explanation.speech import Speech  # noqa: PLC0415

    phrase = getattr(State, row.state if row.state != "in" else "in_")
    speech = Speech(trial.policy, current(), trial.names)
    state = speech.say(phrase)
    about = [speech.reason(each) for each in (row.reason, *sorted(row.notes)) if each]
    if row.provisional:
        about.append(say("暂定", "provisional"))
    return f"{state}（{'，'.join(about)}）" if about else state


def _figure(figure: Figure, trial: Trial) -> str:
    from yanxing.engine.unknown import Unknown  # noqa: PLC0415

    value = figure.value
    if value is None:
        return say("（无）", "(none)")
    if isinstance(value, Unknown):
        return say("未知", "unknown")
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    return _label(trial, value) if isinstance(value, str) else figure.shown


def _label(trial: Trial, name: str) -> str:
    labels = {str(word): str(label) for word, label in (trial.policy.labels or {}).items()}
    return labels.get(name, name) if current() == "zh" else name


def _as_json(
    args: argparse.Namespace,
    changes: tuple[PolicyChange, ...],
    outcomes: OutcomeChanges | None,
    before: Trial | None,
    after: Trial | None,
) -> dict[str, Any]:
    """`{old, new, policy: [{path, old, new}], results: null or {…, rows: [{run, subject, old, new, …}]}}`."""
    policy = [{"path": each.path, "old": each.old, "new": each.new} for each in changes]
    answer: dict[str, Any] = {"old": args.old, "new": args.new, "policy": policy, "results": None}
    if outcomes is not None and before is not None and after is not None:
        answer["results"] = {
            "as_of": {"old": before.as_of.isoformat(), "new": after.as_of.isoformat()},
            "compared": dict(outcomes.compared),
            "changed": len(outcomes.rows),
            "runs_added": list(outcomes.runs_added),
            "runs_removed": list(outcomes.runs_removed),
            "rows": [_row_json(change, before, after) for change in outcomes.rows],
        }
    return answer


def _row_json(change: RowChange, before: Trial, after: Trial) -> dict[str, Any]:
    from yanxing.cli.settlement_json import written  # noqa: PLC0415

    row, trial = (change.new, after) if change.new else (change.old, before)
    return {
        "run": change.run,
        "subject": change.id,
        "name": trial.name_of(row) if row else change.id,
        "old": _verdict_json(change.old),
        "new": _verdict_json(change.new),
        "columns": {
            name: {
                word: {"exact": None if each.value is None else written(each.value), "shown": each.shown}
                for word, each in (("old", was), ("new", now))
            }
            for name, (was, now) in change.columns.items()
        },
    }


def _verdict_json(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "state": row.state,
        "reason": row.reason,
        "notes": sorted(row.notes),
        "provisional": row.provisional,
    }
