"""`yanxing`: finds the module of a command, lets it add its arguments, runs it.

A command is a module with `add_parser(sub)`, which calls `sub.add_parser(name, description=…)` and
returns the parser, and `run(args) -> int`, which answers the exit status. What is slow it imports in `run`.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from yanxing import __version__
from yanxing.cli import language
from yanxing.cli.console import err, out
from yanxing.cli.guard import guarded
from yanxing.cli.language import say
from yanxing.cli.parser import Parser

COMMANDS: dict[tuple[str, ...], str] = {
    ("policy", "check"): "yanxing.cli.policy_check",
    ("policy", "try"): "yanxing.cli.policy_try",
    ("policy", "explain"): "yanxing.cli.policy_explain",
    ("policy", "diff"): "yanxing.cli.policy_diff",
    ("policy", "new"): "yanxing.cli.policy_new",
    ("policy", "schema"): "yanxing.cli.policy_schema",
    ("demo",): "yanxing.cli.demo",
    ("demo-files",): "yanxing.cli.demo_files",
    ("serve",): "yanxing.cli.serve",
    ("backup",): "yanxing.cli.backup",
    ("restore",): "yanxing.cli.restore",
    ("doctor",): "yanxing.cli.doctor",
    ("audit", "verify"): "yanxing.cli.audit",
    ("account", "reset"): "yanxing.cli.account_reset",
}
"""The words of a command → its module."""

WRONG_USE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    language.use(language.choose(arguments))
    _write_whatever_comes()
    collect_seldom()
    with redirect_stdout(guarded(sys.stdout)), redirect_stderr(guarded(sys.stderr)):
        return _status(arguments)


def _status(arguments: list[str]) -> int:
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        err(say("已中断。", "Interrupted."))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read us has gone; nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else WRONG_USE
    return status


def collect_seldom() -> None:
    """Rows and their reasons all live until the command ends and hold no circles, but at the usual thresholds
    the collector looks through all of them again and again: a third of the time, and more the more rows.
    """
    gc.set_threshold(100_000, 50, 1000)


def _write_whatever_comes() -> None:
    """A terminal that cannot show Chinese gets question marks, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _run(arguments: list[str]) -> int:
    words = _words(arguments)
    if not words:
        if "--version" in arguments:
            out(f"yanxing {__version__}")
            return 0
        _help([])
        return 0 if {"-h", "--help"} & set(arguments) or not _without_language(arguments) else WRONG_USE
    if words not in _available():
        return _unknown(words, arguments)
    module = import_module(COMMANDS[words])
    leaf = _parser(words, module)
    _add_language(leaf)
    # Files and options may come in any order: `try p.yaml --json roster.xlsx`.
    status: int = module.run(leaf.parse_intermixed_args(_after(words, arguments)))
    return status


def _after(words: tuple[str, ...], arguments: Sequence[str]) -> list[str]:
    """The arguments without the words of the command."""
    left = list(words)
    rest: list[str] = []
    for before, word in zip(["", *arguments], arguments, strict=False):
        if left and word == left[0] and before != "--lang":
            left.pop(0)
        else:
            rest.append(word)
    return rest


def _words(arguments: Sequence[str]) -> tuple[str, ...]:
    """The words of the command: those before the first argument of its own."""
    given = [word for word in _without_language(arguments) if not word.startswith("-")]
    groups = {words[0] for words in COMMANDS if len(words) > 1}
    return tuple(given[: 2 if given and given[0] in groups else 1])


def _without_language(arguments: Sequence[str]) -> list[str]:
    before = ["", *arguments]
    return [
        word
        for last, word in zip(before, arguments, strict=False)
        if last != "--lang" and not word.startswith("--lang")
    ]


def _available() -> dict[tuple[str, ...], str]:
    return {words: module for words, module in COMMANDS.items() if find_spec(module)}


def _parser(words: tuple[str, ...], module: ModuleType) -> argparse.ArgumentParser:
    """The parser of one command alone, under its words."""
    sub = Parser(prog="yanxing").add_subparsers(required=True)
    for group in words[:-1]:
        sub = sub.add_parser(group).add_subparsers(required=True)
    leaf: argparse.ArgumentParser = module.add_parser(sub)
    return leaf


def _add_language(parser: argparse.ArgumentParser) -> None:
    # The choice itself is made before any parser is built; here it is only accepted and explained.
    words = say("用中文（zh）或英文（en）", "speak Chinese (zh) or English (en)")
    parser.add_argument("--lang", choices=("zh", "en"), default=language.current(), help=words)


def _unknown(words: tuple[str, ...], arguments: Sequence[str]) -> int:
    group = words[:1] if any(known[: len(words)] == words for known in _available()) else ()
    if group:
        _help(list(group))
        return 0 if {"-h", "--help"} & set(arguments) else WRONG_USE
    from yanxing.policy.nearest import nearest  # noqa: PLC0415 - only here

    given = [word for word in _without_language(arguments) if not word.startswith("-")][:2]
    full = {" ".join(command): " ".join(command) for command in _available()}
    last = {command[-1]: " ".join(command) for command in _available()}
    groups = {command[0]: command[0] for command in _available() if len(command) > 1}
    near = (
        (groups.get(nearest(given[0], groups) or "") if len(given) == 1 else None)
        or full.get(nearest(" ".join(given), full) or "")
        or last.get(nearest(given[-1], last) or "")
        or last.get(nearest(given[0], last) or "")
    )
    wrong = " ".join(words)
    mend = say("用法见：yanxing --help", "For help: yanxing --help")
    if near:
        mend = say(f"是不是 yanxing {near}？", f"Did you mean yanxing {near}?")
    err(say(f"没有 {wrong} 这个命令。{mend}", f"There is no command {wrong}. {mend}"))
    return WRONG_USE


def _help(group: list[str]) -> None:
    """The commands, one line each."""
    listing = Parser(prog="yanxing").add_subparsers()
    if not group:
        out(
            say(
                "雁行：让政策文件自己说了算，每个结果都有出处。",
                "Yanxing: the policy file decides, and every outcome has its reasons.",
            )
        )
        out()
    out(say("命令：", "Commands:"))
    for words, name in _available().items():
        if list(words[: len(group)]) == group:
            module = import_module(name)
            summary = module.add_parser(listing).description or ""
            out(f"  yanxing {' '.join(words):<16}{summary}")
    out()
    out(
        say(
            "每个命令的用法：yanxing <命令> --help；英文：--lang en",
            "Usage of a command: yanxing <command> --help; Chinese: --lang zh",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
