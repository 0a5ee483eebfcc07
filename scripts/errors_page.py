"""The list of all findings in docs/policy/errors.md, from the catalogue.

Usage: errors_page.py [--check]. Writes everything below the marker of that page; what stands above it is
written by hand. With --check: nothing is written, and 1 is returned when the page is not up to date.
"""

import sys
from importlib import import_module
from pathlib import Path

from yanxing.policy import messages
from yanxing.policy.messages.message import Message

PAGE = Path(__file__).parent.parent / "docs/policy/errors.md"
MARKER = "<!-- scripts/errors_page.py 写出以下内容 -->"

AREAS = {
    "reading": "文件和 YAML 的写法",
    "shapes": "每一处该写什么",
    "checking": "名字、重复、先后",
    "checking_terms": "算式、统计、条件、查表",
    "checking_stages": "步骤、取值",
    "checking_matters": "年度安排、台账、流程",
    "facts": "名册、评分表的格子",
    "inputs": "名册、评分表的行和文件，算例",
    "decisions": "对并列作的决定",
    "renewal": "照去年的起一份",
    "calendars": "办公日历",
}
"""Module of the catalogue → heading, in order of the page."""


class _Blank(dict[str, str]):
    """Every `{param}` shows as …"""

    def __missing__(self, key: str) -> str:
        return "…"


def page(above: str) -> str:
    """The whole page under what stands above the marker. Raises `KeyError` for an area without a heading."""
    parts = [above.rstrip(), "", MARKER, ""]
    modules = {entry.code: name for name in _modules() for entry in import_module(name).MESSAGES}
    for area, heading in AREAS.items():
        entries = [each for each in messages.CATALOGUE.values() if _area(modules[each.code]) == area]
        parts += [f"### {heading}", "", "| 代码 | 提示 | 改法 | English |", "|---|---|---|---|"]
        parts += [_line(each) for each in entries] + [""]
    return "\n".join(parts)


def _modules() -> list[str]:
    return [f"{messages.__name__}.{area}" for area in AREAS]


def _area(module: str) -> str:
    return module.rpartition(".")[2]


def _line(message: Message) -> str:
    note = "提醒：" if message.severity == "warning" else ""
    english = f"{message.en} {message.en_mend}".strip()
    texts = (note + message.zh, message.zh_mend, english)
    return f"| `{message.code}` | " + " | ".join(_cell(text) for text in texts) + " |"


def _cell(text: str) -> str:
    shown = text.format_map(_Blank())
    return " ".join(shown.split()).replace("|", "\\|").replace("<", "&lt;")


def main(arguments: list[str]) -> int:
    """0: written or up to date; 1: with --check, not up to date."""
    now = PAGE.read_text("utf-8")
    wanted = page(now.partition(MARKER)[0])
    if "--check" in arguments:
        return int(now != wanted)
    PAGE.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
