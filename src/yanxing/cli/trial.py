"""A policy settled on the files of an office: what `policy try` and `policy explain` share."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanxing.cli.console import err, out, show_findings
from yanxing.cli.language import current, say
from yanxing.policy.findings import Finding

if TYPE_CHECKING:
    from yanxing.engine.explanation import Names
    from yanxing.engine.explanation.speech import Speech
    from yanxing.engine.grammar.policy import Policy
    from yanxing.engine.outcome import Row, RunResult, Settlement
    from yanxing.intake import Inputs
    from yanxing.policy.load import Loaded

SHOWN_OF_A_CODE = 5
"""Findings of one code that are shown before the rest are only counted."""


class Stop(Exception):  # noqa: N818 - the way out of a command, with its exit status
    """Nothing more can be done; what there is to say has been said."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True)
class Trial:
    """The pinned policy, what was read, the day and where it came from, and what came out."""

    loaded: Loaded
    inputs: Inputs
    as_of: date
    day_from: str
    settlement: Settlement
    asked: tuple[str, ...] | None = None

    @property
    def results(self) -> dict[str, RunResult]:
        """The runs asked for; others may have been settled because these are built on them."""
        runs = self.settlement.runs
        return {name: run for name, run in runs.items() if self.asked is None or name in self.asked}

    @property
    def policy(self) -> Policy:
        return self.loaded.usable

    @cached_property
    def names(self) -> Names:
        """(kind, id) -> what people call the row; the id where it has no name."""
        from yanxing.engine.explanation import names_of  # noqa: PLC0415 - help must not wait for it

        return names_of(self.policy, self.inputs.facts, current())

    @cached_property
    def speech(self) -> Speech:
        """How this command speaks of the policy."""
        from yanxing.engine.explanation.speech import Speech  # noqa: PLC0415

        return Speech(self.policy, current(), self.names)

    def name_of(self, row: Row) -> str:
        """The name of a row of a run; a work by its title and whose it is."""
        from yanxing.engine.explanation import row_name  # noqa: PLC0415

        return row_name(self.speech, row)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What both commands accept."""
    day = say(
        "以这一天为准，例如 2024-06-10；不写时用输入里的 as_of，再用文件的成文日期，再用今天",
        "as of this day (2024-06-10); else as_of of the input, else the day of signing, else today",
    )
    parser.add_argument("--as-of", metavar="DAY", help=day)
    parser.add_argument("--run", metavar="RUN", action="append", help=say("只看这个环节", "only this run"))


def usable(path: str, *, quiet: bool = False) -> Loaded:
    """The policy of a file, or `Stop` after its errors were shown. Warnings are only counted."""
    from yanxing.policy.load import load  # noqa: PLC0415 - help must not wait for it
    from yanxing.policy.opening import unopened  # noqa: PLC0415

    try:
        loaded = load(Path(path))
    except OSError as problem:
        err(unopened(problem, path).text(current()))
        raise Stop(2) from None
    if not loaded.ok:
        wrong = [each for each in loaded.findings if each.is_error]
        for found in wrong:
            err(found.text(current()))
        err(
            say(
                f"{path} 有 {len(wrong)} 处错误，没有运行。",
                f"{path} has {len(wrong)} errors; nothing was run.",
            )
        )
        raise Stop(1)
    notes = len(loaded.findings)
    if notes and not quiet:
        err(
            say(
                f"{path} 有 {notes} 条提醒，可用 yanxing policy check 查看。",
                f"{path} has {notes} notes; see yanxing policy check.",
            )
        )
    return loaded


def tried(args: argparse.Namespace, loaded: Loaded, paths: Sequence[str]) -> Trial:
    """Reads and settles. `Stop` when a file cannot be read or a name does not exist."""
    from yanxing.engine.settle import InputProblem, settle  # noqa: PLC0415 - help must not wait for it
    from yanxing.intake import read_inputs  # noqa: PLC0415
    from yanxing.policy.calendars import office_calendar  # noqa: PLC0415
    from yanxing.policy.facts.decisions import unfit_decisions  # noqa: PLC0415
    from yanxing.policy.facts.trouble import mixed_up  # noqa: PLC0415

    policy = loaded.usable
    runs = _runs(policy, args.run)
    files = _files(paths)
    bar = Progress(policy.labels)
    inputs = read_inputs(policy, files, bar)
    if any(_stops(each) for each in inputs.findings):
        show_input_findings(inputs.findings, to_err=True)
        err(say("有文件没有读成，没有运行。", "A file could not be read; nothing was run."))
        raise Stop(1)
    as_of, day_from = _day(args.as_of, inputs, policy)
    try:
        settlement = settle(
            policy,
            inputs.facts,
            as_of=as_of,
            calendar=office_calendar(),
            decisions=inputs.decisions,
            progress=bar,
            runs=runs,
        )
    except InputProblem as problem:
        err(mixed_up(policy, problem).text(current()))
        raise Stop(1) from None
    bar.done()
    unfit = unfit_decisions(policy, settlement, inputs.decisions)
    inputs = replace(inputs, findings=(*inputs.findings, *unfit))
    return Trial(loaded, inputs, as_of, day_from, settlement, tuple(runs) if runs else None)


def _files(paths: Sequence[str]) -> list[Path]:
    """A folder stands for the files in it."""
    from yanxing.intake.folders import with_folders  # noqa: PLC0415
    from yanxing.policy.opening import unopened  # noqa: PLC0415

    try:
        files, empty = with_folders(Path(path) for path in paths)
    except OSError as problem:
        err(unopened(problem, str(problem.filename)).text(current()))
        raise Stop(1) from None
    for folder in empty:
        err(
            say(
                f"{folder} 里没有可以读的文件（xlsx、xls、csv、json、yaml；只找到下一层文件夹为止）。",
                f"{folder} holds no file to read (xlsx, xls, csv, json, yaml; folders in it are looked into, "
                "those below them are not).",
            )
        )
    if empty:
        raise Stop(1)
    return files


def _stops(found: Finding) -> bool:
    from yanxing.policy.messages.inputs import STOPPING  # noqa: PLC0415

    return found.code in STOPPING


def _runs(policy: Policy, asked: Sequence[str] | None) -> list[str] | None:
    from yanxing.policy.nearest import nearest  # noqa: PLC0415

    known = [str(name) for name in policy.runs or {}]
    labels = {str(label): str(name) for name, label in (policy.labels or {}).items() if str(name) in known}
    for name in asked or ():
        if name not in known and name not in labels:
            near = nearest(name, [*known, *labels])
            shown = {run: label for label, run in labels.items()}
            all_ = [f"{shown[run]} {run}" if run in shown else run for run in known]
            mend = say(f"可用：{'、'.join(all_)}。", f"There are: {', '.join(all_)}.")
            if near:
                mend = say(f"是不是 {near}？", f"Did you mean {near}?")
            err(say(f"没有叫 {name} 的环节。{mend}", f"There is no run called {name}. {mend}"))
            raise Stop(2)
    return [name if name in known else labels[name] for name in asked] if asked else None


def _day(asked: str | None, inputs: Inputs, policy: Policy) -> tuple[date, str]:
    if asked is not None:
        from yanxing.policy.facts.dates import date_reader  # noqa: PLC0415

        day, _ = date_reader("missing")(asked)
        if not isinstance(day, date):
            err(
                say(
                    f"--as-of 的 {asked} 不是日期，请写成 2024-06-10。",
                    f"--as-of {asked} is not a day; write 2024-06-10.",
                )
            )
            raise Stop(2)
        return day, "--as-of"
    if inputs.as_of is not None:
        return inputs.as_of, say("输入里的 as_of", "as_of of the input")
    if policy.document and policy.document.signed:
        return policy.document.signed, say("成文日期", "the day the document was signed")
    return datetime.now().astimezone().date(), say("今天", "today")


def page_of(trial: Trial) -> str:
    """The report as a page of its own."""
    from yanxing.report import render_settlement  # noqa: PLC0415 - only where a page is asked for

    return render_settlement(
        trial.policy,
        trial.settlement,
        names=trial.names,
        findings=trial.inputs.findings,
        language=current(),
    )


def show_input_findings(
    findings: Sequence[Finding], *, to_err: bool = False, everything: bool = False
) -> None:
    """Errors before notes; of each sort a few, the rest counted."""
    line = err if to_err else out
    shown: dict[str, int] = {}
    for found in sorted(findings, key=lambda each: not each.is_error):
        shown[found.code] = shown.get(found.code, 0) + 1
        if everything or shown[found.code] <= SHOWN_OF_A_CODE:
            line(found.text(current()))
    left = sum(max(0, count - SHOWN_OF_A_CODE) for count in shown.values())
    if left and not everything:
        line(
            say(
                f"同类的还有 {left} 处，用 --json 可看全部。",
                f"{left} more of the same sorts; --json lists all.",
            )
        )


class Progress:
    """Says on stderr how far a long job is, once it has taken a second."""

    def __init__(self, labels: Mapping[Any, str] | None = None) -> None:
        """`labels`: what the runs and kinds of rows are called; files keep their names."""
        self._labels = labels or {}
        self._live = sys.stderr.isatty()
        self._begun = self._last = time.monotonic()
        self._wrote = False

    def __call__(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._begun < 1 or now - self._last < (0.1 if self._live else 1):
            return
        self._last, self._wrote = now, True
        words = f"{self._labels.get(what, what)} {done}/{total}"
        if self._live:
            print(f"\r\x1b[K{words}", end="", file=sys.stderr, flush=True)
        else:
            err(words)

    def done(self) -> None:
        """Leave a clean line behind."""
        if self._wrote and self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


__all__ = [
    "Progress",
    "Stop",
    "Trial",
    "add_arguments",
    "show_findings",
    "show_input_findings",
    "tried",
    "usable",
]
