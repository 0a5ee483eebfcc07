"""`yanxing policy try`: a policy settled on rosters, score sheets and events, with findings and reasons."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yanxing.cli.console import err, out, wide_console
from yanxing.cli.language import current, say
from yanxing.cli.trial import Stop, Trial, add_arguments, page_of, show_input_findings, tried, usable
from yanxing.cli.writing import PAGE, refused, written


def add_parser(sub: Any) -> argparse.ArgumentParser:
    """`policy try FILE INPUT…`."""
    words = say("用名册、评分表试算政策文件", "try a policy file on rosters and score sheets")
    parser: argparse.ArgumentParser = sub.add_parser("try", description=words)
    parser.add_argument("file", metavar="FILE", help=say("政策文件", "a policy file"))
    inputs = say(
        "名册、评分表等：xlsx、xls、csv、json、yaml，或放它们的文件夹",
        "rosters, score sheets …: xlsx, xls, csv, json, yaml, or a folder of them",
    )
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help=inputs)
    add_arguments(parser)
    one = say("只看这个人或单位（编号或名称）", "only this person or unit (id or name)")
    parser.add_argument("--subject", metavar="ID", help=one)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=say("输出 JSON", "answer in JSON"))
    form.add_argument("--html", metavar="OUT", help=say("写成一个网页文件", "write one HTML file"))
    form.add_argument(
        "--examples", action="store_true", help=say("运行旁边的算例", "run the examples beside it")
    )
    over = say("--html 的文件已经有了也覆盖", "let --html replace whatever file is there")
    parser.add_argument("--force", action="store_true", help=over)
    parser.add_argument(
        "--all", action="store_true", help=say("每张表都显示全部行", "show every row of each table")
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """0: settled (odd cells are listed); 1: errors in the policy or an unreadable input; 2: wrong use."""
    try:
        loaded = usable(args.file, quiet=args.json)
        if args.examples:
            return _run_examples(args, loaded)
        if not args.inputs:
            err(say("请给出至少一个名册或评分表文件。", "Give at least one roster or score sheet."))
            return 2
        if args.html and refused(Path(args.html), PAGE, [args.file, *args.inputs], force=args.force):
            return 2
        trial = tried(args, loaded, args.inputs)
        return _answer(args, trial)
    except Stop as stop:
        return stop.status


def _answer(args: argparse.Namespace, trial: Trial) -> int:
    from yanxing.cli.books import opened  # noqa: PLC0415 - help must not wait for it

    books = opened(trial)
    trial = books.trial
    subjects = subjects_of(trial, args.subject, books.people) if args.subject else None
    if args.json:
        from yanxing.cli.books_json import books_json  # noqa: PLC0415
        from yanxing.cli.settlement_json import as_json  # noqa: PLC0415

        told = as_json(trial, subjects) | books_json(books, subjects)
        out(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    if args.html:
        if books.ledgers or books.matters:
            note = say(
                "台账和流程的事项不在网页里；不加 --html 可以看到。",
                "Ledgers and matters are not on the page; leave --html out to see them.",
            )
            err(note)
        return _write_html(trial, Path(args.html))
    show_input_findings(trial.inputs.findings)
    read = say("，", ", ").join(f"{kind} {len(rows)}" for kind, rows in _labelled(trial).items())
    out(
        say(
            f"读入：{read}。以 {trial.as_of} 为准（{trial.day_from}）。",
            f"Read: {read}. As of {trial.as_of} ({trial.day_from}).",
        )
    )
    out()
    _show_tables(trial, subjects, most=_most(args))
    from yanxing.cli.books_text import show_books  # noqa: PLC0415 - only for tables

    show_books(wide_console(), books, subjects, most=_most(args))
    from yanxing.cli.level_blocks import show_level_blocks  # noqa: PLC0415

    if subjects is None:
        show_level_blocks(trial)
    return 0


def _show_tables(trial: Trial, subjects: frozenset[str] | None, *, most: int | None) -> None:
    """A table a run, of what was asked for; long ones are cut and say so."""
    from yanxing.report import run_table  # noqa: PLC0415 - only for tables

    console = wide_console()
    for result in trial.results.values():
        asked = subjects is None or any(subjects & {row.id, row.parent} for row in result.rows.values())
        table = run_table(trial.speech, result, subjects, most=most, width=console.width) if asked else None
        if table is not None:
            console.print(table)


def _most(args: argparse.Namespace) -> int | None:
    """Rows of a table that are shown: some, more when one run was asked for, all with --all."""
    if args.all or args.subject:
        return None
    return 500 if args.run else 12


def _labelled(trial: Trial) -> dict[str, Any]:
    labels = {str(name): str(label) for name, label in (trial.policy.labels or {}).items()}
    rows: dict[str, Any] = {labels.get(kind, kind): rows for kind, rows in trial.inputs.facts.items()}
    for ledger, events in trial.inputs.events.items():
        rows[say(f"{labels.get(ledger, ledger)}的事项", f"events of {labels.get(ledger, ledger)}")] = events
    if trial.inputs.matters:
        rows[say("流程的事项", "matters")] = trial.inputs.matters
    return rows


def subjects_of(trial: Trial, asked: str, others: Mapping[str, str] | None = None) -> frozenset[str]:
    """The ids that an id or a name stands for; `others`: id → name besides the rows. `Stop` when there is
    none."""
    from yanxing.engine.explanation import row_title  # noqa: PLC0415 - help must not wait for it
    from yanxing.policy.facts.reading import squeezed  # noqa: PLC0415
    from yanxing.policy.nearest import nearest  # noqa: PLC0415

    rows = [row for result in trial.results.values() for row in result.rows.values()]
    word = squeezed(asked)

    def is_asked(*names: str) -> bool:
        return any(asked == name or word == squeezed(name) for name in names)

    found = {row.id for row in rows if row.id == asked} or {
        row.id for row in rows if is_asked(row.id, trial.name_of(row), row_title(trial.speech, row))
    }
    found |= {key for key, name in (others or {}).items() if is_asked(key, name)}
    if found:
        return frozenset(found)
    known = {row.id for row in rows} | {trial.name_of(row) for row in rows}
    known |= {word for each in (others or {}).items() for word in each}
    near = nearest(asked, known)
    mend = (
        say(f"是不是 {near}？", f"Did you mean {near}?")
        if near
        else say("请核对编号或名称。", "Check the id or name.")
    )
    err(say(f"没有叫 {asked} 的人或单位。{mend}", f"There is nobody and no unit called {asked}. {mend}"))
    raise Stop(2)


def _write_html(trial: Trial, path: Path) -> int:
    if not written(path, page_of(trial)):
        return 2
    out(say(f"已写入 {path}。", f"Written to {path}."))
    return 0


def _run_examples(args: argparse.Namespace, loaded: Any) -> int:
    """The examples beside the file, and those given as inputs: passed or not, and what differs."""
    from yanxing.policy.calendars import office_calendar  # noqa: PLC0415
    from yanxing.policy.examples import examples_file, read_examples, try_example  # noqa: PLC0415
    from yanxing.policy.opening import bytes_of, unopened  # noqa: PLC0415
    from yanxing.policy.reading.decoding import LARGEST  # noqa: PLC0415

    calendar = office_calendar()
    total = passed = 0
    wrong = False
    for path in [Path(each) for each in args.inputs] or [examples_file(Path(args.file))]:
        try:
            examples, findings = read_examples(bytes_of(path, LARGEST), path.name)
        except FileNotFoundError:
            err(say(f"没有算例文件 {path}。", f"There are no examples {path}."))
            return 2
        except OSError as problem:
            err(unopened(problem, str(path)).text(current()))
            return 2
        for found in findings:
            wrong = True
            out(found.text(current()))
        for example in examples:
            result = try_example(loaded.usable, example, calendar)
            total, passed = total + 1, passed + result.passed
            out(f"{say('通过', 'pass') if result.passed else say('不符', 'FAIL')} {example.name}")
            for text in [each.text(current()) for each in result.findings] + [
                each.text(current()) for each in result.differences
            ]:
                out(f"    {text}")
    out(say(f"共 {total} 例，通过 {passed} 例。", f"{passed} of {total} examples passed."))
    return 0 if passed == total and not wrong else 1
