"""argparse, speaking the user's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from yanxing.cli.language import current, say

_HEADINGS = {"positional arguments": "参数", "options": "选项", "subcommands": "命令"}

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}。"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}。"),
    (r"argument (\S+): invalid choice: '?(.+?)'? \(choose from (.+)\)", "{0} 不能是 {1}，可选：{2}。"),
    (r"argument (\S+): expected one argument", "{0} 后面要写一个值。"),
    (r"argument (\S+): expected at least one argument", "{0} 后面至少要写一个值。"),
    (r"argument (\S+): invalid \w+ value: '?(.+?)'?$", "{0} 的值 {1} 写法不对。"),
    (r"argument (\S+): not allowed with argument (\S+)", "{0} 和 {1} 不能一起用。"),
    (r"ambiguous option: (\S+) could match (.+)", "{0} 不明确，可能是：{1}。"),
    (r"argument (\S+): ignored explicit argument '?(.+?)'?$", "{0} 后面不能写值（{1}）。"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, say("用法：", "usage: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(say(_HEADINGS.get(heading or "", heading or ""), heading or ""))


class Parser(argparse.ArgumentParser):
    """Help and complaints in the language of this command; a wrong use ends with 2."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(**options, add_help=False, allow_abbrev=False)  # type: ignore[arg-type]
        self.add_argument("-h", "--help", action="help", help=say("显示这段说明", "show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and how to see the help."""
        print(_in_words(message), file=sys.stderr)
        print(say(f"用法见：{self.prog} --help", f"For help: {self.prog} --help"), file=sys.stderr)
        raise SystemExit(2)


def _in_words(message: str) -> str:
    if current() == "en":
        return f"{message[:1].upper()}{message[1:]}."
    for pattern, words in _COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return words.format(*(group.replace(", ", "、") for group in match.groups()))
    return message
